"""What each customer, and the whole shop, has bought most often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..candidates import Candidates, ranked
from ..history import History, Ints, run_lengths

_MOST_SHOPWIDE = 200


@dataclass(frozen=True, eq=False)
class Ranking:
    """Items per customer, rank 1 first."""

    customer: Ints
    item: Ints
    rank: Ints


def personal_top(history: History, as_of: int, top: int = 20) -> Ranking:
    """Each customer's most often bought items; ties to the later bought, then the item number."""
    best, rank = ranked(_personal(history.until(as_of)), top)
    return Ranking(best.customer, best.item, rank)


def personal_and_global_top(history: History, as_of: int, top: int = 20) -> Ranking:
    """Personal top, filled up with the shop's most often bought items (ties: item number)."""
    known = history.until(as_of)
    own, wide = _personal(known), _shopwide(known)
    both = Candidates(
        np.append(own.customer, wide.customer), np.append(own.item, wide.item),
        np.append(own.score, wide.score), np.append(own.row, wide.row),
    )  # fmt: skip
    both = _first_only(both)
    best, rank = ranked(both, top)
    return Ranking(best.customer, best.item, rank)


def _personal(known: History) -> Candidates:
    """Score = times bought; the fraction breaks ties by the last day."""
    starts = known.pair_starts()
    times = run_lengths(starts, len(known))
    last = known.day[starts + times - 1].astype(np.float64)
    score = times + (last - last.min(initial=0.0)) / 1e7
    return Candidates(known.customer[starts], known.item[starts], score, np.arange(len(starts)))


def _shopwide(known: History) -> Candidates:
    """Score below 0, so that it stands behind every own item."""
    customers = np.unique(known.customer)
    items, times = np.unique(known.item, return_counts=True)
    best = np.lexsort((items, -times))[:_MOST_SHOPWIDE]
    who, what = np.repeat(customers, len(best)), np.tile(items[best], len(customers))
    score = np.tile(-1.0 - np.arange(len(best)), len(customers))
    return Candidates(who, what, score, np.full(len(who), -1))


def _first_only(found: Candidates) -> Candidates:
    """Each (customer, item) once: its own entry before the shopwide one."""
    order = np.lexsort((found.row < 0, found.item, found.customer))
    customer, item = found.customer[order], found.item[order]
    repeat = np.zeros(len(order), np.bool_)
    repeat[1:] = (customer[1:] == customer[:-1]) & (item[1:] == item[:-1])
    keep = order[~repeat]
    return Candidates(found.customer[keep], found.item[keep], found.score[keep], found.row[keep])
