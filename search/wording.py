"""From the words of a question to the terms to look for: slips corrected, abbreviations spelled out, synonyms added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.abbreviations import ShortForm, short_forms_of, words_in_full, words_of
from search.lexical import Lexical, Wanted
from search.particles import weighed
from search.query import Label
from search.spelling import corrections, with_marks
from search.terms import Token, fold, numbers, pairs, tokens
from search.thesaurus import Synonym

AT_MOST = 5  # terms that a short form counts as: those of a word of three syllables
LIKELIEST = 0.5  # the share of the likeliest marked spelling of a question that was typed without marks


@dataclass(frozen=True, slots=True)
class Official:
    """An official wording that is looked for beside what was typed: its terms, and how near it is (0 to 1).

    `covers` are the typed terms (folded) in place of which it stands.
    """

    text: str
    nearness: float
    wanted: tuple[Wanted, ...]
    covers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wording:
    """How a question is looked for.

    `words` are its syllables, corrected, abbreviations spelled out, with the marks that were not typed; `typed` the
    terms of them; `meaning` is the text for the embedding model, `labels` what was corrected and spelled out.
    `alone` are the syllables that mean what was asked without a neighbour: an abbreviation, or the only syllable of
    the question. `added` are the official wordings that are looked for as well.
    """

    words: tuple[Token, ...]
    typed: tuple[Wanted, ...]
    meaning: str
    labels: tuple[Label, ...]
    alone: frozenset[str]
    added: tuple[Official, ...] = ()

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """All terms to look for."""
        return (*self.typed, *(want for official in self.added for want in official.wanted))

    @property
    def synonyms(self) -> tuple[str, ...]:
        """The official wordings that are looked for beside what was typed."""
        return tuple(official.text for official in self.added)

    def corrected(self, query: str) -> str | None:
        """`query` with the corrected syllables in place, or None when nothing was corrected."""
        slips = {label.said: label.value for label in self.labels if label.kind == "spelling"}
        if not slips:
            return None
        text, done = "", 0
        for token in tokens(query):
            text += query[done : token.start] + slips.get(token.exact, query[token.start : token.end])
            done = token.end
        return text + query[done:]


def word(text: str, query: str, lexical: Lexical) -> Wording:
    """The wording of `text`, which is what remains of `query` when units, wards and times are taken out."""
    words, labels = tokens(text), []
    shorts = _chosen(short_forms_of(text, words, talk=True), words, lexical)
    short = {place for found in shorts for place in range(found.start, found.end)}
    meant: dict[int, tuple[Token, ...]] = {place: (word,) for place, word in enumerate(words)}
    for place, corrected in corrections(words, lexical):
        if place not in short:
            labels.append(Label("spelling", " ".join(word.exact for word in corrected), words[place].exact))
            meant[place] = corrected
    meant |= dict.fromkeys(short, ())
    meant |= {found.start: _in_place_of(words[found.start : found.end], found.full[0]) for found in shorts}
    labels += [Label("abbreviation", ", ".join(found.full), found.said) for found in shorts]
    alone = {words[found.start].folded for found in shorts if found.end - found.start == 1}
    bare = not any(word.marked for place, word in enumerate(words) if place not in short)
    words = [word for place in sorted(meant) for word in meant[place]]
    likely = with_marks(words, lexical) if bare else words
    wanted = [Wanted(number.exact) for number in numbers(query)]
    if [word.exact for word in likely] == [word.exact for word in words]:
        wanted += weighed(lexical.wanted(words, bare=bare))
    else:  # typed without marks: any spelling counts, the likeliest one more
        wanted += lexical.wanted(words, 1 - LIKELIEST, bare=bare) + weighed(lexical.wanted(likely, LIKELIEST))
    wanted = _as_one_word(wanted, shorts)
    wanted += _otherwise(shorts, wanted, lexical)
    if len(words) == 1:
        alone.add(words[0].folded)
    meaning = " ".join(word.exact for word in likely)
    return Wording(tuple(likely), tuple(wanted), meaning, tuple(labels), frozenset(alone))


def _chosen(shorts: Sequence[ShortForm], words: Sequence[Token], lexical: Lexical) -> list[ShortForm]:
    """`shorts` with the senses of ambiguous ones that the records know beside the word before or after.

    One that no neighbour decides is left out: it stays text.
    """
    chosen = []
    for short in shorts:
        before, after = words[: short.start][-1:], words[short.end :][:1]
        beside = {full: _beside(before, words_of(full), after, lexical) for full in short.full}
        known = tuple(sorted((full for full in short.full if beside[full]), key=lambda full: -beside[full]))
        if known or not short.ambiguous:
            chosen.append(replace(short, full=known[:1]) if short.ambiguous else short)
    return chosen


def _beside(before: Sequence[Token], full: Sequence[Token], after: Sequence[Token], lexical: Lexical) -> int:
    """How many records hold the first or last syllable of a full wording beside the word that stands there."""
    sides = [(word, full[0]) for word in before] + [(full[-1], word) for word in after]
    return sum(lexical.folded.count(f"{left.folded} {right.folded}") for left, right in sides)


def _in_place_of(short: Sequence[Token], full: str) -> tuple[Token, ...]:
    """The syllables of the full words, at the place of the short form."""
    return tuple(token._replace(start=short[0].start, end=short[-1].end) for token in words_of(full))


def _as_one_word(wanted: Sequence[Wanted], shorts: Sequence[ShortForm]) -> list[Wanted]:
    """`wanted` with the terms of long full words counting less: five letters are no more of a question than three."""
    shares: dict[str, float] = {}
    for short in shorts:
        exact = [token.exact for token in words_of(short.full[0])]
        terms = [*exact, *pairs(exact)]
        shares |= dict.fromkeys(terms, min(1.0, AT_MOST / len(terms)))
    return [want.times(shares[want.term]) if want.term in shares else want for want in wanted]


def _otherwise(shorts: Sequence[ShortForm], wanted: Sequence[Wanted], lexical: Lexical) -> list[Wanted]:
    """The terms of the less usual full words of short forms, which count half."""
    known = {(want.term, want.folded) for want in wanted}
    added = {
        (want.term, want.folded): want
        for found in shorts
        for phrase in found.full[1:]
        for want in lexical.wanted(words_of(phrase), 0.5)
    }
    return [want for key, want in added.items() if key not in known]


def word_as_typed(text: str, query: str, lexical: Lexical) -> Wording:
    """The wording of `text` when nothing but what was typed is looked for, mark for mark; as `word` otherwise."""
    words = tokens(text)
    exact = [word.exact for word in words]
    wanted = [Wanted(term) for term in (*exact, *pairs(exact), *(number.exact for number in numbers(query)))]
    return Wording(tuple(words), tuple(wanted), text, (), frozenset())


def with_synonyms(wording: Wording, found: Sequence[Synonym], lexical: Lexical) -> Wording:
    """`wording` with official wordings to look for as well, those left out that say nothing new."""
    known = {fold(want.term) for want in wording.typed}
    added = []
    for synonym in found:
        wanted = tuple(lexical.wanted(words_in_full(synonym.official)))
        if any(fold(want.term) not in known for want in wanted):
            added.append(Official(synonym.official, synonym.nearness, wanted, synonym.covers))
    return replace(wording, added=tuple(added))
