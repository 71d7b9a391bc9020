"""`plankg trace`: the chain of documents above and below a document or plan."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from api import console
from api.commands import options as o

if TYPE_CHECKING:
    from kg.graph import Graph, Node
    from kg.tracing.lineage import Direction


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
    to: Annotated[
        str | None, typer.Option("--to", metavar="DOCUMENT", help="Only the shortest chain to this one.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all-chains", help="Every chain, one by one, to --to or to the ends.")
    ] = False,
    tasks: Annotated[bool, typer.Option("--tasks", help="Under each plan its tasks and who does them.")] = False,
    form: Annotated[Drawn, typer.Option("--format", help="To read, to compute, to look at.")] = Drawn.tree,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Follow the chain of documents up and down.

    Each step carries the quotation that says so, and whether the document is held or only cited.
    """
    from kg.querying.lookup import find_node
    from kg.snapshots.snapshot import open_snapshot
    from kg.tracing.trace import render_tree, to_json
    from kg.tracing.trace import trace as follow

    graph = open_snapshot(data).graph
    node = find_node(graph, document, ("document", "task", "target"))
    way: Direction = direction.value
    if to is not None or every:
        return _chains(graph, node, to, way, depth, every, form)
    tree = follow(graph, node.id, way, depth)
    if form is Drawn.svg:
        from kg.exchange.exports import export
        from kg.tracing.lineage import as_graph

        export(as_graph(graph, tree), "lineage", "svg", sys.stdout.buffer)
    elif form is Drawn.json:
        console.json_document(to_json(tree, graph if tasks else None))
    else:
        console.data(render_tree(tree, graph if tasks else None))
    return console.Exit.DONE if tree.up or tree.down else console.Exit.NOTHING


def _chains(
    graph: Graph, node: Node, to: str | None, way: Direction, depth: int, every: bool, form: Drawn
) -> console.Exit:
    from kg.querying.lookup import find_node
    from kg.tracing.chains import chains_json, find_chains
    from kg.tracing.trace import render_chains

    if form is Drawn.svg:
        raise typer.BadParameter("svg draws the whole lineage: leave out --to and --all-chains")
    start = node.attributes["plan"] if node.kind != "document" else node.id
    goal = find_node(graph, to, ("document",)).id if to is not None else None
    found = find_chains(graph, start, goal, way, depth, shortest=not every)
    if not found.chains:
        console.say("no chain leads there" if goal else "nothing leads on from here")
        return console.Exit.NOTHING
    if form is Drawn.json:
        console.json_document(chains_json(graph, found))
    else:
        console.data(render_chains(graph, found))
    return console.Exit.DONE
