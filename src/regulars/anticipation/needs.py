"""What the expected ones need on that day, likeliest first, beside their own favourites."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from regulars.anticipation.coming import Plan
from regulars.anticipation.models import Forecast
from regulars.anticipation.reading import Shop, day, number
from regulars.anticipation.run_outs import plain
from regulars.engines import forecast
from regulars.places.models import Place

PER_CUSTOMER = 3
LIKELY = 0.2


@dataclass(frozen=True)
class Wish:
    """One thing a customer will probably need on a day, or the naive rule would say so."""

    customer: int
    need: int
    score: float
    due: tuple[date, date, date] | None
    basis: str
    reason: dict[str, object]
    ours: bool
    naive: bool


def choose(
    shop: Shop, plan: Plan, on: date, model: forecast.Ranker | None = None
) -> tuple[Wish, ...]:
    """At most three needs for each of the expected, and as many by the naive rule.

    Without a trained model the simpler one serves; nothing is trained here.
    """
    who = np.array(sorted(one.customer for one in plan.expected), dtype=np.int64)
    known = shop.foreseeable
    theirs = known.where(np.isin(known.customer, who))
    ranked = forecast.needs(known, number(on), top=PER_CUSTOMER, model=model, learning=False)
    sayable = np.isin(ranked.customer, who) & (ranked.score >= LIKELY) & bought_before(ranked)
    ours = [int(i) for i in np.flatnonzero(sayable)]
    mine = {(int(ranked.customer[i]), int(ranked.item[i])): i for i in ours}
    naive = favourites(theirs, mine)
    wishes = [wish(ranked, i, pair in naive) for pair, i in mine.items()]
    return (*wishes, *(naive_wish(*pair) for pair in sorted(naive - mine.keys())))


def bought_before(ranked: forecast.Needs) -> NDArray[np.bool_]:
    """Only what they have bought here themselves: we do not push, we remember."""
    return ranked.basis != forecast.Basis.GROUP


def favourites(history: forecast.History, mine: dict[tuple[int, int], int]) -> set[tuple[int, int]]:
    """The simple rule beside ours: what each has bought most often, as many as we name."""
    wanted: dict[int, int] = {}
    for customer, _need in mine:
        wanted[customer] = wanted.get(customer, 0) + 1
    starts = history.pair_starts()
    times = np.diff(np.append(starts, len(history)))
    customers, needs = history.customer[starts], history.item[starts]
    order = np.lexsort((needs, -times, customers))
    chosen: set[tuple[int, int]] = set()
    for i in order:
        customer = int(customers[i])
        if wanted.get(customer, 0) > 0:
            wanted[customer] -= 1
            chosen.add((customer, int(needs[i])))
    return chosen


def wish(ranked: forecast.Needs, i: int, naive: bool) -> Wish:
    reason = ranked.reason(i)
    known = np.isfinite(ranked.due[i])
    due = (day(ranked.due_from[i]), day(ranked.due[i]), day(ranked.due_to[i])) if known else None
    return Wish(
        int(ranked.customer[i]), int(ranked.item[i]), float(ranked.score[i]), due,
        forecast.Basis(int(ranked.basis[i])).name.lower(),
        {"code": reason.code, **plain(reason.facts)}, True, naive,
    )  # fmt: skip


def naive_wish(customer: int, need: int) -> Wish:
    return Wish(customer, need, 0.0, None, "naive", {}, False, True)


def write(place: Place, wishes: tuple[Wish, ...], on: date) -> None:
    """Put both rules on record, to be marked once the customer has come or not."""
    Forecast.objects.bulk_create(
        (forecast_of(place, wish, on) for wish in wishes), ignore_conflicts=True, batch_size=1000
    )


def forecast_of(place: Place, wish: Wish, on: date) -> Forecast:
    due_from, _due, due_to = wish.due or (on, on, on)
    return Forecast(
        place=place, customer_id=wish.customer, need_id=wish.need, kind=Forecast.Kind.NEED,
        due_from=due_from, due=on, due_to=due_to, chance=wish.score, ours=wish.ours,
        naive=wish.naive, basis=wish.basis, reason=wish.reason, made_on=on,
        closes_on=on,
    )  # fmt: skip
