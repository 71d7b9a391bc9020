// All units, and every task of one unit over all wards.

import { el, get, link } from "./dom.js";
import { resultList } from "./results.js";
import { t } from "./words.js";

const PAGE = 100;

async function everyTask(parameters, signal) {
  const results = [];
  for (;;) {
    const page = await get("/v1/tasks", { ...parameters, limit: PAGE, offset: results.length }, signal);
    results.push(...page.results);
    if (!page.results.length || results.length >= page.total) return results;
  }
}

function byWard(results) {
  const groups = new Map();
  for (const result of results) {
    const name = result.ward || result.plan_label || "";
    groups.set(name, [...(groups.get(name) || []), result]);
  }
  return groups;
}

async function oneUnit(unit, role, signal) {
  const results = await everyTask({ unit, role }, signal);
  const groups = byWard(results);
  const roles = ["", "lead", "coordinate", "report_to"];
  const tabs = roles.map((one) =>
    el("li", {}, one === (role || "") ? el("b", { "aria-current": "true" }, t(one || "any")) : link({ view: "units", unit, role: one }, t(one || "any"))),
  );
  return el(
    "div",
    {},
    el("p", { class: "crumb" }, link({ view: "units" }, t("units"))),
    el("h1", {}, unit),
    el("ul", { class: "tabs", "aria-label": t("role") }, tabs),
    el("p", { class: "count", role: "status" }, `${results.length} ${t("tasks")}`),
    results.length ? null : el("p", {}, t("nothing")),
    [...groups].map(([ward, list]) => [el("h2", {}, `${ward} `, el("small", {}, `${list.length}`)), resultList(list, { ward: false })]),
  );
}

function unitRow(unit) {
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, link({ view: "units", unit: unit.name }, unit.name)),
    ["lead", "coordinate", "report_to"].map((role) =>
      el("td", { class: "figure", "data-label": t(role) }, unit[role] ? link({ view: "units", unit: unit.name, role }, unit[role]) : "–"),
    ),
    el("td", { "data-label": t("ward") }, unit.wards.join(", ")),
  );
}

export async function unitsView(query, { signal }) {
  const unit = query.get("unit");
  if (unit) return { title: unit, node: await oneUnit(unit, query.get("role"), signal) };
  const units = (await get("/v1/units", {}, signal)).units;
  const head = ["unit", "lead", "coordinate", "report_to", "ward"].map((name, i) => el("th", { scope: "col", class: i && i < 4 ? "figure" : null }, t(name)));
  const node = el(
    "div",
    {},
    el("h1", {}, t("units")),
    el("p", {}, t("units_intro")),
    el("div", { class: "scroll" }, el("table", { class: "stack" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, units.map(unitRow)))),
  );
  return { title: t("units"), node };
}
