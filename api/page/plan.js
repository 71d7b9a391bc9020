// The text of a plan as it was read, opened at a place.

import { cut, el, get, inPath, link } from "./dom.js";
import { t } from "./words.js";

export async function planView(query, { signal }) {
  const id = query.get("plan") || "";
  const plan = await get(`/v1/text/${inPath(id)}`, {}, signal);
  const start = Number(query.get("start") || 0);
  const end = Number(query.get("end") || 0);
  const [before, quoted, after] = cut(plan.text, start, end);
  const node = el(
    "div",
    {},
    el("p", { class: "crumb" }, link({ view: "documents" }, t("documents"))),
    el("h1", {}, plan.label),
    el("p", { class: "actions" }, link({ view: "trace", id: plan.id }, t("trace")), link({ plan: plan.id }, t("its_tasks"))),
    el("p", { class: "where" }, plan.source, quoted ? `, ${t("characters")} ${start}–${end}` : ""),
    el("div", { class: "plan-text" }, before, quoted ? el("mark", { id: "place" }, quoted) : null, after),
  );
  return { title: plan.label, node };
}
