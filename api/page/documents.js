// Every document of the graph, held or only cited, the most cited first.

import { el, get, link, remember } from "./dom.js";
import { shortName } from "./results.js";
import { t, when } from "./words.js";

const PAGE = 50;
const PAUSE = 200;

function row(one) {
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, link({ view: "trace", id: one.id }, shortName(one.id))),
    el("td", { "data-label": t("title") }, one.title || ""),
    el("td", { "data-label": t("date") }, when(one.date)),
    el("td", { class: "figure", "data-label": t("cited_by") }, one.cited_by),
    el("td", {}, el("span", { class: one.held ? "badge held" : "badge known" }, t(one.held ? "held" : "known"))),
  );
}

export async function show(query, { signal }) {
  const rows = el("tbody");
  const count = el("p", { class: "count", role: "status" });
  const more = el("button", { type: "button", class: "quiet", onclick: () => load(false) }, t("more"));
  const box = el("input", { type: "search", autocomplete: "off", maxlength: 512, value: query.get("q") });
  let pause = 0;
  let asked = 0;

  async function load(anew) {
    const turn = (asked += 1);
    const answer = await get("/v1/documents", { q: box.value, limit: PAGE, offset: anew ? 0 : rows.children.length }, signal);
    if (turn !== asked) return;
    if (anew) rows.replaceChildren();
    rows.append(...answer.documents.map(row));
    count.textContent = `${answer.total} ${t("documents_counted")}`;
    more.hidden = rows.children.length >= answer.total;
  }

  box.addEventListener("input", () => {
    clearTimeout(pause);
    remember("q", box.value);
    pause = setTimeout(() => load(true), PAUSE);
  });
  await load(true);
  const head = ["number", "title", "date", "cited_by"].map((name, i) => el("th", { scope: "col", class: i === 3 ? "figure" : null }, t(name)));
  const node = el(
    "div",
    {},
    el("h1", {}, t("documents")),
    el("p", {}, t("documents_intro")),
    el("label", { class: "narrow" }, `${t("narrow")} `, box),
    count,
    el("div", { class: "scroll" }, el("table", { class: "stack" }, el("thead", {}, el("tr", {}, head, el("td"))), rows)),
    more,
  );
  return { title: t("documents"), node };
}
