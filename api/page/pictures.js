// The pages of a PDF as pictures beside its text, for whoever checks what was read.

import { el, inPath } from "./dom.js";
import { t } from "./words.js";

// Where each page begins in the text, as anchors: a form feed stands between two pages.
export function pageStarts(text) {
  const found = [[0, "page-1"]];
  Array.from(text).forEach((sign, i) => {
    if (sign === "\f") found.push([i + 1, `page-${found.length + 1}`]);
  });
  return found;
}

export function pictures(plan) {
  const wide = window.matchMedia("(min-width: 60rem)").matches;
  const numbers = Array.from({ length: plan.pages }, (_, i) => i + 1);
  const picture = (number) => {
    const src = `/v1/plans/${inPath(plan.id)}/pages/${number}.png`;
    const words = `${t("page_picture")} ${number}`;
    return el(
      "figure",
      { id: `picture-${number}` },
      el("figcaption", {}, `${t("page")} ${number}/${plan.pages}`),
      el("a", { href: `${src}?width=2000`, title: t("larger") }, el("img", { src, alt: words, loading: "lazy", width: 1000, height: 1414 })),
    );
  };
  return el(
    "aside",
    { class: "pictures", "aria-label": t("page_pictures") },
    el("details", { open: wide }, el("summary", {}, t("page_pictures")), el("div", { class: "frame", tabindex: "0", role: "region", "aria-label": t("page_pictures") }, numbers.map(picture))),
  );
}

// While the text is scrolled, its page's picture comes into the frame.
export function follow(beside) {
  const frame = beside.querySelector(".frame");
  const watcher = new IntersectionObserver(
    (seen) => {
      const [first] = seen.filter((one) => one.isIntersecting);
      const picture = first && beside.querySelector(`#picture-${first.target.id.split("-")[1]}`);
      if (picture) frame.scrollTop = picture.offsetTop - frame.offsetTop;
    },
    { rootMargin: "0px 0px -40% 0px" },
  );
  for (const anchor of beside.querySelectorAll(".plan-text [id^='page-']")) watcher.observe(anchor);
}
