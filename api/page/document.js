// A document: its chain drawn and told step by step, its relations from both ends, who carries it out by which tasks.

import { centre, drawing } from "./drawing.js";
import { el, everyTask, get, grouped, inPath, link, table } from "./dom.js";
import { quotation, relationGroups } from "./relations.js";
import { resultList, shortName } from "./results.js";
import { language, t, when } from "./words.js";

const DEPTH = 4;
const MOST = 200; // tasks that cite it, shown at once
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

const nodes = (list) => list.map((one, i) => [i ? "; " : "", link({ view: "trace", id: one.node.id }, one.node.label)]);

function letterhead(node, standing) {
  const about = node.attributes;
  const rows = [["number", shortName(node.id).replace(/ \(.*/, "")], ["title", about.title], ["issuer", about.issuer], ["date", when(about.date)]].filter(([, value]) => value);
  const fates = ["replaced_by", "amended_by", "replaces", "amends"].filter((name) => standing[name].length);
  return el(
    "dl",
    { class: "facts letterhead" },
    rows.map(([name, value]) => [el("dt", {}, t(name)), el("dd", {}, value)]),
    fates.map((name) => [el("dt", { class: name.endsWith("_by") ? "warn" : null }, t(name)), el("dd", {}, nodes(standing[name]))]),
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

// Which places carry it out, by which plans and tasks, and which have plans that do not.
function carriers({ node, places, places_without: without }) {
  const cites = node.id.replace(/^doc:/, "");
  const plan = (one) => [link({ view: "plan", plan: one.plan.id }, one.plan.label), ` – ${one.tasks} ${t("tasks")}`, one.citing ? [", ", link({ plan: one.plan.id, cites }, `${one.citing} ${t("name_it")}`)] : null];
  const row = (one) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, one.place ? link({ view: "ward", id: one.place.id }, one.place.label) : "–"),
      el("td", {}, el("ul", { class: "bare" }, one.plans.map((own) => el("li", {}, plan(own))))),
    );
  return el(
    "section",
    {},
    el("h2", {}, t("carried_out"), " ", el("small", {}, places.length)),
    places.length ? table(t("carried_out"), [[t("ward")], [t("plans")]], places.map(row)) : el("p", {}, t("nobody")),
    without.length ? el("p", {}, `${t("places_without")}: `, without.map((one, i) => [i ? ", " : "", link({ view: "ward", id: one.id }, one.label)])) : null,
  );
}

async function citing(document, signal) {
  if (!document.groups.some((one) => one.predicate === "cites" && one.direction === "into")) return null;
  const cites = document.node.id.replace(/^doc:/, "");
  const { tasks, total } = await everyTask({ cites }, signal, MOST);
  return el(
    "section",
    {},
    el("h2", {}, t("citing_tasks"), " ", el("small", {}, total)),
    total > tasks.length ? el("p", {}, link({ cites, kind: "task" }, t("more"))) : null,
    [...grouped(tasks, (one) => one.ward || one.plan_label)].map(([ward, list]) => [el("h3", {}, ward, " ", el("small", {}, list.length)), resultList(list, { ward: false })]),
  );
}

// Tasks and targets have sections of their own.
const BETWEEN = ["has_task", "has_target", "cites"];

export async function show(query, { signal }) {
  const id = query.get("id") || "";
  const [document, drawn] = await Promise.all(
    ["documents", "drawing"].map((kind) => get(`/v1/${kind}/${inPath(id)}`, { depth: DEPTH }, signal)),
  );
  const { node, chain } = document;
  const view = el(
    "div",
    {},
    el("p", { class: "crumb" }, link({ view: "documents" }, t("documents"))),
    el("h1", {}, node.label, " ", badge(node)),
    letterhead(node, document.standing),
    actions(node),
    drawing(drawn),
    carriers(document),
    direction("up", chain.up),
    direction("down", chain.down),
    await citing(document, signal),
    relationGroups(document.groups.filter((one) => !BETWEEN.includes(one.predicate))),
  );
  return { title: node.label, node: view, ready: () => centre(view, drawn) };
}
