// A document: its chain drawn and told step by step, its relations from both ends, who carries it out by which tasks.

import { drawing } from "./drawing.js";
import { el, everyTask, get, grouped, inPath, link } from "./dom.js";
import { quotation, relations } from "./relations.js";
import { resultList, shortName } from "./results.js";
import { language, t, when } from "./words.js";

const DEPTH = 4;
const badge = (node) => el("span", { class: node.held ? "badge held" : "badge known" }, t(node.held ? "held" : "known"));

function step(one) {
  return el(
    "li",
    {},
    el(
      "p",
      { class: "step" },
      el("span", { class: "verb" }, one.verb[language()]),
      " ",
      link({ view: "trace", id: one.node.id }, one.node.label),
      " ",
      badge(one.node),
      " ",
      one.shown === "followed" ? null : el("span", { class: "kind" }, t(one.shown === "cycle" ? "leads_back" : one.shown)),
    ),
    one.evidence.map(quotation),
    one.steps.length ? el("ul", { class: "chain" }, one.steps.map(step)) : null,
  );
}

function direction(name, steps) {
  const id = `chain-${name}`;
  return el(
    "section",
    { "aria-labelledby": id },
    el("h2", { id }, t(name)),
    steps.length ? el("ul", { class: "chain" }, steps.map(step)) : el("p", {}, t(`none_${name}`)),
  );
}

function letterhead(node, replaced) {
  const about = node.attributes;
  const rows = [["number", shortName(node.id)], ["title", about.title], ["issuer", about.issuer], ["date", when(about.date)]].filter(([, value]) => value);
  return el(
    "dl",
    { class: "facts" },
    rows.map(([name, value]) => [el("dt", {}, t(name)), el("dd", {}, value)]),
    replaced.length ? [el("dt", { class: "warn" }, t("replaced_by")), el("dd", {}, replaced.map((one, i) => [i ? "; " : "", link({ view: "trace", id: one.node.id }, one.node.label)]))] : null,
  );
}

function actions(node) {
  return el(
    "p",
    { class: "actions" },
    node.held ? link({ view: "plan", plan: node.id }, t("plan_text")) : null,
    node.held ? link({ plan: node.id }, t("its_tasks")) : null,
    link({ view: "compare", document: node.id }, t("compare_over_wards")),
    link({ view: "graph", id: node.id }, t("in_graph")),
  );
}

// The plans below it in the chain that name it in some task, and those tasks.
async function carriers(chain, signal) {
  const cites = chain.node.id.replace(/^doc:/, "");
  const named = await everyTask({ cites }, signal).catch((error) => (error.status === 422 ? [] : Promise.reject(error)));
  const below = [];
  const walk = (steps) => steps.forEach((one) => (one.node.held && one.shown === "followed" ? below.push(one) : null, walk(one.steps)));
  walk(chain.down);
  const rows = below.map((one) => el("li", {}, link({ view: "plan", plan: one.node.id }, one.node.label), ` – ${one.tasks} ${t("tasks")}`, one.citing ? `, ${one.citing} ${t("name_it")}` : ""));
  return el(
    "section",
    {},
    el("h2", {}, t("carried_out"), " ", el("small", {}, below.length)),
    below.length ? el("ul", {}, rows) : el("p", {}, t("nobody")),
    el("h2", {}, t("citing_tasks"), " ", el("small", {}, named.length)),
    [...grouped(named, (one) => one.ward || one.plan_label)].map(([ward, list]) => [el("h3", {}, ward, " ", el("small", {}, list.length)), resultList(list, { ward: false })]),
  );
}

const drawn = (chain) =>
  chain.up.length + chain.down.length
    ? el("figure", { class: "drawing" }, el("figcaption", {}, t("diagram")), el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("diagram") }, drawing(chain)))
    : null;

export async function show(query, { signal }) {
  const id = query.get("id") || "";
  const [chain, detail] = await Promise.all([get(`/v1/trace/${inPath(id)}`, { depth: DEPTH }, signal), get(`/v1/nodes/${inPath(id)}`, {}, signal)]);
  const { node } = chain;
  const replaced = detail.into.filter((one) => one.predicate === "replaces");
  const view = el(
    "div",
    {},
    el("p", { class: "crumb" }, link({ view: "documents" }, t("documents"))),
    el("h1", {}, node.label, " ", badge(node)),
    letterhead(node, replaced),
    actions(node),
    drawn(chain),
    direction("up", chain.up),
    direction("down", chain.down),
    await carriers(chain, signal),
    relations(detail, ["document", "place"]),
  );
  return { title: node.label, node: view };
}
