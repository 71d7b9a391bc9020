// A year of deadlines: a strip of months with their figures, what falls into each, and what has no month of its own.

import { address, el, get, link } from "./dom.js";
import { deadline, t } from "./words.js";

const BESIDE = ["year", "running", "recurring", "ongoing", "elsewhere", "none"];
const FEW = 12; // so many stand open where no month has anything

const short = (words) => {
  const points = Array.from(words.replace(/\s+/g, " "));
  return points.length > 160 ? `${points.slice(0, 159).join("")}…` : points.join("");
};

// A task in one row: when, what, who.
function row(when, task, note, ward) {
  return el(
    "li",
    {},
    el("b", {}, when),
    link({ view: "task", id: task.id }, short(task.text)),
    el("small", {}, [ward ? task.ward : "", task.lead.join("; "), note].filter(Boolean).join(" · ")),
  );
}

const named = (month) => t("month_names").split(",")[month - 1];

function strip(months) {
  const cell = ({ month, entries }) => {
    const inside = [named(month), " ", el("b", {}, entries.length || "")];
    return el("li", { class: entries.length ? "month" : "month empty" }, entries.length ? el("a", { href: `#month-${month}` }, inside) : inside);
  };
  return el("ol", { class: "months" }, months.map(cell));
}

function agenda({ month, entries }, tasks, year, ward) {
  if (!entries.length) return null;
  const entry = ({ task, day, recurring }) => row(day ? `${day}/${month}` : "", tasks.get(task), recurring ? t("again") : "", ward);
  return el("section", { id: `month-${month}`, tabindex: "-1" }, el("h3", {}, `${named(month)}/${year} `, el("small", {}, entries.length)), el("ul", { class: "agenda" }, entries.map(entry)));
}

function beside(kind, ids, tasks, open, ward) {
  if (!ids?.length) return null;
  const item = (task) => row("", task, kind === "none" ? "" : deadline(task.deadline), ward);
  return el(
    "details",
    { class: "findings", id: `due-${kind}`, open },
    el("summary", {}, `${t(`due_${kind}`)} `, el("small", {}, ids.length)),
    el("ul", { class: "agenda" }, ids.map((id) => item(tasks.get(id)))),
  );
}

// `asked` are filters as `/v1/tasks` takes them; `here` the parameters of the address, to which the year is added.
// `ward` says whether tasks bear the name of their ward.
export async function calendar(asked, year, here, signal, ward = true) {
  const found = await get("/v1/calendar", { ...asked, year }, signal);
  const tasks = new Map(found.tasks.map((task) => [task.id, task]));
  const dated = found.months.some((month) => month.entries.length);
  const years = [...new Set([...Object.keys(found.years).map(Number), year])].sort();
  return el(
    "div",
    { class: "calendar" },
    el("h2", {}, `${t("deadlines")} ${year}`),
    el("ul", { class: "tabs", "aria-label": t("year") }, years.map((one) => el("li", {}, one === year ? el("b", { "aria-current": "true" }, one) : el("a", { href: address({ ...here, year: one }) }, one)))),
    strip(found.months),
    dated ? found.months.map((month) => agenda(month, tasks, year, ward)) : el("p", {}, `${t("no_month")} ${year}.`),
    BESIDE.map((kind) => beside(kind, found.beside[kind], tasks, !dated && found.beside[kind]?.length <= FEW, ward)),
    found.truncated ? el("p", { class: "count" }, `${t("left_out")}: ${found.total - tasks.size} ${t("tasks")}.`) : null,
  );
}
