"""The documents of a graph as rows: those that are held as plans, and those that plans only cite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ingest.plan import Plan
from kg.assembly.fates import fate
from kg.graph import Graph, Node
from search.records import Result, Row, carried_facets, place_facets, plan_facets


def document_rows(graph: Graph, plans: Sequence[tuple[str, Plan]]) -> Iterator[Row]:
    """One row for each document, in order of node ids; `plans` are those that the graph holds, with their ids."""
    held = dict(plans)
    for node in graph.nodes("document"):
        known = node.attributes
        number, kind = known.get("number", ""), known.get("type", "")
        name = number if number.startswith(kind) else f"{kind} {number}".strip()
        dated = "\n".join(filter(None, (known.get("issuer"), known.get("date"))))
        texts = {"text": f"{name}\n{known.get('title', '')}", "cells": dated}
        result = _held(node, held[node.id]) if node.id in held else _cited(graph, node)
        facets = ["kind:document", f"document:{node.id}"]
        if node.id in held:
            facets += [
                "kind:plan",
                *plan_facets(node.id, held[node.id]),
                *place_facets(node.id, graph),
                *carried_facets(node.id, graph),
            ]
        yield Row(result, texts, tuple(facets))


def document_names(graph: Graph) -> Iterator[tuple[str, str, str, Sequence[str]]]:
    """(number or name, type, node id, spellings in plans) of each document that has a number or name."""
    for node in graph.nodes("document"):
        if number := node.attributes.get("number"):
            yield number, node.attributes.get("type", ""), node.id, node.attributes.get("spellings", ())


def _held(node: Node, plan: Plan) -> Result:
    meta = plan.meta
    place: list[Any] = node.attributes.get("title_at") or [plan.source, meta.title_start, meta.title_end, meta.title]
    source, start, end, text = place
    return Result(
        node.id, "plan", source, start, end, text,
        plan=node.id, ward=meta.ward, plan_label=node.label, label=node.label, title=meta.title,
        fate=fate(node),
    )  # fmt: skip


def _cited(graph: Graph, node: Node) -> Result:
    """Shown where it is first cited: in the first source by name, the first place in it."""
    places = [(e.source, e.start, e.end, e.text) for edge in graph.into(node.id) for e in edge.evidence]
    stated: list[Mapping[str, Any]] = [*node.attributes.get("titles", ()), *node.attributes.get("dates", ())]
    quoted = [tuple(place) for item in stated for place in item["evidence"]]
    source, start, end, text = min(quoted or places, default=("", 0, 0, ""))
    title = node.attributes.get("title", "")
    return Result(node.id, "document", source, start, end, text, label=node.label, title=title, fate=fate(node))
