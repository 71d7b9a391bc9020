// What stands below an empty box, and in the place of an answer that has nothing: ways in, each a click away.

import { address, el, get, link } from "./dom.js";
import { planTable } from "./plans.js";
import { t } from "./words.js";

const PLANS = 50;
const NAMES = 8;
const MOST = 8; // filters of which each is tried without
const EXAMPLES = ["Công an phường", "an ninh mạng", "tuyên truyền", "gửi báo cáo trước ngày 30/11", "57-NQ/TW"];

const examples = () =>
  el("p", {}, `${t("examples")}: `, EXAMPLES.map((words, i) => [i ? " · " : "", link({ q: words }, words)]));

const help = (open) =>
  el("details", { class: "findings", open }, el("summary", {}, t("help_title")), el("ul", {}, ["help_1", "help_2", "help_3"].map((key) => el("li", {}, t(key)))));

// The values of a filter with most tasks, each with their number.
function column(title, entries, target, rest) {
  if (!entries?.length) return null;
  const entry = (one) => el("li", {}, link(target(one.value), one.label), el("small", {}, one.count));
  return el("section", { class: "facet" }, el("h2", {}, title), el("ul", {}, entries.slice(0, NAMES).map(entry)), rest && entries.length > NAMES ? el("p", {}, link(rest.at, rest.words)) : null);
}

// Ways into what is held: units, places and topics with most tasks, and the plans.
export async function starting(signal) {
  const [{ facets }, { total, plans }] = await Promise.all([get("/v1/tasks", { limit: 1, facets: true }, signal), get("/v1/plans", { limit: PLANS }, signal)]);
  const places = [...(facets.ward || []).map((one) => ({ ...one, name: "ward" })), ...(facets.city || []).map((one) => ({ ...one, name: "city" }))].sort((one, other) => other.count - one.count);
  const placeOf = new Map(places.map((one) => [one.value, one.name]));
  return [
    examples(),
    help(false),
    el(
      "div",
      { class: "ways" },
      column(t("start_units"), facets.unit, (unit) => ({ view: "unit", unit }), { at: { view: "units" }, words: t("every_unit") }),
      column(t("start_topics"), facets.topic, (topic) => ({ topic }), { at: { view: "compare" }, words: t("compare_topics") }),
      column(t("start_wards"), places, (value) => ({ [placeOf.get(value)]: value }), { at: { view: "wards" }, words: t("every_ward") }),
    ),
    el("h2", {}, `${t("held_plans")} `, el("small", {}, total)),
    planTable(plans),
    total > plans.length ? el("p", {}, link({ view: "plans" }, t("more"))) : null,
  ].filter(Boolean);
}

// What would be found without each of the filters: those that bring something, with how much.
async function ways(looser, signal) {
  const counted = await Promise.all(looser.slice(0, MOST).map(async ({ words, target, question: [path, asked] }) => ({ words, target, total: (await get(path, { ...asked, limit: 1 }, signal)).total })));
  const found = counted.filter((one) => one.total);
  return found.length ? [el("p", {}, `${t("take_off")}:`), el("ul", {}, found.map(({ words, target, total }) => el("li", {}, el("a", { href: address(target) }, words), " – ", `${total} ${t("results")}`)))] : null;
}

// Nothing was found: without which filter there is something, else how to ask.
export async function nothing(q, looser, signal) {
  const without = await ways(looser, signal);
  return [
    el("div", { class: "nothing", role: "status" }, el("p", {}, q ? [`${t("nothing_for")} `, el("b", {}, `“${q}”`), "."] : t("nothing")), without || el("p", {}, t("nothing_way"))),
    help(!without),
    examples(),
  ];
}
