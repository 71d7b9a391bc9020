"""Words that a question is put with and that say nothing of what it asks, read from `particles.txt`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from search.lexical import Wanted
from search.terms import normalise

WEIGHT = 0.4  # of a term that is made of such words alone, beside any other


def weighed(wanted: Sequence[Wanted]) -> list[Wanted]:
    """`wanted` with the terms that are made of particles counting less, unless there is nothing else.

    Terms looked for without marks are left as they are, for without marks most particles are other words as well.
    """
    known = particles()
    light = [not want.folded and all(syllable in known for syllable in want.term.split()) for want in wanted]
    if all(light):
        return list(wanted)
    return [want.times(WEIGHT) if small else want for want, small in zip(wanted, light, strict=True)]


@cache
def particles() -> frozenset[str]:
    """The syllables of the list, normalised."""
    lines = files("search").joinpath("particles.txt").read_text("utf-8").splitlines()
    return frozenset(normalise(word) for line in lines if not line.startswith("#") for word in line.split())
