"""May somebody reach out? The questions in their order; the first no is the answer."""

from datetime import datetime
from typing import Any

from regulars.anticipation.guard import peace, purposes, reading, ways
from regulars.anticipation.guard.blocked import Blocked
from regulars.anticipation.guard.reading import Reached
from regulars.anticipation.models import Touch, TouchWays
from regulars.customers import channels
from regulars.customers.models import ChannelWish, Customer
from regulars.customers.purposes import allows
from regulars.customers.standing import the_one
from regulars.places.models import Place

AT_ANY_HOUR = (Touch.Way.LETTER, Touch.Way.HAND)
"""A letter lies until it is opened, and whoever stands before us is awake."""


def may_touch(
    customer: Customer, place: Place, *, purpose: str, channel: str, now: datetime
) -> Blocked | None:
    """Why nobody may reach out for ``purpose`` by ``channel`` (see Touch.Way) now; None: one may.

    A word of duty is never held back. KeyError for a purpose nobody reaches out for.
    """
    aim, person = purposes.of(purpose), the_one(customer)
    if purpose == purposes.DUTY:
        return None
    if blocked := standing(person, place, purpose=purpose, now=now):
        return blocked
    if channels.wished(person).get(channel) == ChannelWish.Wish.NOT:
        return Blocked("not_this_way")
    hours, lately = ways.of(place), reading.lately(person, now)
    blocks = [
        same_purpose(lately, purpose, aim, place, hours, now),
        enough(lately, place, hours, now), night(place, hours, channel, now),
    ]  # fmt: skip
    found = [block for block in blocks if block is not None]
    return max(found, key=lambda block: block.until or now) if found else None


def standing(
    customer: Customer, place: Place, *, purpose: str, now: datetime
) -> Blocked | None:  # fmt: skip
    """What holds however long one waits: their wish for peace, and no consent."""
    person = the_one(customer)
    if person.erased_at is not None:
        return Blocked("left_alone")
    if wish := peace.of(person, now):
        return Blocked("left_alone", wish.until, facts(place, now))
    aim = purposes.of(purpose)
    if aim.consent and not allows(person, aim.consent):
        return Blocked("no_consent")
    return None


def same_purpose(
    lately: list[Reached], purpose: str, aim: purposes.Aim, place: Place, hours: TouchWays,
    now: datetime,
) -> Blocked | None:  # fmt: skip
    """One contact for a purpose within its span, counted in whole days of the place."""
    last = next((one for one in lately if one.purpose == purpose), None)
    if last is None:
        return None
    free = ways.first_morning(place, place.day_of(last.at) + aim.span, hours)
    if free <= now:
        return None
    return Blocked("same_purpose", free, facts(place, now, last))


def enough(
    lately: list[Reached], place: Place, hours: TouchWays, now: datetime
) -> Blocked | None:  # fmt: skip
    """So many in thirty days, whoever sent them and why."""
    if len(lately) < hours.cap:
        return None
    free = ways.awake(place, lately[hours.cap - 1].at + ways.WINDOW, hours)
    return Blocked("enough", free, facts(place, now, lately[0]) | {"n": len(lately)})


def night(place: Place, hours: TouchWays, channel: str, now: datetime) -> Blocked | None:
    if channel in AT_ANY_HOUR:
        return None
    over = ways.quiet_until(place, now, hours)
    return Blocked("quiet_hours", over, facts(place, now)) if over else None


def facts(place: Place, now: datetime, last: Reached | None = None) -> dict[str, Any]:
    told = {"zone": place.time_zone, "today": place.day_of(now).isoformat()}
    if last is None:
        return told
    return told | {"way": last.way, "day": place.day_of(last.at).isoformat()}
