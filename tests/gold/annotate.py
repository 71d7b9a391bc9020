"""From a person's annotation (`NAME.toml`: quotations, names, roles) to gold with offsets (`NAME.gold.json`).

    python -m tests.gold.annotate        # writes every NAME.gold.json anew

Quotations stand in the order of the plan. In a quotation a blank matches any white space and `…` any text up to the
words that follow it, so that a long sentence is given by its first and last words. A quotation that is not found
raises LookupError with its words.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from api.samples import sample_folder

GOLD = Path(__file__).resolve().parent
ROLES = ("lead", "coordinate", "report_to")
DEADLINE = {"kind": None, "iso": None, "recurrence": None, "due": None}


class Source:
    """The raw text of a plan, in which quotations are looked up."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    def span(self, quotation: str, after: int = 0) -> dict[str, Any]:
        words = [re.escape(word) for word in quotation.split()]
        pattern = r"\s+".join(words).replace(r"\s+…\s+", ".*?")
        found = re.compile(pattern, re.DOTALL).search(self.raw, after)
        if found is None:
            raise LookupError(f"not found after {after}: {quotation}")
        return {"text": found.group(), "start": found.start(), "end": found.end()}

    def spans(self, quotations: list[str]) -> list[dict[str, Any]]:
        """Each quotation after the start of the one before it, so that nested and repeated ones find their place."""
        spans: list[dict[str, Any]] = []
        for quotation in quotations:
            spans.append(self.span(quotation, spans[-1]["start"] + 1 if spans else 0))
        return spans


def folded(text: str) -> str:
    """On one line, without Markdown signs, bars of tables and page numbers between lines."""
    text = re.sub(r"\n\s*\d+\s*\n", "\n", text)
    return " ".join(text.replace("**", "").replace("|", "").split())


def outline(source: Source, lines: str) -> list[dict[str, Any]]:
    """Lines such as `I.1.a = a) Đưa các nhiệm vụ …`; the first word of the quotation is the label."""
    paths, quotations = zip(*(line.split(" = ", 1) for line in lines.strip().splitlines()), strict=True)
    items = []
    for path, span in zip(paths, source.spans(list(quotations)), strict=True):
        label = r"PHỤ\s+LỤC" if path == "PHỤ LỤC" else r"\S+"
        title = folded(re.sub(rf"^{label}\s*", "", span["text"])).rstrip(".:; ")
        items.append({"label": path, "title": title, "start": span["start"], "level": path.count(".") + 1})
    return items


def citations(source: Source, rows: list[list[str]], documents: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of quotation, key of the document, and the date and issuer where they stand beside the mention."""
    found = []
    for row, span in zip(rows, source.spans([row[0] for row in rows]), strict=True):
        document = documents[row[1]]
        number = re.search(r"\S*\d[\d/]*\s*[-/]?\s*[A-ZĐ][\w/\s-]*$", span["text"])
        by = row[3] if len(row) > 3 else None
        found.append(
            {
                **span,
                "canonical": document["canonical"],
                "type": document["type"],
                "number_symbol": re.sub(r"\s+", "", number.group()) if number else None,
                "date": (row[2] if len(row) > 2 else None) or None,
                "issuer": document.get("issuer") if by == "issuer" else None,
            }
        )
    return found


def tasks(source: Source, groups: list[dict[str, Any]], documents: dict[str, Any]) -> list[dict[str, Any]]:
    """Tasks of all groups; what a group says holds for each of its tasks that does not say otherwise."""
    entries: list[dict[str, Any]] = []
    for group in groups:
        shared = {key: value for key, value in group.items() if key != "tasks"}
        entries += [shared | ({"text": task} if isinstance(task, str) else task) for task in group["tasks"]]
    found, after = [], 0
    for ordinal, entry in enumerate(entries, 1):
        span = source.span(entry["text"], after)
        after = span["end"]
        more = [source.span(quotation, after) for quotation in entry.get("more", [])]
        task = {"id": f"t{ordinal:02}", **span, "source": entry["source"], "path": entry["path"]}
        if more:
            task["continuation"] = more
        task |= {role: entry.get(role, []) for role in ROLES}
        task["deadline_raw"] = entry.get("deadline_raw")
        task["deadline"] = DEADLINE | entry["deadline"] if entry.get("deadline") else None
        task["output"] = entry.get("output")
        task["cites"] = [documents[key]["canonical"] for key in entry.get("cites", [])]
        task["topics"] = entry.get("topics", [])
        found.append(task)
    return found


def relations(source: Source, rows: list[list[str]], documents: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of subject, predicate, object (keys of documents, or `this`) and the quotation that shows it."""
    names = {"this": "this"} | {key: document["canonical"] for key, document in documents.items()}
    found = []
    for subject, predicate, target, quotation in rows:
        span = source.span(quotation)
        found.append(
            {
                "subject": names[subject],
                "predicate": predicate,
                "object": names[target],
                "evidence": span["text"],
                "start": span["start"],
                "end": span["end"],
            }
        )
    return found


def gold(name: str) -> dict[str, Any]:
    """The gold of the sample plan whose file stem is `name`, from `name.toml` beside this script."""
    data = tomllib.loads((GOLD / f"{name}.toml").read_text("utf-8"))
    path = next(sample_folder().glob(f"{name}.*"))
    source = Source(path.read_bytes().decode("utf-8"))
    documents = data["documents"]
    targets = [
        {**span, "metric": metric, "value": value, "unit": unit, "comparator": comparator, "due": due or None}
        for span, (_, metric, value, unit, comparator, due) in zip(
            source.spans([row[0] for row in data["targets"]]), data["targets"], strict=True
        )
    ]
    return {
        "meta": {"number": None} | data["meta"],
        "outline": outline(source, data["outline"]),
        "citations": citations(source, data["citations"], documents),
        "standards": [{**source.span(quotation), "canonical": name} for quotation, name in data.get("standards", [])],
        "alias_mentions": [
            {
                "alias": alias,
                "canonical": documents[key]["canonical"],
                "definition_text": span["text"],
                "start": span["start"],
                "end": span["end"],
            }
            for alias, key, quotation in data.get("aliases", [])
            for span in [source.span(quotation)]
        ],
        "documents": [{"date": None, "issuer": None, "title": ""} | document for document in documents.values()],
        "relations": relations(source, data["relations"], documents),
        "units": [
            {"canonical": canonical, "kind": kind, "level": level, "surface_forms": surfaces}
            for canonical, kind, level, *surfaces in data["units"]
        ],
        "tasks": tasks(source, data["group"], documents),
        "targets": targets,
        "milestones": [
            {**source.span(quotation), "period": period} for quotation, period in data.get("milestones", [])
        ],
        "anomalies": data["anomalies"],
    }


def names() -> list[str]:
    """The stems of the annotated sample plans."""
    return sorted(path.stem for path in GOLD.glob("[0-9]*.toml"))


def as_text(name: str) -> str:
    return json.dumps(gold(name), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for stem in names():
        (GOLD / f"{stem}.gold.json").write_text(as_text(stem), "utf-8")
