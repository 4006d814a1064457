"""A first-timer is treated as a regular: welcomed, called by name at every post, shown round."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from regulars.customers import visits
from regulars.floor.acts import person, post
from regulars.moments import journal
from regulars.moments.kinds import ShownRound
from regulars.moments.models import Moment
from regulars.places.models import Place, Staff

WINDOW = timedelta(days=28)


@dataclass(frozen=True)
class Treatment:
    """What one newcomer got on their first visit."""

    welcomed: bool
    named: bool
    shown: bool

    @property
    def whole(self) -> bool:
        return self.welcomed and self.named and self.shown


@dataclass(frozen=True)
class Newcomers:
    """How many came for the first time, and how many got each of the three, and all of them."""

    came: int
    welcomed: int
    named: int
    shown: int
    whole: int

    @property
    def share(self) -> float | None:
        return self.whole / self.came if self.came else None


@transaction.atomic
def show_round(customer: int, place: Place, *, by: Staff, now: datetime) -> Moment:
    """They were shown the house; once a visit."""
    who = person(place, customer)
    visit = visits.visit_name(who.pk, place.day_of(now))
    return journal.record(
        ShownRound(visit=visit, touchpoint=post(by)), about=who.opaque, at=now, by=by.opaque,
        place=place.pk, key=f"shown_round:{place.pk}:{visit}",
    )  # fmt: skip


def lately(place: Place, until: date, window: timedelta = WINDOW) -> Newcomers:
    """The newcomers of the last four weeks, ``until`` included."""
    start = place.start_of(until - window + timedelta(days=1))
    kinds = ["arrived", "greeted", "shown_round"]
    rows = Moment.objects.filter(
        place=place.pk,
        kind__in=kinds,
        happened_at__gte=start,
        happened_at__lt=place.hours_of(until)[1],
    ).order_by("happened_at", "pk")
    first, warmth = {}, defaultdict(list)
    for row in rows:
        if row.kind == "arrived" and row.facts.get("ordinal") == 1:
            first[row.subject] = place.day_of(row.happened_at)
        elif row.kind != "arrived":
            warmth[row.subject, place.day_of(row.happened_at)].append(row)
    return counted([treatment(warmth[each]) for each in first.items()])


def treatment(rows: list[Moment]) -> Treatment:
    """Named means at every post that greeted them; a post that did not greet did not welcome."""
    greeted = [row for row in rows if row.kind == "greeted"]
    return Treatment(
        welcomed=bool(greeted),
        named=bool(greeted) and all(row.facts.get("by_name") for row in greeted),
        shown=any(row.kind == "shown_round" for row in rows),
    )  # fmt: skip


def counted(all_of: list[Treatment]) -> Newcomers:
    return Newcomers(
        len(all_of), sum(each.welcomed for each in all_of), sum(each.named for each in all_of),
        sum(each.shown for each in all_of), sum(each.whole for each in all_of),
    )  # fmt: skip
