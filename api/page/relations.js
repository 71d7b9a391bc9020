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

function section({ verb, total, relations: list }) {
  const rest = list.slice(SHOWN);
  const cut = total > list.length ? el("p", { class: "count" }, `${t("left_out")}: ${total - list.length}.`) : null;
  return el(
    "section",
    { class: "relation" },
    el("h3", {}, `${verb[language()]} `, el("small", {}, total)),
    el("ul", {}, list.slice(0, SHOWN).map(item)),
    rest.length ? el("details", {}, el("summary", {}, `${t("more")} `, el("small", {}, rest.length)), el("ul", {}, rest.map(item)), cut) : cut,
  );
}

// Groups as `/v1/documents/{name}` gives them: {direction, verb, total, relations}.
export function relationGroups(groups) {
  const of = (direction) => groups.filter((one) => one.direction === direction);
  const side = (direction) => {
    const own = of(direction);
    const total = own.reduce((sum, one) => sum + one.total, 0);
    return own.length ? [el("h2", {}, t(`relations_${direction}`), " ", el("small", {}, total)), el("div", { class: "sections" }, own.map(section))] : null;
  };
  return el("div", { class: "relations" }, side("out"), side("into"));
}

// The relations of a node as `/v1/nodes/{name}` gives them.
export function relations(detail) {
  const groups = ["out", "into"].flatMap((direction) =>
    [...grouped(detail[direction], (one) => one.predicate).values()].map((list) => ({ direction, verb: list[0].verb, total: list.length, relations: list })),
  );
  return relationGroups(groups);
}
