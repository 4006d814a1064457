"""The queue of somebody at this visit, as the panel draws it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from regulars.anticipation.proposals import queue
from regulars.anticipation.proposals.queue import Queue
from regulars.anticipation.rules.vocabulary import ONWARD
from regulars.customers.models import Customer
from regulars.customers.standing import subjects_of
from regulars.moments.models import Moment
from regulars.places.models import Place, Staff


@dataclass(frozen=True)
class Panel:
    """What is proposed, and where they go on to; ``choices`` is the list to answer it from."""

    customer: int
    queue: Queue
    going: tuple[str, ...]
    choices: tuple[tuple[str, Promise], ...]


def panel(place: Place, customer: Customer, staff: Staff, now: datetime) -> Panel:
    """Everything the panel of one customer shows. Nothing is changed."""
    said = going(place, customer, now)
    return Panel(
        customer.pk, queue.of(place, customer, staff, now),
        tuple(str(ONWARD[code].label) for code in said if code in ONWARD),
        tuple((code, one.label) for code, one in ONWARD.items() if code not in said),
    )  # fmt: skip


def going(place: Place, customer: Customer, now: datetime) -> tuple[str, ...]:
    """Where they said they go on to at this visit, the latest last."""
    start, end = place.hours_of(place.day_of(now))
    rows = Moment.objects.filter(
        subject__in=subjects_of(customer), place=place.pk, kind="going_on",
        happened_at__gte=start, happened_at__lt=end,
    )  # fmt: skip
    found = rows.order_by("happened_at", "pk").values_list("facts", flat=True)
    return tuple(dict.fromkeys(str(facts["to"]) for facts in found))
