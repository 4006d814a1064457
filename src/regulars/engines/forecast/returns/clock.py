"""The shop's own clock: days on which it was shut do not count, busy months count for more.

These models take the wish to come as even over the year. A beach café breaks that: silence in
January is no farewell. So time is measured in *chances to come*, not in days. Closed stretches
stand still. With two years or more the months are tested; where the season is real and strong the
clock runs by it. With less it cannot be told from growth or decline, and that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy.stats import f as f_distribution

from ..history import Floats, History
from .records import WEEK

SHUT_FROM = 14
"""Days without any visit in the whole shop, from which it is asked whether it was shut."""
SHUT_CHANCE = 1e-6
SEASON_SURE = 0.01
SEASON_STRONG = 1.5
LEAST_MONTH = 5.0
YEAR = 365.25
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, eq=False)
class Clock:
    """How a shop's time runs from its first day to ``as_of``, and what was found about it.

    ``pace``: what each day counts, float[as_of - first]; ``months``: what a day of each month
    counts (mean 1 over a year), twelve of them. ``shut``: closed days found. ``season``: "none",
    "untested" (less than two years), or "strong". ``peak``: the busiest month over the quietest.
    """

    first: int
    pace: Floats
    months: tuple[float, ...]
    shut: int
    season: str
    peak: float

    @property
    def weeks(self) -> Floats:
        """How far the clock stood in weeks on each day."""
        return np.asarray((np.cumsum(self.pace) - self.pace[0]) / WEEK)

    def ahead(self, days: int) -> float:
        """How many weeks the next ``days`` count for: their months, with no other closing."""
        start = self.first + len(self.pace)
        if self.season != "strong":
            return days / WEEK
        return float(np.array(self.months)[_month(np.arange(start, start + days))].sum() / WEEK)

    def notes(self) -> tuple[str, ...]:
        """What a reader should know, in plain sentences."""
        said = []
        if self.shut:
            said.append(f"{self.shut} days without anybody count as closed and not as silence")
        if self.season == "strong":
            said.append(
                f"seasonal: the busiest month has {self.peak:.1f} times the visits of the "
                "quietest; time is counted by the season"
            )
        if self.season == "untested":
            said.append("seasons cannot be told from growth with less than two years: not tested")
        return tuple(said)


def clock(history: History, as_of: int) -> Clock:
    """The clock of the shop whose purchases before ``as_of`` these are."""
    _who, day = history.until(as_of).visits()
    if not len(day):
        return Clock(as_of, np.zeros(0), (1.0,) * 12, 0, "untested", 1.0)
    first = int(day.min())
    counts = np.bincount(day - first, minlength=as_of - first).astype(np.float64)
    open_days = ~_shut(counts)
    months, season, peak = _season(counts, open_days, first)
    pace = open_days.astype(np.float64)
    if season == "strong":
        pace = pace * np.array(months)[_month(np.arange(first, as_of))]
    return Clock(first, pace, months, int((~open_days).sum()), season, peak)


def _shut(counts: Floats) -> np.ndarray:
    """Days inside runs of silence too long to be chance at the shop's usual pace around them."""
    shut = np.zeros(len(counts), np.bool_)
    quiet = np.concatenate([[False], counts == 0, [False]])
    starts, ends = np.flatnonzero(np.diff(quiet.astype(int)) == 1), np.flatnonzero(
        np.diff(quiet.astype(int)) == -1
    )  # fmt: skip
    busy = counts[counts > 0]
    often = np.convolve(counts, np.ones(7), "valid")
    usual = max(float(np.median(often[often > 0])) / 7.0 if (often > 0).any() else 0.0, 0.0)
    for start, end in zip(starts, ends, strict=True):
        long = end - start >= SHUT_FROM and end < len(counts)
        if long and len(busy) and np.exp(-usual * (end - start)) < SHUT_CHANCE:
            shut[start:end] = True
    return shut


def _season(
    counts: Floats, open_days: np.ndarray, first: int
) -> tuple[tuple[float, ...], str, float]:
    """Two-way analysis of whole years: do the same months stand out year after year?

    log of visits a day, by month and year; F of the months against what is left over. Closed
    stretches count as quiet months here: what closes every winter is a season.
    """
    flat = (1.0,) * 12
    years = int(len(counts) // YEAR)
    if years < 2:
        return flat, "untested", 1.0
    begin = len(counts) - int(years * YEAR)
    days = np.arange(begin, len(counts))
    month = _month(first + days)
    year = ((days - begin) // YEAR).astype(np.int64)
    cells = np.bincount(year * 12 + month, counts[begin:], years * 12).reshape(years, 12)
    length = np.bincount(year * 12 + month, minlength=years * 12).reshape(years, 12)
    if cells.sum() / cells.size < LEAST_MONTH:
        return flat, "untested", 1.0
    level = np.log((cells + 0.5) / np.maximum(length, 1))
    by_month = level.mean(0) - level.mean()
    rest = level - level.mean(1, keepdims=True) - by_month
    noise = (rest**2).sum() / (11 * (years - 1))
    odds = years * (by_month**2).sum() / 11 / max(noise, 1e-12)
    sure = f_distribution.sf(odds, 11, 11 * (years - 1)) < SEASON_SURE
    pace = np.exp(by_month)
    peak = float(pace.max() / pace.min())
    if not sure or peak < SEASON_STRONG:
        return flat, "none", peak
    return tuple(float(one) for one in pace / pace.mean()), "strong", peak


def _month(days: np.ndarray) -> np.ndarray:
    """0..11 of days since 1970-01-01."""
    return np.asarray(days, "datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12


def day_after(days: int) -> date:
    return _EPOCH + timedelta(days=days)
