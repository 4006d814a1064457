"""Writing down the hours: the week as a whole, and days of their own."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from regulars.moments import journal
from regulars.moments.kinds import HoursKept
from regulars.places.hours import Times
from regulars.places.models import DOOR, Opening, Place, SpecialDay
from regulars.places.once import done

CLOSED: list[tuple[None, None]] = [(None, None)]


@transaction.atomic
def keep_week(
    place: Place, week: Mapping[int, Sequence[Times]], *, by: str, now: datetime,
    channel: str = DOOR, key: str | None = None,
) -> None:  # fmt: skip
    """The week of a channel, anew; a weekday that is not named is closed."""
    if done(key):
        return
    Opening.objects.filter(place=place, channel=channel).delete()
    Opening.objects.bulk_create(
        Opening(place=place, channel=channel, weekday=day, opens=opens, closes=closes)
        for day, rows in week.items()
        for opens, closes in rows
    )
    told(place, HoursKept(channel=channel), by, now, key)


@transaction.atomic
def keep_day(
    place: Place, day: date, times: Sequence[Times], *, by: str, now: datetime, name: str = "",
    channel: str = DOOR, key: str | None = None,
) -> None:  # fmt: skip
    """A day of its own, in place of what stood for it; without times it is closed all day."""
    if done(key):
        return
    SpecialDay.objects.filter(place=place, channel=channel, day=day).delete()
    SpecialDay.objects.bulk_create(
        SpecialDay(place=place, channel=channel, day=day, name=name, opens=opens, closes=closes)
        for opens, closes in (times or CLOSED)
    )
    told(place, HoursKept(channel=channel, day=f"{day:%Y-%m-%d}"), by, now, key)


@transaction.atomic
def forget_day(
    place: Place, day: date, *, by: str, now: datetime, channel: str = DOOR, key: str | None = None
) -> None:
    """The day goes by its weekday again."""
    if done(key):
        return
    SpecialDay.objects.filter(place=place, channel=channel, day=day).delete()
    told(place, HoursKept(channel=channel, day=f"{day:%Y-%m-%d}"), by, now, key)


def told(place: Place, kind: HoursKept, by: str, now: datetime, key: str | None) -> None:
    journal.record(kind, about=f"place:{place.pk}", at=now, by=by, place=place.pk, key=key)
