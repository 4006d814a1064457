"""When, by the simplest rule: the last purchase plus the mean own gap."""

from __future__ import annotations

from dataclasses import dataclass

from ..history import Days, Floats, History, Ints
from ..rhythm import rhythm_of

_EIGHTY = 1.2816


@dataclass(frozen=True, eq=False)
class PairMean:
    """Last purchase + mean own gap; interval = mean ± 1.2816 standard deviations of own gaps.

    One row per pair, sorted; ``due`` is NaN without a gap, the bounds are NaN below two gaps.
    """

    customer: Ints
    item: Ints
    last_day: Days
    gaps: Ints
    due_from: Floats
    due: Floats
    due_to: Floats


def pair_mean(history: History, as_of: int) -> PairMean:
    """The mean of the pair's own gaps, carried on from its last purchase before ``as_of``."""
    own = rhythm_of(history.until(as_of))
    due = own.last_day + own.own_mean
    margin = _EIGHTY * own.own_sd
    return PairMean(own.customer, own.item, own.last_day, own.gaps, due - margin, due, due + margin)
