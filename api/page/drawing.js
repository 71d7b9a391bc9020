// The "lược đồ": the server says where boxes and lines stand; here they become links with their quotations.

import { address, el, svg } from "./dom.js";
import { language, t } from "./words.js";

const BANDS = ["party", "national", "city", "ward_level"];

function arrow(predicate) {
  const head = svg("path", { d: "M0,0 8,4 0,8z", class: `head ${predicate}` });
  return svg("marker", { id: `to-${predicate}`, viewBox: "0 0 8 8", refX: 7.5, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse", orient: "auto" }, head);
}

// A line leads to the words that state it. The wide one behind it is there to be hit.
function line(one, labels) {
  const [quoted] = one.evidence;
  const words = `${labels.get(one.source)} ${one.verb[language()]} ${labels.get(one.target)}${quoted ? `: “${quoted.text.replace(/\s+/g, " ")}”` : ""}`;
  const drawn = [
    svg("path", { d: one.path, class: "reach" }),
    svg("path", { d: one.path, class: `line ${one.predicate}`, "marker-end": `url(#to-${one.predicate})` }),
  ];
  if (!quoted || !quoted.plan) return svg("g", {}, svg("title", {}, words), drawn);
  const { plan, start, end } = quoted;
  return svg("a", { href: address({ view: "plan", plan, start, end }), class: "relation-line", "aria-label": words }, svg("title", {}, words), drawn);
}

function box(one, drawn) {
  const { box_width: width, box_height: height } = drawn;
  const focus = one.id === drawn.root;
  const full = `${one.title.replace(/[:\s]+$/, "")} – ${t(one.held ? "held" : "known")}`;
  return svg(
    "a",
    { href: address({ view: "trace", id: one.id }), "aria-current": focus ? "true" : null },
    svg("title", {}, full),
    svg("rect", { x: one.x, y: one.y, width, height, rx: 4, class: `box band-${one.band} ${one.held ? "held" : "known"}${focus ? " focus" : ""}` }),
    one.words.map(({ text, look }, i) => svg("text", { x: one.x + 8, y: one.y + 17 + 14 * i, class: `word ${look}` }, text)),
  );
}

function legend(drawn) {
  const sample = (...shapes) => svg("svg", { width: 28, height: 14, "aria-hidden": "true" }, shapes);
  const frame = (kind) => sample(svg("rect", { x: 1, y: 1, width: 26, height: 12, rx: 3, class: `box ${kind}` }));
  return el(
    "ul",
    { class: "legend" },
    drawn.legend.map(({ predicate, words }) => el("li", {}, sample(svg("path", { d: "M0,7 H28", class: `line ${predicate}` })), " ", words[language()])),
    ["held", "known"].map((kind) => el("li", {}, frame(kind), " ", t(kind))),
  );
}

// As wide as the window if need be, and a little smaller before anything has to be scrolled.
const LEAST = 0.86;

function picture(drawn) {
  const labels = new Map(drawn.boxes.map((one) => [one.id, one.words[0].text]));
  const predicates = [...new Set(drawn.lines.map((one) => one.predicate))];
  const node = svg(
    "svg",
    { viewBox: `0 0 ${drawn.width} ${drawn.height}`, role: "group", "aria-label": t("diagram"), lang: "vi" },
    svg("defs", {}, predicates.map(arrow)),
    drawn.bands.map(({ index, top, bottom }) => [
      svg("rect", { x: 0, y: top, width: "100%", height: bottom - top, class: `band band-${index}` }),
      svg("text", { x: 12, y: top + 32, class: "level" }, t(BANDS[index])),
    ]),
    drawn.lines.map((one) => line(one, labels)),
    drawn.boxes.map((one) => box(one, drawn)),
  );
  node.style.width = `${drawn.width}px`;
  node.style.maxWidth = "100%";
  node.style.minWidth = `${Math.round(LEAST * drawn.width)}px`;
  return node;
}

// The figure, or nothing for a document without a chain. The frame scrolls, not the page.
export function drawing(drawn) {
  if (!drawn.lines.length) return null;
  return el(
    "figure",
    { class: drawn.width > 1240 ? "drawing wide" : "drawing" },
    el("figcaption", {}, t("diagram")),
    legend(drawn),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("diagram") }, picture(drawn)),
    drawn.left_out ? el("p", { class: "count" }, `${t("not_drawn")}: ${drawn.left_out}`) : null,
  );
}

// Where the drawing is wider than its frame, the document itself comes into view.
export function centre(node, drawn) {
  const frame = node.querySelector(".drawing .scroll");
  const root = drawn.boxes.find((one) => one.id === drawn.root);
  if (frame && root) frame.scrollLeft = (root.x + drawn.box_width / 2) * (frame.scrollWidth / drawn.width) - frame.clientWidth / 2;
}
