// What was chosen in the graph, in words; and the list of what is seen, for those who do not see the drawing.

import { el, grouped } from "./dom.js";
import { nodeLink, quotation } from "./relations.js";
import { language, t } from "./words.js";

const MANY = 200;

const edgesOf = (seen, id) => [...seen.edges].filter(([, edge]) => edge.source === id || edge.target === id);

export function nodePanel(seen, id, on) {
  const node = seen.nodes.get(id);
  const left = seen.opened.get(id);
  const rest = left ? Object.values(left).reduce((a, b) => a + b, 0) : 0;
  const items = edgesOf(seen, id).slice(0, MANY).map(([key, edge]) => {
    const other = seen.nodes.get(edge.source === id ? edge.target : edge.source);
    const sentence = edge.source === id ? `${edge.verb[language()]} → ${other.label}` : `← ${edge.verb[language()]}: ${other.label}`;
    return el("li", {}, el("button", { type: "button", class: "plain", onclick: () => on.edge(key) }, sentence));
  });
  return el(
    "div",
    {},
    el("p", { class: "where" }, el("span", { class: "kind" }, t(node.kind)), el("span", {}, `${node.degree} ${t("edges")}`)),
    el("h2", {}, node.label),
    el("p", { class: "actions" }, nodeLinkNamed(node), left ? null : el("button", { type: "button", class: "quiet", onclick: () => on.expand(id) }, t("expand"))),
    rest ? el("p", { class: "count" }, `${t("left_out")}: ${rest}.`) : null,
    el("ul", { class: "edges" }, items),
  );
}

function nodeLinkNamed(node) {
  const anchor = nodeLink(node);
  anchor.textContent = t("open_page");
  return anchor;
}

export function edgePanel(seen, edge, choose) {
  const end = (id) => el("button", { type: "button", class: "plain", onclick: () => choose(id) }, seen.nodes.get(id).label);
  return el(
    "div",
    {},
    el("p", { class: "where" }, el("span", { class: "kind" }, t("edge"))),
    el("h2", {}, edge.verb[language()]),
    el("p", {}, end(edge.source), " → ", end(edge.target)),
    edge.evidence.length ? edge.evidence.map(quotation) : el("p", {}, t("inferred")),
    edge.quoted > 1 ? el("p", { class: "count" }, `${t("quotations")}: ${edge.quoted}`) : null,
  );
}

export function nodeList(seen, expand) {
  const groups = [...grouped([...seen.nodes.values()], (node) => node.kind)];
  const item = (node) => el("li", {}, el("button", { type: "button", class: "plain", onclick: () => expand(node.id) }, node.label), seen.opened.has(node.id) ? el("small", {}, ` ${t("opened")}`) : null);
  return el(
    "details",
    { class: "findings" },
    el("summary", {}, t("as_list")),
    groups.map(([kind, nodes]) => [el("h3", {}, t(kind), " ", el("small", {}, nodes.length)), el("ul", { class: "columns" }, nodes.slice(0, MANY).map(item))]),
  );
}
