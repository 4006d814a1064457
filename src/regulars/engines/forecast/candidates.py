"""Items that may be needed, and which of them were: the small change of every ranking."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .history import Flags, Floats, History, Ints, coded, run_lengths, run_starts


@dataclass(frozen=True, eq=False)
class Candidates:
    """Items that may be needed; ``row`` is the pair's row in the run-outs, -1 if never bought."""

    customer: Ints
    item: Ints
    score: Floats
    row: Ints


def next_baskets(later: History) -> History:
    """Of each customer, the purchases of the first day in ``later``."""
    starts = run_starts((later.customer,))
    if not len(starts):
        return later
    first = np.minimum.reduceat(later.day, starts)
    return later.where(later.day == np.repeat(first, run_lengths(starts, len(later))))


def in_baskets(customer: Ints, item: Ints, baskets: History) -> Flags:
    """Which (customer, item) pairs are in ``baskets``."""
    return in_pairs(customer, item, baskets)


def in_pairs(customer: Ints, item: Ints, others: History | Candidates) -> Flags:
    """Which (customer, item) pairs are among the others'."""
    _, who = coded(np.append(customer, others.customer))
    _, what = coded(np.append(item, others.item))
    key = who * (int(what.max(initial=0)) + 1) + what
    found: Flags = np.isin(key[: len(customer)], key[len(customer) :])
    return found


def joined(first: Candidates, second: Candidates) -> Candidates:
    return Candidates(
        np.append(first.customer, second.customer), np.append(first.item, second.item),
        np.append(first.score, second.score), np.append(first.row, second.row),
    )  # fmt: skip


def ranked(found: Candidates, top: int) -> tuple[Candidates, Ints]:
    """The ``top`` of each customer by score, own items first on ties, then by item number."""
    order = np.lexsort((found.item, found.row < 0, -found.score, found.customer))
    customer = found.customer[order]
    starts = run_starts((customer,))
    rank = np.arange(len(order)) - np.repeat(starts, run_lengths(starts, len(order))) + 1
    keep = order[rank <= top]
    best = Candidates(found.customer[keep], found.item[keep], found.score[keep], found.row[keep])
    return best, rank[rank <= top]
