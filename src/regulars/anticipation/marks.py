"""Every forecast meets what happened, once: hit or miss, ours and the naive one by one rule.

A run-out is right when the need was felt within a quarter of the household's own gap of the
day we named. It is marked when that happens, or missed once neither rule can be right. A
visit is marked on its own day; a need on that day too, if the customer came.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from regulars.anticipation import run_outs as run_out
from regulars.anticipation.models import Forecast
from regulars.customers.standing import standing_for
from regulars.moments import journal
from regulars.moments.kinds import Reckoned
from regulars.moments.models import Line, Moment
from regulars.places.models import Article, Place

Kind = Forecast.Kind


@dataclass(frozen=True)
class Day:
    """What truly happened on one day at one place."""

    on: date
    came: frozenset[int]
    bought: frozenset[tuple[int, int]]


def reckon(place: Place, on: date, now: datetime) -> Callable[[], None]:
    """Compare a day with its forecasts; give back the writing of the marks."""
    truth = what_happened(place, on)
    marked = [*visits(place, truth), *needs(place, truth), *run_outs(place, truth)]

    def write() -> None:
        Forecast.objects.bulk_update(
            marked, ["marked_on", "happened_on", "hit", "naive_hit", "inside"], batch_size=1000
        )
        journal.record(told(on, marked), about=f"place:{place.pk}",
            at=now, by="clock", place=place.pk, key=f"reckoned:{place.pk}:{on:%Y-%m-%d}",
        )  # fmt: skip

    return write


def told(on: date, marked: list[Forecast]) -> Reckoned:
    """The day in figures: of all forecasts, and of the customers we expected."""
    judged = [row for row in marked if row.hit is not None]
    expected = [row for row in judged if row.kind == Kind.VISIT]
    return Reckoned(
        day=f"{on:%Y-%m-%d}", marked=len(judged), hits=sum(bool(row.hit) for row in judged),
        expected=len(expected), came=sum(bool(row.hit) for row in expected),
    )  # fmt: skip


def what_happened(place: Place, on: date) -> Day:
    start, end = place.hours_of(on)
    moments = Moment.objects.filter(
        place=place.pk, kind__in=["purchased", "arrived"], happened_at__gte=start,
        happened_at__lt=end,
    )  # fmt: skip
    subjects = dict(moments.values_list("pk", "subject"))
    lines = Line.objects.filter(moment__in=moments.filter(kind="purchased"), quantity__gt=0)
    rows = list(lines.values_list("moment", "article"))
    need_of = dict(Article.objects.filter(pk__in={a for _m, a in rows}).values_list("pk", "need"))
    one = standing_for(place.book_id)
    told_of = {pk: int(subject.removeprefix("customer:")) for pk, subject in subjects.items()}
    who = {pk: one.get(customer, customer) for pk, customer in told_of.items()}
    return Day(
        on, frozenset(who.values()), frozenset((who[m], need_of[a]) for m, a in rows)
    )  # fmt: skip


def visits(place: Place, truth: Day) -> list[Forecast]:
    rows = Forecast.objects.filter(
        place=place, kind=Kind.VISIT, marked_on=None, due__lte=truth.on
    )  # fmt: skip
    return [mark_day(row, row.due == truth.on and row.customer_id in truth.came, truth.on)
            for row in rows]  # fmt: skip


def needs(place: Place, truth: Day) -> list[Forecast]:
    """A need is judged only if the customer came: who comes is judged by itself."""
    rows = Forecast.objects.filter(place=place, kind=Kind.NEED, marked_on=None, due__lte=truth.on)
    marked = []
    for row in rows:
        came = row.due == truth.on and row.customer_id in truth.came
        if came:
            mark_day(row, (row.customer_id, row.need_id) in truth.bought, truth.on)
        row.marked_on = truth.on
        marked.append(row)
    return marked


def mark_day(row: Forecast, happened: bool, on: date) -> Forecast:
    """Each rule is judged only by what it said itself."""
    row.marked_on = on
    row.happened_on = on if happened else None
    row.hit = happened if row.ours else None
    row.naive_hit = happened if row.naive else None
    return row


def run_outs(place: Place, truth: Day) -> list[Forecast]:
    """Those felt again today, and those that can no longer be right."""
    decided = Q(customer__in=truth.came) | Q(closes_on__lt=truth.on, due_to__lt=truth.on)
    rows = Forecast.objects.filter(
        decided, place=place, kind=Kind.RUN_OUT, marked_on=None, since__lt=truth.on
    )
    marked = []
    for row in rows.iterator(chunk_size=5000):
        bought = (row.customer_id, row.need_id) in truth.bought
        if bought or truth.on > max(row.closes_on, row.due_to):
            marked.append(mark_run_out(row, truth.on if bought else None, truth.on))
    return marked


def mark_run_out(row: Forecast, happened: date | None, on: date) -> Forecast:
    row.marked_on, row.happened_on = on, happened
    row.hit = near(happened, row.due, row)
    row.inside = happened is not None and row.due_from <= happened <= row.due_to
    if row.naive_due is not None:
        row.naive_hit = near(happened, row.naive_due, row)
    return row


def near(happened: date | None, named: date, row: Forecast) -> bool:
    return happened is not None and abs(happened - named) <= run_out.slack(row.own_gap)
