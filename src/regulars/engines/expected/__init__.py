"""How long is too long: a standard taken from what customers say they expect.

The standard is the longest time with which at least ``share`` of those who said something would
be content: a quantile of their own words, never an average (half of them would wait too long).
Its span is distribution-free, from order statistics: Conover, Practical Nonparametric Statistics,
3rd ed. 1999, section 3.2.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

__all__ = ["ENOUGH", "SHARE", "Told", "standard"]

SHARE = 0.75
"""So many of those who said something are to be content."""
ENOUGH = 8
"""Fewer statements than these are no standard yet."""
LEVEL = 0.95


@dataclass(frozen=True)
class Told:
    """What ``n`` statements come to: the standard and its 95 % span, in the unit they came in.

    All three are None while there are fewer than ``enough``.
    """

    n: int
    value: float | None
    low: float | None
    high: float | None


def standard(said: Sequence[float], share: float = SHARE, enough: int = ENOUGH) -> Told:
    """The largest stated time that at least ``share`` of the statements reach.

    Raises ValueError for a share outside (0, 1) and for a statement below zero.
    """
    if not 0 < share < 1:
        raise ValueError("a share lies between 0 and 1")
    ordered = sorted(said)
    if ordered and ordered[0] < 0:
        raise ValueError("nobody expects to wait less than nothing")
    n = len(ordered)
    if n < max(enough, 1):
        return Told(n, None, None, None)
    low, high = ranks(n, 1 - share)
    return Told(n, ordered[rank(n, share)], ordered[low], ordered[high])


def rank(n: int, share: float) -> int:
    """The place (from 0) of the standard among ``n`` in order: n - rank are as long or longer."""
    at = int(n * (1 - share) + 1e-9)
    return min(at, n - 1)


def ranks(n: int, p: float) -> tuple[int, int]:
    """Places (from 0) between which the ``p``-quantile of everybody lies in 95 of 100 samples.

    With few statements the ends are the smallest and the largest there are.
    """
    tail = (1 - LEVEL) / 2
    below = list(accumulate(chances(n, p)))
    low = sum(each <= tail for each in below)
    high = sum(each < 1 - tail for each in below)
    return max(low - 1, 0), min(high, n - 1)


def chances(n: int, p: float) -> Iterator[float]:
    """P(exactly k of n), k from 0 to n."""
    chance = (1 - p) ** n
    for k in range(n + 1):
        yield chance
        chance *= (n - k) / (k + 1) * p / (1 - p)
