"""Answers as the SPARQL 1.1 result formats (W3C Recommendations of 21 March 2013): JSON, XML, CSV and TSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from html import escape
from typing import Any

from kg.characters import printable, safe_cell
from kg.exchange.terms import Iri, Literal, n_triples_term
from kg.querying.sparql import Answer, Binding


def to_json(answer: Answer) -> str:
    """SPARQL JSON results; a member `truncated` says that there was more."""
    found: dict[str, Any] = {"head": {} if answer.form == "boolean" else {"vars": list(answer.vars)}}
    if answer.form == "boolean":
        found["boolean"] = answer.values() == [("true",)]
    else:
        rows = [{n: c for n, c in zip(answer.vars, row, strict=True) if c} for row in answer.rows]
        found["results"] = {"bindings": rows}
    if answer.truncated:
        found["truncated"] = True
    return json.dumps(found, ensure_ascii=False) + "\n"


def to_xml(answer: Answer) -> str:
    """SPARQL XML results, without the characters that XML cannot hold."""
    names = "".join(f'<variable name="{name}"/>' for name in answer.vars if answer.form != "boolean")
    lines = [
        '<?xml version="1.0"?>',
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">',
        f"<head>{names}</head>",
    ]
    if answer.form == "boolean":
        lines += [f"<boolean>{answer.values()[0][0]}</boolean>"]
    else:
        rows = (zip(answer.vars, row, strict=True) for row in answer.rows)
        cells = ("".join(f'<binding name="{n}">{_xml(c)}</binding>' for n, c in row if c) for row in rows)
        lines += ["<results>", *(f"<result>{row}</result>" for row in cells), "</results>"]
    return "\n".join([*lines, "</sparql>"]) + "\n"


def _xml(cell: Binding) -> str:
    about = f' xml:lang="{cell["xml:lang"]}"' if "xml:lang" in cell else ""
    about += f' datatype="{escape(cell["datatype"])}"' if "datatype" in cell else ""
    # A parser reads a bare carriage return as a line feed.
    text = escape(printable(cell["value"]), quote=False).replace("\r", "&#13;")
    return f"<{cell['type']}{about}>{text}</{cell['type']}>"


def to_csv(answer: Answer) -> str:
    """SPARQL CSV results: values alone, and safe to open in a spreadsheet (`kg.characters.safe_cell`)."""
    out = io.StringIO(newline="")
    rows = [[safe_cell(value or "") for value in row] for row in answer.values()]
    csv.writer(out).writerows([answer.vars, *rows])
    return out.getvalue()


def to_tsv(answer: Answer) -> str:
    """SPARQL TSV results: whole terms as N-Triples writes them, exact."""
    names = "\t".join(f"?{name}" for name in answer.vars)
    rows = ["\t".join(_tsv(cell) for cell in row) for row in answer.rows]
    return "\n".join([names, *rows]) + "\n"


def _tsv(cell: Binding | None) -> str:
    if cell is None:
        return ""
    if cell["type"] == "bnode":
        return f"_:{cell['value']}"
    if cell["type"] == "uri":
        return n_triples_term(Iri(cell["value"]))
    return n_triples_term(Literal(cell["value"], cell.get("datatype", ""), cell.get("xml:lang", "")))


ROW_FORMATS: dict[str, tuple[str, Callable[[Answer], str]]] = {
    "application/sparql-results+json": ("json", to_json),
    "application/json": ("json", to_json),
    "application/sparql-results+xml": ("xml", to_xml),
    "text/csv": ("csv", to_csv),
    "text/tab-separated-values": ("tsv", to_tsv),
}
"""Media type -> short name and writer, for SELECT and ASK; the first one is preferred."""

GRAPH_FORMATS: dict[str, tuple[str, Callable[[Answer], str]]] = {
    "text/turtle": ("ttl", lambda answer: answer.turtle),
    "application/n-triples": ("nt", lambda answer: answer.ntriples),
}
"""Media type -> short name and writer, for CONSTRUCT and DESCRIBE; the first one is preferred."""
