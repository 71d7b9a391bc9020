// One plan: its text with what was recognised, the outline beside it, what deserves a second look, what was not read.

import { address, el, get, grouped, inPath, link } from "./dom.js";
import { legend, markedText } from "./marks.js";
import { follow, pageStarts, pictures } from "./pictures.js";
import { brief, language, t } from "./words.js";

const LONG = 160; // a remark on more characters than this is about a whole passage
const anchor = (start) => `o${start}`;

// The headings alone: what is a task itself has its own sign in the text.
function headings({ outline, marks }) {
  const starts = marks.filter((mark) => mark.kind === "task").map((mark) => mark.start);
  const parents = new Set(outline.map((one) => one.label.split(".").slice(0, -1).join(".")));
  const isTask = (one) => starts.some((start) => start >= one.start && start <= one.end);
  return outline.filter((one) => parents.has(one.label) || !isTask(one));
}

function outline(plan) {
  const shown = headings(plan);
  if (!shown.length) return null;
  const items = shown.map((one) =>
    el("li", { class: `level-${Math.min(one.level, 4)}` }, el("a", { href: `#${anchor(one.start)}` }, el("b", {}, brief(one.label)), " ", one.title)),
  );
  const wide = window.matchMedia("(min-width: 60rem)").matches;
  return el(
    "nav",
    { class: "outline", "aria-label": t("outline") },
    el("details", { open: wide }, el("summary", {}, t("outline")), el("ol", {}, items)),
  );
}

// What was noticed is told in Vietnamese, as in every answer of the server; its kind has both languages.
function noticed(kind, list) {
  const words = (one) => el("span", { lang: "vi" }, one.message);
  const items = list.map((one) =>
    el(
      "li",
      {},
      one.start === null || one.start === undefined ? words(one) : el("a", { href: `#f${one.start}` }, words(one)),
      one.text ? el("q", { lang: "vi" }, one.text) : null,
    ),
  );
  return [el("h3", {}, t(kind), " ", el("small", {}, list.length)), el("ul", {}, items)];
}

const byKind = (list) => [...grouped(list, (one) => one.kind)].map(([kind, own]) => noticed(kind, own));

function notices(plan) {
  return el(
    "details",
    { class: "findings" },
    el("summary", {}, `${t("to_look_at")} `, el("small", {}, plan.findings.length + plan.unread.length)),
    plan.findings.length ? byKind(plan.findings) : el("p", {}, t("no_findings")),
    plan.unread.length ? [el("h2", {}, t("unread")), byKind(plan.unread)] : el("p", {}, t("all_read")),
  );
}

function actions(plan) {
  return el(
    "p",
    { class: "actions" },
    link({ view: "trace", id: plan.id }, t("trace")),
    link({ plan: plan.id }, `${t("its_tasks")} (${plan.tasks})`),
    plan.place ? link({ view: "ward", id: `place:${plan.place}` }, plan.place) : null,
    link({ view: "graph", id: plan.id }, t("in_graph")),
    plan.original ? el("a", { href: `/v1/plans/${inPath(plan.id)}/original`, download: "" }, t("original_file")) : null,
    el("a", { href: `/v1/plain/${inPath(plan.id)}`, download: "" }, t("text_file")),
  );
}

// What the text shows at a place: marks of the plan, its defects, and the quotation that the address names.
function body(plan, text, place, pages) {
  const placed = [...plan.findings, ...plan.unread].filter((one) => one.start !== null && one.start !== undefined);
  const tasks = new Set(plan.marks.filter((mark) => mark.kind === "task").map((mark) => mark.start));
  const whole = (one) => one.end - one.start > LONG || tasks.has(one.start);
  const findings = placed.map((one) => ({ kind: whole(one) ? "sign" : "finding", start: one.start, end: Math.max(one.end, one.start + 1), target: null, label: language() === "en" ? `${t(one.kind)}: ${one.message}` : one.message }));
  const anchors = [
    ...plan.outline.map((one) => [one.start, anchor(one.start)]),
    ...pages,
    ...[...new Set(placed.map((one) => one.start))].map((start) => [start, `f${start}`]),
  ];
  return el("div", { class: "plan-text", lang: "vi" }, markedText(text, [...plan.marks, ...findings], anchors, place));
}

export async function show(query, { signal }) {
  const id = query.get("plan") || "";
  const [plan, { text }] = await Promise.all([get(`/v1/plans/${inPath(id)}`, {}, signal), get(`/v1/text/${inPath(id)}`, {}, signal)]);
  const start = Number(query.get("start") || 0);
  const end = Number(query.get("end") || 0);
  const place = end > start ? { start, end } : null;
  const shown = plan.original && plan.format === "pdf" && plan.pages;
  const pages = shown ? pageStarts(text) : [];
  const beside = el("div", { class: shown ? "beside pictured" : "beside" }, outline(plan), body(plan, text, place, pages), shown ? pictures(plan) : null);
  const node = el(
    "div",
    {},
    el("p", { class: "crumb" }, link({ view: "plans" }, t("plans"))),
    el("h1", {}, plan.label),
    plan.title ? el("p", { class: "lead" }, plan.title) : null,
    actions(plan),
    el("p", { class: "where" }, el("span", {}, plan.source), plan.pages ? el("span", {}, `${plan.pages} ${t("pages")}`) : null, place ? el("span", {}, `${t("characters")} ${start}–${end} `, el("a", { href: address({ view: "plan", plan: id }) }, t("whole"))) : null),
    notices(plan),
    legend(),
    beside,
  );
  return { title: plan.label, node, ready: () => shown && follow(beside) };
}
