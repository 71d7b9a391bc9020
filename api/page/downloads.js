// What a list of tasks can be taken away as.

import { el, parameters } from "./dom.js";
import { t } from "./words.js";

const FORMATS = ["csv", "xlsx", "ics"];

// `path` and `asked` are the question as the API takes it; the answer is the same, in a format for other programs.
export const downloads = (path, asked) =>
  FORMATS.map((format) => el("a", { href: `${path}.${format}?${parameters(asked)}`, download: "" }, t(`as_${format}`)));

export const matrixFiles = (asked) =>
  ["csv", "xlsx"].map((format) => el("a", { href: `/v1/compare?${parameters({ ...asked, format })}`, download: "" }, t(`as_${format}`)));
