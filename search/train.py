"""Trains the static embedding model that the package ships, from public law text and the lexicon of everyday wordings.

    python -m search.train ARTICLES OUT

ARTICLES is JSON Lines (`.gz` or plain) with `title` and `text`; OUT becomes a sentence-transformers model folder.
Needs torch (`pip install plankg[models]`). Fixed seeds: the same input gives the same weights on the same versions of
the libraries. Steps: words of several syllables (word2phrase: Mikolov et al. 2013) -> tokenizer -> PPMI and
truncated SVD (Levy and Goldberg 2014) -> SIF weights (Arora et al. 2017) -> contrastive refinement on pairs that the
law text itself offers (heading and body, sentence and neighbours (inverse cloze: Lee et al. 2019), term and
definition) and on nine tenths of the pairs of the lexicon. Nothing else goes in: no questions, no plans.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from ingest.text.spelling import traditional
from search.contrast import Bags, Pairs, refine
from search.lexicon import Entry, built_in, split
from search.static import PIECE_BLANK, save_model
from search.terms import normalise
from search.words import build_tokenizer, find_words, spoken_words

Matrix = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]
Pair = tuple[str, str, int]  # two texts, and the number of what they come from

SYLLABLES, WORDS, DIMENSIONS = 5_600, 13_000, 256
WINDOW, SMOOTHING, SIF, OVERSAMPLING = 8, 0.75, 1e-3, 20
REPEATS, SIBLINGS = 3, 0.3  # how often a pair of the lexicon comes, and the share of pairs of everyday wordings
REPEATED = 0.5  # how often a sentence stands among its neighbours as well
LENGTH = 96  # pieces of a text
LONGEST = 2_500  # characters of an article: the rest of a long one adds time, hardly words


def articles(path: Path) -> Iterator[tuple[str, str]]:
    """Title and text of each article, normalised; editors' cross references in brackets are left out."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = _CROSS_REFERENCE.sub("", record["text"])
            yield normalise(record["title"]), normalise(text[:LONGEST])


def law_pairs(titles: list[str], texts: list[str], rng: np.random.Generator) -> Iterator[Pair]:
    """Texts that belong together: title and body, sentence and its neighbours, term and definition; by article."""
    times = Counter(titles)
    for number, (title, text) in enumerate(zip(titles, texts, strict=True)):
        sentences = [s for s in _SENTENCE.split(text) if len(s) > 20]
        if not sentences:
            continue
        head = title if times[title] <= 5 else ""  # "Phạm vi điều chỉnh" heads hundreds of bodies, and says nothing
        if head:
            yield title, " ".join(sentences[:4]), number
        yield from ((m.group(1), m.group(2)[:400], number) for m in _DEFINITION.finditer(text))
        for at in rng.permutation(len(sentences))[:2]:
            rest = sentences[max(0, at - 2) : at] + sentences[at + 1 : at + 3]
            if rng.random() < REPEATED:  # words in common are a sign, too
                rest.append(sentences[at])
            if rest:
                yield sentences[at][:400], f"{head}. {' '.join(rest)}"[:700], number


def lexicon_pairs(entries: Sequence[Entry], rng: np.random.Generator, first: int) -> list[Pair]:
    """Everyday and official wording, and some pairs of everyday wordings of one line, in random order.

    Each line is a group, numbered from `first`; each pair comes REPEATS times.
    """
    found: list[Pair] = []
    for number, entry in enumerate(entries, first):
        said = [normalise(wording) for wording in entry.everyday]
        found += [(wording, normalise(entry.official), number) for wording in said]
        beside = [(a, b, number) for i, a in enumerate(said) for b in said[:i]]
        found += [pair for pair, chance in zip(beside, rng.random(len(beside)), strict=True) if chance < SIBLINGS]
    return [found[i] for _ in range(REPEATS) for i in rng.permutation(len(found))]


def cooccurrence(documents: list[list[int]], size: int) -> sp.csr_matrix:
    """How often two pieces stand within WINDOW pieces, nearer ones counting more; symmetric, `size` x `size`."""
    flat = np.concatenate([np.array([*document, *[0] * WINDOW], dtype=np.int32) for document in documents])
    counts: sp.csr_matrix | None = None
    for distance in range(1, WINDOW + 1):
        left, right = flat[:-distance], flat[distance:]
        known = (left > 1) & (right > 1)
        weight = np.full(int(known.sum()), 1 / distance, dtype=np.float32)
        found = sp.coo_matrix((weight, (left[known], right[known])), shape=(size, size)).tocsr()
        counts = found if counts is None else counts + found
    assert counts is not None
    both: sp.csr_matrix = counts + counts.T
    return both


def ppmi(counts: sp.csr_matrix) -> sp.csr_matrix:
    """Positive pointwise mutual information with smoothed context frequencies."""
    rows = np.asarray(counts.sum(axis=1)).ravel()
    context = rows**SMOOTHING
    table = counts.tocoo()
    value = np.log(table.data * context.sum() / (rows[table.row] * context[table.col]))
    kept = value > 0
    return sp.csr_matrix((value[kept], (table.row[kept], table.col[kept])), shape=counts.shape, dtype=np.float32)


def truncated_svd(matrix: sp.csr_matrix, rank: int, rng: np.random.Generator) -> Matrix:
    """Left singular vectors times the square root of the singular values (randomised: Halko et al. 2011)."""
    basis = matrix @ rng.standard_normal((matrix.shape[1], rank + OVERSAMPLING), dtype=np.float32)
    for _ in range(2):
        basis, _ = np.linalg.qr(matrix @ (matrix.T @ np.linalg.qr(basis)[0]))
    left, values, _ = np.linalg.svd(np.asarray((matrix.T @ basis).T), full_matrices=False)
    vectors: Matrix = (basis @ left)[:, :rank] * np.sqrt(values[:rank])
    # The sign of a singular vector is free: fix it, so that two runs agree.
    vectors *= np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(rank)])
    return vectors.astype(np.float32)


def weighted(vectors: Matrix, frequency: Ids) -> Matrix:
    """Unit vectors without their common direction, scaled by SIF weights a / (a + p); unknown pieces are zero."""
    known = np.linalg.norm(vectors, axis=1) > 0
    unit = np.zeros_like(vectors)
    unit[known] = vectors[known] / np.linalg.norm(vectors[known], axis=1, keepdims=True)
    unit[known] -= np.average(unit[known], axis=0, weights=frequency[known])
    share = frequency / frequency.sum()
    result: Matrix = (unit * (SIF / (SIF + share))[:, None]).astype(np.float32)
    return result


def train(path: Path, out: Path, seed: int = 7) -> None:
    """Reads the articles at `path` and writes the model folder `out`. Raises OSError when either is not possible."""
    rng = np.random.default_rng(seed)
    titles, texts = map(list, zip(*articles(path), strict=True))
    entries, _ = split(built_in())
    said = [normalise("\n".join((entry.official, *entry.everyday))) for entry in entries]
    _say(f"{len(texts)} articles, {len(said)} lines of the lexicon")
    pieces = find_words((f"{title}\n{text}" for title, text in zip(titles, texts, strict=True)), SYLLABLES, WORDS)
    pieces |= spoken_words(said, pieces)
    tokenizer = build_tokenizer(pieces)
    _say(f"{tokenizer.get_vocab_size()} pieces, the longest {max(pieces, key=len).replace(PIECE_BLANK, ' ')!r}")
    documents = [e.ids for e in tokenizer.encode_batch(texts + said, add_special_tokens=False)]
    size = tokenizer.get_vocab_size()
    frequency = np.bincount(np.concatenate([np.array(d, dtype=np.int64) for d in documents]), minlength=size)
    counts = cooccurrence(documents, size)
    _say(f"{counts.nnz} pairs of pieces")
    vectors = weighted(truncated_svd(ppmi(counts), DIMENSIONS, rng), frequency + 1)
    _say("singular vectors")
    pairs = _encoded(tokenizer, [*law_pairs(titles, texts, rng), *lexicon_pairs(entries, rng, len(titles))])
    _say(f"{len(pairs.groups)} pairs of texts")
    vectors = refine(vectors, pairs, seed, _say)
    for piece in pieces:  # the other spelling of a piece never occurs in normalised text: it takes over the vector
        vectors[tokenizer.token_to_id(traditional(piece))] = vectors[tokenizer.token_to_id(piece)]
    vectors[:2] = 0  # the unknown piece and the bare blank say nothing
    save_model(out, tokenizer, vectors)
    _say(f"wrote {out}")


def _encoded(tokenizer: Any, pairs: Sequence[Pair]) -> Pairs:
    """The pairs as pieces, without unknown ones; a pair with an empty side is left out."""
    sides = [tokenizer.encode_batch([pair[side] for pair in pairs], add_special_tokens=False) for side in (0, 1)]
    pieces = [[[i for i in e.ids if i > 1][:LENGTH] for e in side] for side in sides]
    kept = [n for n, (a, b) in enumerate(zip(*pieces, strict=True)) if a and b]
    left, right = (Bags.of([side[n] for n in kept]) for side in pieces)
    return Pairs(left, right, np.array([pairs[n][2] for n in kept], dtype=np.int64))


def _say(message: str) -> None:
    print(f"{time.process_time():6.0f} s  {message}", file=sys.stderr)


_CROSS_REFERENCE = re.compile(r"\(Điều này có nội dung liên quan.*", re.DOTALL)
_SENTENCE = re.compile(r"[\n;]+|(?<=[^\d.])\.\s+")
_DEFINITION = re.compile(r"^\s*(?:\d+\.)?\s*([^\n,;:.]{4,60}) là ([^\n]{20,})$", re.MULTILINE)

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    train(options.articles, options.out)
