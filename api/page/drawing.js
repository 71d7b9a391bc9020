// A simple "lược đồ": one band for each level of the hierarchy, a box for each document, a line for each step.

import { address, svg } from "./dom.js";
import { shortName } from "./results.js";
import { language, t } from "./words.js";

const LEVELS = ["party", "national", "city", "ward_level", "unknown_level"];
const BAND_OF = { party: "party", national: "national", law: "national", city: "city", ward: "ward_level" };
const WIDE = { width: 196, height: 44, gap: 20, row: 78, left: 128, top: 16, perRow: 5, name: 22, under: 27 };
// On a phone the name of the level stands above its boxes instead of beside them.
const NARROW = { width: 162, height: 44, gap: 10, row: 70, left: 10, top: 26, perRow: 2, name: 18, under: 22 };

const bandOf = (node) => BAND_OF[node.attributes.level] || "unknown_level";

// The distinct documents and lines of a chain; a line always runs from the lower document to the one it rests on.
function parts(chain) {
  const nodes = new Map([[chain.node.id, chain.node]]);
  const lines = new Map();
  const walk = (from, steps, up) => {
    for (const step of steps) {
      if (step.predicate === "mentions") continue;
      if (!nodes.has(step.node.id)) nodes.set(step.node.id, step.node);
      const [a, b] = up ? [from, step.node.id] : [step.node.id, from];
      lines.set(`${a}\n${b}`, { a, b, predicate: step.predicate });
      walk(step.node.id, step.steps, up);
    }
  };
  walk(chain.node.id, chain.up, true);
  walk(chain.node.id, chain.down, false);
  return { nodes: [...nodes.values()], lines: [...lines.values()] };
}

// How far below the top of its band a document stands: one row under those of the band that it rests on.
function ranks(members, lines) {
  const found = new Map(members.map((node) => [node.id, 0]));
  const within = lines.filter(({ a, b }) => found.has(a) && found.has(b));
  for (let turn = 1; turn < members.length; turn += 1) {
    for (const { a, b } of within) found.set(a, Math.max(found.get(a), Math.min(found.get(b) + 1, turn)));
  }
  return found;
}

// The rows of a band: by rank, no longer than fits, neighbours near what they rest on.
function rowsOf(members, lines, places, perRow) {
  const rank = ranks(members, lines);
  const above = (node) => lines.filter(({ a, b }) => a === node.id && places.has(b)).map(({ b }) => places.get(b).x);
  const middle = (node) => {
    const at = above(node);
    return at.length ? at.reduce((sum, x) => sum + x, 0) / at.length : Infinity;
  };
  const rows = [];
  for (const level of [...new Set(rank.values())].sort((one, other) => one - other)) {
    const row = members.filter((node) => rank.get(node.id) === level).sort((one, other) => middle(one) - middle(other) || 0);
    for (let i = 0; i < row.length; i += perRow) rows.push(row.slice(i, i + perRow));
  }
  return rows;
}

function placed(nodes, lines, box) {
  const places = new Map();
  const bands = [];
  const most = Math.max(...LEVELS.map((level) => nodes.filter((node) => bandOf(node) === level).length));
  const widest = Math.min(box.perRow, most);
  let y = 0;
  for (const level of LEVELS) {
    const members = nodes.filter((node) => bandOf(node) === level);
    if (!members.length) continue;
    const rows = rowsOf(members, lines, places, box.perRow);
    const height = rows.length * box.row + box.top - 16;
    bands.push({ level, y, height });
    rows.forEach((row, number) => {
      const left = box.left + ((widest - row.length) * (box.width + box.gap)) / 2;
      row.forEach((node, i) => places.set(node.id, { x: left + i * (box.width + box.gap), y: y + number * box.row + box.top }));
    });
    y += height;
  }
  return { places, bands, width: box.left + widest * (box.width + box.gap), height: y };
}

function line({ a, b, predicate }, places, shape) {
  const [low, high] = [places.get(a), places.get(b)];
  const sameRow = low.y === high.y;
  const x1 = low.x + shape.width / 2;
  const x2 = high.x + shape.width / 2;
  const y1 = low.y;
  const y2 = low.y > high.y ? high.y + shape.height : high.y;
  const middle = sameRow ? low.y - 18 : (y1 + y2) / 2;
  const path = low.y < high.y ? `M${x1},${low.y + shape.height} L${x2},${y2}` : `M${x1},${y1} C${x1},${middle} ${x2},${middle} ${x2},${y2}`;
  return svg("path", { d: path, class: `line ${predicate}`, "marker-end": "url(#arrow)" });
}

function shortened(words, most) {
  const points = Array.from(words);
  return points.length > most ? `${points.slice(0, most - 1).join("")}…` : words;
}

function box(node, place, focus, shape) {
  const [number, issuer] = shortName(node.id).split(" (");
  const name = number === "…" ? node.attributes.type || node.label : number;
  const under = issuer ? issuer.slice(0, -1) : node.attributes.title || node.attributes.issuer || "";
  const full = `${node.label} – ${t(node.held ? "held" : "known")}`;
  return svg(
    "a",
    { href: address({ view: "trace", id: node.id }) },
    svg("title", {}, full),
    svg("rect", { x: place.x, y: place.y, width: shape.width, height: shape.height, rx: 3, class: `box ${node.held ? "held" : "known"}${focus ? " focus" : ""}` }),
    svg("text", { x: place.x + 9, y: place.y + 18, class: "name" }, shortened(name, shape.name)),
    svg("text", { x: place.x + 9, y: place.y + 34, class: "under" }, shortened(under.replace("Ủy ban nhân dân", "UBND"), shape.under)),
  );
}

export function drawing(chain) {
  const { nodes, lines } = parts(chain);
  const shape = window.innerWidth < 640 ? NARROW : WIDE;
  const { places, bands, width, height } = placed(nodes, lines, shape);
  const drawn = svg(
    "svg",
    { width: "100%", height, role: "group", "aria-label": t("diagram"), lang: language() },
    svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" }, svg("path", { d: "M0,0 8,4 0,8z", class: "head" }))),
    bands.map(({ level, y, height: tall }, i) => [
      svg("rect", { x: 0, y, width: "100%", height: tall, class: i % 2 ? "band odd" : "band" }),
      svg("text", { x: 10, y: shape === NARROW ? y + 17 : y + tall / 2 + 4, class: "level" }, t(level)),
    ]),
    lines.map((one) => line(one, places, shape)),
    nodes.map((node) => box(node, places.get(node.id), node.id === chain.node.id, shape)),
  );
  drawn.style.minWidth = `${width}px`;
  return drawn;
}
