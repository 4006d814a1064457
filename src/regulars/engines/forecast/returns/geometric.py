"""BG/NBD and MBG/NBD: between visits they may leave, each time by their own small chance.

Somebody comes at a rate λ ~ Gamma(r, α) a week and leaves after a visit with chance p ~ Beta(a, b).
In MBG/NBD they may leave after the first visit already; in BG/NBD only after a later one.
Fader, Hardie & Lee, Marketing Science 24 (2005); Batislam, Denizel & Filiztekin, IJRM 24 (2007).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, expit, gammaln, psi

from ..history import Floats
from .fitting import Fit, Objective, Rows, in_stages

NAMES = ("r", "alpha", "a", "b")
_STEP = 0.5
MOST = 100_000
"""Customers beyond which an even sample is fitted: parameters are sure long before."""


@dataclass(frozen=True)
class Geometric:
    """Chances by given parameters; ``modified`` for MBG/NBD. All arrays broadcast."""

    r: float
    alpha: float
    a: float
    b: float
    modified: bool = False

    def alive(self, x: Floats, recency: Floats, age: Floats) -> Floats:
        """Chance that they have not left, given all until now."""
        return np.asarray(expit(-self._left(x, recency, age)))

    def _left(self, x: Floats, recency: Floats, age: Floats) -> Floats:
        """Log odds of having left after the last visit."""
        wait = np.log1p((age - recency) / (self.alpha + recency))
        if self.modified:
            return np.log(self.a) - np.log(self.b + x) + (self.r + x) * wait
        after = self.b + np.maximum(x, 1.0) - 1.0
        odds = np.log(self.a) - np.log(after) + (self.r + x) * wait
        return np.where(x > 0, odds, -np.inf)

    def visits_if_alive(self, x: Floats, age: Floats, weeks: float) -> Floats:
        """Expected visits in so many weeks of one who has not left.

        The mean of (1 - (1 + p t/(α + T))^-(r+x)) / p over p ~ Beta(a, b'), by the trapezoidal
        rule in logit p, which converges exponentially and never subtracts near-equals as the
        hypergeometric form does near a = 1.
        """
        stays = self._stays(x)
        nodes, weights = beta_rule(self.a, stays)
        grown = np.log1p(np.exp(nodes) * (weeks / (self.alpha + age))[..., None])
        visits = -np.expm1(-(self.r + x)[..., None] * grown) * np.exp(-nodes)
        return np.asarray((visits * weights).sum(-1))

    def comes_if_alive(self, x: Floats, age: Floats, weeks: float) -> Floats:
        """Chance of at least one visit in so many weeks of one who has not left."""
        return np.asarray(-np.expm1(-(self.r + x) * np.log1p(weeks / (self.alpha + age))))

    def _stays(self, x: Floats) -> Floats:
        return self.b + x + (1.0 if self.modified else 0.0)

    def simulate(
        self, x: Floats, age: Floats, weeks: float, rng: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """One future of each who has not left: visits in so many weeks, and when they end."""
        rate = rng.gamma(self.r + x) / (self.alpha + age)
        leaves = np.clip(rng.beta(self.a, self._stays(x)), 1e-12, 1.0)
        could = rng.poisson(np.minimum(rate * weeks, 1e9)).astype(np.float64)
        spare = rng.standard_exponential(leaves.shape)
        last = np.ceil(spare / -np.log1p(-np.minimum(leaves, 1 - 1e-12)))
        gone = last <= could
        ends = rng.beta(np.where(gone, last, 1.0), np.where(gone, could - last + 1.0, 1.0)) * weeks
        return np.minimum(last, could), np.where(gone, ends, weeks)


def beta_rule(a: float, b: Floats) -> tuple[Floats, Floats]:
    """Logs of p and weights for means over p ~ Beta(a, b) of what is constant near p = 0.

    Below the lowest node and above the highest the geometric tails are added in closed form.
    """
    left = -36.0
    steps = int((40.0 - left) / _STEP)
    z = np.log(a / (a + b))[..., None] + left + _STEP * np.arange(steps)
    log_p, log_q = -np.logaddexp(0.0, -z), -np.logaddexp(0.0, z)
    weights = np.exp(a * log_p + b[..., None] * log_q - betaln(a, b)[..., None]) * _STEP
    weights[..., 0] /= -np.expm1(-a * _STEP)
    weights[..., -1] /= -np.expm1(-b * _STEP)
    return log_p, weights / weights.sum(-1, keepdims=True)


def objective(rows: Rows, modified: bool) -> Objective:
    """Log-likelihood of BG/NBD or MBG/NBD and its gradient, in logarithms of r, α, a, b."""
    first = 1.0 if modified else 0.0
    may_leave = rows.x >= 1.0 - first

    def at(logs: Floats) -> tuple[float, Floats]:
        r, alpha, a, b = np.exp(logs)
        c, n = rows.counts, rows.times
        s = b + c + first
        alone = (
            gammaln(r + c) - gammaln(r) + r * np.log(alpha)
            + gammaln(a + b) + gammaln(s) - gammaln(b) - gammaln(a + s)
        )  # fmt: skip
        k, w = r + rows.x, rows.weight
        ages, seen = np.log(alpha + rows.age), np.log(alpha + rows.recency)
        after = b + np.maximum(rows.x + first, 1.0) - 1.0
        odds = np.where(may_leave, np.log(a / after) + k * (ages - seen), -np.inf)
        value = n @ alone + w @ (np.logaddexp(0.0, odds) - k * ages)
        gone = w * expit(odds)
        there = w - gone
        fix = psi(a + b) - psi(a + s)
        slope = np.array([
            n @ (psi(r + c) - psi(r) + np.log(alpha)) - there @ ages - gone @ seen,
            (n.sum() * r / alpha) - there @ (k / (alpha + rows.age))
            - gone @ (k / (alpha + rows.recency)),
            n @ fix + gone.sum() / a,
            n @ (fix + psi(s) - psi(b)) - gone @ (1.0 / after),
        ])  # fmt: skip
        return float(value), slope * np.exp(logs)

    return at


def fit(x: Floats, recency: Floats, age: Floats, modified: bool = False) -> Fit:
    """BG/NBD (or MBG/NBD) by maximum likelihood; float[n] each, times in weeks."""
    rate = max(float(x.sum()) / max(float(age.sum()), 1e-9), 1e-6)
    starts = [np.log([0.5, 0.5 / rate, 0.7, 2.5]), np.log([2.0, 2.0 / rate, 0.2, 5.0])]
    return in_stages(
        x, recency, age, lambda rows: objective(rows, modified), NAMES,
        [np.clip(start, -7.0, 8.0) for start in starts], MOST,
    )  # fmt: skip
