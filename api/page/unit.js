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

// The choices of one parameter of the address as links, the chosen one set off; `count` says how many tasks each has.
function tabs(name, values, chosen, here, label, count = () => "") {
  const choice = (one) => (one === chosen ? el("b", { "aria-current": "true" }, label(one)) : el("a", { href: address({ ...here, [name]: one || null }) }, label(one)));
  return [
    el("dt", {}, t(name)),
    el("dd", {}, el("ul", { class: "tabs", "aria-label": t(name) }, values.map((one) => el("li", {}, choice(one), " ", el("small", {}, count(one)))))),
  ];
}

const wards = (tasks) => [...new Set(tasks.map((task) => task.ward).filter(Boolean))].sort((a, b) => a.localeCompare(b, "vi"));

// How many tasks the unit has in each role, and in all.
async function shares(unit, ward, signal) {
  const totals = await Promise.all(ROLES.map((role) => get("/v1/tasks", { unit, role, ward, limit: 1 }, signal)));
  return new Map(ROLES.map((role, i) => [role, totals[i].total]));
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
  const inRole = await shares(unit, ward, signal);
  const places = wards(found);
  const inWard = (one) => (one ? found.filter((task) => task.ward === one).length : found.length);
  const year = Number(query.get("year")) || new Date().getFullYear();
  const node = el(
    "div",
    {},
    el("p", { class: "crumb" }, link({ view: "units" }, t("units"))),
    el("h1", {}, ward ? `${unit}, ${ward}` : unit),
    el(
      "dl",
      { class: "choices" },
      tabs("role", ROLES, role, here, (one) => t(one || "every_role"), (one) => inRole.get(one)),
      places.length > 1 || ward ? tabs("ward", ["", ...places], ward, here, (one) => one || t("all_wards"), inWard) : null,
      tabs("by", ORDERS, order, here, (one) => t(`by_${one}`)),
    ),
    el("p", { class: "count", role: "status" }, `${tasks.length} ${t("tasks")}`),
    total > found.length ? el("p", { class: "warn" }, `${t("left_out")}: ${total - found.length} ${t("tasks")}. ${t("files_have_all")}`) : null,
    el("p", { class: "actions" }, downloads("/v1/tasks", { unit, role, ward }), link({ view: "graph", id: member ? `unit:${name}` : `unit:${unit}` }, t("in_graph"))),
    tasks.length ? null : el("p", {}, t("nothing")),
    order === "calendar" ? await calendar({ unit, role, ward }, year, here, signal) : lists(tasks, order, unit),
  );
  return { title: unit, node };
}
