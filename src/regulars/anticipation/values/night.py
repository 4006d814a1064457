"""The nightly reckoning: returns and values of a place, then both states, then the old ones go.

Long tables are written in chunks that leave the writer free; doing a night again changes nothing.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice

import numpy as np
from django.db import models, transaction

from regulars.anticipation.models import Returning, ReturnRun, TwoStates
from regulars.anticipation.reading import day, number
from regulars.anticipation.values import comings, gaps, inputs, states
from regulars.anticipation.values.comings import Comings
from regulars.customers.models import Customer
from regulars.engines import forecast
from regulars.engines.forecast import returns
from regulars.notebook.models import Estimate
from regulars.places.models import Place

BATCH = 2_000
VALUE = "value"
FIELDS = (
    "run", "visits", "first_on", "last_on", "gap", "gap_high", "alive", "comes", "expected",
    "value", "value_low", "value_mid", "value_high",
)  # fmt: skip
STATES = ("satisfied", "satisfied_why", "loyal", "loyal_why", "made_on")
ESTIMATE = ("low", "middle", "high", "basis", "facts", "made_on", "source")


def reckon(place: Place, on: date) -> ReturnRun:
    """What is known on the morning of ``on``, written; the run of that morning."""
    seen = comings.read(place, on)
    found = foreseen(seen, on)
    run = write_run(place, on, seen, found)
    keep(Returning, rows(place, run, seen, found), ("place", "customer"), FIELDS)
    Returning.objects.filter(place=place).exclude(run=run).delete()
    ReturnRun.objects.filter(place=place).exclude(pk=run.pk).delete()
    keep(TwoStates, states.reckoned(place, seen, on), ("place", "customer"), STATES)
    TwoStates.objects.filter(place=place).exclude(made_on=on).delete()
    keep(Estimate, estimates(run), ("customer", "kind"), ESTIMATE)
    return run


def foreseen(seen: Comings, on: date) -> returns.Returns | returns.NotEnough:
    """The engine's answer, or why there is none yet."""
    who = seen.visits["customer"].to_numpy()
    history = forecast.History.from_arrays(who, np.zeros(len(who)), seen.visits["day"].to_numpy())
    paid = seen.paid
    amounts = returns.Amounts.from_arrays(
        paid["customer"].to_numpy(), paid["day"].to_numpy(), paid["amount"].to_numpy()
    )
    try:
        return returns.returns(
            history, number(on), horizon_days=inputs.HORIZON_DAYS, model=inputs.MODEL,
            inputs=inputs.chosen(), amounts=amounts,
        )  # fmt: skip
    except returns.NotEnough as short:
        return short


def write_run(
    place: Place, on: date, seen: Comings, found: returns.Returns | returns.NotEnough
) -> ReturnRun:
    chosen = inputs.chosen()
    plain: dict[str, object] = {
        "model": inputs.MODEL, "horizon_days": inputs.HORIZON_DAYS, "years": chosen.years,
        "discount": chosen.discount, "margin": chosen.margin, "currency": place.currency,
        "customers": seen.visits["customer"].n_unique(), "short": "", "value_short": "",
        "have": 0, "needed": 0, "facts": {},
    }  # fmt: skip
    if isinstance(found, returns.NotEnough):
        plain |= {"short": found.code, "have": found.have, "needed": found.needed}
    else:
        plain |= {"value_short": found.why_no_value_code, "facts": facts(found)}
    return ReturnRun.objects.update_or_create(place=place, made_on=on, defaults=plain)[0]


def facts(found: returns.Returns) -> dict[str, object]:
    """How it was reckoned, for whoever wants to know."""
    return {
        "parameters": found.fit.as_dict(),
        "log_likelihood": round(found.fit.log_likelihood, 3),
        "spend": found.purse.as_dict() if found.purse else None,
        "season": found.clock.season,
        "shut": found.clock.shut,
        "peak": round(found.clock.peak, 2),
        "days": len(found.clock.pace),
        "alike": None in found.fit.errors,
        "settled": found.fit.converged,
    }


def rows(
    place: Place, run: ReturnRun, seen: Comings, found: returns.Returns | returns.NotEnough
) -> Iterator[Returning]:
    table = gaps.rhythms(seen.visits)
    chances = numbers(found)
    for customer, visits, first, last, gap, high in table.iter_rows():
        yield Returning(
            place=place, run=run, customer_id=customer, visits=visits, first_on=day(first),
            last_on=day(last), gap=gap, gap_high=high, **chances.get(customer, {}),
        )  # fmt: skip


def numbers(found: returns.Returns | returns.NotEnough) -> dict[int, dict[str, float | int]]:
    """Each customer's chances, and money in whole minor units where there is any."""
    if isinstance(found, returns.NotEnough):
        return {}
    columns: dict[str, list[float]] = {
        "alive": found.alive.tolist(), "comes": found.comes.tolist(),
        "expected": found.visits.tolist(),
    }  # fmt: skip
    if found.value is not None and found.ranges is not None:
        money = (found.value, *found.ranges.T)
        names = ("value", "value_low", "value_mid", "value_high")
        columns |= {name: np.rint(each).astype(np.int64).tolist()
                    for name, each in zip(names, money, strict=True)}  # fmt: skip
    who = found.records.customer.tolist()
    return {one: dict(zip(columns, row, strict=True))
            for one, row in zip(who, zip(*columns.values(), strict=True), strict=True)}  # fmt: skip


def estimates(run: ReturnRun) -> Iterator[Estimate]:
    """The value also stands in the notebook, where other rooms look for it: dated, with source."""
    told = {"years": run.years, "discount": run.discount, "margin": run.margin,
            "currency": run.currency, "place": run.place_id}  # fmt: skip
    for row in run.rows.filter(value__isnull=False).iterator(BATCH):
        yield Estimate(
            customer_id=row.customer_id, kind=VALUE, low=row.value_low or 0, middle=row.value or 0,
            high=row.value_high or 0, basis="model", facts=told, made_on=run.made_on,
            source="returns",
        )  # fmt: skip


def keep(
    model: type[models.Model], found: Iterator[models.Model], unique: tuple[str, ...],
    fields: tuple[str, ...],
) -> None:  # fmt: skip
    """Written in chunks, each a short transaction; whoever was erased meanwhile is left out."""
    table = model._default_manager
    while batch := list(islice(found, BATCH)):
        with transaction.atomic():
            wanted = {row.customer_id for row in batch}  # type: ignore[attr-defined]
            there = set(
                Customer.objects.filter(pk__in=wanted, erased_at=None).values_list("pk", flat=True)
            )
            table.bulk_create(
                [row for row in batch if row.customer_id in there],  # type: ignore[attr-defined]
                update_conflicts=True, unique_fields=unique, update_fields=fields,
            )  # fmt: skip
