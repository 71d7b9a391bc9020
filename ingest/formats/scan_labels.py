"""Labels of items that recognition took for something else, as those before and behind them have them.

An italic or small g is read as ø or 8, đ) as dđ), l) as D), and the full stop behind a number as a comma: the item is
lost, and all that it heads. A bullet that is glued to a figure is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.formats.phrases import Pair
from ingest.text.letters import LOWER, UPPER

_LETTERS = ("", *"abcdđeghiklmnopqrstuvxy", "")
"""The letters that count items, in order."""
_LETTER = re.compile(rf"^([^\W_]{{1,2}})\)(?= ?[{UPPER}\d])", re.MULTILINE)
_NUMBER = re.compile(rf"^(\d{{1,2}}(?:[.,]\d{{1,2}}){{0,3}})[.,](?= [{UPPER}])", re.MULTILINE)
_BULLET = re.compile(rf"^([-–+])(?=\d{{1,3}} [{LOWER}])", re.MULTILINE)
_FOREIGN = "fjwz"
"""Others that some count by."""
_LIKE_G = ("8", "9", "6")
_LIKE_D = ("d", "đ")
_LIKE_L = ("D", "I", "1", "Ù", "Ì")  # i) and l) in italics or bold
_ENDS = (".", ";", ":")
Place = tuple[int, re.Match[str]]


def with_labels_in_order(pages: Sequence[str]) -> tuple[list[str], list[list[Pair]]]:
    """(pages with the labels of items put right, what was changed on each). Only what no label is, or the like of the
    one that is due, is changed, and only where it is due."""
    changes: list[list[Pair]] = [[] for _ in pages]
    found = list(pages)
    right = [*_letters(_places(_LETTER, pages)), *_numbers(_places(_NUMBER, pages), pages), *_bullets(pages)]
    for (number, match), label in sorted(right, key=lambda one: -one[0][1].start()):
        found[number] = found[number][: match.start()] + label + found[number][match.end() :]
        changes[number].insert(0, (match[0], label))
    return found, changes


def _places(pattern: re.Pattern[str], pages: Sequence[str]) -> list[Place]:
    return [(number, match) for number, page in enumerate(pages) for match in pattern.finditer(page)]


def _letters(places: Sequence[Place]) -> Iterator[tuple[Place, str]]:
    label = last = ""
    for at, place in enumerate(places):
        read, due = place[1][1], _next(label)
        after = next((match[1] for _, match in places[at + 1 :] if match[1] in _LETTERS), "")
        if due and not last.isdigit() and _is_taken_for(read, due, after):
            yield place, f"{due})"
            label = due
        elif read in _LETTERS:
            label = read
        last = read


def _is_taken_for(read: str, due: str, after: str) -> bool:
    """Whether `due` was read as `read`; `after` is the next sound label, which may begin another list. No list has đ
    without d, and some have d without đ."""
    if due in _LIKE_D and read in _LIKE_D:
        return read != due
    if after not in (_next(due), _next(_next(due)), "a", ""):
        return False
    if due in ("i", "l") and read in _LIKE_L:
        return True
    return (due == "g" and read in _LIKE_G) or (read.islower() and read not in (*_LETTERS, *_FOREIGN))


def _numbers(places: Sequence[Place], pages: Sequence[str]) -> Iterator[tuple[Place, str]]:
    """A number with a comma that begins a paragraph, where the item before has the number before."""
    label = ""
    for place in places:
        number, match = place
        above = pages[number][: match.start()]
        read = match[1].replace(",", ".")
        if "," not in match[0]:
            label = read
        elif read == _following(label) and (above.endswith("\n\n") or above.rstrip("\n").endswith(_ENDS)):
            yield place, f"{read}."
            label = read


def _following(number: str) -> str:
    head, dot, last = number.rpartition(".")
    return f"{head}{dot}{int(last) + 1}" if last else ""


def _bullets(pages: Sequence[str]) -> Iterator[tuple[Place, str]]:
    """A bullet without a blank before a figure ("+01 vị trí"), where others of its kind have one."""
    for place in _places(_BULLET, pages):
        sign = place[1][1]
        if any(f"\n{sign} " in page for page in pages):
            yield place, f"{sign} "


def _next(letter: str) -> str:
    return _LETTERS[_LETTERS.index(letter) + 1] if letter else ""
