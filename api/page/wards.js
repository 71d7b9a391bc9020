// The places that issued plans.

import { el, get, link, table } from "./dom.js";
import { t } from "./words.js";

const row = (ward) =>
  el(
    "tr",
    {},
    el("th", { scope: "row" }, link({ view: "ward", id: ward.id }, ward.name)),
    el("td", { "data-label": t("belongs_to") }, ward.id.split(", ").slice(1).join(", ")),
    el("td", { class: "figure", "data-label": t("plans") }, ward.plans),
    el("td", { class: "figure", "data-label": t("task") }, ward.tasks),
  );

export async function show(query, { signal }) {
  const { wards } = await get("/v1/wards", {}, signal);
  const node = el(
    "div",
    {},
    el("h1", {}, t("wards")),
    el("p", {}, t("wards_intro")),
    wards.length ? table(t("wards"), [[t("ward")], [t("belongs_to")], [t("plans"), "figure"], [t("task"), "figure"]], wards.map(row)) : el("p", {}, t("no_wards")),
  );
  return { title: t("wards"), node };
}
