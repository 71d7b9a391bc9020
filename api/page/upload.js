// Adding documents: several files at once, what was read of each shown before anything is published.

import { el, get, grouped, link } from "./dom.js";
import { markedText } from "./marks.js";
import { send } from "./sending.js";
import { brief, deadline, language, t } from "./words.js";

const KEPT = "plankg-token"; // in sessionStorage: gone with the tab

// The record of a plan as marks of its text; nothing of it has a page yet, so nothing is linked.
function marksOf(plan) {
  const mark = (kind, label) => ({ start, end }) => ({ kind, start, end, target: null, label });
  return [
    ...plan.citations.map(mark("citation", "")),
    ...plan.units.flatMap((unit) => unit.mentions.map(mark("unit", unit.canonical))),
    ...plan.tasks.flatMap((task) => (task.deadline_span ? [mark("deadline", task.path)(task.deadline_span)] : [])),
    ...plan.targets.map(mark("target", "")),
    ...plan.anomalies.map(mark("finding", "")),
  ];
}

function tasks(plan) {
  const row = (task) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, brief(task.path)),
      el("td", {}, task.text),
      el("td", { "data-label": t("lead") }, task.lead.join("; ")),
      el("td", { "data-label": t("deadline") }, deadline(task.deadline)),
    );
  const head = ["section_path", "task", "lead", "deadline"].map((name) => el("th", { scope: "col" }, t(name)));
  return el("div", { class: "scroll" }, el("table", { class: "stack" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, plan.tasks.map(row))));
}

const folded = (label, count, ...inside) => el("details", { class: "findings" }, el("summary", {}, `${label} `, el("small", {}, count)), inside);

// What the reader left out or doubts is told in Vietnamese; a title says the kind in the page's language.
function remarks(plan) {
  const groups = [...grouped(plan.anomalies, (one) => one.kind)];
  const count = plan.anomalies.length + plan.warnings.length;
  if (!count) return null;
  return folded(
    t("to_look_at"),
    count,
    groups.map(([kind, list]) => el("p", {}, `${t(kind)}: ${list.length}`)),
    plan.warnings.map((one) => el("p", {}, `${t(one.kind)}: `, el("span", { lang: "vi" }, one.message))),
  );
}

// One document of a file; a decision and the plan that it promulgates are two.
const read = (plan) => [
  el("p", {}, [plan.meta.doc_type, plan.meta.number, plan.meta.symbol, plan.meta.issuer].filter(Boolean).join(" · ")),
  el("p", {}, plan.meta.title),
  folded(t("tasks"), plan.tasks.length, tasks(plan)),
  remarks(plan),
];

function why(file) {
  const vietnamese = language() === "vi" && file.reason_vi;
  const said = vietnamese ? [file.reason_vi, file.hint_vi || ""] : [file.reason, file.hint];
  return el("p", { lang: vietnamese ? "vi" : "en" }, said.filter(Boolean).join(". "));
}

function found(file) {
  const plans = file.plan ? [file.plan, ...file.more] : [];
  return el(
    "li",
    {},
    el("h3", {}, file.name, " ", el("span", { class: `badge ${file.plan ? "held" : "known"}` }, t(`upload_${file.status}`))),
    file.known_as ? el("p", { class: "count" }, `${t("upload_known")}: ${file.known_as}`) : null,
    file.reason ? why(file) : null,
    plans.length > 1 ? el("p", {}, `${t("upload_documents")} ${plans.length}`) : null,
    plans.map((plan, number) => (number ? el("section", { class: "more" }, el("h4", {}, plan.source), read(plan)) : read(plan))),
    plans.length ? folded(t("upload_text"), file.text.length, el("div", { class: "plan-text", lang: "vi" }, markedText(file.text, plans.flatMap(marksOf), [], null))) : null,
  );
}

class Uploading {
  constructor() {
    this.bar = el("progress", { max: 100, value: 0, hidden: true, "aria-label": t("upload_progress") });
    this.said = el("p", { role: "status" });
    this.results = el("div");
  }

  token() {
    return this.form.elements.token.value.trim();
  }

  say(words, wrong = false) {
    this.said.textContent = words;
    this.said.className = wrong ? "warn" : "";
  }

  async ask(method, path, body = null, tell = () => {}) {
    sessionStorage.setItem(KEPT, this.token());
    return send(method, path, this.token(), body, tell);
  }

  async start(event) {
    event.preventDefault();
    const body = new FormData();
    for (const file of this.form.elements.files.files) body.append("files", file);
    this.bar.hidden = false;
    this.say(t("upload_sending"));
    try {
      const answer = await this.ask("POST", "/v1/uploads", body, (share) => {
        this.bar.value = share;
        if (share >= 100) this.say(t("upload_reading"));
      });
      this.show(answer);
    } catch (error) {
      this.say(error.message, true);
    }
    this.bar.hidden = true;
  }

  show(answer) {
    this.say(t("upload_unpublished"));
    const readable = answer.files.filter((file) => file.plan).length;
    const button = (words, act, kind) => el("button", { type: "button", class: kind, onclick: act }, words);
    this.results.replaceChildren(
      el("h2", {}, t("upload_results"), " ", el("small", {}, answer.files.length)),
      el("ul", { class: "files" }, answer.files.map(found)),
      el("p", { class: "actions" }, readable ? button(`${t("publish")} (${readable})`, () => this.publish(answer.id), null) : null, button(t("discard"), () => this.discard(answer.id), "quiet")),
    );
  }

  async publish(id) {
    this.say(t("upload_building"));
    try {
      const done = await this.ask("POST", `/v1/uploads/${id}/publish`);
      this.say(`${t("upload_published")}: ${done.added.join(", ")}`);
      this.results.replaceChildren(el("p", {}, link({ view: "plans" }, `${t("plans")} (${done.plans})`)), done.failed.length ? el("p", { class: "warn" }, done.failed.join(", ")) : "");
    } catch (error) {
      this.say(error.message, true);
    }
  }

  async discard(id) {
    try {
      await this.ask("DELETE", `/v1/uploads/${id}`);
      this.say(t("upload_discarded"));
      this.results.replaceChildren();
    } catch (error) {
      this.say(error.message, true);
    }
  }

  // The browser's own control speaks the browser's language; the label stands in for it, the names are told beside it.
  chooser() {
    const names = el("span", { class: "count", role: "status" }, t("files_none"));
    const told = ({ target }) => (names.textContent = [...target.files].map((file) => file.name).join(", ") || t("files_none"));
    const box = el("input", { id: "files", class: "visually-hidden", name: "files", type: "file", multiple: true, required: true, accept: ".txt,.md,.docx,.doc,.odt,.rtf,.html,.htm,.pdf", onchange: told });
    return el("div", { class: "chooser" }, el("span", { id: "files-label" }, t("files")), box, el("label", { for: "files", class: "button quiet" }, t("files_choose")), names);
  }

  node() {
    this.form = el(
      "form",
      { class: "grid upload", onsubmit: (event) => this.start(event) },
      el("label", {}, t("token"), el("input", { name: "token", type: "password", required: true, autocomplete: "off", value: sessionStorage.getItem(KEPT) || "" })),
      this.chooser(),
      el("button", { type: "submit" }, t("upload_start")),
    );
    return el("div", {}, el("h1", {}, t("upload")), el("p", {}, t("upload_intro")), this.form, this.bar, this.said, this.results);
  }
}

const off = () => el("div", {}, el("h1", {}, t("upload")), el("p", {}, t("upload_off")), el("pre", { lang: "en" }, "PLANKG_UPLOAD_TOKEN=... plankg serve"));

export async function show(query, { signal }) {
  const { upload } = await get("/page/parts", {}, signal);
  return { title: t("upload"), node: upload ? new Uploading().node() : off() };
}
