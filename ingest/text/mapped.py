"""Cleaned copies of source text that know where each character came from.

Recognisers work on the copy: white space folded to single blanks, broken lines joined, Unicode composed (NFC),
Markdown emphasis dropped, marks mended that were scanned wrongly ("phân đầu", `slips`). What they find is reported in
offsets of the raw text through `MappedText.span`.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.plan import Span
from ingest.text.slips import corrected


@dataclass(frozen=True, slots=True)
class MappedText:
    """`text`, and for each of its characters the raw code points `raw[starts[i]:ends[i]]` that it stands for.

    `starts` and `ends` are as long as `text` and never decrease. `raw` is the whole text that was read.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    raw: str

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def start(self) -> int:
        """Raw offset of the first character. Raises IndexError on an empty text."""
        return self.starts[0]

    @property
    def end(self) -> int:
        """Raw offset after the last character. Raises IndexError on an empty text."""
        return self.ends[-1]

    def span(self, i: int = 0, j: int | None = None) -> Span:
        """The quotation for `text[i:j]`, in raw offsets. Raises ValueError when it is empty or outside."""
        j = len(self.text) if j is None else j
        if not 0 <= i < j <= len(self.text):
            raise ValueError(f"no text between {i} and {j} of {len(self.text)} characters")
        start, end = self.starts[i], self.ends[j - 1]
        return Span(self.raw[start:end], start, end)

    def written(self) -> str:
        """`text` as it is written, slips of scanning and typing not mended; an index into one is one into the other."""
        return "".join(
            " " if self.text[i] == " " else _composed(self.raw, self.starts[i], self.ends[i], self.text[i])
            for i in range(len(self.text))
        )

    def cut(self, i: int = 0, j: int | None = None) -> MappedText:
        """The part `text[i:j]`, blanks at both ends left out."""
        j = len(self.text) if j is None else min(j, len(self.text))
        while i < j and self.text[i] == " ":
            i += 1
        while j > i and self.text[j - 1] == " ":
            j -= 1
        return MappedText(self.text[i:j], self.starts[i:j], self.ends[i:j], self.raw)

    def local(self, offset: int) -> int | None:
        """The index in `text` of the character that covers raw `offset`, or None."""
        i = bisect_right(self.starts, offset) - 1
        return i if i >= 0 and offset < self.ends[i] else None


def mapped(raw: str, start: int = 0, end: int | None = None, drop: Iterable[tuple[int, int]] = ()) -> MappedText:
    """A clean copy of `raw[start:end]`: NFC, each run of white space one blank, ends trimmed.

    `drop` lists raw ranges to leave out (Markdown emphasis, a page number inside a paragraph). A dropped range joins
    its neighbours without a blank unless there is white space beside it.
    """
    end = len(raw) if end is None else end
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    dropped = {i for a, b in drop for i in range(max(a, start), min(b, end))}
    position = start
    while position < end:
        if position in dropped or raw[position] in _INVISIBLE:
            position += 1
            continue
        after = position + 1
        if raw[position].isspace():
            if text and text[-1] != " ":
                _append(text, starts, ends, " ", position, after)
            position = after
            continue
        while after < end and unicodedata.combining(raw[after]) and after not in dropped:
            after += 1
        for character in unicodedata.normalize("NFC", raw[position:after]):
            _append(text, starts, ends, character, position, after)
        position = after
    if text and text[-1] == " ":
        del text[-1], starts[-1], ends[-1]
    return MappedText(corrected("".join(text)), tuple(starts), tuple(ends), raw)


def join(parts: Sequence[MappedText], between: str = " ") -> MappedText:
    """The non-empty `parts` one after another; a joint stands for the raw text just after the part before it.

    Raises ValueError when there are no parts with text.
    """
    kept = [part for part in parts if part]
    if not kept:
        raise ValueError("nothing to join")
    text, starts, ends = kept[0].text, list(kept[0].starts), list(kept[0].ends)
    for part in kept[1:]:
        text += between + part.text
        starts += [ends[-1]] * len(between) + list(part.starts)
        ends += [ends[-1]] * len(between) + list(part.ends)
    return MappedText(text, tuple(starts), tuple(ends), kept[0].raw)


def _composed(raw: str, start: int, end: int, else_: str) -> str:
    """The one character that `raw[start:end]` composes to; `else_` where it is several, as in a joint."""
    composed = unicodedata.normalize("NFC", raw[start:end])
    return composed if len(composed) == 1 else else_


# Soft hyphen, zero-width space, joiners and the byte order mark: they break words and carry no meaning here.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def _append(text: list[str], starts: list[int], ends: list[int], character: str, start: int, end: int) -> None:
    text.append(character)
    starts.append(start)
    ends.append(end)
