// One ward: plans, tasks by topic and unit, targets, the year's deadlines, and what is missing.

import { address, el, everyTask, get, grouped, inPath, link, table } from "./dom.js";
import { calendar } from "./calendar.js";
import { downloads } from "./downloads.js";
import { planTable } from "./plans.js";
import { resultList } from "./results.js";
import { amount, t, when } from "./words.js";

// A figure that opens the list which it counts.
function opening(id, figure) {
  if (!figure) return figure;
  const open = () => {
    const details = document.getElementById(id);
    if (details) details.open = true;
  };
  return el("a", { href: `#${id}`, onclick: open }, figure);
}

// Tasks without a lead, fetched when one opens the list.
function leaderless(count, plans) {
  const inside = el("div");
  const load = async ({ target }) => {
    if (!target.open || inside.children.length) return;
    const { tasks } = await everyTask({ plan: plans });
    inside.replaceChildren(resultList(tasks.filter((task) => !task.lead.length), { ward: false }));
  };
  return count ? el("details", { class: "findings", id: "without-lead", ontoggle: load }, el("summary", {}, `${t("no-lead")} `, el("small", {}, count)), inside) : null;
}

function gaps(place, plans) {
  const { gaps: found, findings, tasks } = place;
  const kinds = [...grouped(findings.filter((one) => one.kind !== "no-lead"), (one) => one.kind)];
  const finding = (one) => el("li", {}, one.plan && one.start !== null ? link({ view: "plan", plan: one.plan, start: one.start, end: one.end }, one.message) : one.message);
  return el(
    "section",
    {},
    el("h2", {}, t("gaps")),
    el(
      "dl",
      { class: "tiles" },
      el("div", {}, el("dt", {}, t("no-lead")), el("dd", {}, opening("without-lead", found.no_lead), ` / ${tasks}`)),
      el("div", {}, el("dt", {}, t("without_deadline")), el("dd", {}, opening("due-none", found.no_deadline), ` / ${tasks}`)),
      el("div", {}, el("dt", {}, t("topics_without")), el("dd", {}, found.topics.length)),
    ),
    found.topics.length ? el("p", {}, t("topics_elsewhere"), " ", found.topics.map((topic, i) => [i ? "; " : "", link({ topic, kind: "task" }, topic)])) : null,
    leaderless(found.no_lead, plans),
    kinds.map(([kind, list]) => el("details", { class: "findings" }, el("summary", {}, `${t(kind)} `, el("small", {}, list.length)), el("ul", {}, list.map(finding)))),
  );
}

function units(place) {
  const at = place.node.id.replace(/^place:/, "");
  const rows = place.units.map((unit) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, link({ view: "unit", unit: `${unit.name}@${at}` }, unit.name)),
      ["lead", "coordinate", "report_to"].map((role) => el("td", { class: "figure", "data-label": t(role) }, unit[role] || "–")),
    ),
  );
  if (!rows.length) return null;
  return el("section", {}, el("h2", {}, t("units"), " ", el("small", {}, rows.length)), table(t("units"), [[t("unit")], [t("lead"), "figure"], [t("coordinate"), "figure"], [t("report_to"), "figure"]], rows));
}

function figures(list) {
  if (!list.length) return null;
  const rows = list.map((one) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, link({ view: "plan", plan: one.plan, start: one.start, end: one.end }, one.metric)),
      el("td", { class: "figure", "data-label": t("figure") }, amount(one)),
      el("td", { class: "figure", "data-label": t("due_before") }, when(one.due)),
    ),
  );
  return el("section", {}, el("h2", {}, t("targets"), " ", el("small", {}, rows.length)), table(t("targets"), [[t("target")], [t("figure"), "figure"], [t("due_before"), "figure"]], rows));
}

function topics(place, plans) {
  const items = Object.entries(place.topics).map(([topic, count]) => el("li", {}, link({ topic, plan: plans }, topic), " ", el("small", {}, count)));
  return items.length ? el("section", {}, el("h2", {}, t("topics")), el("ul", { class: "columns" }, items)) : null;
}

export async function show(query, { signal }) {
  const id = query.get("id") || "";
  const place = await get(`/v1/wards/${inPath(id)}`, {}, signal);
  // A question names at most twenty plans.
  const plans = place.plans.map((plan) => plan.id).slice(0, 20);
  const year = Number(query.get("year")) || new Date().getFullYear();
  const former = [...new Set((place.attributes.predecessors || []).map((one) => one.name))];
  const node = el(
    "div",
    {},
    el("p", { class: "crumb" }, link({ view: "wards" }, t("wards"))),
    el("h1", {}, place.node.label, " ", el("small", {}, place.attributes.city || "")),
    former.length ? el("p", { class: "where" }, `${t("formed_from")}: ${former.join(", ")}`) : null,
    el("p", { class: "actions" }, el("a", { href: address({ plan: plans }) }, `${t("all_tasks")} (${place.tasks})`), plans.length ? downloads("/v1/tasks", { plan: plans }) : null, link({ view: "graph", id: place.node.id }, t("in_graph"))),
    el("h2", {}, t("plans"), " ", el("small", {}, place.plans.length)),
    planTable(place.plans),
    gaps(place, plans),
    plans.length ? await calendar({ plan: plans }, year, { view: "ward", id }, signal, false) : null,
    units(place),
    topics(place, plans),
    figures(place.figures),
  );
  return { title: place.node.label, node };
}
