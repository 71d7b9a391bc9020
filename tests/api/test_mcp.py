"""The assistant's door, with the official client over both transports, and over a plan that means harm."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api import cli
from api.app import create_app
from api.live import Live
from tests.api import hostile
from tests.api.running import running

pytest.importorskip("mcp")

from mcp import Client, StdioServerParameters

TOOLS = {"search", "tasks", "trace", "show", "compare"}
Asked = Callable[[Client], Awaitable[None]]


def over_stdio(data: Path) -> StdioServerParameters:
    order = "from api.cli import main; main()"
    return StdioServerParameters(
        command=sys.executable, args=["-c", order, "mcp", "--data", str(data)], env={"PYTHONPATH": str(Path.cwd())}
    )


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    """Where the application answers over a real socket."""
    with running(create_app(data)) as base:
        yield f"{base}/mcp"


@pytest.fixture(scope="module")
def harm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the plan that means harm."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "plans").mkdir()
    (folder / "plans" / "harm.txt").write_text(hostile.PLAN, encoding="utf-8")
    assert cli.run(["build", str(folder / "plans"), "--data", str(folder / "data")]) == 0
    return folder / "data"


def ask(server: Any, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """The results of calls of tools in one session."""

    async def session() -> list[Any]:
        async with Client(server) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return asyncio.run(session())


def in_process(data: Path) -> Any:
    from api.mcp_server import server

    return server(Live(data))


async def described(client: Client) -> dict[str, Any]:
    return {tool.name: tool for tool in (await client.list_tools()).tools}


@pytest.mark.parametrize("transport", ["stdio", "http"])
def test_both_transports_answer_the_same(transport: str, data: Path, address: str) -> None:
    server: Any = over_stdio(data) if transport == "stdio" else address
    calls = (
        ("search", {"query": "an ninh mang", "limit": 3}),
        ("tasks", {"unit": ["Công an phường"], "limit": 3}),
        ("trace", {"document": "57-NQ/TW"}),
        ("show", {"id": "57-NQ/TW"}),
        ("compare", {"document": "57-NQ/TW"}),
    )
    given = ask(server, *calls)
    expected = ask(in_process(data), *calls)
    assert all(not one.is_error and one.structured_content for one in given)
    assert [one.structured_content for one in given] == [one.structured_content for one in expected]


def test_tools_say_that_they_only_read_and_what_they_give(data: Path, harm: Path) -> None:
    async def tools(folder: Path) -> dict[str, Any]:
        async with Client(in_process(folder)) as client:
            return await described(client)

    found = asyncio.run(tools(data))
    assert set(found) == TOOLS
    for tool in found.values():
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert tool.annotations.open_world_hint is False
        assert tool.output_schema["type"] == "object"
    # What a plan says changes no description.
    assert {name: tool.model_dump() for name, tool in asyncio.run(tools(harm)).items()} == {
        name: tool.model_dump() for name, tool in found.items()
    }


def test_pages_of_tasks_make_the_complete_list(data: Path) -> None:
    seen: list[str] = []
    cursor = None
    while True:
        [page] = ask(in_process(data), ("tasks", {"unit": ["Công an phường"], "limit": 7, "cursor": cursor}))
        seen += [task["id"] for task in page.structured_content["results"]]
        cursor = page.structured_content["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == page.structured_content["total"]


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("show", {"id": "999/XYZ"}, "Nothing is called"),
        ("tasks", {"ward": ["Không có"]}, "no record has the ward"),
        ("tasks", {"cursor": "x"}, "another question"),
        ("tasks", {"due_before": "soon"}, "not a date"),
        ("compare", {"by": "task"}, "name the document"),
        ("search", {"query": "x" * 600}, "at most 512"),
        ("search", {"query": "x", "limit": 51}, "less than or equal to 50"),
        ("trace", {"document": "unit:Công an phường"}, "Nothing is called"),
    ],
)
def test_wrong_questions_are_told_so(data: Path, tool: str, arguments: dict[str, Any], said: str) -> None:
    [answer] = ask(in_process(data), (tool, arguments))
    assert answer.is_error
    assert said in answer.content[0].text
    assert str(data) not in answer.content[0].text


def test_without_a_graph_the_way_out_is_told(tmp_path: Path) -> None:
    [answer] = ask(in_process(tmp_path), ("search", {"query": "x"}))
    assert answer.is_error
    assert "plankg build" in answer.content[0].text
    assert str(tmp_path) not in answer.content[0].text


def quotations(value: Any) -> Iterator[dict[str, Any]]:
    """The marked fields of an answer."""
    if isinstance(value, dict):
        if {"text", "document", "start", "end"} <= set(value):
            yield value
        else:
            for inner in value.values():
                yield from quotations(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quotations(inner)


def outside(value: Any) -> str:
    """Everything of an answer that is not in a marked field."""
    if isinstance(value, dict):
        if {"text", "document", "start", "end"} <= set(value):
            return ""
        return "\n".join(outside(inner) for inner in value.values())
    if isinstance(value, list):
        return "\n".join(outside(inner) for inner in value)
    return str(value)


def test_a_plan_that_means_harm_is_quoted_and_nothing_else(harm: Path) -> None:
    raw = hostile.PLAN
    calls = (
        ("search", {"query": "an ninh mạng", "kind": ["task", "document", "section", "target"], "limit": 50}),
        ("tasks", {"limit": 50}),
        ("trace", {"document": "57-NQ/TW"}),
        ("show", {"id": "77/KH-UBND"}),
        ("compare", {}),
        ("compare", {"by": "task", "document": "77/KH-UBND"}),
    )
    given = [answer.structured_content for answer in ask(in_process(harm), *calls)]
    said = [quotation for answer in given for quotation in quotations(answer)]
    assert any(hostile.ORDER in one["text"] for one in said)
    assert any(hostile.CALL in one["text"] for one in said)
    hidden = [one for one in said if "mật khẩu" in one["text"]]
    assert hidden
    assert all(one["hidden"] == len(hostile.ZERO_WIDTH) + len(hostile.TAGS) for one in hidden)
    for one in said:
        quoted = raw[one["start"] : one["end"]]
        invisible = set(hostile.ZERO_WIDTH + hostile.TAGS)
        assert one["text"] == "".join(c for c in quoted if c not in invisible)
    for answer in given:
        free = outside(answer)
        assert "IGNORE" not in free
        assert "tool_call" not in free
        assert not invisible & set(json.dumps(answer, ensure_ascii=False))
