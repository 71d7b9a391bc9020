// Topics, or the tasks of a document above, against wards: who leads, who only coordinates, who has nothing, who copied.

import { address, el, get, grouped, inPath, link } from "./dom.js";
import { matrixFiles } from "./downloads.js";
import { resultList, shortName } from "./results.js";
import { suggesting } from "./suggest.js";
import { amount, t, when } from "./words.js";

const BY = ["topic", "concept", "task"];
const WIDE = 9; // beyond so many places the matrix takes the width of the window
const SIGNS = { leads: "●", coordinates: "◐", unassigned: "○", nothing: "–" };

function tabs(chosen, here) {
  const offered = here.document ? BY : BY.slice(0, 2);
  return el(
    "ul",
    { class: "tabs", "aria-label": t("rows") },
    offered.map((by) => el("li", {}, by === chosen ? el("b", { "aria-current": "true" }, t(`rows_${by}`)) : el("a", { href: address({ ...here, by, row: null, place: null }) }, t(`rows_${by}`)))),
  );
}

function form(here, go) {
  const submit = (event) => {
    event.preventDefault();
    go(address({ ...here, by: null, row: null, place: null, ...Object.fromEntries(new FormData(event.target)) }));
  };
  const box = (name, label) => {
    const input = el("input", { id: `compare-${name}`, name, type: "search", value: here[name] || "", maxlength: 512, autocomplete: "off" });
    return el("div", {}, el("label", { for: `compare-${name}` }, t(label)), suggesting(input, (found) => ((input.value = found.value), input.form.requestSubmit()), [name]));
  };
  return el("form", { class: "grid", onsubmit: submit }, box("document", "parent_document"), box("unit", "unit"), el("button", { type: "submit", class: "quiet" }, t("apply")));
}

const hidden = (...words) => el("span", { class: "visually-hidden" }, words.join(", "));

// What is seen is a sign and figures; what is heard says them in words.
function cellOf(cell, row, column, here, chosen) {
  const sign = el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[cell.state]);
  const copied = cell.copied ? el("span", { class: "copied" }, `⧉${cell.copied}`, hidden(` ${t("copied")}`)) : null;
  const heard = hidden(` ${t("tasks")}`, t(`state_${cell.state}`), column.name);
  const target = address({ ...here, row: row.id, place: column.id });
  return el(
    "td",
    { class: `cell state-${cell.state}${chosen ? " chosen" : ""}` },
    cell.tasks ? el("a", { href: target, title: [...cell.lead, ...cell.coordinate].join("; ") }, sign, el("span", { class: "number" }, cell.tasks), heard, copied) : [sign, hidden(t("state_nothing"))],
  );
}

function matrix(found, here, row, place) {
  const head = el("tr", {}, el("th", { scope: "col" }, t(`rows_${found.by}`)), el("th", { scope: "col", class: "figure" }, t("without_it")), found.places.map((one) => el("th", { scope: "col" }, link({ view: "ward", id: one.id }, one.name), one.carries === false ? el("small", {}, t("carries_not")) : null)));
  const label = (one) => (one.kind === "topic" ? link({ topic: one.label }, one.label) : one.kind === "task" ? link({ view: "task", id: one.id }, one.label) : one.label || t("row_other"));
  const without = (cells) => cells.filter((cell) => cell.state === "nothing").length;
  const gap = (cells, kind) => el("td", { class: `${kind}${without(cells) ? " some" : ""}` }, without(cells));
  const rows = found.rows.map((one) => el("tr", {}, el("th", { scope: "row" }, label(one)), gap(one.cells, "figure"), one.cells.map((cell, i) => cellOf(cell, one, found.places[i], here, one.id === row && found.places[i].id === place))));
  const foot = el("tr", {}, el("th", { scope: "row" }, t("rows_without")), el("td"), found.places.map((_, i) => gap(found.rows.map((one) => one.cells[i]), "sum")));
  return el("div", { class: found.places.length > WIDE ? "scroll wide" : "scroll", tabindex: "0", role: "region", "aria-label": t("matrix") }, el("table", { class: "matrix" }, el("caption", { class: "visually-hidden" }, t("matrix")), el("thead", {}, head), el("tbody", {}, rows), el("tfoot", {}, foot)));
}

const legend = () =>
  el("ul", { class: "legend", "aria-label": t("legend") }, Object.entries(SIGNS).map(([state, sign]) => el("li", { class: `cell state-${state}` }, el("span", { class: "sign" }, sign), " ", t(`state_${state}`))), el("li", {}, el("span", { class: "copied" }, "⧉"), " ", t("copied_legend")));

// The tasks of the cell that the address names, those that stand elsewhere too told apart.
async function opened(found, rowId, place, signal) {
  const row = found.rows.find((one) => one.id === rowId);
  const column = found.places.findIndex((one) => one.id === place);
  if (!row || column < 0) return null;
  const fetched = (ids) => Promise.all(ids.map((id) => get(`/v1/tasks/${inPath(id)}`, {}, signal)));
  const twins = (id) => found.copies.flatMap(({ tasks }) => (tasks.some((one) => one.id === id) ? tasks.map((one) => one.id) : [])).filter((one) => one !== id);
  const own = await fetched(row.cells[column].ids);
  const tasks = await Promise.all(own.map(async (task) => ({ ...task, duplicates: await fetched(twins(task.id)) })));
  const parts = [...grouped(tasks, (task) => (task.duplicates.length ? "copied_text" : "own_text"))];
  return el("section", { id: "place", tabindex: "-1", class: "opened" }, el("h2", {}, `${row.label || t("row_other")} – ${found.places[column].name}`), parts.map(([name, list]) => [el("h3", {}, t(name), " ", el("small", {}, list.length)), resultList(list, { ward: false })]));
}

function figures(found) {
  if (!found.figures.length) return null;
  const head = el("tr", {}, el("th", { scope: "col" }, t("target")), found.places.map((one) => el("th", { scope: "col" }, one.name)));
  const set = ([first, ...others]) => el("div", {}, link({ view: "plan", plan: first.quotation.document, start: first.quotation.start, end: first.quotation.end }, amount(first)), first.due ? el("small", {}, ` ${when(first.due)}`) : null, others.length ? el("small", {}, ` ×${others.length + 1}`) : null);
  // What a plan says twice is shown once.
  const cells = (group) => found.places.map((place) => el("td", {}, [...grouped(group.figures.filter((one) => one.place === place.id), (one) => `${amount(one)} ${one.due}`).values()].map(set)));
  const rows = found.figures.map((group) => el("tr", {}, el("th", { scope: "row" }, group.label), cells(group)));
  return el("section", {}, el("h2", {}, t("same_figures"), " ", el("small", {}, rows.length)), el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("same_figures") }, el("table", { class: "matrix" }, el("thead", {}, head), el("tbody", {}, rows))));
}

const leftOut = ({ left_out: left }) =>
  Object.entries(left).filter(([, count]) => count).map(([name, count]) => el("p", { class: "count" }, `${t("left_out")}: ${count} ${t(`left_${name}`)}.`));

export async function show(query, { signal, go }) {
  const asked = { document: query.get("document"), unit: query.get("unit") };
  const wanted = BY.includes(query.get("by")) ? query.get("by") : asked.document ? "task" : "topic";
  const found = await get("/v1/compare", { by: wanted === "task" && !asked.document ? "topic" : wanted, ...asked }, signal);
  const here = { view: "compare", by: query.get("by"), ...asked };
  const [row, place] = [query.get("row"), query.get("place")];
  const node = el(
    "div",
    {},
    el("h1", {}, t("compare"), asked.document ? el("small", {}, ` ${shortName(asked.document)}`) : null),
    el("p", {}, t("compare_intro")),
    form(here, go),
    tabs(found.by, here),
    el("p", { class: "actions" }, matrixFiles({ by: found.by, ...asked })),
    found.places.length && found.rows.length ? [legend(), matrix(found, here, row, place), leftOut(found)] : el("p", { class: "nothing" }, t("nothing_to_compare")),
    row ? await opened(found, row, place, signal) : null,
    figures(found),
  );
  return { title: t("compare"), node };
}
