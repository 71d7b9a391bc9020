// Where the nodes stand: in layers from the Party down to units, or free.

const LAYERS = ["party", "national", "law", "city", "ward", "unknown", "topic", "task", "unit", "target", "place"];
const ACROSS = 130;
const DOWN = 92;
const FRAME = 55; // around what is drawn: room for names
const LARGEST = 1.2;
const MANY = 400;
const FIELD = 44; // of the grid that many nodes stand on
const ROOMY = 1.7; // times as wide as the nodes would be side by side
const DEEPEST = 6; // ranks within one layer
const layerOf = (node) => (node.data("kind") === "document" ? (LAYERS.includes(node.data("level")) ? node.data("level") : "unknown") : node.data("kind"));

// The middle of the neighbours that stand already, so that lines stay short.
function weight(node, places) {
  const at = node.neighborhood("node").map((one) => places.get(one.id())?.x).filter((x) => x !== undefined);
  return at.length ? at.reduce((a, b) => a + b, 0) / at.length : 0;
}

// What rests on what: the document that an edge comes from stands below the one that it names.
const RESTS = new Set(["implements", "based_on", "promulgates", "guides", "approves"]);

// The nodes of a layer in ranks: a document below those of its own layer that it rests on. Circles end by themselves.
function ranks(members) {
  const rank = new Map(members.map((node) => [node.id(), 0]));
  const within = members.flatMap((node) => node.outgoers("edge").toArray()).filter((edge) => RESTS.has(edge.data("predicate")) && rank.has(edge.target().id()));
  for (let round = 0, changed = true; changed && round < DEEPEST; round += 1) {
    changed = false;
    for (const edge of within) {
      const least = rank.get(edge.target().id()) + 1;
      if (rank.get(edge.source().id()) >= least || least > DEEPEST) continue;
      rank.set(edge.source().id(), least);
      changed = true;
    }
  }
  const found = [];
  for (const node of members) (found[rank.get(node.id())] ||= []).push(node);
  return found.filter(Boolean);
}

// The piles of nodes from the top down; a pile becomes one row or several.
function piles(cy) {
  const byLayer = new Map(LAYERS.map((layer) => [layer, []]));
  for (const node of cy.nodes().toArray()) byLayer.get(layerOf(node)).push(node);
  return [...byLayer.values()].filter((members) => members.length).map((members) => (members[0].data("kind") === "document" ? ranks(members) : [members]));
}

// How many nodes stand side by side, so that the whole is seen as large as its window allows.
function acrossOf(cy, layers) {
  const sizes = layers.flat().map((pile) => pile.length);
  const longest = Math.max(...sizes);
  let best = [0, 1];
  for (let across = 1; across <= longest; across = Math.ceil(across * 1.15)) {
    const rows = sizes.reduce((sum, size) => sum + Math.ceil(size / across), 0) + layers.length / 2;
    const scale = Math.min(cy.width() / (Math.min(across, longest) * ACROSS), cy.height() / (rows * DOWN));
    if (scale > best[0]) best = [scale, across];
  }
  return best[1];
}

// The root, if it is among them, goes into the middle.
function centred(ids, root) {
  const others = ids.filter((id) => id !== root);
  if (others.length < ids.length) others.splice(Math.floor(others.length / 2), 0, root);
  return others;
}

export function layered(cy, root) {
  const places = new Map();
  const layers = piles(cy);
  const perRow = acrossOf(cy, layers);
  let y = 0;
  for (const layer of layers) {
    for (const pile of layer) {
      const sorted = pile.map((node) => [weight(node, places), node.id()]).sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
      const rows = Math.ceil(sorted.length / perRow);
      const even = Math.ceil(sorted.length / rows);
      centred(sorted.map(([, id]) => id), rows > 1 ? null : root).forEach((id, i) => {
        const inRow = Math.min(even, sorted.length - Math.floor(i / even) * even);
        places.set(id, { x: ((i % even) - (inRow - 1) / 2) * ACROSS, y: y + Math.floor(i / even) * DOWN });
      });
      y += rows * DOWN;
    }
    y += DOWN / 2;
  }
  return places;
}

async function free(cy) {
  const [{ default: cytoscape }, { default: fcose }] = await Promise.all([import("./vendor/cytoscape.js"), import("./vendor/fcose.js")]);
  if (!free.known) cytoscape.use(fcose);
  free.known = true;
  // "draft" places by the spectrum alone: at two thousand nodes the springs take ten seconds more.
  const quality = cy.nodes().length > MANY ? "draft" : "default";
  cy.layout({ name: "fcose", quality, animate: false, randomize: true, nodeSeparation: 110, idealEdgeLength: 110, fit: false }).run();
  if (quality === "draft") spread(cy);
}

// Steps from a field of a grid to its neighbours, the nearest first: enough of them for so many nodes.
function steps(count) {
  const far = Math.ceil(Math.sqrt(count)) + 1;
  const range = Array.from({ length: 2 * far + 1 }, (_, i) => i - far);
  return range.flatMap((x) => range.map((y) => [x, y])).sort((one, other) => Math.hypot(...one) - Math.hypot(...other));
}

// The draft puts what hangs on one node into one place. Here each takes the nearest free field of a grid, those with
// most relations first, so that the others stand around them.
function spread(cy) {
  const nodes = cy.nodes().toArray().sort((one, other) => other.degree(false) - one.degree(false));
  const [xs, ys] = ["x", "y"].map((axis) => nodes.map((node) => node.position(axis)));
  const wide = Math.max(-least(xs.map((x) => -x)) - least(xs), -least(ys.map((y) => -y)) - least(ys), 1);
  const scale = (ROOMY * Math.sqrt(nodes.length)) / wide;
  const near = steps(nodes.length);
  const taken = new Set();
  const tried = new Map();
  const places = new Map();
  nodes.forEach((node, i) => {
    const [x, y] = [Math.round(xs[i] * scale), Math.round(ys[i] * scale)];
    const home = `${x} ${y}`;
    let next = tried.get(home) || 0;
    while (next < near.length - 1 && taken.has(`${x + near[next][0]} ${y + near[next][1]}`)) next += 1;
    tried.set(home, next + 1);
    const [across, down] = [x + near[next][0], y + near[next][1]];
    taken.add(`${across} ${down}`);
    places.set(node.id(), { x: across * FIELD, y: down * FIELD });
  });
  cy.nodes().positions((node) => places.get(node.id()));
}

// Everything into view, by where the nodes stand: cytoscape's own measuring asks every line and name for its extent,
// which takes seconds at two thousand nodes.
export function fitted(cy) {
  const [xs, ys] = ["x", "y"].map((axis) => cy.nodes().map((node) => node.position(axis)));
  const [left, right, top, bottom] = [least(xs), -least(xs.map((x) => -x)), least(ys), -least(ys.map((y) => -y))];
  const zoom = Math.min((cy.width() - 2 * FRAME) / Math.max(right - left, 1), (cy.height() - 2 * FRAME) / Math.max(bottom - top, 1), LARGEST);
  cy.viewport({ zoom, pan: { x: (cy.width() - zoom * (left + right)) / 2, y: (cy.height() - zoom * (top + bottom)) / 2 } });
}

const least = (numbers) => numbers.reduce((one, other) => Math.min(one, other), Infinity);

export async function arrange(cy, name, root) {
  if (name === "free") await free(cy);
  else {
    const places = layered(cy, root);
    const beside = cy.edges().filter((edge) => places.get(edge.data("source")).y === places.get(edge.data("target")).y);
    cy.batch(() => {
      cy.nodes().positions((node) => places.get(node.id()));
      cy.edges(".level").difference(beside).removeClass("level");
      beside.addClass("level");
    });
  }
  fitted(cy);
}
