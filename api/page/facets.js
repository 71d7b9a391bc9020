// What the results can be narrowed to, with counts; a choice is a link, so that it is in the address.

import { address, el } from "./dom.js";
import { isoOf, t, when } from "./words.js";

const ORDER = ["city", "ward", "unit", "role", "topic", "plan", "cites", "kind"];
const SHOWN = 8;
// 2026, 12/2026, 31/12/2026, or as the address has it.
const WRITTEN = "(\\d{1,2}[\\/.\\-]){0,2}\\d{4}|\\d{4}(-\\d{2}){1,2}";

function entry(name, one, state) {
  const values = state[name] || [];
  const label = name === "role" || name === "kind" ? t(one.value) : one.label || one.value;
  const chosen = values.includes(one.value);
  const target = { ...state, [name]: chosen ? values.filter((value) => value !== one.value) : [...values, one.value] };
  return el("li", {}, el("a", { href: address(target), "aria-current": chosen ? "true" : null }, label), " ", one.count === null ? null : el("small", {}, one.count));
}

function facet(name, entries, state) {
  const rest = entries.slice(SHOWN);
  return el(
    "section",
    { class: "facet" },
    el("h2", {}, t(name)),
    el("ul", {}, entries.slice(0, SHOWN).map((one) => entry(name, one, state))),
    rest.length ? el("details", {}, el("summary", {}, `${t("facet_more")} (${entries.length})`), el("ul", {}, rest.map((one) => entry(name, one, state)))) : null,
  );
}

const dated = (name, state) => {
  const value = (state[name] || [])[0] || "";
  return el("label", {}, t(name), el("input", { name, value: when(value), placeholder: t("date_hint"), pattern: WRITTEN, size: 10 }));
};

function dates(state, go) {
  const submit = (event) => {
    event.preventDefault();
    const given = [...new FormData(event.target)].map(([name, words]) => [name, isoOf(words)]);
    go(address({ ...state, ...Object.fromEntries(given) }));
  };
  return el("form", { class: "facet dates", onsubmit: submit }, el("h2", {}, t("deadline")), dated("due_after", state), dated("due_before", state), el("button", { type: "submit", class: "quiet" }, t("apply")));
}

const UNITS = ["lead", "coordinate", "report_to"];
const VALUES = {
  city: () => [], // a result does not say it
  ward: (one) => [one.ward],
  unit: (one) => UNITS.flatMap((role) => one[role]),
  role: (one) => UNITS.filter((role) => one[role].length),
  topic: (one) => one.topics,
  plan: (one) => [one.plan],
  cites: (one) => one.cites,
  kind: (one) => [one.kind],
};

// Of a ranked question nearly everything is an answer, more or less: what is counted are the results that are shown.
// Values that none of them has come last, without a figure.
export function counted(counts, results) {
  const shown = (name, value) => results.filter((one) => VALUES[name](one).includes(value)).length;
  const found = {};
  for (const name of ORDER) {
    const entries = (counts[name] || []).map((one) => ({ ...one, count: shown(name, one.value) || null }));
    found[name] = entries.sort((one, other) => (other.count || 0) - (one.count || 0));
  }
  return found;
}

// `counts` are lists of {value, count} by name of the filter.
export function facets(counts, state, go, note = null) {
  // One city or province for all narrows nothing down.
  const shown = ORDER.filter((name) => (counts[name] || []).length > (name === "city" && !state.city ? 1 : 0));
  if (!shown.length && !state.due_before && !state.due_after) return null;
  const wide = window.matchMedia("(min-width: 60rem)").matches;
  return el(
    "aside",
    { class: "facets", "aria-label": t("facets") },
    el("details", { open: wide }, el("summary", {}, t("facets")), note ? el("p", { class: "count" }, note) : null, shown.map((name) => facet(name, counts[name], state)), dates(state, go)),
  );
}
