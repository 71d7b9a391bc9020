// A year of deadlines: each month with what falls into it, and beside it what has no month of its own.

import { address, el, get, link } from "./dom.js";
import { deadline, t } from "./words.js";

const BESIDE = ["year", "running", "recurring", "ongoing", "elsewhere", "none"];

const brief = (words) => {
  const points = Array.from(words.replace(/\s+/g, " "));
  return points.length > 110 ? `${points.slice(0, 109).join("")}…` : points.join("");
};

function entry({ day, recurring }, task, month) {
  return el(
    "li",
    {},
    day ? el("b", {}, `${day}/${month} `) : null,
    link({ view: "task", id: task.id }, brief(task.text)),
    el("small", {}, [task.ward, task.lead[0], recurring ? t("again") : ""].filter(Boolean).join(" · ")),
  );
}

function monthBox({ month, entries }, tasks) {
  return el(
    "section",
    { class: entries.length ? "month" : "month empty" },
    el("h3", {}, t("month_names").split(",")[month - 1], " ", el("small", {}, entries.length || "")),
    el("ul", {}, entries.map((one) => entry(one, tasks.get(one.task), month))),
  );
}

function beside(kind, ids, tasks) {
  if (!ids?.length) return null;
  const item = (task) => el("li", {}, link({ view: "task", id: task.id }, brief(task.text)), " ", el("small", {}, [task.ward, task.lead[0], kind === "none" ? "" : deadline(task.deadline)].filter(Boolean).join(" · ")));
  return el(
    "details",
    { class: "findings" },
    el("summary", {}, `${t(`due_${kind}`)} `, el("small", {}, ids.length)),
    el("ul", {}, ids.map((id) => item(tasks.get(id)))),
  );
}

// `asked` are filters as `/v1/tasks` takes them; `here` the parameters of the address, to which the year is added.
export async function calendar(asked, year, here, signal) {
  const found = await get("/v1/calendar", { ...asked, year }, signal);
  const tasks = new Map(found.tasks.map((task) => [task.id, task]));
  const years = [...new Set([...Object.keys(found.years).map(Number), year])].sort();
  return el(
    "div",
    { class: "calendar" },
    el("h2", {}, `${t("deadlines")} ${year}`),
    el("ul", { class: "tabs", "aria-label": t("year") }, years.map((one) => el("li", {}, one === year ? el("b", { "aria-current": "true" }, one) : el("a", { href: address({ ...here, year: one }) }, one)))),
    el("div", { class: "months" }, found.months.map((month) => monthBox(month, tasks))),
    BESIDE.map((kind) => beside(kind, found.beside[kind], tasks)),
    found.truncated ? el("p", { class: "count" }, `${t("left_out")}: ${found.total - tasks.size} ${t("tasks")}.`) : null,
  );
}
