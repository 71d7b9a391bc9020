// What the results can be narrowed to, with counts; a choice is a link, so that it is in the address.

import { address, el } from "./dom.js";
import { t } from "./words.js";

const ORDER = ["ward", "unit", "role", "topic", "plan", "cites", "kind"];
const SHOWN = 8;

function entry(name, one, state) {
  const values = state[name] || [];
  const label = name === "role" || name === "kind" ? t(one.value) : one.label || one.value;
  const chosen = values.includes(one.value);
  const target = { ...state, [name]: chosen ? values.filter((value) => value !== one.value) : [...values, one.value] };
  return el("li", {}, el("a", { href: address(target), "aria-current": chosen ? "true" : null }, label), " ", el("small", {}, one.count));
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
  return el("label", {}, t(name), el("input", { name, value, placeholder: t("date_hint"), pattern: "\\d{4}(-\\d{2}(-\\d{2})?)?", size: 10 }));
};

function dates(state, go) {
  const submit = (event) => {
    event.preventDefault();
    go(address({ ...state, ...Object.fromEntries(new FormData(event.target)) }));
  };
  return el("form", { class: "facet dates", onsubmit: submit }, el("h2", {}, t("deadline")), dated("due_after", state), dated("due_before", state), el("button", { type: "submit", class: "quiet" }, t("apply")));
}

// `counts` are lists of {value, count} by name of the filter.
export function facets(counts, state, go) {
  const shown = ORDER.filter((name) => (counts[name] || []).length);
  const wide = window.matchMedia("(min-width: 60rem)").matches;
  return el(
    "aside",
    { class: "facets", "aria-label": t("facets") },
    el("details", { open: wide }, el("summary", {}, t("facets")), shown.map((name) => facet(name, counts[name], state)), dates(state, go)),
  );
}
