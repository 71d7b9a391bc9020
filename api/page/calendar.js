// A year of deadlines: each month with what falls into it, and beside it what has no month of its own.

import { address, el, link } from "./dom.js";
import { t, when } from "./words.js";

const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1);
const RHYTHM = { quarterly: [3, 6, 9, 12], monthly: MONTHS, weekly: MONTHS };

const inYear = (years, year) => {
  const [from, to] = [years.split("/")[0].slice(0, 4), years.split("/").at(-1).slice(0, 4)];
  return from <= String(year) && String(year) <= to;
};

// The days and months of `year` in which a deadline falls due, as [month, day or null]; "" for what has none of its own.
export function dues(deadline, year) {
  if (!deadline) return { kind: "none", on: [] };
  const named = deadline.due_all && deadline.due_all.length ? deadline.due_all : deadline.due ? [deadline.due] : [];
  const fixed = deadline.kind === "recurring" || deadline.kind === "ongoing" ? null : deadline.iso;
  const on = [...named, ...(fixed ? [fixed.split("/").at(-1)] : [])].flatMap((iso) => {
    const yearly = iso.match(/^--(\d{2})(?:-(\d{2}))?$/);
    if (yearly) return [[Number(yearly[1]), Number(yearly[2]) || null]];
    const quarter = iso.match(/^(\d{4})-Q([1-4])$/);
    if (quarter) return Number(quarter[1]) === year ? [[quarter[2] * 3, null]] : [];
    const dated = iso.match(/^(\d{4})-(\d{2})(?:-(\d{2}))?$/);
    return dated && Number(dated[1]) === year ? [[Number(dated[2]), Number(dated[3]) || null]] : [];
  });
  if (on.length) return { kind: "dated", on };
  if (RHYTHM[deadline.recurrence]) return { kind: "dated", on: RHYTHM[deadline.recurrence].map((month) => [month, null]) };
  if (deadline.kind === "ongoing") return { kind: "ongoing", on: [] };
  if (deadline.kind === "recurring") return { kind: "recurring", on: [] };
  if (deadline.iso && /^\d{4}/.test(deadline.iso)) return { kind: inYear(deadline.iso, year) ? "in_year" : "other_year", on: [] };
  return { kind: "none", on: [] };
}

const brief = (words) => {
  const points = Array.from(words.replace(/\s+/g, " "));
  return points.length > 110 ? `${points.slice(0, 109).join("")}…` : points.join("");
};

function entry({ day, task }, month) {
  return el(
    "li",
    {},
    day ? el("b", {}, `${day}/${month} `) : null,
    link({ view: "task", id: task.id }, brief(task.text)),
    el("small", {}, [task.ward, task.lead[0]].filter(Boolean).join(" · ")),
  );
}

function monthBox(month, entries) {
  const sorted = entries.sort((a, b) => (a.day || 32) - (b.day || 32));
  return el(
    "section",
    { class: entries.length ? "month" : "month empty" },
    el("h3", {}, t("month_names").split(",")[month - 1], " ", el("small", {}, entries.length || "")),
    el("ul", {}, sorted.map((one) => entry(one, month))),
  );
}

function beside(kind, tasks) {
  if (!tasks.length) return null;
  return el(
    "details",
    { class: "findings" },
    el("summary", {}, `${t(`due_${kind}`)} `, el("small", {}, tasks.length)),
    el("ul", {}, tasks.map((task) => el("li", {}, link({ view: "task", id: task.id }, brief(task.text)), " ", el("small", {}, [task.ward, task.lead[0], kind === "other_year" ? when(task.deadline.iso) : ""].filter(Boolean).join(" · "))))),
  );
}

const years = (tasks) => {
  const named = tasks.flatMap((task) => JSON.stringify(task.deadline || {}).match(/\b20\d{2}\b/g) || []);
  return [...new Set([...named.map(Number), new Date().getFullYear()])].sort();
};

// `here` are the parameters of the address, to which the year is added.
export function calendar(tasks, year, here) {
  const months = new Map(MONTHS.map((month) => [month, []]));
  const others = { in_year: [], recurring: [], ongoing: [], other_year: [], none: [] };
  for (const task of tasks) {
    const { kind, on } = dues(task.deadline, year);
    if (kind === "dated") for (const [month, day] of on) months.get(month)?.push({ day, task });
    else others[kind].push(task);
  }
  return el(
    "div",
    { class: "calendar" },
    el("ul", { class: "tabs", "aria-label": t("year") }, years(tasks).map((one) => el("li", {}, one === year ? el("b", { "aria-current": "true" }, one) : el("a", { href: address({ ...here, year: one }) }, one)))),
    el("div", { class: "months" }, [...months].map(([month, entries]) => monthBox(month, entries))),
    Object.entries(others).map(([kind, list]) => beside(kind, list)),
  );
}
