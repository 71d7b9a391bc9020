// What a list of tasks can be taken away as.

import { el, parameters } from "./dom.js";
import { t } from "./words.js";

const FORMATS = ["csv", "xlsx", "ics"];

// `path` and `asked` are the question as the API takes it; the answer is the same, in a format for other programs.
export const downloads = (path, asked, formats = FORMATS) =>
  formats.map((format) => el("a", { href: `${path}?${parameters({ ...asked, format })}`, download: "" }, t(`as_${format}`)));
