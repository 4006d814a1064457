"""Gamma-Gamma: what somebody spends at a visit, told from a few visits and from everybody else.

An amount ~ Gamma(p, ν), ν ~ Gamma(q, γ) between customers; amounts independent of how often they
come. Fader, Hardie & Lee, JMR 42 (2005); Fader & Hardie, note on the gamma-gamma model (2013).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, psi

from ..history import Floats
from .fitting import Fit, NotEnough, Objective, maximised

NAMES = ("p", "q", "v")
ENOUGH = 20
MOST = 50_000


@dataclass(frozen=True)
class Spend:
    """Mean amount of a visit, by given parameters (v is often written γ)."""

    p: float
    q: float
    v: float

    def mean(self, x: Floats, spend: Floats) -> Floats:
        """Expected mean amount of somebody with mean ``spend`` over x visits; finite for q > 1."""
        return np.asarray(self.p * (self.v + x * spend) / (self.p * x + self.q - 1.0))


def objective(x: Floats, spend: Floats) -> Objective:
    """Log-likelihood of the mean amounts and its gradient, in logarithms of p, q, v."""
    log_m, log_x, xm = np.log(spend), np.log(x), x * spend

    def at(logs: Floats) -> tuple[float, Floats]:
        p, q, v = np.exp(logs)
        px = p * x
        much = np.log(xm + v)
        value = (
            gammaln(px + q) - gammaln(px) - gammaln(q) + q * np.log(v)
            + (px - 1.0) * log_m + px * log_x - (px + q) * much
        ).sum()  # fmt: skip
        pull = psi(px + q)
        slope = np.array([
            (x * (pull - psi(px) + log_m + log_x - much)).sum(),
            (pull - psi(q) + np.log(v) - much).sum(),
            (q / v - (px + q) / (xm + v)).sum(),
        ])  # fmt: skip
        return float(value), slope * np.exp(logs)

    return at


def fit(x: Floats, spend: Floats) -> Fit:
    """Gamma-Gamma by maximum likelihood, on those who came again and paid something.

    Raises NotEnough where too few did, or where all paid the same.
    """
    counts = (x > 0) & (spend > 0) & np.isfinite(spend)
    if counts.sum() < ENOUGH:
        have = int(counts.sum())
        raise NotEnough(
            "amounts", f"{have} who came again have amounts; {ENOUGH} are needed", have, ENOUGH
        )
    many, paid = x[counts], spend[counts]
    if paid.std() <= 1e-9 * paid.mean():
        raise NotEnough("same", "everybody paid the same, so no spread can be learnt")
    if len(many) > MOST:
        thin = slice(None, None, -(-len(many) // MOST))
        many, paid = many[thin], paid[thin]
    unit = float(paid.mean())
    found = maximised(
        objective(many, paid / unit), NAMES,
        [np.log([5.0, 4.0, 0.5]), np.log([1.5, 2.5, 1.0])], len(many),
    )  # fmt: skip
    return in_unit(found, unit)


def in_unit(found: Fit, unit: float) -> Fit:
    """The same fit in the shop's own currency: v is an amount, and a density has its unit."""
    p, q, v = found.parameters
    last = found.errors[2]
    return Fit(
        NAMES, (p, q, v * unit), (*found.errors[:2], None if last is None else last * unit),
        found.covariance, found.log_likelihood - found.customers * float(np.log(unit)),
        found.customers, found.converged,
    )  # fmt: skip
