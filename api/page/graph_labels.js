// Which nodes bear their names: as many as have room, at a size that can be read at every zoom.

const SIZE = 11; // of the letters on the screen, in pixels
const WIDE = 120; // of a name before it is broken into lines
const LETTER = 0.56; // of the size: how wide a letter is, about
const LINE = 1.25;
const MOST = 160;
const HUB = 8; // relations from which a node is named even where its name covers others
const PAUSE = 120;

// The room that a node's name takes on the screen, below the node.
function roomOf(node, zoom) {
  const letters = Math.min(node.data("short").length, 60) * SIZE * LETTER;
  const { x, y } = node.renderedPosition();
  const width = Math.min(letters, WIDE) + 6;
  const top = y + node.renderedHeight() / 2 + 1;
  return { left: x - width / 2, right: x + width / 2, top, bottom: top + Math.ceil(letters / (WIDE * 0.9)) * SIZE * LINE * Math.max(1, zoom) };
}

function bodyOf(node) {
  const { x, y } = node.renderedPosition();
  const half = node.renderedWidth() / 2;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

// What is chosen comes first, then what has most relations.
const rank = (node) => (node.hasClass("chosen") ? 1e6 : 0) + node.degree(false);

export class Labels {
  constructor(cy) {
    this.cy = cy;
    this.shown = cy.collection();
    cy.on("viewport resize add layoutstop", () => this.soon());
    cy.on("mouseover", "node", (event) => this.sized(event.target.addClass("pointed")));
    cy.on("mouseout", "node", (event) => event.target.removeClass("pointed"));
  }

  // Once the view rests: a name that comes and goes while one moves it would only flicker.
  soon() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.cy.destroyed() || this.place(), PAUSE);
  }

  // Letters keep their size on the screen however small the drawing is.
  sized(nodes) {
    const factor = 1 / Math.min(this.cy.zoom(), 1);
    nodes.style({ "font-size": SIZE * factor, "text-max-width": WIDE * factor });
  }

  place() {
    const { x1, x2, y1, y2 } = this.cy.extent();
    const zoom = this.cy.zoom();
    const seen = this.cy.nodes().toArray().filter((node) => {
      const { x, y } = node.position();
      return x > x1 && x < x2 && y > y1 && y < y2;
    });
    const bodies = seen.map(bodyOf);
    const rooms = [];
    const named = [];
    const ranks = new Map(seen.map((node) => [node, rank(node)]));
    for (const node of seen.sort((one, other) => ranks.get(other) - ranks.get(one))) {
      if (named.length >= MOST) break;
      const room = roomOf(node, zoom);
      if (rooms.some((taken) => meet(taken, room))) continue;
      if (ranks.get(node) < HUB && bodies.some((body) => meet(body, room))) continue;
      rooms.push(room);
      named.push(node);
    }
    const now = this.cy.collection(named);
    this.cy.batch(() => {
      this.shown.difference(now).removeClass("named");
      now.difference(this.shown).addClass("named");
      this.sized(now);
    });
    this.shown = now;
  }
}
