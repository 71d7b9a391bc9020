"""How results are printed: a table where there is room, else one block a result; or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from api import console
from api.commands.options import Listing
from api.tables import block, table, terminal_width

if TYPE_CHECKING:
    from search.records import Result

ROOMY = 120
NARROW = {0: 12, 1: 28, 2: 16, 4: 11, 5: 24}
ROLE_WORDS = (("lead", "lead"), ("coordinate", "with"), ("report_to", "report to"))


def print_results(results: Sequence[Result], form: Listing, explain: bool = False) -> None:
    """Print the results to standard output in the given form; `explain` adds the reasons to a table."""
    if form is Listing.json:
        console.json_document([result.to_json() for result in results])
    elif form is Listing.jsonl:
        console.json_lines(result.to_json() for result in results)
    elif results and terminal_width() >= ROOMY and not explain:
        console.data(table(("Ward", "Units", "Deadline", "Text", "Item", "Source"), map(_cells, results), most=NARROW))
    elif results:
        console.data("\n\n".join(_block(result, explain) for result in results))


def deadline_words(result: Result) -> str:
    """The deadline as the plan words it, else as it was understood."""
    return result.deadline_raw or _told(result.deadline or {})


def _told(deadline: dict[str, Any]) -> str:
    words = [
        deadline.get("recurrence") or deadline.get("every") or deadline.get("kind"),
        ", ".join(deadline.get("iso_all") or ()) or deadline.get("iso"),
        deadline.get("due"),
    ]
    return " ".join(str(word) for word in words if word)


def _units(result: Result, between: str) -> str:
    return between.join(f"{word}: {'; '.join(units)}" for role, word in ROLE_WORDS if (units := getattr(result, role)))


def _cells(result: Result) -> tuple[str, ...]:
    text = result.whole if result.kind == "task" else f"[{result.kind}] {_said(result)}"
    text = "\n".join(part for part in (text, _fate(result), _alike(result)) if part)
    where = f"{result.source}\n{result.start}-{result.end}"
    return (result.ward or "", _units(result, "\n"), deadline_words(result), text, result.path, where)


def _said(result: Result) -> str:
    """What a result says: a document its name and title, anything else its quotation."""
    return ". ".join(part for part in (result.label, result.title) if part) or result.whole


def _block(result: Result, explain: bool) -> str:
    kind = "" if result.kind == "task" else result.kind
    named = result.kind in ("plan", "document")
    head = " | ".join(
        part for part in (result.label if named else result.ward or result.plan_label, result.path, kind) if part
    )
    due = deadline_words(result)
    where = f"{result.source}:{result.start}-{result.end}"
    facts = " | ".join(part for part in (_units(result, " | "), f"due: {due}" if due else "") if part)
    why = f"why: {_reasons(result.why)}" if explain else ""
    text = result.title if named and result.title else result.whole
    return block(head or result.id, text, facts, _fate(result), _alike(result), where, why)


def _fate(result: Result) -> str:
    """That the document, or the plan that a task belongs to, was replaced or amended."""
    named = result.kind in ("plan", "document")
    return f"[{result.fate}]" if named and result.fate else f"[kế hoạch {result.fate}]" if result.fate else ""


def _alike(result: Result) -> str:
    """The other plans that word the task alike."""
    others = [_other(duplicate) for duplicate in result.duplicates]
    return f"+{len(others)} alike: {', '.join(others)}" if others else ""


def _other(duplicate: dict[str, Any]) -> str:
    """The place or plan of a task that is worded alike, and what became of the plan."""
    fate = f" [kế hoạch {duplicate['fate']}]" if duplicate["fate"] else ""
    return f"{duplicate['ward'] or duplicate['plan_label']}{fate}"


def _reasons(why: dict[str, Any]) -> str:
    """The reasons as one line: matched terms, filters and documents, the parts of the score."""
    parts = [f"{name} {', '.join(why[name])}" for name in ("matched", "synonyms") if why.get(name)]
    for name, values in (why.get("filters") or {}).items():
        parts.append(f"{name} {', '.join(values) if isinstance(values, list) else values}")
    parts += [
        f"{name} {', '.join(why[name])}"
        for name in ("document", "cites", "means", "implements", "based_on")
        if name in why
    ]
    parts += [f"{name} {value:.2f}" for name, value in (why.get("scores") or {}).items() if value]
    return "; ".join(parts)
