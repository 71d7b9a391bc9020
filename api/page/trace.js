// A document's chain up and down, each step with its quotation; held and merely known documents told apart.

import { drawing } from "./drawing.js";
import { el, get, inPath, link } from "./dom.js";
import { shortName } from "./results.js";
import { language, t, when } from "./words.js";

const DEPTH = 4;
const badge = (node) => el("span", { class: node.held ? "badge held" : "badge known" }, t(node.held ? "held" : "known"));

function quotation(evidence) {
  const words = `${evidence.source}, ${t("characters")} ${evidence.start}–${evidence.end}`;
  return el(
    "blockquote",
    {},
    el("p", {}, evidence.text),
    el("footer", {}, evidence.plan ? link({ view: "plan", plan: evidence.plan, start: evidence.start, end: evidence.end }, words) : words),
  );
}

function step(one) {
  return el(
    "li",
    {},
    el(
      "p",
      { class: "step" },
      el("span", { class: "verb" }, one.verb[language()]),
      " ",
      link({ view: "trace", id: one.node.id }, one.node.label),
      " ",
      badge(one.node),
      " ",
      one.shown === "followed" ? null : el("span", { class: "kind" }, t(one.shown === "cycle" ? "leads_back" : one.shown)),
    ),
    one.evidence.map(quotation),
    one.steps.length ? el("ul", { class: "chain" }, one.steps.map(step)) : null,
  );
}

function direction(name, steps) {
  const id = `chain-${name}`;
  return el(
    "section",
    { "aria-labelledby": id },
    el("h2", { id }, t(name)),
    steps.length ? el("ul", { class: "chain" }, steps.map(step)) : el("p", {}, t(`none_${name}`)),
  );
}

function letterhead(node) {
  const about = node.attributes;
  const rows = [["number", shortName(node.id)], ["title", about.title], ["issuer", about.issuer], ["date", when(about.date)]].filter(([, value]) => value);
  return el("dl", { class: "facts" }, rows.map(([name, value]) => [el("dt", {}, t(name)), el("dd", {}, value)]));
}

export async function traceView(query, { signal }) {
  const id = query.get("id") || "";
  const chain = await get(`/v1/trace/${inPath(id)}`, { depth: DEPTH }, signal);
  const { node } = chain;
  const actions = node.held
    ? el("p", { class: "actions" }, link({ view: "plan", plan: node.id }, t("plan_text")), link({ plan: node.id }, t("its_tasks")), link({ cites: node.id.replace(/^doc:/, "") }, t("citing_tasks")))
    : el("p", { class: "actions" }, link({ cites: node.id.replace(/^doc:/, "") }, t("citing_tasks")));
  const view = el(
    "div",
    {},
    el("p", { class: "crumb" }, link({ view: "documents" }, t("documents"))),
    el("h1", {}, node.label, " ", badge(node)),
    letterhead(node),
    actions,
    chain.up.length + chain.down.length
      ? el("figure", { class: "drawing" }, el("figcaption", {}, t("diagram")), el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("diagram") }, drawing(chain)))
      : null,
    direction("up", chain.up),
    direction("down", chain.down),
  );
  return { title: node.label, node: view };
}
