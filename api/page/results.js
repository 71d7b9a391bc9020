// One result: the quotation, who, by when, and the place it was read from.

import { el, link } from "./dom.js";
import { deadline, item, t } from "./words.js";

const fact = (name, value) => (value && value.length ? [el("dt", {}, t(name)), el("dd", {}, value)] : []);

function unitLinks(names) {
  return names.map((name, i) => [i ? "; " : "", link({ view: "unit", unit: name }, name)]);
}

const topicLinks = (names) => names.map((name, i) => [i ? ", " : "", link({ topic: name }, name)]);

function documentLinks(names) {
  return names.map((name, i) => [i ? "; " : "", link({ view: "trace", id: name }, shortName(name))]);
}

// "98/KH-UBND@Ủy ban nhân dân thành phố Hải Phòng" reads better as "98/KH-UBND (Ủy ban nhân dân thành phố Hải Phòng)".
export function shortName(canonical) {
  // A plan whose number was left blank is written the way its letterhead has it: "…/KH-UBND".
  const [name, issuer] = canonical.replace(/^doc:/, "").replace(/^\?/, "…").split("#")[0].split("@");
  if (!issuer) return name;
  return `${name} (${issuer.startsWith("?") ? t("issuer_unknown") : issuer})`;
}

function place(result) {
  const words = `${result.source}, ${t("characters")} ${result.start}–${result.end}`;
  return result.source ? link({ view: "plan", plan: result.source, start: result.start, end: result.end }, words) : words;
}

// The parts of `text` that the query matched, marked; `marks` are [start, end] in code points of `text`.
function marked(text, marks) {
  const points = Array.from(text);
  const parts = [];
  let at = 0;
  for (const [start, end] of marks || []) {
    if (start < at) continue;
    parts.push(points.slice(at, start).join(""), el("mark", {}, points.slice(start, end).join("")));
    at = end;
  }
  parts.push(points.slice(at).join(""));
  return parts;
}

// The whole text with its highlights: a task that a table broke over a page has its pieces joined by a blank.
function quotation(result) {
  return [result, ...result.continuation].map(({ text, start, end }, i) => {
    const within = result.highlights.filter(([a, b]) => a >= start && b <= end);
    return [i ? " " : "", marked(text, within.map(([a, b]) => [a - start, b - start]))];
  });
}

export function resultItem(result, { ward = true } = {}) {
  const head = [
    ward && result.ward ? el("span", { class: "ward" }, result.ward) : null,
    result.plan ? link({ view: "plan", plan: result.plan }, result.plan_label || shortName(result.plan)) : null,
    result.path ? (result.kind === "task" ? link({ view: "task", id: result.id }, item(result.path)) : el("span", {}, item(result.path))) : null,
    result.kind === "document" && result.id !== result.plan ? link({ view: "trace", id: result.id }, result.label || shortName(result.id)) : null,
    result.kind !== "task" ? el("span", { class: "kind" }, t(result.kind)) : null,
    result.fate ? el("span", { class: "warn", lang: "vi" }, result.fate) : null,
  ];
  return el(
    "li",
    { class: "result" },
    el("p", { class: "where" }, head),
    result.kind === "document" && result.title ? el("p", { class: "lead" }, result.title) : null,
    el("blockquote", { lang: "vi" }, el("p", {}, quotation(result))),
    facts(result),
    el("p", { class: "where read" }, result.topics.length ? el("span", {}, `${t("topics")}: `, topicLinks(result.topics)) : null, el("span", {}, `${t("place_read")}: `, place(result))),
    copies(result),
  );
}

// Who on the left, by when and what on the right, so that a column of results can be read down.
function facts(result) {
  const who = [fact("lead", unitLinks(result.lead)), fact("coordinate", unitLinks(result.coordinate)), fact("report_to", unitLinks(result.report_to))].flat();
  const what = [fact("deadline", deadline(result.deadline)), fact("output", result.output), fact("cites", documentLinks(result.cites))].flat();
  const lists = [who, what].filter((list) => list.length).map((list) => el("dl", { class: "facts" }, list));
  return lists.length ? el("div", { class: "two" }, lists) : null;
}

// The same text in other plans, folded in below the best one.
function copies(result) {
  const others = result.duplicates || [];
  if (!others.length) return null;
  return el("details", { class: "copies" }, el("summary", {}, `${others.length} ${t("copies")}`), resultList(others));
}

export const resultList = (results, options) =>
  el("ol", { class: "results" }, results.map((result) => resultItem(result, options)));
