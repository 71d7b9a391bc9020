"""Organisations: every entry of the grammar by its own examples, and what the examples cannot say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.grammar import load
from ingest.mapped import mapped
from ingest.passages import Place
from ingest.units import find_units

WARD = Place(ward="Hòa Bình", kind="phường", city="Hải Phòng", city_kind="thành phố")
COMMUNE = Place(ward="Tân An", kind="xã", city="Đồng Nai", city_kind="tỉnh")
PROVINCE = Place(city="Sơn La", city_kind="tỉnh")


def names(text: str, place: Place = WARD) -> list[str]:
    return [unit.canonical for unit in find_units(mapped(text), place)]


def entries() -> Iterator[tuple[dict, str]]:
    grammar = load("units")
    for entry in [*grammar["unit"], *grammar["family"], grammar["open"], grammar["groups"]]:
        yield entry, entry.get("name", entry.get("head", "groups"))


@pytest.mark.parametrize("entry", [pytest.param(entry, id=name) for entry, name in entries()])
def test_examples_of_the_grammar(entry: dict) -> None:
    for text, canonical in entry["examples"]:
        assert names(text) == [canonical], text
    for text in entry["counter"]:
        assert names(text) == [], text
