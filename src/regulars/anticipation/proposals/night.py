"""The night's proposals: what the sources draft for those expected is checked and written down."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from regulars.anticipation.coming import Plan
from regulars.anticipation.proposals import sources
from regulars.anticipation.proposals.proposing import propose
from regulars.anticipation.proposals.sources import Draft
from regulars.anticipation.reading import Shop
from regulars.customers.models import Customer
from regulars.places.models import Place


def drafts(place: Place, plan: Plan, shop: Shop, day: date, now: datetime) -> list[Draft]:
    """What every source has for those expected on a day. Reads only."""
    who = [one.customer for one in plan.expected]
    return list(sources.gather(sources.Night(place, day, who, shop, now))) if who else []


def write(place: Place, found: Iterable[Draft], day: date, now: datetime) -> int:
    """Propose them, each in a transaction of its own that leaves the writer free; how many are
    open."""
    found = list(found)
    rows = Customer.objects.select_related("merged_into", "household")
    people = rows.filter(book=place.book_id, erased_at=None).in_bulk(
        {one.customer for one in found}
    )
    made = 0
    for one in found:
        if one.customer not in people:
            continue
        with transaction.atomic():
            made += propose(
                people[one.customer], place, source=one.source, what=one.what,
                evidence=one.evidence, worth=one.worth, confidence=one.confidence, now=now,
                key=one.key, day=day, **one.told,
            ) is not None  # fmt: skip
    return made
