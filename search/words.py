"""The vocabulary of the static model: syllables, and words of two to four syllables found by how often they meet.

The tokenizer is a Unigram model over whole phrases, blanks included, so that "an ninh mạng" can be one piece. Pieces
with an open oa, oe, uy stand in it twice, in the old and the new tone placement, with the same vector: that spares a
normalisation step which the tokenizers library runs slowly.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.text.spelling import traditional
from search.static import PIECE_BLANK

Ids = npt.NDArray[np.int64]

_LONGEST = 7  # letters of a syllable: nghiêng; what is longer is a number or a foreign word
_FEWEST = 20  # a pair seen less often is not believed to be a word


def find_words(texts: Iterable[str], syllables: int, words: int) -> dict[str, float]:
    """The most frequent `syllables` and the `words` of several syllables that hold together best.

    `texts` are normalised. Gives piece (with PIECE_BLANK before each syllable) -> log probability, in a fixed order.
    """
    names, flat = _read(texts)
    single = np.bincount(flat, minlength=len(names))
    strength: dict[str, float] = {}
    counts: dict[str, int] = {}
    for _ in range(2):  # twice: words of two syllables, then of up to four
        names, flat, found = _merge(names, flat)
        strength.update(found)
    for index, count in enumerate(np.bincount(flat, minlength=len(names))):
        counts[names[index]] = int(count)
    short = [i for i in range(1, len(single)) if len(names[i]) <= _LONGEST]
    frequent = sorted(short, key=lambda i: (-int(single[i]), names[i]))[:syllables]
    best = sorted((n for n in strength if counts[n] >= _FEWEST), key=lambda n: (-strength[n], n))[:words]
    chosen = [names[i] for i in frequent] + best
    total = sum(counts[name] + 1 for name in chosen)
    return {PIECE_BLANK + n.replace(" ", PIECE_BLANK): math.log((counts[n] + 1) / total) for n in chosen}


def spoken_words(texts: Sequence[str], known: Mapping[str, float]) -> dict[str, float]:
    """Syllables of everyday texts that are not among the `known` pieces, and pairs of them that hold together.

    Every syllable counts, as a lexicon is small; `texts` are normalised. In the form of `find_words`, each as likely as
    the least likely known piece.
    """
    phrases = [phrase.split() for text in texts for phrase in _PHRASE.split(text)]
    single = Counter(syllable for phrase in phrases for syllable in phrase if _LETTERS.fullmatch(syllable))
    double = Counter(pair for phrase in phrases for pair in pairwise(phrase) if set(pair) <= single.keys())
    close = [(a, b) for (a, b), n in sorted(double.items()) if n >= 3 and n >= 0.25 * min(single[a], single[b])]
    least = min(known.values(), default=0.0)
    pieces = [PIECE_BLANK + a for a in sorted(single)] + [f"{PIECE_BLANK}{a}{PIECE_BLANK}{b}" for a, b in close]
    return {piece: least for piece in pieces if piece not in known}


def build_tokenizer(pieces: dict[str, float]) -> Any:
    """A `tokenizers.Tokenizer` over `pieces`: lower case, NFC, phrases cut at punctuation, longest likely pieces."""
    from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
    from tokenizers.models import Unigram

    vocabulary: list[tuple[str, float]] = [("[UNK]", 0.0), (PIECE_BLANK, -20.0), *pieces.items()]
    vocabulary += [(old, score) for piece, score in pieces.items() if (old := traditional(piece)) != piece]
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"\s*[^\p{L}\p{N}\p{M}\s]+\s*"), "\n"),
            normalizers.Replace(Regex(r"[ \t\r\u00a0]+"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split("\n", behavior="removed"),
            pre_tokenizers.Metaspace(replacement=PIECE_BLANK, prepend_scheme="always", split=False),
        ]
    )
    return tokenizer


def _read(texts: Iterable[str]) -> tuple[list[str], Ids]:
    """All syllables as one array of ids; 0 stands between phrases."""
    ids: dict[str, int] = {"": 0}
    flat: list[int] = []
    for text in texts:
        for phrase in _PHRASE.split(text):
            flat += [ids.setdefault(syllable, len(ids)) for syllable in phrase.split()]
            flat.append(0)
    return list(ids), np.array(flat, dtype=np.int64)


def _merge(names: list[str], flat: Ids) -> tuple[list[str], Ids, dict[str, float]]:
    """Joins neighbours that hold together. Gives the names, the shorter array, and the strength of each new word."""
    size = len(names)
    single = np.bincount(flat, minlength=size)
    beside = (flat[:-1] > 0) & (flat[1:] > 0)
    keys = np.where(beside, flat[:-1] * size + flat[1:], -1)
    pair, count = np.unique(keys[keys >= 0], return_counts=True)
    a, b = pair // size, pair % size
    bits = np.log(count / single[a] * (len(flat) / single[b]))  # pointwise mutual information
    normed = bits / -np.log(count / len(flat))
    letters = np.array([bool(_LETTERS.fullmatch(name)) for name in names])
    good = (count >= _FEWEST) & (normed > 0.3) & letters[a] & letters[b]
    words = pair[good]
    joined = np.isin(keys, words)
    start = np.concatenate([[True], ~joined[:-1]])  # first of a run of joints: take every second one from there
    run = np.maximum.accumulate(np.where(start, np.arange(len(joined)), 0))
    taken = joined & ((np.arange(len(joined)) - run) % 2 == 0)
    new = flat.copy()
    new[:-1][taken] = size + np.searchsorted(words, keys[taken])
    kept = np.concatenate([[True], ~taken])
    added = [f"{names[i]} {names[j]}" for i, j in zip(a[good], b[good], strict=True)]
    strength = dict(zip(added, (count * bits)[good].tolist(), strict=True))
    return names + added, new[kept], strength


_PHRASE = re.compile(r"[^\w\s]+|[\n_]+")
_LETTERS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
