"""From the words of a question to the terms to look for: corrected, expanded, weighed against the records' words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.lexical import Lexical, Wanted
from search.query import Label
from search.spelling import corrections, with_marks
from search.terms import Token, numbers, tokens
from search.thesaurus import Expansion, expand

EXPANDED = 0.7  # what a word added from the thesaurus counts beside a word that was typed


@dataclass(frozen=True, slots=True)
class Wording:
    """How a question is looked for.

    `wanted` are the terms, `meaning` the text for the embedding model ("" for none), `labels` what was corrected and
    added, `foreign` the share of the words that neither the records nor the thesaurus know beside their neighbours.
    """

    wanted: tuple[Wanted, ...]
    meaning: str
    labels: tuple[Label, ...]
    foreign: float


def word(text: str, query: str, lexical: Lexical) -> Wording:
    """The wording of `text`, which is what remains of `query` when units, wards and times are taken out."""
    words, labels = tokens(text), []
    for place, corrected in corrections(words, lexical):
        labels.append(Label("spelling", corrected.exact, words[place].exact))
        words[place] = corrected
    expansions = expand(words)
    labels += [Label("synonym", ", ".join(found.phrases), found.said) for found in expansions]
    phrases = [phrase for found in expansions for phrase in found.phrases]
    wanted = lexical.wanted(words, extra=numbers(query))
    typed = {(want.term, want.folded) for want in wanted}
    added = [want for phrase in phrases for want in lexical.wanted(tokens(phrase), EXPANDED)]
    wanted += [want for want in dict.fromkeys(added) if (want.term, want.folded) not in typed]
    meaning = ". ".join([with_marks(words, lexical), *phrases])
    return Wording(tuple(wanted), meaning, tuple(labels), _foreign(words, expansions, lexical))


def _foreign(words: Sequence[Token], expansions: Sequence[Expansion], lexical: Lexical) -> float:
    if len(words) < 2:
        return 0.0
    known = {place for found in expansions for place in range(found.start, found.end)}
    for place, (left, right) in enumerate(pairwise(words)):
        if left.marked or right.marked:
            count = lexical.exact.count(f"{left.exact} {right.exact}")
        else:
            count = lexical.folded.count(f"{left.folded} {right.folded}")
        if count:
            known |= {place, place + 1}
    return 1 - len(known) / len(words)
