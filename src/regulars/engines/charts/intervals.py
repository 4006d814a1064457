"""Intervals for shares and for the difference of two."""

from math import hypot, sqrt
from typing import NamedTuple

Z95 = 1.959963984540054


class Interval(NamedTuple):
    """A share with its interval, or the difference of two; `point` is None when n is 0."""

    low: float
    high: float
    point: float | None


def wilson(k: int, n: int, z: float = Z95) -> Interval:
    """Wilson's score interval for k of n (Wilson 1927, JASA 22: 209-212).

    Unlike p ± z·sqrt(p(1−p)/n) it never leaves 0…1 and stays honest for few or extreme counts.
    With n = 0 nothing is known: 0…1. Raises ValueError unless 0 ≤ k ≤ n.
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is not a share")
    if n == 0:
        return Interval(0.0, 1.0, None)
    p, zz = k / n, z * z
    centre = (p + zz / (2 * n)) / (1 + zz / n)
    half = z * sqrt(p * (1 - p) / n + zz / (4 * n * n)) / (1 + zz / n)
    low = 0.0 if k == 0 else max(0.0, centre - half)
    high = 1.0 if k == n else min(1.0, centre + half)
    return Interval(low, high, p)


def newcombe(k: int, n: int, j: int, m: int) -> Interval:
    """The interval of k of n minus j of m, in -1…1 (Newcombe 1998, Stat. Med. 17: 873-890, method
    10): each share's distance to the ends of its own Wilson interval.

    With n or m = 0 nothing is known: -1…1. Raises ValueError unless 0 ≤ k ≤ n and 0 ≤ j ≤ m.
    """
    one, other = wilson(k, n), wilson(j, m)
    if one.point is None or other.point is None:
        return Interval(-1.0, 1.0, None)
    gap = one.point - other.point
    low = gap - hypot(one.point - one.low, other.high - other.point)
    high = gap + hypot(one.high - one.point, other.point - other.low)
    return Interval(low, high, gap)
