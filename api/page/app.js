// The page: the address says what is shown, every link is a real address, and a click changes it without a reload.

import { address, el, get, link, Problem } from "./dom.js";
import { checkView } from "./check.js";
import { documentsView } from "./documents.js";
import { planView } from "./plan.js";
import { searchView } from "./search.js";
import { traceView } from "./trace.js";
import { unitsView } from "./units.js";
import { language, t } from "./words.js";

const VIEWS = { search: searchView, units: unitsView, documents: documentsView, trace: traceView, plan: planView, check: checkView };
const WORDED = [404, 422, 503];
const MENU = ["search", "units", "documents", "check"];
const main = document.getElementById("main");
let asking = new AbortController();
let known = null;

// The values that filters offer, asked for once.
function lists() {
  known = known || get("/v1/filters").catch((error) => {
    known = null;
    throw error;
  });
  return known;
}

function furniture(view) {
  const lang = language();
  document.documentElement.lang = lang;
  document.querySelector(".skip").textContent = t("skip");
  const items = MENU.map((name) =>
    el("a", { href: address(name === "search" ? {} : { view: name }), "aria-current": name === view ? "page" : null }, t(name)),
  );
  document.getElementById("nav").replaceChildren(...items);
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
  const words = [`${counts.plans} ${t("plans")}`, `${counts.tasks} ${t("tasks")}`, `${t("snapshot")} ${snapshot.slice(0, 12)}`];
  document.getElementById("foot").replaceChildren(el("p", {}, words.join(" · ")));
}

function failure(error) {
  const found = error.suggestions || [];
  return el(
    "div",
    { class: "problem", role: "alert" },
    el("h1", {}, t("failed")),
    el("p", {}, t(WORDED.includes(error.status) ? `problem_${error.status}` : "problem_other")),
    el("p", { class: "where", lang: "en" }, error.message),
    found.length ? el("p", {}, `${t("try_these")}: `, found.map((id, i) => [i ? "; " : "", link({ view: "trace", id }, id)])) : null,
  );
}

async function show(focus) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const query = new URLSearchParams(location.search);
  const view = query.get("view") || "search";
  furniture(view);
  main.setAttribute("aria-busy", "true");
  let made;
  try {
    if (!VIEWS[view]) throw new Problem(404, { detail: t("not_found") });
    made = await VIEWS[view](query, { go, signal, lists });
  } catch (error) {
    if (signal.aborted) return;
    made = { title: t("failed"), node: failure(error) };
  }
  if (signal.aborted) return;
  main.replaceChildren(made.node);
  main.removeAttribute("aria-busy");
  document.title = `${made.title} – plankg`;
  const place = document.getElementById("place");
  if (place) place.scrollIntoView({ block: "center" });
  else if (focus) {
    window.scrollTo(0, 0);
    (document.getElementById("q") || main).focus({ preventScroll: true });
  }
  foot().catch(() => document.getElementById("foot").replaceChildren());
}

function go(target) {
  if (target !== location.pathname + location.search) history.pushState(null, "", target);
  show(true);
}

document.addEventListener("click", (event) => {
  const anchor = event.target.closest("a[href]");
  if (!anchor || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  // The drawing's links are SVG elements, whose `href` is no string.
  const target = new URL(anchor.getAttribute("href"), location.href);
  if (target.origin !== location.origin || target.pathname !== "/" || target.hash) return;
  event.preventDefault();
  go(target.pathname + target.search);
});
window.addEventListener("popstate", () => show(false));
show(false);
