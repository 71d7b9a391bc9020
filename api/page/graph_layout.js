// Where the nodes stand: in layers from the Party down to units, or free.

const LAYERS = ["party", "national", "law", "city", "ward", "unknown", "topic", "task", "unit", "target", "place"];
const ACROSS = 130;
const DOWN = 92;
const MANY = 400;
const layerOf = (node) => (node.data("kind") === "document" ? (LAYERS.includes(node.data("level")) ? node.data("level") : "unknown") : node.data("kind"));

// The middle of the neighbours that stand already, so that lines stay short.
function weight(node, places) {
  const at = node.neighborhood("node").map((one) => places.get(one.id())?.x).filter((x) => x !== undefined);
  return at.length ? at.reduce((a, b) => a + b, 0) / at.length : 0;
}

// How many nodes stand side by side, so that the whole has the shape of its window.
function acrossOf(cy) {
  const shape = cy.width() / Math.max(cy.height(), 1);
  return Math.max(4, Math.ceil(Math.sqrt((cy.nodes().length * DOWN * shape) / ACROSS)));
}

// The root, if it is among them, goes into the middle.
function centred(ids, root) {
  const others = ids.filter((id) => id !== root);
  if (others.length < ids.length) others.splice(Math.floor(others.length / 2), 0, root);
  return others;
}

export function layered(cy, root) {
  const places = new Map();
  const perRow = acrossOf(cy);
  let y = 0;
  for (const layer of LAYERS) {
    const members = cy.nodes().filter((node) => layerOf(node) === layer);
    if (!members.length) continue;
    const sorted = members.toArray().map((node) => [weight(node, places), node.id()]).sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
    centred(sorted.map(([, id]) => id), sorted.length > perRow ? null : root).forEach((id, i) => {
      const row = Math.floor(i / perRow);
      const inRow = Math.min(perRow, sorted.length - row * perRow);
      places.set(id, { x: ((i % perRow) - (inRow - 1) / 2) * ACROSS, y: y + row * DOWN });
    });
    y += Math.ceil(sorted.length / perRow) * DOWN + DOWN / 2;
  }
  return places;
}

async function free(cy) {
  const [{ default: cytoscape }, { default: fcose }] = await Promise.all([import("./vendor/cytoscape.js"), import("./vendor/fcose.js")]);
  if (!free.known) cytoscape.use(fcose);
  free.known = true;
  // "draft" places by the spectrum alone: at two thousand nodes the springs take several seconds more.
  const quality = cy.nodes().length > MANY ? "draft" : "default";
  cy.layout({ name: "fcose", quality, animate: false, randomize: true, nodeSeparation: 110, idealEdgeLength: 110, fit: false }).run();
}

export async function arrange(cy, name, root) {
  if (name === "free") await free(cy);
  else {
    const places = layered(cy, root);
    cy.batch(() => {
      cy.nodes().forEach((node) => node.position(places.get(node.id())));
      cy.edges().forEach((edge) => edge.data("level", places.get(edge.data("source")).y === places.get(edge.data("target")).y));
    });
  }
  cy.fit(undefined, 30);
}
