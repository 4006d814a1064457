"""Little invented shops whose truth is known, for the tests of the forecast engine."""

from __future__ import annotations

import numpy as np

from regulars.engines.forecast import History

FIRST_DAY = 17_167  # 2017-01-01


def renewal_shop(
    seed: int, customers: int, items: int, days: int, *, gap: float, noise: float,
    bulk: tuple[int, ...] = (1,), exponent: float = 0.0,
) -> History:  # fmt: skip
    """Each customer fills up on each item at log-normal gaps; a filling of q lasts q**exponent."""
    rng = np.random.default_rng(seed)
    rows = []
    for customer in range(customers):
        pace = rng.lognormal(0.0, 0.3)
        for item in range(items):
            rhythm = gap * pace * rng.lognormal(0.0, 0.4)
            at = rng.uniform(0, rhythm)
            while at < days:
                size = int(rng.choice(bulk))
                rows.append((customer, item, FIRST_DAY + int(at), size))
                at += max(rhythm * size**exponent * rng.lognormal(0.0, noise), 1.0)
    customer_, item_, day, size_ = np.array(rows).T
    return History.from_arrays(customer_, item_, day, size_)


def every(days: int, times: int, *, customer: int = 1, item: int = 1) -> History:
    """One customer who buys one item like a clock."""
    day = FIRST_DAY + days * np.arange(times)
    return History.from_arrays(np.full(times, customer), np.full(times, item), day)
