// A box that offers names as one types (a combobox as the ARIA practices describe it): arrows, Enter, Escape.

import { el, get } from "./dom.js";
import { t } from "./words.js";

const PAUSE = 120;
let boxes = 0;

const MOST = 8;

// `kinds` that a box takes; without any, all. A plan is a document too.
async function ask(q, kinds, signal) {
  const { suggestions } = await get("/v1/suggest", { q, limit: kinds.length ? 50 : MOST }, signal);
  const fits = (one) => !kinds.length || kinds.includes(one.kind) || (one.kind === "plan" && kinds.includes("document"));
  return suggestions.filter(fits).slice(0, MOST);
}

class Suggesting {
  constructor(box, chosen, kinds) {
    this.box = box;
    this.chosen = chosen;
    this.kinds = kinds;
    this.at = -1;
    this.found = [];
    boxes += 1;
    this.list = el("ul", { class: "suggestions", role: "listbox", id: `suggestions-${boxes}`, "aria-label": t("suggestions"), hidden: true });
    this.said = el("span", { class: "visually-hidden", role: "status" });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) box.setAttribute(name, value);
    box.addEventListener("input", () => this.later());
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  later() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.look(), PAUSE);
  }

  async look() {
    this.asking?.abort();
    this.asking = new AbortController();
    const words = this.box.value.trim();
    if (words.length < 2) return this.close();
    try {
      this.found = await ask(words, this.kinds, this.asking.signal);
    } catch {
      return undefined; // a suggestion less: the question itself is answered, or says what is wrong
    }
    return this.box.isConnected && document.activeElement === this.box ? this.show() : undefined;
  }

  show() {
    this.at = -1;
    const option = (one, i) => el("li", { role: "option", id: `${this.list.id}-${i}`, "aria-selected": "false", onmousedown: (event) => (event.preventDefault(), this.take(i)) }, one.label, " ", el("small", {}, t(`s_${one.kind}`)));
    this.list.replaceChildren(...this.found.map(option));
    this.list.hidden = !this.found.length;
    this.box.setAttribute("aria-expanded", String(!this.list.hidden));
    this.box.removeAttribute("aria-activedescendant");
    this.said.textContent = this.found.length ? `${this.found.length} ${t("suggestions_counted")}` : "";
  }

  close() {
    this.list.hidden = true;
    this.at = -1;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }

  move(step) {
    const count = this.found.length;
    this.at = (this.at + step + count + (this.at < 0 && step < 0 ? 1 : 0)) % count;
    [...this.list.children].forEach((one, i) => one.setAttribute("aria-selected", String(i === this.at)));
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
  }

  take(i) {
    const found = this.found[i];
    this.close();
    this.chosen(found);
  }

  key(event) {
    if (this.list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && this.at >= 0) this.take(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }
}

// The box with its list. `chosen` gets what was picked: {kind, value, label}; `kinds` limits what is offered.
export function suggesting(box, chosen, kinds = []) {
  const made = new Suggesting(box, chosen, kinds);
  return el("div", { class: "suggesting" }, box, made.list, made.said);
}
