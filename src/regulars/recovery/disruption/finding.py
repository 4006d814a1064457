"""Whom a disruption touches, each once, in the order of need: a handful of statements whatever
their number.

The order: whoever has help along the way written down (old, disabled, pregnant, with a child);
whoever has something under seal that we must think of (that it is there, never what it is);
whoever lives with somebody who needs help; then whoever would set out first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from regulars.customers import channels
from regulars.customers.channels import HAND, Reach
from regulars.customers.models import Customer
from regulars.notebook.models import Fact, FactKind, Use
from regulars.places.models import Place
from regulars.recovery.disruption import whom as filters
from regulars.recovery.disruption.whom import Whom
from regulars.recovery.models import Affected

Need, Sort = Affected.Need, Affected.Sort
RANK = {Need.HELP: 0, Need.CARE: 1, Need.HOME: 2, Need.SOON: 3}


@dataclass(frozen=True)
class Touched:
    """One person whom it touches, and how they would be told."""

    customer: int
    starts_at: datetime
    bookings: int
    party: int
    booking: int | None
    sort: str
    need: str
    reach: Reach

    @property
    def by_hand(self) -> bool:
        return self.reach.way == HAND


def find(
    place: Place, whom: Whom, ready: Iterable[str], *, past: bool = False
) -> tuple[Touched, ...]:
    """Everybody it touches, in the order in which they are told. ``ready``: the ways that this
    house can send by."""
    if whom.by == "purchase":
        rows, people = buyers(place, whom)
    else:
        found = filters.booked(place, whom, past)
        rows = [told(row) for row in filters.by_person(found)]
        people = Customer.objects.filter(pk__in=found.values("who"))
    reaches, needs = channels.of_many(people, ready), in_need(people)
    touched = [
        Touched(**row, need=needs.get(row["customer"], Need.SOON),
                reach=reaches.get(row["customer"], channels.NOBODY))
        for row in rows
    ]  # fmt: skip
    touched.sort(key=in_line)
    return tuple(touched)


def in_line(one: Touched) -> tuple[Any, ...]:
    """Need first, then the soonest, then the larger company."""
    return RANK[Need(one.need)], one.starts_at, -one.party, one.customer


def told(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "customer": row["who"], "starts_at": row["first"], "bookings": row["many"],
        "party": row["heads"], "booking": row["row"],
        "sort": Sort.ONLINE if row["online"] else Sort.BOOKED,
    }  # fmt: skip


def buyers(place: Place, whom: Whom) -> tuple[list[dict[str, Any]], QuerySet[Customer]]:
    """Who bought, two records that are one person taken together, the forgotten left out."""
    found = filters.bought(place, whom)
    named = Customer.objects.filter(pk__in=found.values("who"), book=place.book_id)
    stands = {
        pk: survivor or pk
        for pk, survivor in named.filter(erased_at=None).values_list("pk", "merged_into")
    }
    rows: dict[int, dict[str, Any]] = {}
    for row in found:
        if (who := stands.get(row["who"])) is None:
            continue
        one = rows.setdefault(who, {
            "customer": who, "starts_at": row["first"], "bookings": 0, "party": 1,
            "booking": None, "sort": Sort.BOUGHT,
        })  # fmt: skip
        one["starts_at"] = min(one["starts_at"], row["first"])
        one["bookings"] += row["many"]
    people = Customer.objects.filter(Q(pk__in=named.values("pk"))
                                     | Q(pk__in=named.values("merged_into")))  # fmt: skip
    return list(rows.values()), people


def in_need(people: QuerySet[Customer]) -> dict[int, str]:
    """{customer: why they come first}, of those who do. What is under seal stays there."""
    pks = people.order_by().values("pk")
    facts = Fact.objects.filter(gone_at=None).exclude(use=Use.NEVER)
    homes = facts.filter(kind=FactKind.ACCESS, household__members__in=pks)
    found = dict.fromkeys(homes.values_list("household__members", flat=True), Need.HOME.value)
    kin = facts.filter(kind=FactKind.ACCESS, customer__household__members__in=pks)
    alike = kin.values_list("customer__household__members", flat=True)
    found |= dict.fromkeys(alike, Need.HOME.value)
    own = facts.filter(customer__in=pks)
    care = own.filter(kind=FactKind.MEDICAL).values_list("customer", flat=True)
    found |= dict.fromkeys(care, Need.CARE.value)
    helped = own.filter(kind=FactKind.ACCESS).values_list("customer", flat=True)
    return found | dict.fromkeys(helped, Need.HELP.value)
