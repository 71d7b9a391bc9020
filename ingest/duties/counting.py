"""Which numbers and percentages a statement sets itself, and where the noun ends that a number counts.

All are told by how the words around the number weigh (`ingest.weighing`), learned from annotated plans (`train`):
`counts.json` and `shares.json` for whether a number of things or a percentage is a target, `nouns.json` for whether the
noun ends behind one of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ingest.organisations.lexicon import folded
from ingest.passages import Part
from ingest.plan import TaskSource
from ingest.text.words import words
from ingest.weighing.loglinear import Weights, read_weights

LEAST, LEAST_OF_AIMS = 0.5, 0.4
"""The probability from which a number is a target, and among aims; chosen on plans that trained nothing."""
WINDOW = 64
"""Characters behind a number in which its noun is looked for."""
MOST_WORDS = 9
_BEFORE, _BEHIND = 160, 90
_TOKEN = re.compile(r"\d[\d.,/]*|\w+|[,%(“\"/:;.)”≤≥<>]")
_CLAUSE = re.compile(r"[;.:]\s")
_MANY, _TIME_AND_AGAIN = 4, 3
_DENSITIES = (0.2, 0.4, 0.7, 1, 1.5, 2)
_PADDED = re.compile(r"0\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
# "108 bé trai/100 bé gái"
_RATED = re.compile(r"\s*(?:[^\W\d]+\s){0,3}[^\W\d]+(?=/\d)")
# What a noun is made of, up to a mark that ends it: "hộ nghèo", "tin, bài", "m2", "ki-ốt".
_OF_NOUN = re.compile(r"[^\W\d_]\w*|[,-]")


class Standing(NamedTuple):
    """Where a statement stands: its part of the plan, the source of the task that it is of, whether it is the result
    of that task, whether it is a heading, and the heading above it."""

    part: Part
    source: TaskSource | None = None
    result: bool = False
    heading: bool = False
    below: str = ""


class Said(NamedTuple):
    """How often a plan says the same number of the same thing, how many numbers of things it says a statement, and how
    many the statement itself holds."""

    times: int = 1
    each: float = 0.0
    here: int = 1


def is_set(lowered: str, i: int, j: int, standing: Standing, said: Said | None = None) -> bool:
    """Whether the number `lowered[i:j]` of a statement is one that the plan sets itself.

    One that it says time and again ("lấy mẫu 01 vị trí") is the measure of each of many things: of 72 such numbers in
    the annotated plans three are targets.
    """
    if said is not None and said.times >= _TIME_AND_AGAIN:
        return False
    least = LEAST_OF_AIMS if standing.part == "target" else LEAST
    return _counts().probabilities(seen_of_number(lowered, i, j, standing, said))[0] >= least


def is_share_set(lowered: str, i: int, j: int, standing: Standing) -> bool:
    """Whether the percentage whose number is `lowered[i:j]` is one that the plan sets itself: not what was, the rate of
    a support, a dose."""
    around = lowered[max(0, i - _BEFORE) : i], lowered[i:j], lowered[j : j + _BEHIND]
    return _share_likely(*around, standing) >= LEAST


@lru_cache(maxsize=4096)
def _share_likely(before: str, number: str, behind: str, standing: Standing) -> float:
    """How likely it is that the percentage is set, by all that is seen of it: a page may say one a thousand times."""
    i = len(before)
    seen = seen_of_number(f"{before}{number}{behind}", i, i + len(number), standing)
    return _shares().probabilities(seen)[0]


def noun_end(text: str, at: int) -> int | None:
    """The index in `text` where the noun ends that the number before index `at` counts; None where no word follows.

    The likeliest of the ends, each at the odds that none came before it; before "/100" all that stands there.
    """
    if rated := _RATED.match(text, at):
        return rated.end()
    noun = noun_at(text, at)
    if not noun.ends:
        return None
    best, kept, end = 0.0, 1.0, noun.ends[-1]
    for k in range(len(noun.ends)):
        if noun.words[k] in ",-":
            continue
        likely = 1.0 if k == len(noun.ends) - 1 else _nouns().probabilities(seen_of_noun(noun, k))[0]
        if kept * likely > best:
            best, end = kept * likely, noun.ends[k]
        kept *= 1 - likely
    return end


def seen_of_number(lowered: str, i: int, j: int, standing: Standing, said: Said | None = None) -> dict[str, float]:
    """What the model sees of the number `lowered[i:j]`: how it is typed, the words before and behind it, those of its
    clause and of the heading above, where its statement stands, how often it is said and how dense the plan is with
    numbers. Other numbers count as one word."""
    before, behind = _tokens(lowered[max(0, i - _BEFORE) : i]), _tokens(lowered[j : j + _BEHIND])
    clause = [token for token in _tokens(_CLAUSE.split(lowered[max(0, i - _BEFORE) : i])[-1]) if token[0].isalnum()]
    number, left = lowered[i:j], ["^", *before]
    padded, length = bool(_PADDED.fullmatch(number)), min(len(clause), _MANY)
    near, follows = left[-1], behind[0] if behind else "$"
    found = {f"in {standing.part}", f"of {standing.source}", f"clause {length}", f"{standing.part} {length}"}
    found |= {f"-{k} {' '.join(left[-k:])}" for k in (1, 2, 3)} | {f"-2- {left[-2] if left[1:] else ''}"}
    found |= {f"+{k} {' '.join(behind[:k])}" for k in (1, 2, 3)} | {f"~ {token}" for token in behind[2:6]}
    found |= set(clause) | {f"{one} {other}" for one, other in pairwise(clause)}
    found |= {f"^ {' '.join(clause[:k])}" for k in (1, 2)}
    found |= {f"{word} | {how}" for word in (near, follows) for how in (standing.part, padded)}
    times, each, here = said or Said()
    often, dense = min(times, _MANY), sum(each > step for step in _DENSITIES)
    found |= {f"said {often}", f"said {often} {follows}", f"figures {min(here, _MANY)}"}
    found |= {f"dense {dense}", f"dense {dense} {standing.part}"} | {f"## {w}" for w in _tokens(folded(standing.below))}
    found |= {f"padded {padded} {standing.part}", f"long {max(len(number), 2)}"}
    found.add(f"# {number if len(number) < 3 else 0}")
    marks = {
        "result": standing.result,
        "heading": standing.heading,
        "padded": padded,
        "thousands": "." in number,
        "decimals": "," in number,
        "year": _YEAR.fullmatch(number) is not None,
        "bracketed": _open(lowered, i, "(", ")"),
        "quoted": _open(lowered, i, "“", "”"),
        "rate": "/" in behind[:4],
    }
    found |= {name for name, holds in marks.items() if holds}
    return dict.fromkeys(sorted(found), 1.0)


class Noun(NamedTuple):
    """The words behind a number, commas and hyphens among them, as they may belong to what it counts.

    `words` in lower case, `ends` the index in the text behind each, `tags` their parts of speech, `breaks` how many of
    them stand before each end of a word of several syllables; `capital` whether each begins with a capital letter.
    """

    words: tuple[str, ...]
    ends: tuple[int, ...]
    tags: tuple[str, ...]
    breaks: tuple[int, ...]
    capital: tuple[bool, ...]


def noun_at(text: str, at: int) -> Noun:
    """The words behind the number that ends before index `at` of `text`, at most `MOST_WORDS` and one more."""
    tokens = list(_of_noun(text, at))[: MOST_WORDS + 1]
    split = [(word.start + at, word.end + at, word.tag) for word in words(text[at : at + WINDOW])]
    tags = tuple(next((tag for i, j, tag in split if i <= token.start() < j), "") for token in tokens)
    ends = {j for _, j, _ in split}
    return Noun(
        tuple(folded(token[0]) for token in tokens),
        tuple(token.end() for token in tokens),
        tags,
        tuple(k + 1 for k, token in enumerate(tokens) if token.end() in ends),
        tuple(token[0][0].isupper() for token in tokens),
    )


def _of_noun(text: str, at: int) -> Iterator[re.Match[str]]:
    """The words and marks that follow one another from index `at`, up to what no noun holds."""
    place = at
    while place < at + WINDOW:
        gap = len(text[place : place + 1]) - len(text[place : place + 1].lstrip())
        token = _OF_NOUN.match(text, place + gap)
        if token is None:
            return
        yield token
        place = token.end()


def seen_of_noun(noun: Noun, k: int) -> dict[str, float]:
    """What the model sees of the end behind word `k` of `noun`: the words up to it, the next ones, their kinds and
    whether they are parts of one word."""
    said, n = noun.words, k + 1
    following = said[n] if n < len(said) else "$"
    start = max((b for b in noun.breaks if b < n), default=0)
    stop = min((b for b in noun.breaks if b > n), default=len(said))
    tag, next_tag = noun.tags[k], noun.tags[n] if n < len(said) else ""
    whole, count = n in noun.breaks, sum(b < n for b in noun.breaks)
    last, coming = " ".join(said[start:n]), " ".join(said[n:stop])
    so_far = " ".join(said[:n])
    found = {
        f"long {n}",
        f"{so_far}$",
        f"{so_far} | {following}",
        f"-1 {said[k]}",
        f"+1 {following}",
        f"+2 {' '.join(said[n : n + 2])}",
        f"+3 {' '.join(said[n : n + 3])}",
        f"{said[k]} {following}",
        f"-w {last}",
        f"+w {coming}",
        f"{last} + {coming}",
        f"0 {said[0]}",
        f"0 {said[0]} | {following}",
        f"0 {said[0]} | {n}",
        f"0 {said[0]} | {whole}",
        f"tag {tag}",
        f"next {next_tag}",
        f"{whole}",
        f"{whole} next {next_tag}",
        f"{whole} long {n}",
        f"{whole} {tag} {next_tag}",
        f"words {count}",
        f"words {count} {next_tag}",
        f"words {count} {whole} {next_tag}",
        f"coming {len(coming.split())}",
    }
    if n < len(said) and noun.capital[n]:
        found.add("capital")
    if following in ",-$":
        found.add("mark")
    return dict.fromkeys(sorted(found), 1.0)


def _tokens(text: str) -> list[str]:
    return ["0" if token[0].isdigit() else token for token in _TOKEN.findall(text)]


def _open(text: str, at: int, opening: str, closing: str) -> bool:
    start = max(0, at - _BEFORE)
    return text.count(opening, start, at) > text.count(closing, start, at)


def _counts() -> Weights:
    return read_weights(__package__, "counts.json")


def _shares() -> Weights:
    return read_weights(__package__, "shares.json")


def _nouns() -> Weights:
    return read_weights(__package__, "nouns.json")
