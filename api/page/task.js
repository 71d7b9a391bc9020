// One task: its quotation and facts, the headings that it stands below, what the graph says about it.

import { el, get, inPath, link } from "./dom.js";
import { relations } from "./relations.js";
import { resultItem } from "./results.js";
import { item, t } from "./words.js";

export async function show(query, { signal }) {
  const id = query.get("id") || "";
  const [task, node] = await Promise.all([get(`/v1/tasks/${inPath(id)}`, {}, signal), get(`/v1/nodes/${inPath(id)}`, {}, signal)]);
  const made = el(
    "div",
    {},
    el("p", { class: "crumb" }, link({ view: "plan", plan: task.plan }, task.plan_label)),
    el("h1", {}, `${t("task")}, ${item(task.path)}`),
    task.headings.length ? el("ol", { class: "headings" }, task.headings.map((heading) => el("li", {}, heading))) : null,
    el("ol", { class: "results" }, resultItem(task)),
    el("p", { class: "actions" }, link({ view: "graph", id: task.id }, t("in_graph")), link({ q: task.text.slice(0, 200), kind: "task" }, t("alike"))),
    relations(node),
  );
  return { title: `${t("task")}, ${item(task.path)}`, node: made };
}
