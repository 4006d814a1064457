"""Earlier baskets as lessons: what was known on that morning, and what was then bought."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..candidates import in_baskets
from ..history import Floats, History, Ints, coded, run_starts
from ..signs import trace_of
from .features import features_of
from .outlook import Outlook, outlook
from .shortlist import Shortlist, shortlist

KEEP = 40
_MOST_FILLINGS = 700_000
_MOST_ROWS = 800_000
_MOST_LESSONS = 12


@dataclass(frozen=True, eq=False)
class Lesson:
    """Rows of one or more lessons: features, what happened, and whose basket of which size.

    ``asked`` numbers the (lesson, customer) a row belongs to; ``customer`` is the customer's own
    number. ``size`` counts the whole basket, items never shortlisted included.
    """

    features: NDArray[np.float32]
    names: list[str]
    bought: NDArray[np.bool_]
    size: Floats
    customer: Ints
    asked: Ints
    mix: Floats
    often: Floats

    def where(self, rows: NDArray[np.bool_]) -> Lesson:
        """The marked rows."""
        return Lesson(
            self.features[rows], self.names, self.bought[rows], self.size[rows],
            self.customer[rows], self.asked[rows], self.mix[rows], self.often[rows],
        )  # fmt: skip


def lessons(known: History, seed: int) -> Lesson | None:
    """The last baskets of every customer, each learnt from what came before it; None if none.

    Half of them are asked on the day of the visit, half on a day since the visit before: the
    board asks about people who come today, the file of needs about whenever they come next.
    """
    sample = known.sample(_MOST_FILLINGS)
    rng = np.random.default_rng(seed)
    found: list[Lesson] = []
    rows = 0
    for back in range(1, _MOST_LESSONS + 1):
        one = lesson_of(sample, back, rng, seed, early=back % 2 == 0)
        if one is None:
            break
        found.append(one)
        rows += len(one.bought)
        if rows >= _MOST_ROWS:
            break
    return together(found) if found else None


def lesson_of(
    known: History, back: int, rng: np.random.Generator, seed: int, *, early: bool
) -> Lesson | None:
    """Each customer's ``back``-th last basket, asked with the ones before it."""
    trace = trace_of(known)
    before = known.where(trace.ago >= back)
    target = known.where(trace.ago == back - 1)
    target = target.where(np.isin(target.customer, before.customer))
    if not len(target):
        return None
    view = outlook(before, mornings_of(before, target, rng if early else None))
    asked = np.searchsorted(view.customers, np.unique(target.customer))
    return told(view, shortlist(view, asked, KEEP, seed), target, back)


def mornings_of(before: History, target: History, rng: np.random.Generator | None) -> Floats:
    """The day of each customer's target basket (or one since the visit before); else the end."""
    customers, code = coded(before.customer)
    morning = np.full(len(customers), float(before.day.max()) + 1.0)
    starts = run_starts((target.customer,))
    who = np.searchsorted(customers, target.customer[starts])
    morning[who] = target.day[starts]
    if rng is not None:
        last = np.zeros(len(customers))
        np.maximum.at(last, code, before.day.astype(np.float64))
        morning -= np.floor(rng.random(len(morning)) * np.maximum(morning - last, 1.0))
    return morning


def told(view: Outlook, found: Shortlist, target: History, number: int) -> Lesson:
    """Features of a shortlist beside what was bought."""
    features, names = features_of(view, found)
    customer = view.customers[found.customer]
    who, size = np.unique(target.customer, return_counts=True)
    place = np.searchsorted(who, customer)
    often = np.nan_to_num(features[:, names.index("share")].astype(np.float64))
    return Lesson(
        features, names, in_baskets(customer, view.items[found.item], target),
        size[place].astype(np.float64), customer, place + (number << 32), found.mix, often,
    )  # fmt: skip


def together(parts: list[Lesson]) -> Lesson:
    """All rows of several lessons."""

    def stacked(name: str) -> NDArray[np.generic]:
        return np.concatenate([getattr(part, name) for part in parts])

    return Lesson(
        stacked("features").astype(np.float32), parts[0].names, stacked("bought").astype(bool),
        stacked("size").astype(np.float64), stacked("customer").astype(np.int64),
        stacked("asked").astype(np.int64), stacked("mix").astype(np.float64),
        stacked("often").astype(np.float64),
    )  # fmt: skip
