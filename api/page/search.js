// The search view: one box, what was understood as labels that can be taken away, ranked quotations, facets beside them.

import { address, el, get, grouped, link, remember } from "./dom.js";
import { downloads } from "./downloads.js";
import { folding } from "./duplicates.js";
import { counted, facets } from "./facets.js";
import { nothing, starting } from "./starting.js";
import { resultList } from "./results.js";
import { suggesting } from "./suggest.js";
import { t, when } from "./words.js";

const PAGE = 20;
const MOST = 100; // results that one answer gives
const FILTERS = ["unit", "role", "ward", "city", "plan", "cites", "topic", "kind", "due_before", "due_after"];

const given = (query) => Object.fromEntries(FILTERS.map((name) => [name, query.getAll(name)]).filter(([, v]) => v.length));

const shown = (name, value) => {
  if (name === "role" || name === "kind") return t(value);
  return name.startsWith("due_") ? when(value) : value.replace(/^doc:/, "").split("#")[0];
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

// What the program added by itself: nothing that was said goes away with it.
const ADDED = ["synonym", "spelling", "abbreviation", "unmet"];

function added(understood) {
  const kinds = grouped(understood.filter((label) => ADDED.includes(label.kind)), (label) => label.kind);
  return [...kinds].map(([kind, labels]) => el("p", { class: "count" }, `${t(kind)}: `, labels.map((label) => label.value).join(", ")));
}

function chips(state, understood) {
  const explicit = FILTERS.flatMap((name) =>
    (state[name] || []).map((value) => chip(name, value, withoutFilter(state, name, value))),
  );
  const read = understood.filter((label) => !ADDED.includes(label.kind)).map((label) => chip(label.kind, label.value, withoutWords(state, label)));
  if (!explicit.length && !read.length) return null;
  return el("ul", { class: "chips", "aria-label": t("understood") }, explicit, read);
}

// A chosen unit, ward or topic becomes the question; a document or a plan is opened.
function taken(found, state) {
  if (found.kind === "document") return address({ view: "trace", id: found.value });
  if (found.kind === "plan") return address({ view: "plan", plan: found.value });
  return address({ ...state, q: found.value });
}

function form(state, go) {
  const submit = (event) => {
    event.preventDefault();
    go(address({ ...state, q: new FormData(event.target).get("q") }));
  };
  const box = el("input", { id: "q", name: "q", type: "search", value: state.q, maxlength: 512, autocomplete: "off", spellcheck: "false" });
  return el(
    "form",
    { class: "ask", role: "search", action: "/", onsubmit: submit },
    el("label", { for: "q", class: state.q ? "visually-hidden" : null }, t("query")),
    el("div", { class: "bar" }, suggesting(box, (found) => go(taken(found, state))), el("button", { type: "submit" }, t("find"))),
  );
}

// What stands without each of the filters that the address names: {words, target, path, asked}.
function looser(state) {
  const one = (name, value) => [`${t(name)}: ${shown(name, value)}`, withoutFilter(state, name, value)];
  const each = FILTERS.flatMap((name) => (state[name] || []).map((value) => one(name, value)));
  const every = each.length > 1 ? [[t("take_off_all"), { q: state.q }]] : [];
  return [...each, ...every].map(([words, target]) => ({ words, target, question: question(target) }));
}

// Without words the question is a filter, and a filter's answer is complete and unranked.
function question({ q, kind, ...rest }) {
  return q ? ["/v1/search", { q, kind, ...rest }] : ["/v1/tasks", rest];
}

async function answers({ shown: before, ...state }, signal, go) {
  const [path, asked] = question(state);
  const answer = await get(path, { ...asked, limit: Math.min(Math.max(before, PAGE), MOST), offset: 0, facets: true }, signal);
  const list = resultList(folding(answer.results));
  const count = el("p", { class: "count", role: "status" });
  const more = el("button", { type: "button", class: "quiet" }, t("more"));
  // Ranked, the answer has no end that means anything: the best are shown, and what is shown is counted.
  const ranked = Boolean(state.q) && answer.total > answer.results.length;
  const seen = [...answer.results];
  const narrowing = () => (ranked ? facets(counted(answer.facets || {}, seen), state, go, t("facets_of_shown")) : facets(answer.facets || {}, state, go));
  let beside = narrowing() || el("div");
  const refresh = () => {
    const have = seen.length;
    if (ranked) count.textContent = `${have} ${t("best_results")}`;
    else count.textContent = `${answer.total} ${t("results")}${have < answer.total ? `, ${t("shown")} ${have}` : ""}`;
    more.hidden = have >= answer.total;
  };
  more.addEventListener("click", async () => {
    const next = await get(path, { ...asked, limit: PAGE, offset: seen.length });
    seen.push(...next.results);
    remember("shown", seen.length);
    list.append(...resultList(folding(next.results)).children);
    if (ranked) {
      const fresh = narrowing() || el("div");
      beside.replaceWith(fresh);
      beside = fresh;
    }
    refresh();
  });
  refresh();
  const found = answer.total
    ? [el("div", { class: "over" }, count, el("p", { class: "actions" }, downloads(path, asked))), list, more]
    : await nothing(state.q, looser(state), signal);
  return [
    chips(state, answer.understood || []),
    added(answer.understood || []),
    el("div", { class: "beside" }, beside, el("div", {}, found)),
  ];
}

export async function show(query, { go, signal }) {
  const state = { q: query.get("q") || "", ...given(query) };
  const asked = state.q || FILTERS.some((name) => (state[name] || []).length);
  const made = asked ? await answers({ ...state, shown: Number(query.get("shown")) || 0 }, signal, go) : await starting(signal);
  const node = el(
    "div",
    {},
    el("h1", { class: asked ? "visually-hidden" : null }, t("search")),
    asked ? null : el("p", {}, t("intro")),
    form(state, go),
    made,
  );
  return { title: state.q || t("search"), node };
}
