"""Invented shops of very different habits: what the ranker must not be surprised by."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from regulars.engines.forecast import History

FIRST_DAY = 17_167
KINDS = ("cafe", "pharmacy", "fashion", "grocery", "seasonal")


def shop(kind: str, customers: int, seed: int = 5) -> History:
    """Baskets of a year or less; every shop is drawn anew from its seed."""
    rng = np.random.default_rng(seed)
    rows = [row for who in range(customers) for row in _VISITS[kind](rng, who)]
    customer, item, day = np.array(rows).T
    return History.from_arrays(customer, item, FIRST_DAY + day)


def _cafe(rng: np.random.Generator, who: int) -> Iterator[tuple[int, int, int]]:
    """Near-daily, one or two things, a usual that changes once in a while."""
    usual, day = rng.integers(0, 25), int(rng.integers(0, 20))
    while day < 150:
        if rng.random() < 0.04:
            usual = rng.integers(0, 25)
        yield who, int(usual if rng.random() < 0.75 else rng.integers(0, 40)), day
        if rng.random() < 0.3:
            yield who, 40 + int(rng.zipf(1.6)) % 15, day
        day += 1 + int(rng.geometric(0.4))


def _pharmacy(rng: np.random.Generator, who: int) -> Iterator[tuple[int, int, int]]:
    """A few things every month like a clock, and now and then something for the moment."""
    for item in rng.choice(60, 3, replace=False):
        gap = float(rng.choice([28, 30, 56, 84]))
        at = rng.uniform(0, gap)
        while at < 360:
            yield who, int(item), int(at)
            at += gap + rng.normal(0, 2)
    for day in rng.integers(0, 360, 5):
        yield who, 60 + int(rng.zipf(1.4)) % 60, int(day)


def _fashion(rng: np.random.Generator, who: int) -> Iterator[tuple[int, int, int]]:
    """Hardly anything twice; a taste that is shared, and this month's things."""
    taste, day = int(rng.integers(0, 6)), int(rng.integers(0, 60))
    while day < 360:
        for _ in range(1 + rng.poisson(1)):
            mine = rng.random() < 0.7
            yield (
                who,
                (taste if mine else int(rng.integers(0, 6))) * 40
                + (day // 30 * 3 + int(rng.zipf(1.7)) % 6) % 40,
                day,
            )
        day += 10 + int(rng.exponential(35))


def _grocery(rng: np.random.Generator, who: int) -> Iterator[tuple[int, int, int]]:
    """Weekly, ten things of which half are always the same, some in turn."""
    staples = rng.choice(150, 14, replace=False)
    often, day = rng.beta(1.2, 2, 14), int(rng.integers(0, 7))
    while day < 240:
        for item, chance in zip(staples, often, strict=True):
            if rng.random() < chance:
                yield who, int(item), day
        yield who, int(rng.zipf(1.5)) % 300, day
        day += 4 + int(rng.geometric(0.25))


def _seasonal(rng: np.random.Generator, who: int) -> Iterator[tuple[int, int, int]]:
    """What is bought goes with the month for everybody; a few habits stay."""
    habit, day = int(rng.integers(0, 30)), int(rng.integers(0, 20))
    while day < 360:
        if rng.random() < 0.5:
            yield who, habit, day
        for _ in range(2):
            yield who, 100 + day // 45 * 12 + int(rng.zipf(1.6)) % 12, day
        day += 6 + int(rng.exponential(9))


_VISITS = {
    "cafe": _cafe, "pharmacy": _pharmacy, "fashion": _fashion, "grocery": _grocery,
    "seasonal": _seasonal,
}  # fmt: skip
