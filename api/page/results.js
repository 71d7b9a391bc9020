// One result: the quotation, who, by when, and the place it was read from.

import { el, link } from "./dom.js";
import { deadline, t } from "./words.js";

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
  return issuer && !issuer.startsWith("?") ? `${name} (${issuer})` : name;
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
    result.path ? (result.kind === "task" ? link({ view: "task", id: result.id }, `${t("section_path")} ${result.path}`) : el("span", {}, `${t("section_path")} ${result.path}`)) : null,
    result.kind === "document" && result.id !== result.plan ? link({ view: "trace", id: result.id }, shortName(result.id)) : null,
    result.kind !== "task" ? el("span", { class: "kind" }, t(result.kind)) : null,
  ];
  return el(
    "li",
    { class: "result" },
    el("p", { class: "where" }, head),
    el("blockquote", { lang: "vi" }, el("p", {}, quotation(result))),
    el(
      "dl",
      { class: "facts" },
      fact("lead", unitLinks(result.lead)),
      fact("coordinate", unitLinks(result.coordinate)),
      fact("report_to", unitLinks(result.report_to)),
      fact("deadline", deadline(result.deadline)),
      fact("output", result.output),
      fact("cites", documentLinks(result.cites)),
      fact("topics", topicLinks(result.topics)),
      fact("place_read", [place(result)]),
    ),
    copies(result),
  );
}

// The same text in other plans, folded in below the best one.
function copies(result) {
  const others = result.duplicates || [];
  if (!others.length) return null;
  return el("details", { class: "copies" }, el("summary", {}, `${others.length} ${t("copies")}`), resultList(others));
}

export const resultList = (results, options) =>
  el("ol", { class: "results" }, results.map((result) => resultItem(result, options)));
