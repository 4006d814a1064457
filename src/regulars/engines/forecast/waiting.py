"""The log-logistic waiting time: heavy-tailed like a log-normal, and every answer closed.

S(t) = 1 / (1 + (t/median)^(1/shape)); log t is logistic with mean log(median) and scale
``shape``. Conditioning on survival to ``elapsed`` needs no integral. Source: Kalbfleisch and
Prentice, The Statistical Analysis of Failure Time Data, 2002, ch. 2.
"""

from __future__ import annotations

import numpy as np

from .history import Floats

_SD_OF_LOGISTIC = np.pi / np.sqrt(3.0)


def shape_of(log_variance: Floats) -> Floats:
    """Logistic scale with the given variance of the log waiting time."""
    return np.sqrt(log_variance) / _SD_OF_LOGISTIC


def variance_of(shape: Floats) -> Floats:
    """Variance of the log waiting time with that logistic scale."""
    variance: Floats = (shape * _SD_OF_LOGISTIC) ** 2
    return variance


def _log_odds(time: Floats, log_median: Floats, shape: Floats) -> Floats:
    """Log odds of having happened by ``time``; minus infinity at zero and before."""
    with np.errstate(divide="ignore"):
        return (np.log(np.maximum(time, 0.0)) - log_median) / shape


def survival(time: Floats, log_median: Floats, shape: Floats) -> Floats:
    """Chance of waiting longer than ``time`` (days)."""
    return _sigmoid(-_log_odds(time, log_median, shape))


def happened_by(time: Floats, elapsed: Floats, log_median: Floats, shape: Floats) -> Floats:
    """Chance of happening by ``time``, given silence up to ``elapsed`` (same origin)."""
    ratio = survival(time, log_median, shape) / np.maximum(
        survival(elapsed, log_median, shape), 1e-300
    )
    return np.clip(1.0 - ratio, 0.0, 1.0)


def time_by(level: Floats, elapsed: Floats, log_median: Floats, shape: Floats) -> Floats:
    """The day by which a share ``level`` in (0, 1) of those silent so far has come."""
    left = (1.0 - level) * survival(elapsed, log_median, shape)
    left = np.clip(left, 1e-300, 1.0 - 1e-16)
    log_odds = np.log1p(-left) - np.log(left)
    return np.exp(np.minimum(log_median + shape * log_odds, 50.0))


def _sigmoid(x: Floats) -> Floats:
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-x))
