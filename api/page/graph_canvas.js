// The drawing of the graph: cytoscape on a canvas, coloured by the style sheet's own variables.

import { Labels } from "./graph_labels.js";
import { fitted } from "./graph_layout.js";

const SHAPES = { document: "round-rectangle", task: "ellipse", unit: "hexagon", place: "diamond", topic: "tag", target: "triangle" };
const LONG = 46;
const ROW = 40;
const APART = 50;
const LARGE = 500; // nodes from which moving the view draws less

export function shortened(words, most = LONG) {
  const points = Array.from(words.replace(/\s+/g, " "));
  return points.length > most ? `${points.slice(0, most - 1).join("")}…` : words;
}

const variable = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function styles(large) {
  const ink = variable("--ink");
  const soft = variable("--soft");
  const kinds = Object.entries(SHAPES).map(([kind, shape]) => ({
    selector: `node[kind = "${kind}"]`,
    style: { shape, "background-color": variable(`--k-${kind}`) },
  }));
  return [
    {
      selector: "node",
      style: {
        label: "", color: ink, "font-size": 11, "text-wrap": "wrap", "text-max-width": 120, "text-valign": "bottom", "text-margin-y": 3,
        "font-family": "system-ui, Segoe UI, Roboto, Noto Sans, DejaVu Sans, Arial, sans-serif", width: 26, height: 26,
        "border-width": 1, "border-color": ink, "text-background-color": variable("--paper"), "text-background-opacity": 0.85,
      },
    },
    ...kinds,
    { selector: "node.named", style: { label: "data(short)", "z-index": 5 } },
    { selector: "node.pointed", style: { label: "data(label)", "z-index": 9, "text-background-opacity": 1 } },
    { selector: "node[?known]", style: { "border-style": "dashed", "background-opacity": 0.35 } },
    { selector: "node[?opened]", style: { "border-width": 3 } },
    {
      selector: "edge",
      style: { width: 1.2, opacity: large ? 0.45 : 1, "line-color": soft, "target-arrow-color": soft, "target-arrow-shape": "triangle", "arrow-scale": 0.8, "curve-style": "straight" },
    },
    // Between neighbours in one row a line would run through the nodes that stand between them.
    { selector: "edge.level", style: { "curve-style": "unbundled-bezier", "control-point-distances": 45, "control-point-weights": 0.5 } },
    { selector: "edge.near", style: { opacity: 1, "line-color": variable("--link"), "target-arrow-color": variable("--link"), width: 2 } },
    { selector: "edge.chosen", style: { opacity: 1, label: "data(verb)", "font-size": 10, color: ink, "line-color": variable("--link"), "target-arrow-color": variable("--link"), width: 3, "text-background-color": variable("--paper"), "text-background-opacity": 1 } },
    { selector: "node.chosen", style: { "border-width": 4, "border-color": variable("--link") } },
  ];
}

const nodeElement = (node, seen) => ({
  group: "nodes",
  data: { id: node.id, kind: node.kind, level: node.level, label: node.label, short: shortened(node.label), known: node.held === false, opened: seen.opened.has(node.id) },
});

const edgeElement = (key, edge, language) => ({
  group: "edges",
  data: { id: key, source: edge.source, target: edge.target, predicate: edge.predicate, verb: edge.verb[language] },
});

// The drawing with what the page does to it. `on` says what a tap on a node or an edge does.
class Canvas {
  constructor(cytoscape, container, seen, on) {
    this.language = document.documentElement.lang;
    const large = seen.nodes.size > LARGE;
    this.cy = cytoscape({
      container, style: styles(large), layout: { name: "preset", fit: false }, elements: this.elements(seen, [...seen.nodes.keys()]), minZoom: 0.02, maxZoom: 4,
      hideEdgesOnViewport: large, textureOnViewport: large, pixelRatio: large ? 1 : "auto", boxSelectionEnabled: false,
    });
    this.cy.on("tap", "node", (event) => on.node(event.target.id()));
    this.cy.on("tap", "edge", (event) => on.edge(event.target.id()));
    this.scheme = window.matchMedia("(prefers-color-scheme: dark)");
    this.scheme.addEventListener("change", () => this.cy.style(styles(large)));
    this.labels = new Labels(this.cy);
  }

  // Until they are arranged the nodes stand in rows: a line between two in one place has no ends, and is complained of.
  elements(seen, ids, at = { x: 0, y: 0 }) {
    const place = (i) => ({ x: at.x + (i % ROW) * APART, y: at.y + (1 + Math.floor(i / ROW)) * APART });
    const nodes = ids.map((id, i) => ({ ...nodeElement(seen.nodes.get(id), seen), position: place(i) }));
    const edges = [...seen.edges].filter(([key]) => !this.cy || !this.cy.getElementById(key).length);
    return [...nodes, ...edges.map(([key, edge]) => edgeElement(key, edge, this.language))];
  }

  // New nodes appear where the node stands that was opened.
  add(seen, fresh, from) {
    const elements = this.elements(seen, fresh, this.cy.getElementById(from).position());
    this.cy.batch(() => {
      this.cy.add(elements);
      this.cy.getElementById(from).data("opened", true);
    });
  }

  choose(id) {
    this.cy.elements(".chosen, .near").removeClass("chosen near");
    const one = this.cy.getElementById(id);
    one.addClass("chosen");
    if (one.isNode()) one.connectedEdges().addClass("near");
    this.labels.soon();
  }

  zoom(factor) {
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  fit() {
    fitted(this.cy);
  }
}

export async function open(container, seen, on) {
  const { default: cytoscape } = await import("./vendor/cytoscape.js");
  return new Canvas(cytoscape, container, seen, on);
}
