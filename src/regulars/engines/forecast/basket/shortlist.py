"""The few dozen items per customer that are worth a closer look."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..history import Floats, Ints
from .neighbours import Alike, neighbour_scores
from .outlook import Outlook

OWN_SHARE = 0.7
NEIGHBOURS = Alike()


@dataclass(frozen=True, eq=False)
class Shortlist:
    """Rows sorted by customer; codes as in the outlook, ``pair`` -1 where never bought.

    ``mix``: own faded share and neighbours' share joined (TIFU-KNN); ``alike``: neighbours'.
    """

    customer: Ints
    item: Ints
    pair: Ints
    mix: Floats
    alike: Floats

    def __len__(self) -> int:
        return len(self.customer)


def shortlist(view: Outlook, asked: Ints, keep: int, seed: int = 1) -> Shortlist:
    """The ``keep`` likeliest items of each of the customers ``asked`` (codes), own or new."""
    shares = view.shares()
    keep = min(keep, len(view.items))
    parts: list[tuple[Ints, Ints, Floats, Floats]] = []
    for codes, alike in neighbour_scores(shares, asked, NEIGHBOURS, seed):
        mix = (1 - OWN_SHARE) * alike + OWN_SHARE * shares[codes].toarray()
        best = np.argpartition(-mix, keep - 1, axis=1)[:, :keep]
        best.sort(axis=1)
        parts.append((
            np.repeat(codes, keep), best.ravel(),
            np.take_along_axis(mix, best, 1).ravel().astype(np.float64),
            np.take_along_axis(alike, best, 1).ravel().astype(np.float64),
        ))  # fmt: skip
    if not parts:
        none = np.zeros(0, np.int64)
        return Shortlist(none, none, none, np.zeros(0), np.zeros(0))
    customer, item, mix_, alike_ = (np.concatenate(column) for column in zip(*parts, strict=True))
    use = mix_ > 0
    customer, item = customer[use], item[use]
    return Shortlist(customer, item, view.pairs_of(customer, item), mix_[use], alike_[use])
