// All kinds of units, with the number of their tasks in each role.

import { el, get, link, remember, table } from "./dom.js";
import { t } from "./words.js";

const ROLES = ["lead", "coordinate", "report_to"];

function unitRow(unit) {
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, link({ view: "unit", unit: unit.name }, unit.name)),
    ROLES.map((role) =>
      el("td", { class: "figure", "data-label": t(role) }, unit[role] ? link({ view: "unit", unit: unit.name, role }, unit[role]) : "–"),
    ),
    el("td", { "data-label": t("ward") }, unit.wards.join(", ")),
  );
}

const folded = (words) => words.toLocaleLowerCase("vi").normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");

export async function show(query, { signal }) {
  const { units } = await get("/v1/units", {}, signal);
  const rows = units.map(unitRow);
  const count = el("p", { class: "count", role: "status" }, `${units.length} ${t("units_counted")}`);
  const box = el("input", { type: "search", autocomplete: "off", value: query.get("q"), oninput: () => (remember("q", box.value), narrow()) });
  const narrow = () => {
    const words = folded(box.value);
    units.forEach((unit, i) => (rows[i].hidden = !folded(unit.name).includes(words)));
    count.textContent = `${rows.filter((row) => !row.hidden).length} ${t("units_counted")}`;
  };
  narrow();
  const node = el(
    "div",
    {},
    el("h1", {}, t("units")),
    el("p", {}, t("units_intro")),
    el("label", { class: "narrow" }, `${t("narrow")} `, box),
    count,
    table(t("units"), [[t("unit"), "name"], ...ROLES.map((role) => [t(role), "figure"]), [t("ward")]], rows),
  );
  return { title: t("units"), node };
}
