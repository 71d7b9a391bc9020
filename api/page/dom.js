// Building the page: text only ever enters through text nodes, so nothing read from a plan can become markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

export const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
export const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

// Offsets count code points; JavaScript strings count UTF-16 units.
export function cut(text, start, end) {
  const points = Array.from(text);
  return [points.slice(0, start).join(""), points.slice(start, end).join(""), points.slice(end).join("")];
}

export class Problem extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || String(status));
    this.status = status;
    this.suggestions = problem.suggestions || [];
  }
}

// Lists become repeated parameters; what is empty is left out.
export function parameters(values) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") query.append(name, one);
    }
  }
  return query;
}

export async function get(path, asked = {}, signal = undefined) {
  const query = parameters(asked);
  const response = await fetch(query.size ? `${path}?${query}` : path, { signal, headers: { accept: "application/json" } });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(response.status, body);
  return body;
}

// A list of tasks, page after page, as far as a page of ours can show: {tasks, total}.
export async function everyTask(filters, signal, most = 1000) {
  const tasks = [];
  for (;;) {
    const page = await get("/v1/tasks", { ...filters, limit: 100, offset: tasks.length }, signal);
    tasks.push(...page.results);
    if (!page.results.length || tasks.length >= Math.min(page.total, most)) return { tasks, total: page.total };
  }
}

// Identifiers hold "/" and "@", which stay readable in a path; "?" and "#" must not end it.
export const inPath = (id) => id.split("/").map(encodeURIComponent).join("/");

// An address of this page: the given parameters, and the language in use.
export function address(values) {
  const query = parameters(values);
  const language = new URLSearchParams(location.search).get("lang");
  if (language && !query.has("lang")) query.set("lang", language);
  return query.size ? `/?${query}` : "/";
}

// Writes a part of the state into the address without a new entry in the history: what was typed, how much is shown.
export function remember(name, value) {
  const query = new URLSearchParams(location.search);
  if (value) query.set(name, value);
  else query.delete(name);
  history.replaceState(null, "", `/?${query}`);
}

export const link = (values, ...children) => el("a", { href: address(values) }, ...children);

// A table whose rows become cards on a phone; `columns` are [heading, class or null].
export function table(caption, columns, rows) {
  const head = columns.map(([name, kind]) => (name ? el("th", { scope: "col", class: kind }, name) : el("td")));
  return el(
    "div",
    { class: "scroll" },
    el("table", { class: "stack" }, el("caption", { class: "visually-hidden" }, caption), el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows)),
  );
}

// What is given, by a key of each, in order of first appearance.
export function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    for (const name of [key(item)].flat()) {
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(item);
    }
  }
  return groups;
}

// A file made of what the page shows.
export function save(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const anchor = el("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
