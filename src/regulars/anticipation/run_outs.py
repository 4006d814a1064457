"""When each household needs each thing again: written down once for every filling."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from regulars.anticipation import jars
from regulars.anticipation.models import Forecast
from regulars.anticipation.reading import Shop, day, number
from regulars.customers.models import Customer
from regulars.engines import forecast
from regulars.places.models import Place

BATCH = 2_000
GIVEN_UP = 1.5
OWN_GAPS = 2
TOLERANCE = 0.25
FRESH = timedelta(days=1)
LIKELY = 0.5


def write(place: Place, shop: Shop, on: date) -> int:
    """Write a forecast for every pair that has none since its last filling; return how many.

    One that stands is never touched: it was made when it could not be known, and is marked once.
    """
    reckoned = forecast.run_out(
        shop.foreseeable, number(on), sizes=household_sizes(place), lasts=packs(place)
    )
    rows = forecasts(place, reckoned, shop.foreseeable, on)
    before = Forecast.objects.filter(place=place, kind=Forecast.Kind.RUN_OUT).count()
    while batch := list(islice(rows, BATCH)):
        Forecast.objects.bulk_create(batch, ignore_conflicts=True)
    return Forecast.objects.filter(place=place, kind=Forecast.Kind.RUN_OUT).count() - before


def household_sizes(place: Place) -> dict[int, int]:
    """How many live in each customer's household, where that is known."""
    known = Customer.objects.filter(book=place.book_id, household__size__isnull=False)
    return {pk: size for pk, size in known.values_list("pk", "household__size") if size}


def mean_gaps(history: forecast.History) -> dict[tuple[int, int], float]:
    """Each pair's own mean gap in days, for those with one: what the naive rule goes by."""
    starts = history.pair_starts()
    ends = np.append(starts[1:], len(history)) - 1
    gaps = ends - starts
    means: dict[tuple[int, int], float] = {}
    for i in np.flatnonzero(gaps > 0):
        at = starts[i]
        pair = int(history.customer[at]), int(history.item[at])
        means[pair] = float(history.day[ends[i]] - history.day[at]) / float(gaps[i])
    return means


def packs(place: Place) -> dict[tuple[int, int], float]:
    """How many days the last filling of a measured container should last, per customer and need."""
    return {
        (container.customer_id, container.need_id): outlook.container.amount
        / outlook.container.daily_use.mean
        for container, outlook in jars.all_of(place)
    }


def forecasts(
    place: Place, reckoned: forecast.RunOuts, history: forecast.History, on: date
) -> Iterator[Forecast]:
    """What is to be written; only for these the likeliest fortnight is worked out."""
    rows = [int(i) for i in np.flatnonzero(worth_saying(reckoned))]
    open_since = standing(place)
    new = [i for i in rows if open_since.get(pair(reckoned, i)) != day(reckoned.last_day[i])]
    if not new:
        return
    means = mean_gaps(history)
    chosen = np.zeros(len(reckoned), np.bool_)
    chosen[new] = True
    best = forecast.fortnights(history, reckoned, chosen)
    for k, i in enumerate(new):
        row = one(place, reckoned, i, means.get(pair(reckoned, i)), on)
        row.reason |= best_days(best, k)
        yield row


def pair(reckoned: forecast.RunOuts, i: int) -> tuple[int, int]:
    return int(reckoned.customer[i]), int(reckoned.item[i])


def best_days(best: forecast.Window, k: int) -> dict[str, object]:
    """The fortnight to go in and its chance: a visit is placed by it, a reminder by the median."""
    if not np.isfinite(best.chance[k]):
        return {}
    start, end = day(best.start[k]), day(best.end[k])
    return {"best": [f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}"],
            "best_chance": round(float(best.chance[k]), 3)}  # fmt: skip


def standing(place: Place) -> dict[tuple[int, int], date]:
    """The latest filling of each pair for which a forecast already stands."""
    rows = Forecast.objects.filter(place=place, kind=Forecast.Kind.RUN_OUT).order_by("since")
    pairs = rows.values_list("customer", "need", "since")
    return {(customer, need): since for customer, need, since in pairs if need and since}


def worth_saying(reckoned: forecast.RunOuts) -> NDArray[np.bool_]:
    """Pairs bought often enough, more likely than not to be felt again, and not given up."""
    silent = reckoned.as_of - reckoned.last_day
    usual = np.fmax(reckoned.own_gap, reckoned.item_gap)
    alive = silent <= GIVEN_UP * np.fmax(usual, reckoned.due_to_at_filling - reckoned.last_day)
    known = np.isfinite(reckoned.due) & (reckoned.gaps >= OWN_GAPS)
    return known & alive & (np.nan_to_num(reckoned.returns) >= LIKELY)


def one(place: Place, reckoned: forecast.RunOuts, i: int, gap: float | None, on: date) -> Forecast:
    """The forecast, and beside it what the naive rule says: the last time plus the mean gap."""
    since = day(reckoned.last_day[i])
    reason, due, due_to = reckoned.reason(i), day(reckoned.due[i]), day(reckoned.due_to[i])
    naive = since + timedelta(days=round(gap)) if gap else None
    return Forecast(
        place=place, customer_id=int(reckoned.customer[i]), need_id=int(reckoned.item[i]),
        kind=Forecast.Kind.RUN_OUT, since=since, due_from=day(reckoned.due_from[i]),
        due=due, due_to=due_to, own_gap=gap, naive=naive is not None, naive_due=naive,
        basis=forecast.Basis(int(reckoned.basis[i])).name.lower(),
        reason={"code": reason.code, **plain(reason.facts)}, made_on=on,
        closes_on=max(due, naive or due) + slack(gap),
        judged=on - since <= FRESH,
        chance=round(float(reckoned.returns[i]), 3),
    )  # fmt: skip


def slack(gap: float | None) -> timedelta:
    """A quarter of the household's own gap: how far off still counts as right."""
    return timedelta(days=int(TOLERANCE * (gap or 0)))


def plain(facts: dict[str, float | int | bool]) -> dict[str, float | int | bool]:
    """Facts as JSON takes them: no NumPy numbers, two decimals are enough."""
    return {
        name: value if isinstance(value, bool) else round(float(value), 2)
        for name, value in facts.items()
    }
