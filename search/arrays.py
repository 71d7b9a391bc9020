"""Lists of rows for sorted keys, on the memory-mapped columns of `kg.columns`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.columns import Strings, open_array, save_array

Ints = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
PARTS = 8  # for each row that is wanted, of which the best values are compared
REMEMBERED = 20_000  # keys whose place is kept: one question asks for the same few terms again and again


def sorted_strings(strings: set[str]) -> Strings:
    """A column of the given strings, sorted (code point order is the order of the UTF-8 bytes)."""
    return Strings.of(sorted(strings))


def with_prefix(column: Strings, prefix: str) -> Iterator[tuple[int, str]]:
    """The strings of a sorted column that start with `prefix`, with their places."""
    key = prefix.encode()
    for place in range(first_from(column, prefix), len(column)):
        if not (found := column.raw(place)).startswith(key):
            return
        yield place, found.decode()


def first_from(column: Strings, key: str) -> int:
    """The place of the first string of a sorted column that is not before `key`."""
    return column.first_from(key.encode())


@dataclass(frozen=True, slots=True)
class Postings:
    """For each of the sorted `keys` the rows that carry it, ascending: `rows[starts[i]:starts[i + 1]]`."""

    keys: Strings
    starts: Ints
    rows: Rows
    _parts: dict[str, slice] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, lists: Mapping[str, Sequence[int]]) -> Postings:
        """Postings of a mapping key -> rows."""
        keys = sorted(lists)
        starts = np.zeros(len(keys) + 1, dtype=np.int64)
        np.cumsum([len(lists[key]) for key in keys], out=starts[1:])
        rows = np.array([row for key in keys for row in sorted(lists[key])], dtype=np.int32)
        return cls(Strings.of(keys), starts, rows)

    def part(self, key: str) -> slice:
        """The part of `rows` that belongs to `key`; empty when no row carries it. What was found is remembered."""
        found = self._parts.get(key)
        if found is None:
            place = self.keys.find(key)
            found = slice(0, 0) if place is None else slice(int(self.starts[place]), int(self.starts[place + 1]))
            if len(self._parts) >= REMEMBERED:
                self._parts.clear()
            self._parts[key] = found
        return found

    def get(self, key: str) -> Rows:
        """The rows that carry `key`, int32, ascending; empty when there are none."""
        return self.rows[self.part(key)]

    def count(self, key: str) -> int:
        """How many rows carry `key`."""
        part = self.part(key)
        return int(part.stop - part.start)

    def save(self, folder: Path, name: str) -> None:
        """Writes the four arrays, each file beginning with `name`."""
        self.keys.save(folder, f"{name}.keys")
        save_array(folder, f"{name}.starts", self.starts)
        save_array(folder, f"{name}.rows", self.rows)

    @classmethod
    def open(cls, folder: Path, name: str) -> Postings:
        """What `save` wrote, memory-mapped."""
        starts, rows = open_array(folder, f"{name}.starts"), open_array(folder, f"{name}.rows")
        return cls(Strings.open(folder, f"{name}.keys"), starts, rows)


def best(scores: Floats, limit: int, among: npt.NDArray[np.bool_]) -> Rows:
    """The rows of `among` with the best scores, best first, equals in the order of the index, at most `limit`."""
    if limit <= 0:
        return np.zeros(0, dtype=np.int32)
    rows = np.flatnonzero(among)
    values = scores[rows]
    if len(rows) > limit:
        kept = np.flatnonzero(values >= _reached(values, limit))
        rows, values = rows[kept], values[kept]
    order = np.argsort(-values, kind="stable")[:limit]
    return rows[order].astype(np.int32)


def _reached(values: Floats, limit: int) -> float:
    """A value that at least `limit` of `values` reach, and few more, so that few need be sorted.

    It is found among the best values of parts that share nothing: where so many parts have one, there are so many.
    """
    parts = limit * PARTS
    if size := len(values) // parts:
        values = values[: size * parts].reshape(size, parts).max(axis=0)
    return float(np.partition(values, -limit)[-limit])


def found_in(rows: Rows, sought: Rows) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Where the sought rows (of the same type, else all are copied) stand in `rows`, which ascend, and which do."""
    places: Ints = rows.searchsorted(sought)
    if not len(rows):
        return places, np.zeros(len(sought), dtype=np.bool_)
    return places, rows.take(places, mode="clip") == sought
