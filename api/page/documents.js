// Every document of the graph, held or only cited, the most cited first.

import { address, el, get, link, remember } from "./dom.js";
import { t, when } from "./words.js";

const PAGE = 50;
const PAUSE = 200;

function row(one) {
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, link({ view: "trace", id: one.id }, one.label)),
    el("td", { "data-label": t("title") }, one.title || "", one.fate ? el("p", { class: "warn", lang: "vi" }, one.fate) : null),
    el("td", { "data-label": t("date") }, when(one.date)),
    el("td", { class: "figure", "data-label": t("cited_by") }, one.cited_by),
    el("td", { "data-label": t("full_text") }, el("span", { class: one.held ? "badge held" : "badge known" }, t(one.held ? "held" : "known_short"))),
  );
}

// All, those held, those only cited: a choice is in the address.
function choices(held) {
  const choice = ([value, word]) => el("li", {}, value === held ? el("b", { "aria-current": "true" }, t(word)) : el("a", { href: address({ view: "documents", held: value }) }, t(word)));
  return el("ul", { class: "tabs", "aria-label": t("full_text") }, [[null, "every_document"], ["true", "only_held"], ["false", "only_known"]].map(choice));
}

export async function show(query, { signal }) {
  const held = ["true", "false"].includes(query.get("held")) ? query.get("held") : null;
  const rows = el("tbody");
  const count = el("p", { class: "count", role: "status" });
  const more = el("button", { type: "button", class: "quiet", onclick: () => load(false) }, t("more"));
  const box = el("input", { type: "search", autocomplete: "off", maxlength: 512, value: query.get("q") });
  let pause = 0;
  let asked = 0;

  async function load(anew) {
    const turn = (asked += 1);
    const answer = await get("/v1/documents", { q: box.value, held, limit: PAGE, offset: anew ? 0 : rows.children.length }, signal);
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
    choices(held),
    count,
    el("div", { class: "scroll" }, el("table", { class: "stack" }, el("thead", {}, el("tr", {}, head, el("th", { scope: "col" }, t("full_text")))), rows)),
    more,
  );
  return { title: t("documents"), node };
}
