"""Recency, frequency and age of each customer: all that these models know of somebody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..history import Days, Floats, History, Ints, run_lengths, run_starts, sort_order

WEEK = 7.0
"""Days in the unit in which the models count time."""


@dataclass(frozen=True, eq=False)
class Records:
    """One row a customer, sorted by customer; times in weeks of the shop's clock.

    A *visit* is a day with any purchase. ``frequency`` x: visits after the first. ``recency``
    t_x: from the first visit to the last one. ``age`` T: from the first visit to the last day
    observed, which is the day before ``as_of``. So 0 <= recency <= age, and recency is 0 exactly
    where frequency is. ``spend``: mean amount of the visits after the first, net of what was given
    back; 0 where there is none or no amounts are known. ``first`` and ``last`` are days.
    """

    customer: Ints
    frequency: Floats
    recency: Floats
    age: Floats
    spend: Floats
    first: Days
    last: Days

    def __len__(self) -> int:
        return len(self.customer)

    def where(self, keep: NDArray[np.bool_] | Ints) -> Records:
        """The marked rows."""
        return Records(
            self.customer[keep], self.frequency[keep], self.recency[keep], self.age[keep],
            self.spend[keep], self.first[keep], self.last[keep],
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Amounts:
    """What was paid: ``customer`` int64[n], ``day`` int32[n], ``amount`` float64[n], sorted by
    customer and day, one row a day; given back counts below zero."""

    customer: Ints
    day: Days
    amount: Floats

    @classmethod
    def from_arrays(cls, customer: ArrayLike, day: ArrayLike, amount: ArrayLike) -> Amounts:
        """Rows of one customer and day are added up; what is no number counts as nothing."""
        who = np.asarray(customer, np.int64).ravel()
        when = np.asarray(day, np.int32).ravel()
        paid = np.nan_to_num(np.asarray(amount, np.float64).ravel(), posinf=0.0, neginf=0.0)
        if len({len(who), len(when), len(paid)}) != 1:
            raise ValueError("customer, day and amount must have the same length")
        if not len(who):
            return cls(who, when, paid)
        order = sort_order((who, when))
        who, when = who[order], when[order]
        starts = run_starts((who, when))
        return cls(who[starts], when[starts], np.add.reduceat(paid[order], starts))


def records(
    history: History, as_of: int, clock: Floats | None = None, amounts: Amounts | None = None
) -> Records:
    """Everybody who was here before ``as_of`` (days since 1970-01-01).

    ``clock``: how far the shop's clock stood in weeks on each day, from the first day of the
    history to ``as_of`` - 1 (see ``clock.Clock.weeks``); None counts every day alike.
    """
    known = history.until(as_of)
    who, day = known.visits()
    if not len(who):
        none, days = np.zeros(0), np.zeros(0, np.int32)
        return Records(np.zeros(0, np.int64), none, none, none, none, days, days)
    origin = int(day.min())
    weeks = np.arange(as_of - origin) / WEEK if clock is None else clock
    starts = run_starts((who,))
    ends = starts + run_lengths(starts, len(who)) - 1
    first, last = day[starts], day[ends]
    begun = weeks[first - origin]
    visits = (ends - starts).astype(np.float64)
    return Records(
        who[starts], visits, weeks[last - origin] - begun, weeks[-1] - begun,
        _spend(who[starts], first, visits, amounts, as_of), first, last,
    )  # fmt: skip


def _spend(who: Ints, first: Days, visits: Floats, amounts: Amounts | None, as_of: int) -> Floats:
    """Net amount after the first visit's day, per visit after the first; never below zero."""
    if amounts is None or not len(amounts.customer):
        return np.zeros(len(who))
    place = np.searchsorted(who, amounts.customer)
    inside = np.minimum(place, len(who) - 1)
    counts = (who[inside] == amounts.customer) & (amounts.day < as_of)
    counts &= amounts.day > first[inside]
    total = np.bincount(inside[counts], amounts.amount[counts], len(who))
    return np.maximum(np.where(visits > 0, total / np.maximum(visits, 1.0), 0.0), 0.0)
