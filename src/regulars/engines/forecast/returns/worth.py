"""What somebody will bring over the years, and the range in which it will probably lie.

Value = margin × Σ over the years of visits × amount ÷ (1 + discount)^(when). The expected value is
reckoned without chance. The range comes from drawn futures: parameters as sure as the data make
them, the customer's own rate, loyalty and purse, and the luck of the draw. All that a future
depends on besides the chance to be still here is (x, T), so futures are drawn once on a grid of
them and looked up: a million customers cost no more draws than a hundred.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RegularGridInterpolator

from ..history import Floats
from .clock import YEAR
from .fitting import Fit
from .geometric import Geometric
from .pareto import Pareto
from .records import WEEK
from .spend import Spend

Model = Geometric | Pareto
LEVELS = (0.1, 0.5, 0.9)
_AGES = 20
_PATHS = 3000
_TABLE_AGES = 7
_QUANTILES = np.linspace(0.0, 1.0, 65)
_CHUNK = 200_000


@dataclass(frozen=True)
class Inputs:
    """What a value rests on besides the data: shown wherever a value is shown.

    ``years`` 1 to 20; ``discount`` a year (0.1: ten per cent); ``margin``: share of an amount that
    stays with the house, 1 for turnover.
    """

    years: int = 10
    discount: float = 0.1
    margin: float = 1.0

    def __post_init__(self) -> None:
        if not 1 <= self.years <= 20:
            raise ValueError(f"years must be 1 to 20, not {self.years}")
        if not 0 <= self.discount <= 1:
            raise ValueError(f"discount must be 0 to 1, as 0.1 for 10 % a year: {self.discount}")
        if not 0 < self.margin <= 1:
            raise ValueError(f"margin must be above 0 and at most 1: {self.margin}")


def on_grid(ask: object, x: Floats, age: Floats) -> Floats:
    """``ask(x, age)`` for every customer, from few values: Chebyshev in log age for each x.

    ``ask`` takes and gives float[n]. For n below a thousand it is asked outright.
    """
    assert callable(ask)
    if len(x) <= 1000:
        return np.asarray(ask(x, age))
    low, high = np.log1p(age.min()), np.log1p(age.max())
    if high - low < 1e-9:
        each, which = np.unique(x, return_inverse=True)
        return np.asarray(ask(each, np.full(len(each), age[0])))[which]
    points = np.cos(np.pi * (np.arange(_AGES) + 0.5) / _AGES)
    ages = np.expm1((points + 1) / 2 * (high - low) + low)
    each, which = np.unique(x, return_inverse=True)
    asked = np.asarray(ask(np.repeat(each, _AGES), np.tile(ages, len(each))))
    waves = np.cos(np.pi * np.outer(np.arange(_AGES) + 0.5, np.arange(_AGES)) / _AGES)
    factors = np.log(np.maximum(asked, 1e-300)).reshape(-1, _AGES) @ waves * (2 / _AGES)
    factors[:, 0] /= 2
    return _looked_up(factors, which, np.log1p(age), low, high)


def _looked_up(
    factors: Floats, which: NDArray[np.int64], at: Floats, low: float, high: float
) -> Floats:
    found = np.empty(len(which))
    for start in range(0, len(which), _CHUNK):
        part = slice(start, start + _CHUNK)
        z = np.clip(2 * (at[part] - low) / (high - low) - 1, -1, 1)
        mine = factors[which[part]]
        one, two = np.zeros_like(z), np.zeros_like(z)
        for term in range(_AGES - 1, 0, -1):
            one, two = mine[:, term] + 2 * z * one - two, one
        found[part] = np.exp(mine[:, 0] + z * one - two)
    return found


def discounted_if_alive(
    model: Model, x: Floats, age: Floats, inputs: Inputs, weeks_a_year: float = YEAR / WEEK
) -> Floats:
    """Expected visits of one who has not left, each discounted from the middle of its quarter."""
    total, before = np.zeros(len(x)), np.zeros(len(x))
    for quarter in range(1, 4 * inputs.years + 1):
        until = model.visits_if_alive(x, age, weeks_a_year * quarter / 4)
        total += (until - before) / (1 + inputs.discount) ** ((quarter - 0.5) / 4)
        before = until
    return total


def value_ranges(
    model: Model,
    fit: Fit,
    purse: Spend,
    purse_fit: Fit,
    inputs: Inputs,
    x: Floats,
    age: Floats,
    alive: Floats,
    spend: Floats,
    seed: int,
) -> Floats:
    """float[n, 3]: value at 10, 50 and 90 % of drawn futures; 0 where they have left in that many.

    ``model`` decides the kind; ``fit`` and ``purse_fit`` how sure the parameters are.
    """  # fmt: skip
    rng = np.random.default_rng(seed)
    visits = _some(x)
    youngest = max(float(age.min()), 0.1)
    ages = np.geomspace(youngest, max(float(age.max()), youngest * 1.1), _TABLE_AGES)
    table = np.empty((len(visits), len(ages), len(_QUANTILES)))
    models = [_like(model, drawn) for drawn in fit.draws(40, rng)]
    purses = [Spend(*drawn) for drawn in purse_fit.draws(40, rng)]
    for row, many in enumerate(visits):
        for column, old in enumerate(ages):
            table[row, column] = np.quantile(
                _futures(models, purse, purses, many, old, inputs, rng), _QUANTILES
            )
    grown = np.log1p(table)
    points = (np.log1p(visits), np.log(ages), _QUANTILES)
    ask = RegularGridInterpolator(points, grown, bounds_error=False, fill_value=None)
    scale = inputs.margin * purse.p * (purse.v + x * spend)
    return _mixed(ask, points, x, age, alive) * scale[:, None]


def _some(x: Floats) -> Floats:
    """All small numbers of visits, then ever fewer; at least two."""
    top = max(float(x.max(initial=1.0)), 1.0)
    return np.unique(np.concatenate([np.arange(min(top, 8.0) + 1),
                                     np.rint(np.geomspace(8.0, max(top, 9.0), 10))]))  # fmt: skip


def _like(model: Model, drawn: Floats) -> Model:
    one, two, three, four = (float(value) for value in drawn)
    if isinstance(model, Geometric):
        return Geometric(one, two, three, four, model.modified)
    return Pareto(one, two, three, four)


def _futures(
    models: list[Model], purse: Spend, purses: list[Spend], x: float, age: float, inputs: Inputs,
    rng: np.random.Generator,
) -> Floats:  # fmt: skip
    """Drawn futures of one still here: discounted visits × purse, the purse in units of
    p (v + x m), so that the customer's own mean amount m may be put in afterwards."""
    each = _PATHS // len(models)
    weeks = inputs.years * YEAR / WEEK
    force = np.log1p(inputs.discount) / (YEAR / WEEK)
    worth = []
    for model, other in zip(models, purses, strict=True):
        many, ends = model.simulate(np.full(each, x), np.full(each, age), weeks, rng)
        much = force * ends
        mean = np.where(much > 1e-9, -np.expm1(-much) / np.maximum(much, 1e-12), 1.0)
        amount = rng.gamma(other.p * x + other.q, size=each)
        shift = other.p * other.v / (purse.p * purse.v) if x == 0 else other.p / purse.p
        worth.append(many * mean * shift / np.maximum(amount, 1e-9))
    return np.concatenate(worth)


def _mixed(
    ask: RegularGridInterpolator, points: tuple[Floats, Floats, Floats], x: Floats, age: Floats,
    alive: Floats,
) -> Floats:  # fmt: skip
    """Quantiles of: gone (worth nothing) with chance 1 - alive, else a drawn future."""
    found = np.zeros((len(x), len(LEVELS)))
    at_x = np.clip(np.log1p(x), points[0][0], points[0][-1])
    at_age = np.clip(np.log(np.maximum(age, 1e-9)), points[1][0], points[1][-1])
    for column, level in enumerate(LEVELS):
        inner = np.clip((level - (1 - alive)) / np.maximum(alive, 1e-9), 0.0, 1.0)
        for start in range(0, len(x), _CHUNK):
            part = slice(start, start + _CHUNK)
            asked = np.expm1(ask((at_x[part], at_age[part], inner[part])))
            found[part, column] = np.where(inner[part] > 0, asked, 0.0)
    return found
