// The words of the page in the language of the address, and times as people write them.

import { FINDINGS } from "./findings_words.js";
import { LABELS } from "./labels.js";

export const language = () => (new URLSearchParams(location.search).get("lang") === "en" ? "en" : "vi");

export function t(key) {
  const pair = LABELS[key] || FINDINGS[key];
  return pair ? pair[language() === "en" ? 1 : 0] : key;
}

const number = (value) => String(Number(value));

// "2026-12-05" as 5/12/2026, "2026-12" as 12/2026, "--12-05" as 5/12, "2026-Q4" as Quý IV/2026, "2026/2030" as a range.
export function when(iso) {
  if (!iso) return "";
  if (iso.includes("/")) return iso.split("/").map(when).join(" – ");
  if (iso.startsWith("--")) return iso.slice(2).split("-").reverse().map(number).join("/");
  const quarter = iso.match(/^(\d{4})-Q([1-4])$/);
  if (quarter) {
    const roman = ["I", "II", "III", "IV"][quarter[2] - 1];
    return language() === "en" ? `Q${quarter[2]} ${quarter[1]}` : `Quý ${roman}/${quarter[1]}`;
  }
  const [year, ...rest] = iso.split("-");
  return [...rest.reverse().map(number), year].join("/");
}

export function deadline(value) {
  if (!value) return "";
  const days = value.due_all && value.due_all.length ? value.due_all : value.due ? [value.due] : [];
  const rhythm = value.recurrence || value.every ? t(value.recurrence || value.every) : value.kind === "recurring" ? t("recurring") : "";
  const start = value.iso ? (value.kind === "recurring" || value.kind === "ongoing" ? `${t("from")} ` : "") + when(value.iso) : "";
  const words = [value.kind === "ongoing" ? t("ongoing") : rhythm, start, days.map(when).join(", ")];
  return words.filter(Boolean).join(", ");
}
