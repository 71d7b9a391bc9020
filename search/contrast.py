"""Contrastive training of the vectors of a static model: what belongs together comes near, all else goes away.

InfoNCE over the other pairs of a batch, both ways (van den Oord et al. 2018). The pairs of a batch come in runs of
neighbours, because the next article of the same law is the hardest wrong answer; pairs of one group are no wrong
answers to each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]

EPOCHS, BATCH, RUN, RATE, TEMPERATURE, DROPOUT, THREADS = 4, 1024, 8, 5e-3, 0.05, 0.3, 2


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as pieces: those of text i are `pieces[starts[i]:starts[i + 1]]`."""

    pieces: Ids
    starts: Ids

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Bags:
        """The texts in `lists`, none of them empty."""
        starts = np.cumsum([0, *(len(pieces) for pieces in lists)], dtype=np.int64)
        return cls(np.fromiter((p for pieces in lists for p in pieces), dtype=np.int64, count=starts[-1]), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, texts: Ids, rng: np.random.Generator | None = None) -> tuple[Ids, Ids]:
        """The pieces of some texts, end to end, and where each text begins; with `rng` some pieces are dropped."""
        lengths = self.starts[texts + 1] - self.starts[texts]
        first = np.concatenate([[0], np.cumsum(lengths)])
        at = np.arange(first[-1]) + np.repeat(self.starts[texts] - first[:-1], lengths)
        if rng is None:
            return self.pieces[at], first[:-1]
        kept = rng.random(len(at)) > DROPOUT
        kept[first[:-1]] |= np.add.reduceat(kept, first[:-1]) == 0  # a text keeps one piece at least
        return self.pieces[at[kept]], np.concatenate([[0], np.cumsum(kept)])[first[:-1]]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of texts, neighbours in the source side by side, and the group of each (int64)."""

    left: Bags
    right: Bags
    groups: Ids


def refine(vectors: Matrix, pairs: Pairs, seed: int, say: Any) -> Matrix:
    """The vectors of the pieces after training; `say` is told the loss after each epoch."""
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(THREADS)
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(vectors), freeze=False, mode="mean")
    optimiser = torch.optim.Adam(bag.parameters(), lr=RATE)
    rng = np.random.default_rng(seed)
    steps, step = EPOCHS * (len(pairs.groups) // BATCH), 0
    for _ in range(EPOCHS):
        for chosen in batches(len(pairs.groups), rng):
            left = _encode(bag, *pairs.left.take(chosen, rng))
            right = _encode(bag, *pairs.right.take(chosen))
            loss = _loss(left @ right.T / TEMPERATURE, torch.from_numpy(pairs.groups[chosen]))
            for group in optimiser.param_groups:
                group["lr"] = RATE * (1 - step / steps)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            step += 1
        say(f"contrastive loss {float(loss.detach()):.3f}")
    trained: Matrix = bag.weight.detach().numpy()
    return trained


def batches(count: int, rng: np.random.Generator) -> Iterator[Ids]:
    """The numbers below `count` in batches of BATCH, made of runs of RUN neighbours; what is over is left out."""
    runs = np.arange(count - count % RUN, dtype=np.int64).reshape(-1, RUN)
    order = runs[rng.permutation(len(runs))].ravel()
    for first in range(0, len(order) - BATCH + 1, BATCH):
        yield order[first : first + BATCH]


def _loss(scores: Any, groups: Any) -> Any:
    import torch

    same = groups[:, None] == groups[None, :]
    same.fill_diagonal_(False)
    scores, truth = scores.masked_fill(same, -torch.inf), torch.arange(len(groups))
    return torch.nn.functional.cross_entropy(scores, truth) + torch.nn.functional.cross_entropy(scores.T, truth)


def _encode(bag: Any, pieces: Ids, starts: Ids) -> Any:
    import torch

    return torch.nn.functional.normalize(bag(torch.from_numpy(pieces), torch.from_numpy(starts)), dim=1)
