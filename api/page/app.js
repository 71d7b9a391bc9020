// The page: the address says what is shown, every link is a real address, and a click changes it without a reload.

import { address, el, get, link, Problem } from "./dom.js";
import { shortName } from "./results.js";
import { language, t } from "./words.js";

// Each view is fetched when it is first opened.
const VIEWS = {
  search: () => import("./search.js"),
  plans: () => import("./plans.js"),
  plan: () => import("./plan.js"),
  documents: () => import("./documents.js"),
  trace: () => import("./document.js"),
  units: () => import("./units.js"),
  unit: () => import("./unit.js"),
  wards: () => import("./wards.js"),
  ward: () => import("./ward.js"),
  compare: () => import("./compare.js"),
  graph: () => import("./graph.js"),
  task: () => import("./task.js"),
  check: () => import("./check.js"),
  upload: () => import("./upload.js"),
};
const MENU = ["search", "plans", "documents", "units", "wards", "compare", "graph", "check"];
const PART_OF = { plan: "plans", trace: "documents", unit: "units", ward: "wards" };
const WORDED = [404, 422, 503];
const main = document.getElementById("main");
let asking = new AbortController();
let shown = null;

const here = () => location.pathname + location.search;

function furniture(view) {
  const lang = language();
  document.documentElement.lang = lang;
  document.querySelector(".skip").textContent = t("skip");
  const current = PART_OF[view] || view;
  const items = MENU.map((name) =>
    el("a", { href: address(name === "search" ? {} : { view: name }), "aria-current": name === current ? "page" : null }, t(name)),
  );
  const menu = document.getElementById("nav");
  menu.setAttribute("aria-label", t("menu"));
  menu.replaceChildren(...items);
  document.querySelector(".brand").href = address({});
  const other = new URLSearchParams(location.search);
  if (lang === "en") other.delete("lang");
  else other.set("lang", "en");
  const toggle = document.getElementById("language");
  toggle.textContent = lang === "en" ? "Tiếng Việt" : "English";
  toggle.lang = lang === "en" ? "vi" : "en";
  toggle.href = other.size ? `/?${other}` : "/";
}

async function foot() {
  const { snapshot, counts } = await get("/v1/status");
  const words = [`${counts.plans} ${t("plans_counted")}`, `${counts.tasks} ${t("tasks")}`, `${t("snapshot")} ${snapshot.slice(0, 12)}`];
  document.getElementById("foot").replaceChildren(
    el("p", {}, words.join(" · "), " · ", link({ view: "upload" }, t("upload")), " · ", el("a", { href: "/v1/openapi.json" }, "API")),
  );
}

// What is said of an error. The server's own words are English: they stand below where ours do not say it all.
function told(error, name) {
  if (error.status !== 404) return [el("p", {}, t(WORDED.includes(error.status) ? `problem_${error.status}` : "problem_other")), el("p", { class: "where", lang: "en" }, error.message)];
  return name ? el("p", {}, `${t("problem_404")} `, el("b", {}, `“${shortName(name)}”`), ".") : el("p", {}, t("problem_address"));
}

function failure(error) {
  const found = error.suggestions || [];
  const query = new URLSearchParams(location.search);
  const view = query.get("view");
  const name = Object.hasOwn(VIEWS, view) ? query.get("id") || query.get("plan") || query.get("unit") : null;
  const same = view === "plan" || view === "graph" ? view : "trace";
  const tried = (id) => (id.startsWith("doc:") ? link({ view: same, id, plan: id }, shortName(id)) : link({ view: view || null, id, unit: id, q: view ? null : id }, id));
  return el(
    "div",
    { class: "problem", role: "alert" },
    el("h1", {}, t("failed")),
    told(error, name),
    found.length ? [el("p", {}, `${t("try_these")}:`), el("ul", {}, found.map((id) => el("li", {}, tried(id))))] : null,
    el("p", { class: "actions" }, name ? link({ q: shortName(name) }, `${t("search_it")} “${shortName(name)}”`) : null, link({}, t("to_search"))),
  );
}

// The quotation that the address names, else the place that its "#" names, else the top.
function moveTo(focus) {
  const place = document.getElementById("place") || (location.hash.length > 1 && document.getElementById(location.hash.slice(1)));
  if (place) {
    place.scrollIntoView({ block: place.offsetHeight > window.innerHeight / 2 ? "start" : "center" });
    if (focus) place.focus({ preventScroll: true });
  } else if (focus) {
    window.scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

async function show(focus) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  shown = here();
  const query = new URLSearchParams(location.search);
  const view = query.get("view") || "search";
  furniture(view);
  main.setAttribute("aria-busy", "true");
  let made;
  try {
    if (!Object.hasOwn(VIEWS, view)) throw new Problem(404, { detail: t("not_found") });
    const { show: make } = await VIEWS[view]();
    made = await make(query, { go, signal });
  } catch (error) {
    if (signal.aborted) return;
    made = { title: t("failed"), node: failure(error) };
  }
  if (signal.aborted) return;
  main.replaceChildren(made.node);
  document.title = `${made.title} – plankg`;
  if (made.ready) await made.ready();
  main.removeAttribute("aria-busy");
  moveTo(focus);
  foot().catch(() => document.getElementById("foot").replaceChildren());
}

function go(target) {
  if (target !== here()) history.pushState(null, "", target);
  show(true);
}

document.addEventListener("click", (event) => {
  const anchor = event.target.closest("a[href]");
  if (!anchor || anchor.hasAttribute("download")) return;
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  // The drawing's links are SVG elements, whose `href` is no string.
  const target = new URL(anchor.getAttribute("href"), location.href);
  if (target.origin !== location.origin || target.pathname !== "/" || target.hash) return;
  event.preventDefault();
  go(target.pathname + target.search);
});
// A step within the page (an entry of an outline) changes the "#" alone: the browser scrolls, nothing is made anew.
window.addEventListener("popstate", () => here() !== shown && show(false));
show(false);
