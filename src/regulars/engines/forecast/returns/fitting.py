"""Maximum likelihood with analytic gradients, and how sure its answer is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..history import Floats, run_starts

Objective = Callable[[Floats], tuple[float, Floats]]
"""Logarithms of the parameters to log-likelihood and its gradient in those logarithms."""

SPAN = (-8.0, 9.0)
"""Logarithms between which a parameter is looked for; one at the edge means "all alike"."""

SKETCH = 4_000
"""Customers of an even sample on which the first, rough climb is made where there are more."""


_STEPS = 60
SETTLED = 1e-7
"""Gain in log-likelihood that no longer counts: a three-thousandth of a standard error."""


class NotEnough(ValueError):
    """Nothing honest can be said yet; the message is one plain sentence.

    ``code`` names the reason to whoever words it anew; ``have`` of ``needed`` were there.
    """

    def __init__(self, code: str, message: str, have: int = 0, needed: int = 0) -> None:
        super().__init__(f"not enough yet: {message}")
        self.code, self.have, self.needed = code, have, needed


@dataclass(frozen=True)
class Fit:
    """Parameters at the top of the likelihood.

    ``errors`` are standard errors by the observed information, None where a parameter lies at the
    edge of what is looked for (the data do not tell it). ``covariance`` is that of the logarithms,
    zero where unknown. ``customers`` is how many were fitted.
    """

    names: tuple[str, ...]
    parameters: tuple[float, ...]
    errors: tuple[float | None, ...]
    covariance: tuple[tuple[float, ...], ...]
    log_likelihood: float
    customers: int
    converged: bool

    def as_dict(self) -> dict[str, dict[str, float | None]]:
        """name: {estimate, error}."""
        return {
            name: {"estimate": value, "error": error}
            for name, value, error in zip(self.names, self.parameters, self.errors, strict=True)
        }

    def draws(self, n: int, rng: np.random.Generator) -> Floats:
        """float[n, k]: parameters as likely as the data allow (normal in the logarithms)."""
        spread = np.array(self.covariance)
        values, vectors = np.linalg.eigh(spread)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        steps = rng.standard_normal((n, len(spread))) @ root.T
        return np.exp(np.clip(np.log(self.parameters) + np.clip(steps, -2.0, 2.0), *SPAN))


def maximised(
    objective: Objective, names: tuple[str, ...], starts: list[Floats], customers: int
) -> Fit:
    """The best of a few starts; ``objective`` takes and differentiates in logarithms.

    A second start is tried only where the first ended at an edge or did not settle.
    """
    best: _Top | None = None
    for start in starts:
        found = _climb(objective, start)
        if best is None or found.value > best.value + 1e-7:
            best = found
        if best.settled and inside(best.at).all():
            break
    assert best is not None
    values = np.exp(best.at)
    covariance = observed(objective, best.at)
    errors = tuple(
        float(value * np.sqrt(spread)) if spread > 0 else None
        for value, spread in zip(values, np.diag(covariance), strict=True)
    )
    return Fit(
        names, tuple(float(value) for value in values), errors,
        tuple(tuple(float(c) for c in row) for row in covariance),
        best.value, customers, best.settled,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Top:
    at: Floats
    value: float
    settled: bool


def _climb(objective: Objective, start: Floats) -> _Top:
    """Newton's steps uphill, of at most 2 in each logarithm, halved until they gain.

    The curvature comes from differences of the analytic gradient; where it is no hill its size is
    used, so every step goes up. Settled where the next step would gain nothing that counts.
    """
    at = np.clip(start, *SPAN)
    value, slope = objective(at)
    for _ in range(_STEPS):
        free = ~((at <= SPAN[0]) & (slope < 0)) & ~((at >= SPAN[1]) & (slope > 0))
        step = np.zeros_like(at)
        step[free] = _uphill(curvature(objective, at, np.flatnonzero(free)), slope[free])
        if slope @ step < SETTLED:
            return _Top(at, value, True)
        reached = _gaining(objective, at, value, slope, step)
        if reached is None:
            return _Top(at, value, bool(slope @ step < 1e-4))
        at, value, slope = reached
    return _Top(at, value, False)


def _uphill(curve: Floats, slope: Floats) -> Floats:
    if not np.isfinite(curve).all():
        return slope / max(float(np.abs(slope).max(initial=1.0)), 1.0)
    values, vectors = np.linalg.eigh(curve)
    size = np.maximum(np.abs(values), 1e-9 * max(float(np.abs(values).max(initial=0.0)), 1e-9))
    step = np.asarray(vectors @ ((vectors.T @ slope) / size))
    return step * min(1.0, 2.0 / max(float(np.abs(step).max(initial=0.0)), 1e-300))


def _gaining(
    objective: Objective, at: Floats, value: float, slope: Floats, step: Floats
) -> tuple[Floats, float, Floats] | None:
    for halving in range(40):
        there = np.clip(at + step * 0.5**halving, *SPAN)
        found, steepness = objective(there)
        gained = np.isfinite(found) and np.isfinite(steepness).all()
        if gained and found > value + 1e-4 * float(slope @ (there - at)):
            return there, found, steepness
    return None


def curvature(objective: Objective, at: Floats, free: np.ndarray, step: float = 1e-4) -> Floats:
    """Minus the second derivatives in the free logarithms, by central differences of gradients."""
    curve = np.empty((len(free), len(free)))
    for row, one in enumerate(free):
        up, down = at.copy(), at.copy()
        up[one] += step
        down[one] -= step
        curve[row] = ((objective(down)[1] - objective(up)[1]) / (2 * step))[free]
    return (curve + curve.T) / 2


def inside(at: Floats) -> np.ndarray:
    return (at > SPAN[0] + 0.05) & (at < SPAN[1] - 0.05)


def observed(objective: Objective, at: Floats) -> Floats:
    """Covariance of the logarithms: the inverse of the observed information, 0 where unknown."""
    free = np.flatnonzero(inside(at))
    covariance = np.zeros((len(at), len(at)))
    if not len(free):
        return covariance
    curve = curvature(objective, at, free)
    if not np.isfinite(curve).all():
        return covariance
    values, vectors = np.linalg.eigh(curve)
    if values.min() > 1e-9 * max(float(values.max()), 1e-300):
        covariance[np.ix_(free, free)] = (vectors / values) @ vectors.T
    return covariance


@dataclass(frozen=True, eq=False)
class Rows:
    """Customers alike are one row with a weight; terms of x alone are counted once a value of x."""

    x: Floats
    recency: Floats
    age: Floats
    weight: Floats
    counts: Floats
    times: Floats
    customers: int


def alike(x: Floats, recency: Floats, age: Floats, most: int) -> Rows:
    """float[n] each. Of more than ``most`` customers an even share is taken, sorted by what they
    did, so that it is a small picture of all."""
    order = np.lexsort((recency, age, x))
    if len(x) > most:
        order = order[:: -(-len(x) // most)]
    x, recency, age = x[order], recency[order], age[order]
    keys = (x.view(np.int64), recency.view(np.int64), age.view(np.int64))
    starts = run_starts(keys)
    weight = np.diff(np.append(starts, len(x))).astype(np.float64)
    counts, times = np.unique(x, return_counts=True)
    return Rows(
        x[starts], recency[starts], age[starts], weight, counts, times.astype(np.float64), len(x)
    )


def in_stages(
    x: Floats, recency: Floats, age: Floats, objective_of: Callable[[Rows], Objective],
    names: tuple[str, ...], starts: list[Floats], most: int,
) -> Fit:  # fmt: skip
    """Fitted to at most ``most`` customers, beginning where a rough sketch of them ends."""
    rows = alike(x, recency, age, most)
    if rows.customers > 2 * SKETCH:
        sketch = alike(x, recency, age, SKETCH)
        rough = maximised(objective_of(sketch), names, starts, sketch.customers)
        starts = [np.log(rough.parameters)]
    return maximised(objective_of(rows), names, starts, rows.customers)
