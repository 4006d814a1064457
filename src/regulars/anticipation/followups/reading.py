"""Sequences as the pages show them: what is next, from when, whether it is late or held back."""

from dataclasses import dataclass
from datetime import datetime

from regulars.anticipation import guard
from regulars.anticipation.followups import order, verbs
from regulars.anticipation.followups.spacing import Window
from regulars.anticipation.guard import asked, purposes
from regulars.anticipation.guard.asked import Named
from regulars.anticipation.models import Following, Sequence
from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.places.models import Place


@dataclass(frozen=True)
class Standing:
    """How it stands with one sequence. ``held`` says why the guard holds the next one back."""

    row: Sequence
    who: Named
    done: list[Following]
    planned: Following | None
    window: Window
    early: bool
    late: bool
    held: str

    @property
    def number(self) -> int:
        return len(self.done) + 1


def of(customer: Customer) -> list[Sequence]:
    """All of one customer's, those that run first."""
    rows = customer.sequences.select_related("owner")
    return sorted(rows, key=lambda row: row.ended_at is not None)


def standing(row: Sequence, now: datetime) -> Standing:
    done, planned = verbs.steps(row)
    window, today = verbs.window(row, done), row.place.day_of(now)
    person = the_one(row.customer)
    way = verbs.WAY[planned.form if planned else order.suggested(done)[0]]
    block = None if row.ended_at else guard.may_touch(
        person, row.place, purpose=purposes.FOLLOW_UP, channel=way, now=now
    )  # fmt: skip
    early = window.early(today)
    return Standing(
        row, asked.named(person), done, planned, window, early, window.late(today),
        block.said() if block and not early else "",
    )  # fmt: skip


def running(place: Place, now: datetime) -> list[Standing]:
    """What runs at a place: late first, then what is due, then what is to come."""
    rows = Sequence.objects.filter(place=place, ended_at=None, customer__erased_at=None)
    rows = rows.select_related("customer__merged_into", "owner", "place__top")[:200]
    found = [standing(row, now) for row in rows]
    return sorted(found, key=lambda one: (not one.late, one.early, one.window.opens, one.row.pk))


def over(place: Place) -> list[Sequence]:
    rows = Sequence.objects.filter(place=place, ended_at__isnull=False, customer__erased_at=None)
    return list(rows.select_related("customer", "owner").order_by("-ended_at")[:12])
