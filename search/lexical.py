"""BM25 over syllables and pairs of syllables, with weighted fields and a second, folded index for text without marks.

Scores are computed when the index is written (BM25S: Lù 2024): a query only adds columns up. Fields are combined
before saturation (BM25F: Robertson, Zaragoza and Taylor 2004), so that a term in three fields of one record does not
count as three finds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.columns import Strings, open_array, save_array
from search.arrays import Floats, Postings, Rows, found_in, sorted_strings
from search.terms import Token, forms, numbers, pairs, tokens

K1, B = 0.9, 0.6
APART = "output"  # the field that questions may ask for in itself
COMMON = 1 / 4  # the share of the rows from which a term counts as common
COLUMNS = 1 << 25  # bytes that may be kept for the scores of common terms, row by row
MISSPELT = 0.6  # what a pair found only without its marks counts beside one found as typed


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term that a query looks for: in the folded index or the exact one, and how much it counts."""

    term: str
    folded: bool = False
    weight: float = 1.0

    def times(self, share: float) -> Wanted:
        """The same term, counting `share` of what it does."""
        return Wanted(self.term, self.folded, self.weight * share)


@dataclass(frozen=True, slots=True)
class Index:
    """One term index: the scores of the rows of each term, beside the rows in `postings`."""

    postings: Postings
    scores: Floats

    def rows(self, term: str) -> tuple[Rows, Floats]:
        """The rows (int32) that hold `term`, and the term's score in each (float32)."""
        part = self.postings.part(term)
        return self.postings.rows[part], self.scores[part]

    def count(self, term: str) -> int:
        """In how many rows `term` occurs."""
        return self.postings.count(term)

    def save(self, folder: Path, name: str) -> None:
        """Writes the arrays, each file beginning with `name`."""
        self.postings.save(folder, name)
        save_array(folder, f"{name}.scores", self.scores)

    @classmethod
    def open(cls, folder: Path, name: str) -> Index:
        """What `save` wrote, memory-mapped."""
        return cls(Postings.open(folder, name), open_array(folder, f"{name}.scores"))


class Lexical:
    """The exact and the folded index over the same rows, and the syllables that occur."""

    def __init__(self, size: int, exact: Index, folded: Index, syllables: Strings) -> None:
        self.size, self.exact, self.folded, self.syllables = size, exact, folded, syllables
        # Adding a whole column takes a third of the time of adding the many rows of a common syllable one by one.
        self._column = lru_cache(maxsize=max(1, COLUMNS // (4 * max(1, size))))(self._whole_column)

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, str]], weights: Mapping[str, float]) -> Lexical:
        """Indexes `rows` (field -> text); `weights` gives each field's share. Fields without a weight are left out.

        The field APART is found by `wanted_apart` as well, in itself.
        """
        counts = [_Counts(), _Counts()]
        seen: set[str] = set()
        for field, weight in weights.items():
            for row, record in enumerate(rows):
                words = tokens(text) if (text := record.get(field, "")) else []
                extra = [token.exact for token in numbers(text)] if text else []
                exact = [token.exact for token in words]
                seen.update(exact)
                counts[0].add(row, exact, extra)
                counts[1].add(row, [token.folded for token in words], extra)
            for count in counts:
                count.close_field(weight)
        for row, record in enumerate(rows):
            if text := record.get(APART, ""):
                words = tokens(text)
                for count, form in zip(counts, ("exact", "folded"), strict=True):
                    count.add(row, [getattr(word, form) for word in words], (), APART)
        for count in counts:
            count.close_field(1.0)
        exact_index, folded_index = (count.index(len(rows)) for count in counts)
        return cls(len(rows), exact_index, folded_index, sorted_strings(seen))

    def held(self, rows: Sequence[int], wanted: Iterable[Wanted]) -> list[dict[str, float]]:
        """For each of the rows the wanted terms that it holds, with what they add to its score."""
        weights: dict[tuple[str, bool], float] = {}  # official wordings have many terms in common
        for want in wanted:
            key = want.term, want.folded
            weights[key] = weights.get(key, 0.0) + want.weight
        terms: list[dict[str, float]] = [{} for _ in rows]
        sought = np.array(rows, dtype=np.int32)
        for (term, folded), weight in weights.items():
            holders, scores = (self.folded if folded else self.exact).rows(term)
            places, here = found_in(holders, sought)
            for n, score in zip(here.nonzero()[0].tolist(), scores[places[here]].tolist(), strict=True):
                terms[n][term] = terms[n].get(term, 0.0) + weight * score
        return terms

    def rows(self, want: Wanted) -> Rows:
        """The rows (int32, ascending) that hold a wanted term."""
        index = self.folded if want.folded else self.exact
        return index.postings.get(want.term)

    def scores(self, wanted: Sequence[Wanted]) -> Floats:
        """The BM25 score of every row, float32 of shape (size,)."""
        total = np.zeros(self.size, dtype=np.float32)
        for want in wanted:
            rows, scores = (self.folded if want.folded else self.exact).rows(want.term)
            if len(rows) > self.size * COMMON:
                total += _weighed(self._column(want.term, want.folded), want.weight)
            elif len(rows):  # a third of the time of `total[rows] += ...`
                np.add.at(total, rows, _weighed(scores, want.weight))
        return total

    def shares(self, wanted: Sequence[Wanted]) -> Floats:
        """How much of what is wanted each row holds, by the terms' rarity: about 0 to 1, float32 of shape (size,)."""
        found = self.scores(wanted)
        if most := self.most(wanted):
            found *= np.float32(1 / most)
        return found

    def _whole_column(self, term: str, folded: bool) -> Floats:
        """What a term adds to the score of every row, float32 of shape (size,)."""
        rows, scores = (self.folded if folded else self.exact).rows(term)
        column = np.zeros(self.size, dtype=np.float32)
        column[rows] = scores
        return column

    def most(self, wanted: Sequence[Wanted]) -> float:
        """What a row of mean length that held every wanted term once would score, terms that no row holds included.

        A pair of syllables that no row holds counts nothing: most neighbours in a question are no words.
        """
        total = 0.0
        for want in wanted:
            holders = (self.folded if want.folded else self.exact).count(want.term)
            if holders or " " not in want.term:
                total += want.weight * math.log1p((self.size - holders + 0.5) / (holders + 0.5))
        return total

    @cached_property
    def spellings(self) -> dict[str, list[str]]:
        """The syllables that occur, by their folded form."""
        found: dict[str, list[str]] = {}
        for syllable in self.syllables:
            found.setdefault(forms(syllable)[1], []).append(syllable)
        return found

    @cached_property
    def shortened(self) -> dict[str, list[str]]:
        """The syllables that occur, each by itself and by all that is left of it without one letter."""
        return _shortened(self.syllables)

    @cached_property
    def shortened_folded(self) -> dict[str, list[str]]:
        """The folded forms of the syllables that occur, in the same way."""
        return _shortened(self.spellings)

    def wanted(
        self, words: Sequence[Token], weight: float = 1.0, *, extra: Sequence[Token] = (), bare: bool | None = None
    ) -> list[Wanted]:
        """The terms to look for when a query says `words` (neighbours in this order) and document numbers `extra`.

        A syllable typed without marks is looked for in the folded index where marked spellings of it exist, unless
        the query bears marks elsewhere (it is not `bare`) and the syllable occurs as typed: then it was meant so.
        """
        bare = not any(word.marked for word in words) if bare is None else bare
        loose = [self._typed_without_marks(word, bare) for word in words]
        forms = [word.folded if free else word.exact for word, free in zip(words, loose, strict=True)]
        found = [Wanted(form, free, weight) for form, free in zip(forms, loose, strict=True)]
        for left, right, a, b in zip(words, words[1:], loose, loose[1:], strict=False):
            exact, folded = f"{left.exact} {right.exact}", f"{left.folded} {right.folded}"
            if a or b:
                found.append(Wanted(folded, True, weight))
            elif self.exact.count(exact):
                found.append(Wanted(exact, False, weight))
            else:  # a pair that nobody writes so: perhaps one mark is wrong
                found.append(Wanted(folded, True, weight * MISSPELT))
        return found + [Wanted(number.exact, False, weight) for number in extra]

    def wanted_apart(self, words: Sequence[Token]) -> list[Wanted]:
        """The terms to look for when the field APART is to say `words`."""
        return [Wanted(f"{APART}>{want.term}", want.folded, want.weight) for want in self.wanted(words)]

    def _typed_without_marks(self, word: Token, bare: bool) -> bool:
        if word.marked or word.exact.isdigit():
            return False
        exact = self.exact.count(word.exact)
        return self.folded.count(word.folded) > exact and (bare or exact == 0)

    def save(self, folder: Path) -> None:
        """Writes the index into `folder`."""
        self.exact.save(folder, "exact")
        self.folded.save(folder, "folded")
        self.syllables.save(folder, "syllables")
        save_array(folder, "size", np.array([self.size], dtype=np.int64))

    @classmethod
    def open(cls, folder: Path) -> Lexical:
        """The index in `folder`, memory-mapped."""
        size = int(open_array(folder, "size")[0])
        exact, folded = (Index.open(folder, name) for name in ("exact", "folded"))
        return cls(size, exact, folded, Strings.open(folder, "syllables"))


def without_one(text: str) -> set[str]:
    """`text`, and all that is left of it without one letter: two texts that are one edit apart have one in common."""
    return {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}


def _shortened(texts: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in texts:
        for part in without_one(text):
            found.setdefault(part, []).append(text)
    return found


def _weighed(scores: Floats, weight: float) -> Floats:
    """Scores of a term that counts `weight`; those of most terms as they are, without a copy."""
    found: Floats = scores if weight == 1 else np.float32(weight) * scores
    return found


class _Counts:
    """Collects which term occurs in which row how often, field by field."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.rows: list[int] = []
        self.terms: list[int] = []
        self.parts: list[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Floats]] = []

    def add(self, row: int, syllables: Sequence[str], extra: Sequence[str], apart: str = "") -> None:
        """Counts the syllables of one field of one row, the pairs of neighbours, and extra terms.

        With `apart` they are terms of that field alone.
        """
        if not syllables:
            return
        found = [*syllables, *pairs(syllables), *extra]
        if apart:
            found = [f"{apart}>{term}" for term in found]
        self.terms += [self.ids.setdefault(term, len(self.ids)) for term in found]
        self.rows += [row] * len(found)

    def close_field(self, weight: float) -> None:
        """Ends a field: its counts are divided by their length norm and multiplied by the field's weight."""
        rows, terms = np.array(self.rows, dtype=np.int32), np.array(self.terms, dtype=np.int32)
        if len(rows):
            lengths = np.bincount(rows)
            mean = lengths[lengths > 0].mean()
            norm = weight / (1 - B + B * lengths / mean)
            self.parts.append((rows, terms, norm[rows].astype(np.float32)))
        self.rows, self.terms = [], []

    def index(self, size: int) -> Index:
        """The finished index over `size` rows, terms sorted."""
        import scipy.sparse as sp  # here: only writing needs it, and it takes longer to import than a search takes

        names = list(self.ids)
        order = sorted(range(len(names)), key=names.__getitem__)
        place = np.empty(len(names), dtype=np.int32)
        place[order] = np.arange(len(names), dtype=np.int32)
        table = sp.csc_matrix((size, len(names)), dtype=np.float32)
        for rows, terms, values in self.parts:
            table = table + sp.coo_matrix((values, (rows, place[terms])), shape=table.shape).tocsc()
        table.sort_indices()
        holders = np.diff(table.indptr)
        rarity = np.log1p((size - holders + 0.5) / (holders + 0.5))
        scores = np.repeat(rarity, holders) * table.data * (K1 + 1) / (table.data + K1)
        keys = Strings.of([names[i] for i in order])
        postings = Postings(keys, table.indptr.astype(np.int64), table.indices.astype(np.int32))
        return Index(postings, scores.astype(np.float32))
