// The relations of a node read from both ends, grouped by what they say and counted, each with its quotations.

import { address, el, grouped, link } from "./dom.js";
import { shortName } from "./results.js";
import { language, t } from "./words.js";

const SHOWN = 20;

const VIEWS = {
  document: (node) => ({ view: "trace", id: node.id }),
  task: (node) => ({ view: "task", id: node.id }),
  unit: (node) => ({ view: "unit", unit: node.id.replace(/^unit:/, "") }),
  place: (node) => ({ view: "ward", id: node.id }),
  topic: (node) => ({ topic: node.label }),
};

// The address that shows a node: its own page, or the graph around it where it has none.
export const pageOf = (node) => (VIEWS[node.kind] || (({ id }) => ({ view: "graph", id })))(node);

export const nodeLink = (node) => link(pageOf(node), node.label || shortName(node.id));

export function quotation(evidence) {
  const words = `${evidence.source}, ${t("characters")} ${evidence.start}–${evidence.end}`;
  return el(
    "blockquote",
    { lang: "vi" },
    el("p", {}, evidence.text),
    el("footer", {}, evidence.plan ? el("a", { href: address({ view: "plan", plan: evidence.plan, start: evidence.start, end: evidence.end }) }, words) : words),
  );
}

function item(one) {
  const quoted = one.evidence.length
    ? el("details", {}, el("summary", {}, `${t("quotations")} `, el("small", {}, one.evidence.length)), one.evidence.map(quotation))
    : null;
  return el("li", {}, nodeLink(one.node), one.attributes.inferred ? el("span", { class: "kind" }, t("inferred")) : null, quoted);
}

function group(list) {
  const rest = list.slice(SHOWN);
  return el(
    "section",
    { class: "relation" },
    el("h3", {}, `${list[0].verb[language()]} `, el("small", {}, list.length)),
    el("ul", {}, list.slice(0, SHOWN).map(item)),
    rest.length ? el("details", {}, el("summary", {}, `${t("more")} `, el("small", {}, rest.length)), el("ul", {}, rest.map(item))) : null,
  );
}

function direction(name, list) {
  if (!list.length) return null;
  return [el("h2", {}, t(name), " ", el("small", {}, list.length)), [...grouped(list, (one) => one.predicate).values()].map(group)];
}

// `only` keeps the relations to nodes of these kinds.
export function relations(detail, only = null) {
  const kept = (list) => (only ? list.filter((one) => only.includes(one.node.kind)) : list);
  return el("div", { class: "relations" }, direction("relations_out", kept(detail.out)), direction("relations_into", kept(detail.into)));
}
