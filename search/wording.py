"""From the words of a question to the terms to look for: slips corrected, abbreviations spelled out."""

from __future__ import annotations

from dataclasses import dataclass

from search.abbreviations import short_forms
from search.lexical import Lexical, Wanted
from search.query import Label
from search.spelling import corrections, with_marks
from search.terms import numbers, tokens


@dataclass(frozen=True, slots=True)
class Wording:
    """How a question is looked for.

    `wanted` are the terms, `meaning` the text for the embedding model ("" for none), `labels` what was corrected and
    added. `alone` are the syllables that mean what was asked without a neighbour: an abbreviation, or the only
    syllable of the question.
    """

    wanted: tuple[Wanted, ...]
    meaning: str
    labels: tuple[Label, ...]
    alone: frozenset[str]


def word(text: str, query: str, lexical: Lexical) -> Wording:
    """The wording of `text`, which is what remains of `query` when units, wards and times are taken out."""
    words, shorts = tokens(text), short_forms(text)
    short = {place for found in shorts for place in range(found.start, found.end)}
    labels = []
    for place, corrected in corrections(words, lexical):
        if place not in short:
            labels.append(Label("spelling", corrected.exact, words[place].exact))
            words[place] = corrected
    labels += [Label("abbreviation", ", ".join(found.full), found.said) for found in shorts]
    phrases = [phrase for found in shorts for phrase in found.full]
    wanted = lexical.wanted(words, extra=numbers(query))
    typed = {(want.term, want.folded) for want in wanted}
    added = [want for phrase in phrases for want in lexical.wanted(tokens(phrase))]
    wanted += [want for want in dict.fromkeys(added) if (want.term, want.folded) not in typed]
    alone = {words[found.start].folded for found in shorts if found.end - found.start == 1}
    if len(words) == 1:
        alone.add(words[0].folded)
    meaning = ". ".join([with_marks(words, lexical), *phrases])
    return Wording(tuple(wanted), meaning, tuple(labels), frozenset(alone))
