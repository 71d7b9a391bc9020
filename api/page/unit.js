// Every task of one kind of unit over all wards, or of one ward's unit: by ward, topic, role or deadline, or as a year.

import { address, el, everyTask, get, grouped, inPath, link } from "./dom.js";
import { calendar } from "./calendar.js";
import { downloads } from "./downloads.js";
import { resultList } from "./results.js";
import { deadline, t } from "./words.js";

const ROLES = ["", "lead", "coordinate", "report_to"];
const ORDERS = ["ward", "topic", "role", "deadline", "calendar"];

const KEYS = {
  ward: (task) => task.ward || task.plan_label,
  topic: (task) => (task.topics.length ? task.topics : [t("no_topic")]),
  role: (task, unit) => ["lead", "coordinate", "report_to"].filter((role) => task[role].includes(unit)).map((role) => t(role)),
  deadline: (task) => deadline(task.deadline) || t("due_none"),
};

// The choices of one parameter of the address as links, the chosen one set off.
function tabs(name, values, chosen, here, label) {
  return el(
    "ul",
    { class: "tabs", "aria-label": t(name) },
    values.map((one) => el("li", {}, one === chosen ? el("b", { "aria-current": "true" }, label(one)) : el("a", { href: address({ ...here, [name]: one }) }, label(one)))),
  );
}

function wards(tasks, here, ward) {
  const names = [...new Set(tasks.map((task) => task.ward).filter(Boolean))].sort((a, b) => a.localeCompare(b, "vi"));
  if (names.length < 2 && !ward) return null;
  const items = ["", ...names].map((one) =>
    el("li", {}, one === ward ? el("b", { "aria-current": "true" }, one || t("all_wards")) : el("a", { href: address({ ...here, ward: one || null }) }, one || t("all_wards"))),
  );
  return el("ul", { class: "tabs", "aria-label": t("ward") }, items);
}

function lists(tasks, order, unit) {
  const groups = [...grouped(tasks, (task) => KEYS[order](task, unit))];
  return groups.map(([name, list]) => [el("h2", {}, `${name} `, el("small", {}, `${list.length}`)), resultList(list, { ward: order !== "ward" })]);
}

export async function show(query, { signal }) {
  const name = query.get("unit") || "";
  const [unit, member] = name.split("@");
  const role = query.get("role") || "";
  const order = ORDERS.includes(query.get("by")) ? query.get("by") : "ward";
  let { tasks: found, total } = await everyTask({ unit, role }, signal);
  if (query.get("ward") && total > found.length) ({ tasks: found, total } = await everyTask({ unit, role, ward: query.get("ward") }, signal));
  const place = member ? (await get(`/v1/nodes/${inPath(`unit:${name}`)}`, {}, signal)).node.label.slice(unit.length).trim() : "";
  const ward = query.get("ward") || (place && found.map((task) => task.ward).find((one) => one && place.endsWith(one))) || "";
  const tasks = ward ? found.filter((task) => task.ward === ward) : found;
  const here = { view: "unit", unit, role: role || null, by: order === "ward" ? null : order, ward: ward || null };
  const year = Number(query.get("year")) || new Date().getFullYear();
  const node = el(
    "div",
    {},
    el("p", { class: "crumb" }, link({ view: "units" }, t("units"))),
    el("h1", {}, ward ? `${unit}, ${ward}` : unit),
    tabs("role", ROLES, role, here, (one) => t(one || "every_role")),
    wards(found, here, ward),
    tabs("by", ORDERS, order, here, (one) => t(`by_${one}`)),
    el("p", { class: "count", role: "status" }, `${tasks.length} ${t("tasks")}`),
    total > found.length ? el("p", { class: "warn" }, `${t("left_out")}: ${total - found.length} ${t("tasks")}. ${t("files_have_all")}`) : null,
    el("p", { class: "actions" }, downloads("/v1/tasks", { unit, role, ward }), link({ view: "graph", id: member ? `unit:${name}` : `unit:${unit}` }, t("in_graph"))),
    tasks.length ? null : el("p", {}, t("nothing")),
    order === "calendar" ? await calendar({ unit, role, ward }, year, here, signal) : lists(tasks, order, unit),
  );
  return { title: unit, node };
}
