// Defects of the plans and of the graph, by kind, each with the place to look at.

import { el, get, link } from "./dom.js";
import { t } from "./words.js";

function finding(one) {
  const words = one.source ? `${one.source}${one.start === null ? "" : `, ${t("characters")} ${one.start}–${one.end}`}` : one.node;
  const target = one.plan ? { view: "plan", plan: one.plan, start: one.start, end: one.end } : { view: "trace", id: one.node };
  const linked = one.plan || (one.node || "").startsWith("doc:");
  return el(
    "li",
    {},
    one.message === t(one.kind) ? null : el("p", { lang: "vi" }, one.message),
    one.text ? el("blockquote", { lang: "vi" }, el("p", {}, one.text)) : null,
    words ? el("p", { class: "where" }, linked ? link(target, words) : words) : null,
  );
}

export async function show(query, { signal }) {
  const findings = (await get("/v1/check", {}, signal)).findings;
  const groups = new Map();
  for (const one of findings) groups.set(one.kind, [...(groups.get(one.kind) || []), one]);
  const node = el(
    "div",
    {},
    el("h1", {}, t("check")),
    el("p", {}, t("check_intro")),
    findings.length ? null : el("p", {}, t("no_findings")),
    [...groups].map(([kind, list]) =>
      el("details", { class: "findings", open: list.length <= 10 }, el("summary", {}, `${t(kind)} `, el("small", {}, list.length)), el("ul", {}, list.map(finding))),
    ),
  );
  return { title: t("check"), node };
}
