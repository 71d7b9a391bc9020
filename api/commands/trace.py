"""`plankg trace`: the chain of documents above and below a document or plan."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from api import console
from api.commands import options as o

if TYPE_CHECKING:
    from kg.lineage import Direction


class Way(StrEnum):
    """Which part of the chain."""

    up = "up"
    down = "down"
    both = "both"


class Drawn(StrEnum):
    """How the chain is printed."""

    tree = "tree"
    json = "json"
    svg = "svg"


def trace(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT|PLAN", help="57-NQ/TW, a plan's file, or a node id.")],
    direction: Annotated[Way, typer.Option("--direction", help="What it rests on, what rests on it.")] = Way.both,
    depth: Annotated[int, typer.Option("--depth", min=1, max=50, help="How many steps to follow.")] = 6,
    form: Annotated[Drawn, typer.Option("--format", help="To read, to compute, to look at.")] = Drawn.tree,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Follow the chain of documents up and down.

    Each step carries the quotation that says so, and whether the document is held or only cited.
    """
    from kg.lookup import find_node
    from kg.snapshot import open_snapshot
    from kg.trace import render_tree, to_json
    from kg.trace import trace as follow

    graph = open_snapshot(data).graph
    node = find_node(graph, document, ("document", "task", "target"))
    way: Direction = direction.value
    tree = follow(graph, node.id, way, depth)
    if form is Drawn.svg:
        from kg.exports import export
        from kg.lineage import as_graph

        export(as_graph(graph, tree), "lineage", "svg", sys.stdout.buffer)
    elif form is Drawn.json:
        console.json_document(to_json(tree))
    else:
        console.data(render_tree(tree))
    return console.Exit.DONE if tree.up or tree.down else console.Exit.NOTHING
