"""Columns of strings and numbers as .npy files that are memory-mapped when they are opened.

A string column is two arrays: `<name>.blob.npy` (UTF-8 bytes one after another) and `<name>.offsets.npy` (int64, one
more than there are strings). Nothing is parsed at opening, and no file holds a pickle.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def save_array(folder: Path, name: str, array: NDArray[Any]) -> None:
    """Write `folder/name.npy`; the same array gives the same bytes."""
    np.save(folder / f"{name}.npy", np.ascontiguousarray(array), allow_pickle=False)


def open_array(folder: Path, name: str) -> NDArray[Any]:
    """`folder/name.npy`, memory-mapped and read-only. Raises OSError or ValueError for an absent or damaged file."""
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))


class Strings:
    """An immutable column of strings; `column[i]` decodes only that one."""

    __slots__ = ("_blob", "_offsets")

    def __init__(self, blob: NDArray[np.uint8], offsets: NDArray[np.int64]) -> None:
        self._blob = blob
        self._offsets = offsets

    @classmethod
    def of(cls, values: Iterable[str | bytes]) -> Strings:
        """The column of `values`; text is encoded as UTF-8."""
        blob, offsets = bytearray(), array("q", [0])  # not a list of all strings: the largest columns are half a graph
        for value in values:
            blob += value.encode("utf-8") if isinstance(value, str) else value
            offsets.append(len(blob))
        return cls(np.frombuffer(blob, dtype=np.uint8), np.array(offsets, dtype=np.int64))

    @classmethod
    def open(cls, folder: Path, name: str) -> Strings:
        """The column that `save` wrote, memory-mapped."""
        return cls(open_array(folder, f"{name}.blob"), open_array(folder, f"{name}.offsets"))

    def save(self, folder: Path, name: str) -> None:
        """Write the two arrays of the column."""
        save_array(folder, f"{name}.blob", self._blob)
        save_array(folder, f"{name}.offsets", self._offsets)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, i: int) -> str:
        return self.raw(i).decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        return (self[i] for i in range(len(self)))

    def raw(self, i: int) -> bytes:
        """The bytes of string `i`. Raises IndexError outside the column."""
        if not 0 <= i < len(self):
            raise IndexError(f"no string {i} in a column of {len(self)}")
        return self._blob[self._offsets[i] : self._offsets[i + 1]].tobytes()

    def find(self, value: str) -> int | None:
        """The place of `value` in a column sorted by its UTF-8 bytes (the same as code point order), or None."""
        wanted = value.encode("utf-8", "surrogatepass")  # a lone surrogate, from a damaged argument, is found nowhere
        place = self.first_from(wanted)
        return place if place < len(self) and self.raw(place) == wanted else None

    def first_from(self, wanted: bytes) -> int:
        """The place of the first string of a sorted column that is not before `wanted`; its length when all are."""
        blob, offsets = self._blob.data, self._offsets.data  # numpy's own indexing costs ten times this
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if blob[offsets[middle] : offsets[middle + 1]].tobytes() < wanted:
                low = middle + 1
            else:
                high = middle
        return low
