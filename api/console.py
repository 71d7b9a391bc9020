"""What a command says and where: data on standard output, everything else on standard error."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable
from enum import IntEnum
from typing import Any


class Exit(IntEnum):
    """The exit statuses of every command."""

    DONE = 0
    NOTHING = 1  # nothing found, or defects found where that is the question
    USAGE = 2
    PARTLY = 3  # some inputs failed, the others are done


def prepare() -> None:
    """Write UTF-8 whatever the locale says; a lone surrogate is shown as an escape instead of stopping the output."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def colour(stream: Any = None) -> bool:
    """Whether to decorate: a terminal, and neither NO_COLOR (https://no-color.org) nor TERM=dumb."""
    stream = stream or sys.stdout
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def bold(text: str) -> str:
    """`text`, bold where standard output is decorated."""
    return f"\x1b[1m{text}\x1b[0m" if colour() else text


def data(text: str = "") -> None:
    """One line, or several, of data."""
    print(text)


def say(message: str) -> None:
    """A message to the person at the keyboard, which a pipe does not carry."""
    print(f"plankg: {message}", file=sys.stderr)


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON as this project writes it: readable letters, keys in the order given."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def json_document(value: Any) -> None:
    """One JSON document."""
    data(dumps(value, indent=1))


def json_lines(values: Iterable[Any]) -> None:
    """One JSON value a line."""
    for value in values:
        data(dumps(value))
