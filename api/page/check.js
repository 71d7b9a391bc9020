// Defects of the plans and of the graph, by kind, each with the place to look at.

import { el, get, grouped, link } from "./dom.js";
import { shortName } from "./results.js";
import { t } from "./words.js";

const FEW = 10; // so many stand open

function where(one) {
  const words = one.source ? `${one.plan_label || one.source}${one.start === null ? "" : `, ${t("characters")} ${one.start}–${one.end}`}` : shortName(one.node || "");
  if (!words) return null;
  const target = one.plan ? { view: "plan", plan: one.plan, start: one.start, end: one.end } : { view: "trace", id: one.node };
  return el("p", { class: "where" }, one.plan || (one.node || "").startsWith("doc:") ? link(target, words) : words);
}

const finding = (one, message) =>
  el(
    "li",
    {},
    message ? el("p", { lang: "vi" }, one.message) : null,
    one.text ? el("blockquote", { lang: "vi" }, el("p", {}, one.text)) : null,
    where(one),
  );

// What all findings of a kind say alike is said once, and not at all where their kind says it.
function group(kind, list) {
  const messages = new Set(list.map((one) => one.message));
  const once = messages.size === 1 && !messages.has(t(kind)) ? el("p", { lang: "vi" }, list[0].message) : null;
  return el(
    "details",
    { class: "findings", id: kind, open: list.length <= FEW },
    el("summary", {}, `${t(kind)} `, el("small", {}, list.length)),
    once,
    el("ul", { class: "cards" }, list.map((one) => finding(one, messages.size > 1))),
  );
}

export async function show(query, { signal }) {
  const { findings } = await get("/v1/check", {}, signal);
  const groups = [...grouped(findings, (one) => one.kind)];
  const node = el(
    "div",
    {},
    el("h1", {}, t("check")),
    el("p", {}, t("check_intro")),
    findings.length ? el("p", { class: "count" }, `${findings.length} ${t("findings_counted")}`) : el("p", {}, t("no_findings")),
    groups.map(([kind, list]) => group(kind, list)),
  );
  return { title: t("check"), node };
}
