"""A small ridge logistic regression: damped Newton steps on standard columns (IRLS).

Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2009, 4.4.1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .history import Floats

_STEPS = 15
_RIDGE = 1.0


@dataclass(frozen=True, eq=False)
class Logistic:
    """Chance = sigmoid(start + slopes · (x - centre) / scale)."""

    start: float
    slopes: Floats
    centre: Floats
    scale: Floats

    def chance(self, features: Floats) -> Floats:
        """Chance per row of features[n, k]."""
        return sigmoid(self.odds(features))

    def odds(self, features: Floats) -> Floats:
        """Log odds per row of features[n, k]."""
        weights = self.slopes / self.scale
        odds: Floats = features @ weights + (self.start - float(self.centre @ weights))
        return odds

    def recalibrated(self, features: Floats, happened: Floats) -> Logistic:
        """The same order of rows, with odds stretched and shifted to fit (Platt, 1999)."""
        line = fit_logistic(self.odds(features)[:, None], happened)
        stretch = float(line.slopes[0] / line.scale[0])
        start = line.start + stretch * (self.start - float(line.centre[0]))
        return Logistic(start, stretch * self.slopes, self.centre, self.scale)


def fit_logistic(features: Floats, happened: Floats, weight: Floats | None = None) -> Logistic:
    """Fit on features[n, k] and happened[n] in 0..1; the ridge keeps small n tame.

    ``weight`` float[n] counts rows unevenly (default 1). Newton steps are halved until they
    help, so that near-equal columns cannot throw the fit off.
    """
    weight = np.ones(len(happened)) if weight is None else weight
    centre = features.mean(axis=0)
    scale = np.maximum(features.std(axis=0), 1e-9)
    task = _Task(
        np.column_stack([np.ones(len(features)), (features - centre) / scale]), happened, weight
    )
    rate = (weight @ happened + 0.5) / (weight.sum() + 1.0)
    weights = np.zeros(features.shape[1] + 1)
    weights[0] = np.log(rate / (1 - rate))
    weights = _descend(task, weights)
    return Logistic(float(weights[0]), weights[1:], centre, scale)


@dataclass(frozen=True, eq=False)
class _Task:
    columns: Floats
    happened: Floats
    weight: Floats

    @property
    def penalty(self) -> Floats:
        penalty = np.full(self.columns.shape[1], _RIDGE)
        penalty[0] = 1e-6
        return penalty

    def loss(self, weights: Floats) -> float:
        odds = self.columns @ weights
        fit = self.weight @ (np.logaddexp(0.0, odds) - self.happened * odds)
        return float(fit + 0.5 * self.penalty @ weights**2)

    def step(self, weights: Floats) -> Floats:
        chance = sigmoid(self.columns @ weights)
        curve = (self.columns * (self.weight * chance * (1 - chance))[:, None]).T @ self.columns
        slope = self.columns.T @ (self.weight * (self.happened - chance)) - self.penalty * weights
        step: Floats = np.linalg.solve(curve + np.diag(self.penalty), slope).astype(np.float64)
        return step


def _descend(task: _Task, weights: Floats) -> Floats:
    loss = task.loss(weights)
    for _ in range(_STEPS):
        better, lower = _halved(task, weights, loss)
        if loss - lower <= 1e-7 * abs(loss):
            break
        weights, loss = better, lower
    return weights


def _halved(task: _Task, weights: Floats, loss: float) -> tuple[Floats, float]:
    """The first of the full, half, quarter … steps that lowers the loss."""
    step = task.step(weights)
    for _ in range(8):
        found = task.loss(weights + step)
        if found < loss:
            return weights + step, found
        step = step / 2.0
    return weights, loss


def sigmoid(x: Floats) -> Floats:
    """1 / (1 + exp(-x)) without overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * x))
