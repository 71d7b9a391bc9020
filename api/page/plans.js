// The plans that are held, narrowed as one types.

import { address, el, get, link, table } from "./dom.js";
import { t, when } from "./words.js";

const PAGE = 100;

// A title that its letterhead has in capitals takes less room.
const shouted = (title) => (title && title === title.toUpperCase() ? "capitals" : null);

export const planRow = (plan) =>
  el(
    "tr",
    {},
    el("th", { scope: "row" }, link({ view: "plan", plan: plan.id }, plan.label)),
    el("td", { class: shouted(plan.title) }, plan.title || ""),
    el("td", { class: "figure", "data-label": t("date") }, when(plan.date)),
    el("td", { class: "figure", "data-label": t("task") }, plan.tasks ? link({ plan: plan.id }, plan.tasks) : "0"),
  );

export const planTable = (plans) =>
  table(t("held_plans"), [[t("plan"), "plan-name"], [t("title")], [t("date"), "figure"], [t("task"), "figure"]], plans.map(planRow));

export async function show(query, { signal }) {
  const first = Number(query.get("from") || 0);
  const { total, plans } = await get("/v1/plans", { limit: PAGE, offset: first }, signal);
  const next = first + plans.length;
  const node = el(
    "div",
    {},
    el("h1", {}, t("plans")),
    el("p", {}, t("plans_intro")),
    el("p", { class: "count" }, `${total} ${t("plans_counted")}`),
    planTable(plans),
    el(
      "p",
      { class: "actions" },
      first ? el("a", { href: address({ view: "plans", from: Math.max(0, first - PAGE) || null }), rel: "prev" }, t("previous")) : null,
      next < total ? el("a", { href: address({ view: "plans", from: next }), rel: "next" }, t("next")) : null,
    ),
  );
  return { title: t("plans"), node };
}
