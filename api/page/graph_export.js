// What is seen of the graph as a file: PNG and SVG as it stands, GraphML and Turtle with the first quotation of each edge.

import { el, save, svg } from "./dom.js";
import { shortened } from "./graph_canvas.js";

const GRAPHML = "http://graphml.graphdrawing.org/xmlns";
const KEYS = [["kind", "node"], ["label", "node"], ["predicate", "edge"], ["source_file", "edge"], ["start", "edge"], ["end", "edge"], ["quote", "edge"]];
const CLASSES = { document: "Document", task: "Task", unit: "Unit", place: "Place", topic: "Topic", target: "Target" };
const PREFIXES = {
  oa: "http://www.w3.org/ns/oa#",
  plankg: "urn:plankg:term:",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
};

// XML has no place for these characters, whatever the escape.
// eslint-disable-next-line no-control-regex
const printable = (words) => words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");

function xml(tag, attributes, ...children) {
  const node = document.implementation.createDocument(GRAPHML, tag).documentElement;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, printable(String(value)));
  node.append(...children);
  return node;
}

const data = (key, value) => xml("data", { key }, printable(String(value)));

export function graphml(seen) {
  const keys = KEYS.map(([id, of]) => xml("key", { id, for: of, "attr.name": id, "attr.type": id === "start" || id === "end" ? "int" : "string" }));
  const nodes = [...seen.nodes.values()].map((node) => xml("node", { id: node.id }, data("kind", node.kind), data("label", node.label)));
  const edges = [...seen.edges.values()].map((edge) => {
    const [first] = edge.evidence;
    const quoted = first ? [data("source_file", first.source), data("start", first.start), data("end", first.end), data("quote", first.text)] : [];
    return xml("edge", { source: edge.source, target: edge.target }, data("predicate", edge.predicate), ...quoted);
  });
  const root = xml("graphml", {}, ...keys, xml("graph", { edgedefault: "directed" }, ...nodes, ...edges));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
}

// As Python's urllib.parse.quote with safe="-._~", which names the nodes of every other export.
const quoted = (words) => encodeURIComponent(words).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

function iri(id) {
  const [prefix, rest] = [id.slice(0, id.indexOf(":")), id.slice(id.indexOf(":") + 1)];
  return `<urn:plankg:${prefix === "doc" ? "document" : prefix}:${quoted(rest)}>`;
}

const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const literal = (words) => `"${printable(words).replace(/[\\"\n\r\t]/g, (one) => ESCAPES[one])}"`;

function statement(edge) {
  const triple = `${iri(edge.source)} plankg:${edge.predicate} ${iri(edge.target)} .`;
  return [triple, ...edge.evidence.map((one) => `[] a rdf:Statement ; rdf:subject ${iri(edge.source)} ; rdf:predicate plankg:${edge.predicate} ; rdf:object ${iri(edge.target)} ;
  plankg:evidence [ a oa:SpecificResource ; oa:hasSource <urn:plankg:source:${one.source.split("/").map(quoted).join("/")}> ;
    oa:hasSelector [ a oa:TextPositionSelector, oa:TextQuoteSelector ; oa:start ${one.start} ; oa:end ${one.end} ; oa:exact ${literal(one.text)} ] ] .`)];
}

export function turtle(seen) {
  const prefixes = Object.entries(PREFIXES).map(([name, namespace]) => `@prefix ${name}: <${namespace}> .`);
  const nodes = [...seen.nodes.values()].map((node) => `${iri(node.id)} a plankg:${CLASSES[node.kind]} ; rdfs:label ${literal(node.label)}@vi .`);
  return `${[...prefixes, "", ...nodes, "", ...[...seen.edges.values()].flatMap(statement)].join("\n")}\n`;
}

const variable = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// A drawing of its own, because the canvas gives pictures only; places are those of the canvas.
export function drawn(cy) {
  const { x1, y1, w, h } = cy.elements().boundingBox();
  const at = (node) => ({ x: node.position("x") - x1 + 20, y: node.position("y") - y1 + 20 });
  const lines = cy.edges().map((edge) => {
    const [a, b] = [at(edge.source()), at(edge.target())];
    return svg("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: variable("--soft") }, svg("title", {}, edge.data("verb")));
  });
  const nodes = cy.nodes().map((node) => {
    const { x, y } = at(node);
    return svg("g", {}, svg("title", {}, node.data("label")), svg("circle", { cx: x, cy: y, r: 11, fill: variable(`--k-${node.data("kind")}`), stroke: variable("--ink") }), svg("text", { x, y: y + 24, "text-anchor": "middle", "font-size": 9, fill: variable("--ink") }, shortened(printable(node.data("label")), 26)));
  });
  const root = svg("svg", { width: w + 40, height: h + 40, viewBox: `0 0 ${w + 40} ${h + 40}`, "font-family": "system-ui, sans-serif" }, svg("rect", { width: "100%", height: "100%", fill: variable("--paper") }), lines, nodes);
  return new XMLSerializer().serializeToString(root);
}

// Buttons that save what is seen; `view` gives the canvas once it is drawn.
export function exportsOf(seen, view, root) {
  const name = root.replace(/[^\p{L}\p{N}-]+/gu, "_");
  const formats = {
    png: () => save(`${name}.png`, "image/png", view().cy.png({ full: true, output: "blob", bg: variable("--paper"), scale: 2, maxWidth: 8000, maxHeight: 8000 })),
    svg: () => save(`${name}.svg`, "image/svg+xml", drawn(view().cy)),
    graphml: () => save(`${name}.graphml`, "application/graphml+xml", graphml(seen)),
    ttl: () => save(`${name}.ttl`, "text/turtle", turtle(seen)),
  };
  const words = { png: "PNG", svg: "SVG", graphml: "GraphML", ttl: "Turtle" };
  return Object.entries(formats).map(([format, make]) => el("button", { type: "button", class: "quiet", onclick: make }, words[format]));
}
