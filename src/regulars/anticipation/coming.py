"""Who comes on a day: from each one's own rhythm, the group's for newcomers."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from regulars.anticipation.models import Expected, Forecast
from regulars.anticipation.reading import Shop, day, number
from regulars.engines import forecast
from regulars.notebook.models import Estimate
from regulars.places.models import Place

MOST = 200
LIKELY = 0.15
RHYTHM = "rhythm"


@dataclass(frozen=True)
class Coming:
    """One customer the house expects, or the naive rule would."""

    customer: int
    chance: float
    hour: int | None
    basis: str
    ours: bool
    naive: bool


@dataclass(frozen=True, eq=False)
class Plan:
    """Who is expected on a day, likeliest first, and everyone's rhythm."""

    expected: tuple[Coming, ...]
    others: tuple[Coming, ...]
    visits: forecast.Visits


def expect(place: Place, shop: Shop, on: date) -> Plan:
    """The MOST likely customers of a day, and the same number by the naive rule."""
    visits = forecast.next_visit(shop.history, number(on))
    chance = visits.probability_on(number(on))
    ours = likeliest(chance)
    naive = set(naive_list(shop, on, len(ours)))
    listed = [coming(shop, visits, chance, int(i), True, naive) for i in ours]
    mine = {one.customer for one in listed}
    index = {int(c): i for i, c in enumerate(visits.customer)}
    others = [coming(shop, visits, chance, index[c], False, naive)
              for c in sorted(naive - mine) if c in index]  # fmt: skip
    return Plan(tuple(listed), tuple(others), visits)


def likeliest(chance: NDArray[np.float64]) -> NDArray[np.intp]:
    """Indices of the MOST likely, likeliest first, none below LIKELY."""
    order = np.argsort(-np.nan_to_num(chance), kind="stable")[:MOST]
    return order[np.nan_to_num(chance)[order] >= LIKELY]


def naive_list(shop: Shop, on: date, size: int) -> list[int]:
    """The simple rule beside ours: whoever has come on most days in the last eight weeks."""
    customers, days = shop.history.visits()
    recent = (days >= number(on) - 56) & (days < number(on))
    who, times = np.unique(customers[recent], return_counts=True)
    order = np.lexsort((who, -times))[:size]
    return [int(c) for c in who[order]]


def coming(
    shop: Shop, visits: forecast.Visits, chance: NDArray[np.float64], i: int, ours: bool,
    naive: set[int],
) -> Coming:  # fmt: skip
    customer = int(visits.customer[i])
    basis = forecast.Basis(int(visits.basis[i])).name.lower()
    hour = shop.usual_hour.get(customer)
    return Coming(customer, float(chance[i]), hour, basis, ours, customer in naive)


def write(place: Place, plan: Plan, on: date) -> None:
    """Put the expected on the day's board and both rules on record, to be marked afterwards."""
    Expected.objects.bulk_create(
        (Expected(place=place, day=on, customer_id=one.customer, chance=one.chance,
                  hour=one.hour, basis=one.basis) for one in plan.expected),
        ignore_conflicts=True,
    )  # fmt: skip
    Forecast.objects.bulk_create(
        (visit(place, one, on) for one in (*plan.expected, *plan.others)),
        ignore_conflicts=True, batch_size=1000,
    )  # fmt: skip
    keep_rhythms(plan, on)


def visit(place: Place, one: Coming, on: date) -> Forecast:
    return Forecast(
        place=place, customer_id=one.customer, kind=Forecast.Kind.VISIT, due_from=on, due=on,
        due_to=on, chance=one.chance, ours=one.ours, naive=one.naive, basis=one.basis, made_on=on,
        closes_on=on,
    )  # fmt: skip


def keep_rhythms(plan: Plan, on: date) -> None:
    """Write each customer's next visit into the notebook: an estimate, dated, with its source."""
    known = np.flatnonzero(np.isfinite(plan.visits.due))
    Estimate.objects.bulk_create(
        (rhythm(plan.visits, int(i), on) for i in known),
        update_conflicts=True, unique_fields=["customer", "kind"], batch_size=1000,
        update_fields=["low", "middle", "high", "basis", "facts", "made_on", "source"],
    )  # fmt: skip


def rhythm(visits: forecast.Visits, i: int, on: date) -> Estimate:
    """Days are stored as the engine counts them: since 1970-01-01."""
    return Estimate(
        customer_id=int(visits.customer[i]), kind=RHYTHM, made_on=on, source="anticipation",
        low=float(visits.due_from[i]), middle=float(visits.due[i]), high=float(visits.due_to[i]),
        basis=forecast.Basis(int(visits.basis[i])).name.lower(),
    )  # fmt: skip


def next_visit(estimate: Estimate) -> tuple[date, date, date]:
    """From, likeliest and to of the next visit as days."""
    return day(estimate.low), day(estimate.middle), day(estimate.high)
