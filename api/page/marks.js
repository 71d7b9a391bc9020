// The text of a plan with what was recognised in it, marked where it stands: the text itself stays as it was read.

import { address, el } from "./dom.js";
import { shortName } from "./results.js";
import { brief, item, t } from "./words.js";

const LINKED = { citation: 3, unit: 2, deadline: 1 };

const targets = {
  citation: (mark) => ({ view: "trace", id: mark.target }),
  unit: (mark) => ({ view: "unit", unit: mark.target }),
  deadline: (mark) => ({ view: "task", id: mark.target }),
};

// Where the marks that hold a place change: [start, end, marks] in reading order, over the whole text.
export function segments(length, marks) {
  const cuts = new Set([0, length]);
  for (const { start, end } of marks) if (start < end) cuts.add(Math.min(start, length)).add(Math.min(end, length));
  const edges = [...cuts].sort((a, b) => a - b);
  const ordered = marks.filter((mark) => mark.start < mark.end).sort((a, b) => a.start - b.start || b.end - a.end);
  const found = [];
  let open = [];
  let next = 0;
  for (let i = 0; i + 1 < edges.length; i += 1) {
    open = open.filter((mark) => mark.end > edges[i]);
    while (next < ordered.length && ordered[next].start <= edges[i]) open.push(ordered[next++]);
    found.push([edges[i], edges[i + 1], open.filter((mark) => mark.end > edges[i])]);
  }
  return found;
}

const strongest = (marks) => marks.filter((mark) => LINKED[mark.kind] && mark.target).sort((a, b) => LINKED[b.kind] - LINKED[a.kind])[0];

// An empty link before a task: its number is drawn by the style sheet, so that the text can be copied as it is.
function opener(mark) {
  return el("a", {
    class: "task-link",
    href: address({ view: "task", id: mark.target }),
    "aria-label": `${t("task")}, ${item(mark.label)}`,
    title: `${t("task")}, ${item(mark.label)}`,
    "data-path": brief(mark.label),
  });
}

// A remark on a whole task would underline the page; it stands as a sign before it.
function sign(marks) {
  const words = [...new Set(marks.map((mark) => mark.label))].join("; ");
  return el("span", { class: "finding-sign", role: "img", title: words, "aria-label": words });
}

function piece(words, marks, start, first) {
  const kinds = [...new Set(marks.map((mark) => mark.kind))];
  const linked = strongest(marks);
  const quoted = marks.some((mark) => mark.kind === "place");
  let node = document.createTextNode(words);
  if (linked) {
    const name = linked.kind === "citation" ? shortName(linked.label) : linked.kind === "deadline" ? `${t("deadline")}, ${t("task")} ${item(linked.label)}` : linked.label;
    node = el("a", { class: `m-${linked.kind}`, href: address(targets[linked.kind](linked)), title: name }, node);
  }
  const classes = kinds.filter((kind) => !["place", "task", "sign", linked?.kind].includes(kind)).map((kind) => `m-${kind}`);
  if (classes.length) node = el("span", { class: classes.join(" ") }, node);
  if (quoted) node = el("mark", first ? { id: "place", tabindex: "-1" } : {}, node);
  const opened = marks.filter((mark) => mark.kind === "task" && mark.start === start && mark.target);
  const signs = marks.filter((mark) => mark.kind === "sign" && mark.start === start);
  return [opened.map(opener), signs.length ? sign(signs) : null, node];
}

// The text as nodes. `anchors` are [offset, id] where a link of the outline leads; `place` is what the address quotes.
export function markedText(text, marks, anchors, place) {
  const points = Array.from(text);
  // Empty lines before the first word stay in the text, and take no room.
  const blank = { kind: "blank", start: 0, end: points.length - Array.from(text.trimStart()).length };
  const all = [...marks, blank, ...(place ? [{ kind: "place", ...place }] : [])];
  // Anchors and openers cut the text too, without marking anything.
  const cuts = anchors.map(([offset, id]) => ({ kind: "anchor", start: offset, end: offset + 1, id }));
  let first = true;
  return segments(points.length, [...all, ...cuts]).map(([start, end, held]) => {
    const ids = held.filter((mark) => mark.kind === "anchor" && mark.start === start);
    const shown = piece(points.slice(start, end).join(""), held.filter((mark) => mark.kind !== "anchor"), start, first);
    if (held.some((mark) => mark.kind === "place")) first = false;
    return [ids.map((mark) => el("span", { id: mark.id, class: "anchor", tabindex: "-1" })), shown];
  });
}

export const legend = () =>
  el(
    "ul",
    { class: "legend", "aria-label": t("legend") },
    ["citation", "unit", "deadline", "target", "finding"].map((kind) => el("li", {}, el("span", { class: `m-${kind}` }, t(`mark_${kind}`)))),
    el("li", {}, el("span", { class: "task-link", "data-path": "II.1" }), " ", t("mark_task")),
  );
