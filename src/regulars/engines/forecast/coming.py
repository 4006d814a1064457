"""What tonight's record says about who comes tomorrow: the hazard of a visit, day by day.

logit P(visit on day d | silent since the last visit) = base(customer, weekday of d)
+ pace(customer, days since the last visit). Both parts come from one logistic regression trained
on the history's own last weeks (discrete-time survival: Singer and Willett, 1993).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .history import Days, Flags, Floats, History, Ints, run_lengths, run_starts
from .logistic import Logistic, fit_logistic
from .rhythm import Rhythm, rhythm_of
from .waiting import survival

WINDOW = 84
_LEARN_WEEKS = 4
_MOST_LEARNERS = 5000
_WEEKDAY_PULL = 10.0
_PACE = 5


@dataclass(frozen=True, eq=False)
class Record:
    """Every customer's visits as known on a morning.

    ``recent`` bool[n, 84]: column j is the day ``morning - 1 - j``; ``weekday`` float[n, 7]:
    visits by weekday so far (Monday first).
    """

    morning: int
    rhythm: Rhythm
    recent: Flags
    weekday: Floats

    @property
    def elapsed(self) -> Floats:
        """Days since the last visit, on the morning itself (at least 1)."""
        return np.maximum(self.morning - self.rhythm.last_day, 1).astype(np.float64)


@dataclass(frozen=True, eq=False)
class Coming:
    """The fitted hazard: ``base[n, 7]`` by weekday and the weights of the pace columns."""

    rhythm: Rhythm
    base: Floats
    pace_weights: Floats
    pace_centre: Floats

    def logit(self, weekday: int, elapsed: Floats) -> Floats:
        """Log odds of a visit on a day of that weekday, ``elapsed`` days after the last one."""
        pace = (_pace(self.rhythm, elapsed) - self.pace_centre) @ self.pace_weights
        return self.base[:, weekday] + pace


def visits_of(history: History) -> History:
    """The visits as a history of one item, so that the rhythm of visiting can be fitted."""
    customer, day = history.visits()
    return History(customer, np.zeros(len(day), np.int64), day, np.ones(len(day)))


def record_on(visits: History, morning: int) -> Record:
    """The record of all who came before that morning."""
    known = visits.until(morning)
    starts = run_starts((known.customer,))
    who = np.repeat(np.arange(len(starts)), run_lengths(starts, len(known)))
    ago = morning - 1 - known.day
    recent = np.zeros((len(starts), WINDOW), np.bool_)
    recent[who[ago < WINDOW], ago[ago < WINDOW]] = True
    code = who * 7 + weekday_of(known.day)
    weekday = np.bincount(code, minlength=7 * len(starts)).reshape(-1, 7).astype(np.float64)
    return Record(morning, rhythm_of(known), recent, weekday)


def weekday_of(day: Days | Ints | int) -> Ints:
    """0 = Monday (1970-01-01 was a Thursday)."""
    return (np.asarray(day, np.int64) + 3) % 7


def learn_coming(visits: History, record: Record) -> Coming:
    """Fit on every day of the last four weeks, then state the hazard as of ``record``."""
    model = _fit(visits, record.morning)
    base = np.column_stack([_base_logit(model, record, day) for day in range(7)])
    slopes = model.slopes / model.scale
    return Coming(record.rhythm, base, slopes[:_PACE], model.centre[:_PACE])


def _base_logit(model: Logistic, record: Record, weekday: int) -> Floats:
    columns = _habit(record, weekday) - model.centre[_PACE:]
    result: Floats = model.start + columns @ (model.slopes / model.scale)[_PACE:]
    return result


def _fit(visits: History, morning: int) -> Logistic:
    learners = _sample(visits)
    first = int(learners.day.min()) if len(learners) else morning
    days = [morning - 1 - k for k in range(7 * _LEARN_WEEKS) if morning - 1 - k > first]
    parts = [_lesson(learners, day) for day in days]
    parts.append((np.zeros((2, _PACE + 9)), np.array([0.0, 0.2])))
    return fit_logistic(
        np.concatenate([features for features, _ in parts]),
        np.concatenate([happened for _, happened in parts]),
    )


def _sample(visits: History) -> History:
    """At most 5,000 customers, evenly spaced: enough to learn a dozen weights."""
    customers = np.unique(visits.customer)
    if len(customers) <= _MOST_LEARNERS:
        return visits
    stride = -(-len(customers) // _MOST_LEARNERS)
    return visits.where(np.isin(visits.customer, customers[::stride]))


def _lesson(visits: History, day: int) -> tuple[Floats, Floats]:
    record = record_on(visits, day)
    came = np.isin(record.rhythm.customer, visits.customer[visits.day == day])
    weekday = int(weekday_of(day))
    features = np.column_stack([_pace(record.rhythm, record.elapsed), _habit(record, weekday)])
    return features, came.astype(np.float64)


def _pace(rhythm: Rhythm, elapsed: Floats) -> Floats:
    """Columns that move with the silence: model hazard, its length, and fading when overdue."""
    before = survival(elapsed - 0.5, rhythm.log_median, rhythm.shape)
    after = survival(elapsed + 0.5, rhythm.log_median, rhythm.shape)
    hazard = np.clip(1.0 - after / np.maximum(before, 1e-12), 1e-4, 1 - 1e-4)
    waited = np.log(elapsed) - rhythm.log_median
    return np.column_stack([
        np.log(hazard / (1 - hazard)), np.log(elapsed), elapsed <= 1.5,
        np.maximum(waited - 0.7, 0.0), np.maximum(waited - 1.6, 0.0),
    ])  # fmt: skip


def _habit(record: Record, weekday: int) -> Floats:
    """Columns that do not: own weekday, recent rates, same weekday lately, how much is known."""
    share, usual = _weekday_share(record, weekday)
    back = int(weekday_of(record.morning) - weekday - 1) % 7
    same = record.recent[:, back::7]
    recent = record.recent
    return np.column_stack([
        np.log(share / usual), np.log(np.full(len(share), usual)),
        same[:, 0], same[:, :4].sum(axis=1), np.log1p(same.sum(axis=1)),
        np.log(recent[:, :7].sum(axis=1) + 0.5), np.log(recent[:, :28].sum(axis=1) + 0.5),
        np.log(recent.sum(axis=1) + 0.5), np.log1p(record.rhythm.gaps),
    ])  # fmt: skip


def _weekday_share(record: Record, weekday: int) -> tuple[Floats, float]:
    """Own share of visits on that weekday, shrunk to everyone's; and everyone's."""
    totals = record.weekday.sum(axis=0) + 1.0
    usual = float(totals[weekday] / totals.sum())
    own = record.weekday[:, weekday] + _WEEKDAY_PULL * usual
    share: Floats = own / (record.weekday.sum(axis=1) + _WEEKDAY_PULL)
    return share, usual
