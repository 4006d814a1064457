"""What reached somebody of late, over all rooms and all places of the house."""

from dataclasses import dataclass
from datetime import datetime

from regulars.anticipation.guard import purposes
from regulars.anticipation.guard.ways import WINDOW
from regulars.anticipation.models import Touch
from regulars.customers.models import Customer
from regulars.customers.standing import subjects_of
from regulars.moments.models import Moment

INSIDE = "house"
"""A case's second follow-up is seen to inside the house: it reaches nobody."""


@dataclass(frozen=True)
class Reached:
    """One word that reached them: when, for what, by which way."""

    at: datetime
    purpose: str
    way: str
    place: int | None
    by: str


def lately(customer: Customer, now: datetime) -> list[Reached]:
    """All of the last thirty days, the newest first: touches, and words of duty by the journal."""
    since = now - WINDOW
    rows = Touch.objects.filter(customer=customer, at__gt=since, at__lte=now)
    own = [Reached(row.at, row.purpose, row.way, row.place_id, row.by) for row in rows]
    told = Moment.objects.filter(
        subject__in=subjects_of(customer), kind__in=purposes.DUTY_KINDS, happened_at__gt=since,
        happened_at__lte=now,
    )  # fmt: skip
    duty = [
        Reached(one.happened_at, purposes.DUTY, str(one.facts.get("way", "")), one.place, one.actor)
        for one in told
        if one.facts.get("what") != INSIDE
    ]  # fmt: skip
    return sorted((*own, *duty), key=lambda one: one.at, reverse=True)
