"""The rice jar: how long a known container lasts, and what each visit teaches about its use.

After Wang Yongqing, who measured the jar, asked how many eat from it, and brought rice before
it was empty. Amounts share one unit (kg, litres, pieces); use is per day, all mouths together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, sqrt

from .reasons import Basis, Reason

_EIGHTY = 1.2816
_USUAL_SPREAD = 0.15
_DAY_TO_DAY = 0.3
_HALF_LIFE_DAYS = 120.0
_FURTHEST_DAYS = 36_500.0
_READING_ERROR = 0.02


@dataclass(frozen=True)
class DailyUse:
    """Use per day in all: ``mean`` > 0 and ``sd``, how uncertain that mean is."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        if not (self.mean > 0 and self.sd >= 0):
            raise ValueError("daily use must be more than nothing, its uncertainty not negative")

    @classmethod
    def of(cls, mouths: int, each: float, spread: float = _USUAL_SPREAD) -> DailyUse:
        """``mouths`` people using ``each`` a day, known to within the relative ``spread``."""
        return cls(mouths * each, mouths * each * spread)


@dataclass(frozen=True)
class Container:
    """A container with ``capacity`` and what was in it after the filling on ``filled_on``.

    ``filled_amount`` None means filled to the brim; ``lead_days`` is how many days before it is
    empty someone should come.
    """

    capacity: float
    daily_use: DailyUse
    filled_on: date
    filled_amount: float | None = None
    lead_days: int = 2

    def __post_init__(self) -> None:
        if not self.capacity > 0:
            raise ValueError("a container's capacity must be more than nothing")
        if not 0 <= self.amount <= self.capacity:
            raise ValueError("the filled amount must lie between nothing and the capacity")
        if self.lead_days < 0:
            raise ValueError("lead days cannot be negative")

    @property
    def amount(self) -> float:
        return self.capacity if self.filled_amount is None else self.filled_amount


@dataclass(frozen=True)
class Remaining:
    """What is left on a day: ``amount`` and the 80 % range around it, within the container."""

    amount: float
    low: float
    high: float


@dataclass(frozen=True)
class ContainerRunOut:
    """``empty_on`` with its 80 % range; ``visit_on`` is ``lead_days`` before ``empty_on``."""

    container: Container
    empty_on: date
    empty_from: date
    empty_to: date
    visit_on: date
    basis: Basis = Basis.CONTAINER

    def remaining(self, day: date) -> Remaining:
        """What is left at the start of ``day`` (a full container before its filling)."""
        gone = max((day - self.container.filled_on).days, 0)
        use, amount = self.container.daily_use, self.container.amount
        margin = _EIGHTY * use.sd * gone
        middle = amount - use.mean * gone
        low, mid, high = (min(max(x, 0.0), amount) for x in (middle - margin, middle,
                                                             middle + margin))  # fmt: skip
        return Remaining(mid, low, high)

    def reason(self) -> Reason:
        """Amount and daily use, as facts for the sentence."""
        daily_use = round(self.container.daily_use.mean, 3)
        return Reason("container", {"amount": self.container.amount, "daily_use": daily_use})


def container_run_out(container: Container) -> ContainerRunOut:
    """When the container is empty: amount / daily use, and the range its uncertainty leaves."""
    use = container.daily_use
    lasts = container.amount / use.mean
    soon = container.amount / (use.mean + _EIGHTY * use.sd)
    late = container.amount / max(use.mean - _EIGHTY * use.sd, use.mean * 0.05)
    empty_on = _after(container.filled_on, floor(lasts + 1e-9))
    return ContainerRunOut(
        container, empty_on,
        _after(container.filled_on, floor(soon + 1e-9)),
        _after(container.filled_on, ceil(late - 1e-9)),
        max(empty_on - timedelta(days=container.lead_days), container.filled_on),
    )  # fmt: skip


def _after(start: date, days: float) -> date:
    furthest = (date.max - start).days
    return start + timedelta(days=int(min(days, _FURTHEST_DAYS, furthest)))


@dataclass(frozen=True)
class Leftover:
    """What a visit found: ``left`` of ``amount`` filled on ``filled_on``, seen on ``seen_on``."""

    filled_on: date
    amount: float
    seen_on: date
    left: float

    @property
    def days(self) -> int:
        return (self.seen_on - self.filled_on).days


def learn_daily_use(
    prior: DailyUse, observations: Sequence[Leftover], *, half_life: float = _HALF_LIFE_DAYS
) -> DailyUse:
    """The prior corrected by what was left, each sight weighed by its precision, old ones less.

    Normal conjugate update (Gelman et al., Bayesian Data Analysis, 2013, ch. 2); an observation
    loses half its weight per ``half_life`` days before the latest one. An empty container says
    "at least so much a day" and never lowers the use. Sights less than a day after filling or
    with more left than was filled are ignored.
    """
    useful = [seen for seen in observations if seen.days >= 1 and 0 <= seen.left <= seen.amount]
    if not useful:
        return prior
    latest = max(seen.seen_on for seen in useful)
    precision = 1.0 / max(prior.sd, prior.mean * 0.01) ** 2
    weighted, total = precision * prior.mean, precision
    for seen in useful:
        weight = 0.5 ** ((latest - seen.seen_on).days / half_life) / _sight_variance(prior, seen)
        weighted += weight * _rate(prior, seen)
        total += weight
    return DailyUse(max(weighted / total, prior.mean * 0.01), 1.0 / sqrt(total))


def _rate(prior: DailyUse, seen: Leftover) -> float:
    rate = (seen.amount - seen.left) / seen.days
    return max(rate, prior.mean) if seen.left == 0 else rate


def _sight_variance(prior: DailyUse, seen: Leftover) -> float:
    """Day-to-day swings average out over the days; reading the level costs 2 % of the filling."""
    swings = (_DAY_TO_DAY * prior.mean) ** 2 / seen.days
    return swings + (_READING_ERROR * seen.amount / seen.days) ** 2
