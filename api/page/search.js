// The search view: one box, what was understood as labels that can be taken away, ranked quotations.

import { address, el, get, link } from "./dom.js";
import { resultList } from "./results.js";
import { t, when } from "./words.js";

const PAGE = 20;
const PLANS = 50;
export const FILTERS = ["unit", "role", "ward", "plan", "cites", "topic", "kind", "due_before", "due_after"];
const ROLES = ["lead", "coordinate", "report_to"];
const KINDS = ["task", "document", "section"];
const EXAMPLES = ["Công an phường", "an ninh mạng", "tuyên truyền", "báo cáo trước ngày 30/11", "57-NQ/TW"];

const given = (query) => Object.fromEntries(FILTERS.map((name) => [name, query.getAll(name)]).filter(([, v]) => v.length));

const shown = (name, value) => {
  if (name === "role" || name === "kind") return t(value);
  return name.startsWith("due_") ? when(value) : value;
};

function chip(name, value, target) {
  const words = shown(name, value);
  return el(
    "li",
    { class: "chip" },
    el("span", {}, `${t(name)}: `, el("b", {}, words)),
    el("a", { href: address(target), "aria-label": `${t("remove")} ${t(name)}: ${words}`, title: t("remove") }, "×"),
  );
}

function withoutFilter(state, name, value) {
  return { ...state, [name]: state[name].filter((one) => one !== value) };
}

// A label that was read out of the query goes away with its words.
function withoutWords(state, label) {
  return { ...state, q: state.q.normalize("NFC").replace(label.said, " ").replace(/\s+/g, " ").trim() };
}

function chips(state, understood) {
  const explicit = FILTERS.flatMap((name) =>
    (state[name] || []).map((value) => chip(name, value, withoutFilter(state, name, value))),
  );
  const read = understood.map((label) => chip(label.kind, label.value, withoutWords(state, label)));
  if (!explicit.length && !read.length) return null;
  return el("ul", { class: "chips", "aria-label": t("understood") }, explicit, read);
}

function choice(name, values, chosen, label = (value) => value) {
  const options = [el("option", { value: "" }, t("any"))];
  for (const value of values) options.push(el("option", { value, selected: chosen === value }, label(value)));
  if (chosen && !values.includes(chosen)) options.push(el("option", { value: chosen, selected: true }, label(chosen)));
  return el("label", {}, t(name), el("select", { name }, options));
}

const dated = (name, value) =>
  el("label", {}, t(name), el("input", { name, value: value || "", placeholder: t("date_hint"), pattern: "\\d{4}(-\\d{2}(-\\d{2})?)?", size: 12 }));

function filterFields(state, lists) {
  const first = (name) => (state[name] || [])[0];
  return el(
    "details",
    { class: "filters", open: FILTERS.some((name) => first(name)) },
    el("summary", {}, t("filters")),
    el(
      "div",
      { class: "grid" },
      choice("ward", lists.wards, first("ward")),
      choice("unit", lists.units, first("unit")),
      choice("role", ROLES, first("role"), t),
      choice("topic", lists.topics, first("topic")),
      choice("kind", KINDS, first("kind"), t),
      dated("due_after", first("due_after")),
      dated("due_before", first("due_before")),
      el("button", { type: "submit", class: "quiet" }, t("apply")),
    ),
  );
}

function form(state, lists, go) {
  const submit = (event) => {
    event.preventDefault();
    go(address(Object.fromEntries(new FormData(event.target))));
  };
  return el(
    "form",
    { class: "ask", role: "search", action: "/", onsubmit: submit },
    el("label", { for: "q", class: "visually-hidden" }, t("query")),
    el(
      "div",
      { class: "bar" },
      el("input", { id: "q", name: "q", type: "search", value: state.q, maxlength: 512, autocomplete: "off", spellcheck: "false", placeholder: t("query") }),
      el("button", { type: "submit" }, t("find")),
    ),
    filterFields(state, lists),
    ["plan", "cites"].map((name) => (state[name] || []).map((value) => el("input", { type: "hidden", name, value }))),
  );
}

function examples() {
  return el("div", { class: "examples" }, el("p", {}, t("intro")),
    el("p", {}, `${t("examples")}: `, EXAMPLES.map((words, i) => [i ? " · " : "", link({ q: words }, words)])));
}

const planRow = (plan) =>
  el(
    "tr",
    {},
    el("th", { scope: "row" }, link({ view: "trace", id: plan.id }, plan.label)),
    el("td", {}, plan.title),
    el("td", { class: "figure", "data-label": t("date") }, when(plan.date)),
    el("td", { class: "figure", "data-label": t("task") }, link({ plan: plan.id }, plan.tasks)),
  );

async function heldPlans(signal) {
  const { total, plans } = await get("/v1/plans", { limit: PLANS }, signal);
  const head = ["plan", "title", "date", "task"].map((name, i) => el("th", { scope: "col", class: i > 1 ? "figure" : null }, t(name)));
  return [
    el("h2", {}, `${t("held_plans")} `, el("small", {}, total)),
    el("table", { class: "stack" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, plans.map(planRow))),
    total > plans.length ? el("p", {}, link({ view: "documents" }, t("more"))) : null,
  ];
}

async function answers(state, asked, into) {
  // Without words the question is a filter, and a filter's answer is complete and unranked.
  const path = state.q ? "/v1/search" : "/v1/tasks";
  const { q, kind, ...rest } = state;
  const parameters = state.q ? { q, kind, ...rest } : rest;
  const answer = await get(path, { ...parameters, limit: PAGE, offset: 0 }, asked);
  const list = resultList(answer.results);
  const count = el("p", { class: "count", role: "status" });
  const more = el("button", { type: "button", class: "quiet" }, t("more"));
  let have = answer.results.length;
  const refresh = () => {
    count.textContent = `${answer.total} ${t("results")}${have < answer.total ? `, ${t("shown")} ${have}` : ""}`;
    more.hidden = have >= answer.total;
  };
  more.addEventListener("click", async () => {
    const next = await get(path, { ...parameters, limit: PAGE, offset: have });
    have += next.results.length;
    list.append(...resultList(next.results).children);
    refresh();
  });
  refresh();
  into.append(chips(state, answer.understood || []) || "", answer.total ? count : nothing(), list, more);
}

const nothing = () => el("div", { class: "nothing", role: "status" }, el("p", {}, t("nothing")), el("p", {}, t("nothing_way")));

export async function searchView(query, { go, signal, lists }) {
  const state = { q: query.get("q") || "", ...given(query) };
  const asked = state.q || FILTERS.some((name) => (state[name] || []).length);
  const node = el("div", {}, el("h1", { class: asked ? "visually-hidden" : "" }, t("search")), form(state, await lists(), go));
  if (asked) await answers(state, signal, node);
  else node.append(examples(), ...(await heldPlans(signal)).filter(Boolean));
  return { title: state.q || t("search"), node };
}
