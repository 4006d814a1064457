"""Leave the last basket out: what was in it, foretold from everything bought before.

The published protocol of next-basket recommendation (Li et al., A Next Basket Recommendation
Reality Check, TOIS 2023), with a day's purchases as one basket: customers with at least four
baskets, a seeded random half of them marked; the other half's last baskets may be learnt from.
Ours is told the day of the visit, and uses of it only its weekday and the time since the last.
"""

from __future__ import annotations

import numpy as np

from .baselines import RANKINGS
from .history import Floats, History, Ints, coded
from .need_marks import TOP, NeedMarks, mark_lists
from .needs import needs
from .signs import trace_of

FEWEST_BASKETS = 4


def last_baskets(history: History, seed: int = 1) -> tuple[History, History]:
    """(what may be known, the last baskets of the marked half)."""
    trace = trace_of(history)
    able = trace.customers[trace.visits >= FEWEST_BASKETS]
    mixed = np.random.default_rng(seed).permutation(able)
    marked = np.sort(mixed[: (len(mixed) + 1) // 2])
    last = (trace.ago == 0) & np.isin(history.customer, marked)
    return history.where(~last), history.where(last)


def mark_last_baskets(history: History, seed: int = 1) -> NeedMarks | None:
    """None where nobody has four baskets."""
    known, baskets = last_baskets(history, seed)
    if not len(baskets):
        return None
    end = int(known.day.max()) + 1
    ours = needs(known, end, top=TOP, mornings=_mornings(known, baskets, end))
    peers = {name: ask(known, end, TOP) for name, ask in RANKINGS.items()}
    return mark_lists(ours, peers, known, baskets, seed)


def _mornings(known: History, baskets: History, end: int) -> Floats:
    """The day of each marked customer's last basket; the end of the history for all others."""
    customers: Ints = coded(known.customer)[0]
    morning = np.full(len(customers), float(end))
    morning[np.searchsorted(customers, baskets.customer)] = baskets.day
    return morning
