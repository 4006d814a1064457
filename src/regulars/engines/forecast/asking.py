"""Asking the rhythm on a given morning, and asking it on past mornings to learn its errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from .calibration import Levels, Truths, learn_levels, nominal_levels
from .history import Floats, History, Ints, coded
from .rhythm import Rhythm, rhythm_of
from .waiting import happened_by, time_by

_MOST_ROWS = 2_000_000


@dataclass(frozen=True, eq=False)
class Asked:
    """Pairs as they stood on a morning, and what the model says; one row per pair.

    ``elapsed``: days waited (half a day less than the calendar's, so that today still counts);
    ``within``: the model's chance to come within the horizon, given the silence so far.
    """

    last_day: Floats
    elapsed: Floats
    log_median: Floats
    shape: Floats
    log_elapsed: Floats
    gaps: Ints
    within: Floats

    def day_by(self, level: Floats) -> Floats:
        """The day by which a share ``level`` of those that come within the horizon have come."""
        wait = time_by(level * self.within, self.elapsed, self.log_median, self.shape)
        return self.last_day + np.minimum(wait, 36_500.0)

    def share_by(self, day: Floats) -> Floats:
        """The share of those that come within the horizon that has come by ``day``."""
        waited = day - self.last_day
        return happened_by(waited, self.elapsed, self.log_median, self.shape) / self.within

    def where(self, keep: np.ndarray) -> Asked:
        return Asked(*(getattr(self, field.name)[keep] for field in fields(self)))

    @classmethod
    def together(cls, parts: list[Asked]) -> Asked:
        names = [field.name for field in fields(cls)]
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def ask(rhythm: Rhythm, morning: int, horizon: int) -> Asked:
    """The state of each pair on that morning; the question is about the next ``horizon`` days."""
    elapsed = np.maximum(morning - 0.5 - rhythm.last_day, 0.5)
    within = happened_by(elapsed + horizon, elapsed, rhythm.log_median, rhythm.shape)
    return Asked(
        rhythm.last_day.astype(np.float64), elapsed, rhythm.log_median, rhythm.shape,
        np.log(elapsed) - rhythm.log_median, rhythm.gaps, np.maximum(within, 1e-9),
    )  # fmt: skip


def next_days(rhythm: Rhythm, later: History) -> Floats:
    """First day on which each pair is bought in ``later`` (NaN if it is not)."""
    first = later.firsts()
    _, who = coded(np.append(rhythm.customer, first.customer))
    _, what = coded(np.append(rhythm.item, first.item))
    key = who * (int(what.max(initial=0)) + 1) + what
    mine, theirs = key[: len(rhythm)], key[len(rhythm) :]
    return _looked_up(mine, theirs, first.day.astype(np.float64))


def _looked_up(keys: Ints, known: Ints, value: Floats) -> Floats:
    """``value`` of each key in sorted ``known``; NaN where it is not there."""
    if not len(known):
        return np.full(len(keys), np.nan)
    place = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[place] == keys, value[place], np.nan)


def levels_from_past(
    known: History, as_of: int, horizon: int, sizes: Mapping[int, int] | None, splits: int
) -> tuple[Levels, int]:
    """Levels learned on past mornings, each with its whole window before ``as_of``.

    Returns the levels and the window they were learned with: the horizon, or a third of the
    history where that is shorter. The mornings fall on the same weekday, a week apart, so that
    neither the weekday nor one holiday bends the levels; large shops are sampled by customer.
    """
    if not len(known):
        return nominal_levels(), horizon
    first = int(known.day.min())
    window = max(1, min(horizon, (as_of - first) // 3))
    latest = as_of - -(-window // 7) * 7
    mornings = [latest - 7 * week for week in range(splits) if latest - 7 * week - first >= window]
    sample = known.sample(_MOST_ROWS)
    return _learned([_past(sample, morning, window, sizes) for morning in mornings]), window


def _past(
    known: History, morning: int, window: int, sizes: Mapping[int, int] | None
) -> tuple[Asked, Floats]:
    """What was asked on a past morning, and when each pair then came (NaN if not in time)."""
    rhythm = rhythm_of(known.until(morning), sizes)
    return ask(rhythm, morning, window), next_days(
        rhythm, known.since(morning).until(morning + window)
    )


def _learned(rounds: list[tuple[Asked, Floats]]) -> Levels:
    if not rounds:
        return nominal_levels()
    asked = Asked.together([one for one, _ in rounds])
    found = np.concatenate([days for _, days in rounds])
    came = np.isfinite(found)
    there, day = asked.where(came), found[came]
    truths = Truths(there.share_by(day - 0.5), there.share_by(day), there.share_by(day + 0.5))
    return learn_levels(asked, came.astype(np.int64), truths)
