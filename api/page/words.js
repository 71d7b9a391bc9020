// The words of the page in the language of the address, and times as people write them.

import { FINDINGS } from "./findings_words.js";
import { LABELS } from "./labels.js";

export const language = () => (new URLSearchParams(location.search).get("lang") === "en" ? "en" : "vi");

export function t(key) {
  const pair = LABELS[key] || FINDINGS[key];
  return pair ? pair[language() === "en" ? 1 : 0] : key;
}

// Where a task stands, as one writes it: "III.2" as "mục III.2", "PHỤ LỤC.A.II#2" as "mục A.II(2) Phụ lục".
export function item(path) {
  if (path.startsWith("Điều")) return told(path);
  const { appendix, within } = parts(path);
  return [within ? `${t("section_path")} ${within}` : "", appendix].filter(Boolean).join(" ");
}

// The same where the appendix is clear from what stands around it: "A.II(2)".
export function brief(path) {
  const { appendix, within } = parts(path);
  return within || appendix;
}

// A number that a plan gives twice is told apart by "#2" in a path.
const told = (path) => path.replace(/#(\d+)/g, "($1)");

function parts(path) {
  const [, name, within] = told(path).match(/^PHỤ LỤC([^.]*)\.?(.*)$/) || [null, null, told(path)];
  return { appendix: name === null ? "" : `${t("appendix")}${name}`, within };
}

const SIGNS = { "=": "", ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< " };

// The figure of a target: "≥ 90 %".
export const amount = ({ comparator, value, unit }) => `${SIGNS[comparator] ?? `${comparator} `}${value.toLocaleString("vi")} ${unit}`.trim();

// "31/12/2026", "12/2026" and "2026" as the interface takes them; what is written otherwise stays.
export function isoOf(words) {
  const [, day, month, year] = words.trim().match(/^(?:(\d{1,2})[/.-])?(?:(\d{1,2})[/.-])?(\d{4})$/) || [];
  if (!year) return words.trim();
  const two = (value) => value.padStart(2, "0");
  return [year, ...(month ? [two(month), two(day)] : day ? [two(day)] : [])].join("-");
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
  const times = value.iso_all && value.iso_all.length ? value.iso_all.map(when).join(", ") : start;
  const words = [value.kind === "ongoing" ? t("ongoing") : rhythm, times, days.map(when).join(", ")];
  return words.filter(Boolean).join(", ");
}
