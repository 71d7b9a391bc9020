"""The description of the interface (OpenAPI), with errors under the media type that they are sent as."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

PROBLEM = "application/problem+json"


def describe(app: FastAPI) -> None:
    """Make `app` describe errors as problem documents: the framework takes them for what the answer is."""
    made = app.openapi

    def described() -> dict[str, Any]:
        known = app.openapi_schema is not None
        schema = made()
        if not known:
            for response in _errors(schema):
                if content := response.get("content"):
                    response["content"] = {PROBLEM: next(iter(content.values()))}
        return schema

    app.openapi = described  # type: ignore[method-assign]


def _errors(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in schema["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if status[0] in "45":
                    yield response
