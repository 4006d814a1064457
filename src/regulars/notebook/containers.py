"""The rice-seller's page: a jar measured once, filled in time, and learnt from each time."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.customers import visits
from regulars.customers.models import Customer
from regulars.engines.forecast import container as jar
from regulars.moments import journal
from regulars.moments.kinds import Filled, Measured
from regulars.moments.models import Moment
from regulars.notebook.models import Container, Filling
from regulars.places.models import Need, Place

STEPS = {
    "old_out": gettext_lazy("Old rice out"),
    "wipe": gettext_lazy("Wipe the jar"),
    "new_below": gettext_lazy("New rice below"),
    "old_on_top": gettext_lazy("Old rice on top"),
}


class NotReady(ValueError):
    """Something that must be ticked or told is missing or cannot be; the message says what."""


@transaction.atomic
def measure(
    customer: Customer, need: Need, *, name: str, capacity: float, mouths: int,
    daily_use: float, by: str, now: datetime, unit: str = "kg", lead_days: int = 2,
    place: Place | None = None, key: str | None = None,
) -> Container:  # fmt: skip
    """Put the tape measure to a container and keep what it holds and how fast it empties.

    ``daily_use`` is for all mouths together. Raises NotReady where a figure cannot be true or
    the customer has no household yet. ``place`` looks after it.
    A ``key`` that came before leaves what was learnt since.
    """
    if key and Moment.objects.filter(key=key).exists():
        return Container.objects.get(household=customer.household, need=need)
    if capacity <= 0 or daily_use <= 0 or mouths < 1:
        raise NotReady(_("Capacity, daily use and mouths must be more than nothing."))
    if customer.household is None:
        raise NotReady(_("Say first who lives in this household."))
    use = jar.DailyUse.of(mouths, daily_use / mouths)
    container, _new = Container.objects.update_or_create(
        household=customer.household, need=need,
        defaults={"customer": customer, "place": place or customer.book, "name": name,
                  "capacity": capacity, "mouths": mouths, "unit": unit,
                  "measured_use": use.mean, "daily_use": use.mean,
                  "use_sd": use.sd, "lead_days": lead_days, "steps": list(STEPS)},
    )  # fmt: skip
    kind = Measured(
        need=need.code, capacity=capacity, unit=unit, mouths=mouths, daily_use=daily_use
    )
    journal.record(kind, about=customer.opaque, at=now, by=by, place=container.place_id, key=key)
    return container


@transaction.atomic
def fill(
    container: Container, *, left: float | None, steps: Sequence[str], by: str, now: datetime,
    day: date, key: str | None = None,
) -> Moment:  # fmt: skip
    """Fill a container to the brim, every step of its checklist ticked.

    What was left corrects the daily use, so the next forecast has learnt. Raises NotReady
    where a step is missing or more is left than the container holds.
    """
    if key and (known := Moment.objects.filter(key=key).first()):
        return known
    refuse_unready(container, left, steps)
    Filling.objects.create(container=container, on=day, amount=container.capacity, left=left)
    learn(container)
    visits.count_visit(container.customer, container.place, day)
    kind = Filled(
        need=container.need.code, amount=container.capacity, left=left,
        unit=container.unit, steps=" ".join(steps),
    )  # fmt: skip
    return journal.record(
        kind, about=container.customer.opaque, at=now, by=by, key=key,
        place=container.place_id,
    )  # fmt: skip


def refuse_unready(container: Container, left: float | None, steps: Sequence[str]) -> None:
    first = not container.fillings.exists()
    missing = [] if first else [str(STEPS[code]) for code in container.steps if code not in steps]
    if missing:
        raise NotReady(_("Not yet ticked: {steps}.").format(steps=", ".join(missing)))
    if left is None and not first:
        raise NotReady(_("Say how much was left."))
    if left is not None and not 0 <= left <= container.capacity:
        raise NotReady(
            _("What was left must lie between 0 and {capacity:g} {unit}.").format(
                capacity=container.capacity, unit=container.unit
            )
        )


def learn(container: Container) -> None:
    """Move the daily use from what was reckoned towards what the jar itself has shown."""
    prior = jar.DailyUse.of(container.mouths, container.measured_use / container.mouths)
    use = jar.learn_daily_use(prior, seen(list(container.fillings.all())))
    container.daily_use, container.use_sd = use.mean, use.sd
    container.save(update_fields=["daily_use", "use_sd"])


def seen(fillings: Sequence[Filling]) -> list[jar.Leftover]:
    """What each visit found of the filling before it."""
    return [
        jar.Leftover(before.on, before.amount, after.on, after.left)
        for before, after in pairwise(fillings)
        if after.left is not None
    ]


def outlook(container: Container) -> jar.ContainerRunOut | None:
    """When it will be empty and when to come; None until it has been filled once."""
    fillings = list(container.fillings.all())
    if not fillings:
        return None
    last = fillings[-1]
    use = jar.DailyUse(container.daily_use, container.use_sd)
    return jar.container_run_out(
        jar.Container(container.capacity, use, last.on, last.amount, container.lead_days)
    )
