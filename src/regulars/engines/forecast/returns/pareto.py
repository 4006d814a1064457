"""Pareto/NBD: they come at their own rate until some day, unannounced, they have left.

A rate λ ~ Gamma(r, α) a week; the time until they leave exponential with μ ~ Gamma(s, β).
Schmittlein, Morrison & Colombo, Management Science 33 (1987); Fader & Hardie, note 9 (2005).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import expit, gammaln, psi

from ..history import Floats
from .fitting import Fit, Objective, Rows, in_stages

NAMES = ("r", "alpha", "s", "beta")
_NODES = 40
MOST = 20_000
"""Customers beyond which an even sample is fitted."""
_DEEP = 45.0
_CHUNK = 50_000


@dataclass(frozen=True)
class Pareto:
    """Chances by given parameters. All arrays broadcast."""

    r: float
    alpha: float
    s: float
    beta: float

    def alive(self, x: Floats, recency: Floats, age: Floats) -> Floats:
        """Chance that they have not left, given all until now."""
        found = np.empty(len(x))
        for start in range(0, len(x), _CHUNK):
            part = slice(start, start + _CHUNK)
            log_u, exponent, _ = leaving(self, x[part], recency[part], age[part])
            left = np.log(self.s) + summed(exponent + log_u)
            stayed = -(self.r + x[part]) * np.log(self.alpha + age[part]) - self.s * np.log(
                self.beta + age[part]
            )
            found[part] = expit(stayed - left)
        return found

    def visits_if_alive(self, x: Floats, age: Floats, weeks: float) -> Floats:
        """Expected visits in so many weeks of one who has not left."""
        span = np.log1p(weeks / (self.beta + age))
        power = self.s - 1.0
        grown = span if abs(power) < 1e-12 else -np.expm1(-power * span) / power
        return np.asarray((self.r + x) / (self.alpha + age) * (self.beta + age) * grown)

    def comes_if_alive(self, x: Floats, age: Floats, weeks: float) -> Floats:
        """Chance of at least one visit in so many weeks: the density of the next one, added up."""
        points, weights = rule()
        low = np.minimum(self.alpha, self.beta) + age
        width = np.log1p(weeks / low)[..., None]
        later = low[..., None] * np.expm1(points * width)
        wait = np.log1p(later / (self.alpha + age)[..., None])
        stay = np.log1p(later / (self.beta + age)[..., None])
        k = (self.r + x)[..., None]
        dense = np.exp(-(k + 1.0) * wait - self.s * stay) * (low[..., None] + later)
        first = (dense * weights).sum(-1) * width[..., 0] * (self.r + x) / (self.alpha + age)
        return np.asarray(np.clip(first, 0.0, 1.0))

    def simulate(
        self, x: Floats, age: Floats, weeks: float, rng: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """One future of each who has not left: visits in so many weeks, and when they end."""
        rate = rng.gamma(self.r + x) / (self.alpha + age)
        leaves = rng.gamma(self.s, size=np.shape(x)) / (self.beta + age)
        ends = np.minimum(
            rng.standard_exponential(leaves.shape) / np.maximum(leaves, 1e-300), weeks
        )
        return rng.poisson(np.minimum(rate * ends, 1e9)).astype(np.float64), ends


@cache
def rule() -> tuple[Floats, Floats]:
    """Gauss and Legendre's points and weights on 0..1."""
    points, weights = np.polynomial.legendre.leggauss(_NODES)
    return (points + 1) / 2, weights / 2


def leaving(
    model: Pareto, x: Floats, recency: Floats, age: Floats
) -> tuple[Floats, Floats, Floats]:
    """∫ (α+y)^-(r+x) (β+y)^-(s+1) dy from the last visit to now, as logs of weights and terms.

    In u = log(min(α, β) + y) the logarithm of the integrand is concave; the range is cut where it
    has fallen by e^-45, and Gauss-Legendre does the rest to machine precision. (The usual 2F1 is
    this integral, and overflows for steady customers.) Gives log weights, logs of the integrand
    and y, float[n, 40] each.
    """
    c = min(model.alpha, model.beta)
    start, stop = np.log(c + recency), np.log(c + age)
    stop = np.minimum(stop, start + _fall(model, x, recency, stop - start))
    points, weights = rule()
    width = stop - start
    u = start[:, None] + width[:, None] * points
    y = np.exp(u) - c
    exponent = -(model.r + x)[:, None] * np.log(model.alpha + y)
    exponent -= (model.s + 1.0) * np.log(model.beta + y)
    with np.errstate(divide="ignore"):
        return u + np.log(width[:, None] * weights), exponent, y


def _fall(model: Pareto, x: Floats, recency: Floats, width: Floats) -> Floats:
    """How far in u until the integrand has fallen by e^-45: Newton from the right, on a concave."""
    c = min(model.alpha, model.beta)
    k, s = model.r + x, model.s + 1.0
    base = c + recency

    def depth(w: Floats) -> tuple[Floats, Floats]:
        more = base * np.expm1(w)
        one, two = model.alpha + recency, model.beta + recency
        fallen = w - k * np.log1p(more / one) - s * np.log1p(more / two) + _DEEP
        y = base * np.exp(w)
        return fallen, 1.0 - k * y / (one + more) - s * y / (two + more)

    at = width.copy()
    for _ in range(12):
        fallen, slope = depth(at)
        step = np.where((fallen < 0) & (slope < 0), fallen / np.minimum(slope, -1e-12), 0.0)
        at = np.clip(at - step, 0.0, width)
    return at


def summed(terms: Floats) -> Floats:
    """Log of the sum of exponentials along the last axis."""
    top = terms.max(-1, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(terms - top).sum(-1)) + top[..., 0])


def objective(rows: Rows) -> Objective:
    """Log-likelihood of Pareto/NBD and its gradient, in logarithms of r, α, s, β."""

    def at(logs: Floats) -> tuple[float, Floats]:
        r, alpha, s, beta = np.exp(logs)
        model = Pareto(float(r), float(alpha), float(s), float(beta))
        c, n, w = rows.counts, rows.times, rows.weight
        alone = gammaln(r + c) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
        k = r + rows.x
        log_w, exponent, y = leaving(model, rows.x, rows.recency, rows.age)
        terms = log_w + exponent
        left = np.log(s) + summed(terms)
        ages, lives = np.log(alpha + rows.age), np.log(beta + rows.age)
        stayed = -k * ages - s * lives
        both = np.logaddexp(stayed, left)
        value = n @ alone + w @ both
        there, gone = w * np.exp(stayed - both), w * np.exp(left - both)
        least = np.where(np.isfinite(left), left - np.log(s), 0.0)
        share = np.exp(terms - least[:, None])
        many = n.sum()
        slope = np.array([
            n @ (psi(r + c) - psi(r)) + many * np.log(alpha) - there @ ages
            - gone @ (share * np.log(alpha + y)).sum(1),
            many * r / alpha - there @ (k / (alpha + rows.age))
            - gone @ (k * (share / (alpha + y)).sum(1)),
            many * np.log(beta) - there @ lives
            + gone @ (1.0 / s - (share * np.log(beta + y)).sum(1)),
            many * s / beta - there @ (s / (beta + rows.age))
            - gone @ ((s + 1.0) * (share / (beta + y)).sum(1)),
        ])  # fmt: skip
        return float(value), slope * np.exp(logs)

    return at


def fit(x: Floats, recency: Floats, age: Floats) -> Fit:
    """Pareto/NBD by maximum likelihood; float[n] each, times in weeks."""
    rate = max(float(x.sum()) / max(float(age.sum()), 1e-9), 1e-6)
    span = max(float(age.max(initial=1.0)), 1.0)
    starts = [np.log([0.6, 0.6 / rate, 0.6, span / 3]), np.log([2.0, 2.0 / rate, 0.3, span])]
    return in_stages(
        x, recency, age, objective, NAMES, [np.clip(start, -7.0, 8.0) for start in starts], MOST
    )
