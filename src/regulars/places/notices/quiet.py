"""The hours in which a colleague is left alone, by the wall of their own place."""

from datetime import datetime, time, timedelta

from django.db import transaction

from regulars.moments import journal
from regulars.moments.kinds import ReachKept
from regulars.places import walls
from regulars.places.models import Place, Quiet, Staff
from regulars.places.once import done

NIGHT = time(22, 0), time(7, 0)
"""What is proposed to whoever has chosen no hours yet."""


class AllDay(ValueError):
    """They begin and end at the same time."""


def ends_at(place: Place, begins: time, ends: time, now: datetime) -> datetime | None:
    """When the quiet that holds ``now`` is over; None where it is not quiet.

    A span belongs to the day on which it begins and runs past midnight where it ends earlier
    than it begins. In the night when an hour comes twice, its first counts; where the clock skips
    the hour, the end of the gap.
    """
    today = place.day_of(now)
    for day in (today - timedelta(days=1), today):
        until = day if ends > begins else day + timedelta(days=1)
        over = walls.first_reading(place.zone, until, ends)
        if walls.first_reading(place.zone, day, begins) <= now < over:
            return over
    return None


def held_until(staff: Staff, now: datetime) -> datetime | None:
    """When somebody's quiet hours that hold now are over; None where they are not quiet."""
    hours = Quiet.objects.filter(staff=staff.pk).first()
    return ends_at(staff.place, hours.begins, hours.ends, now) if hours else None


@transaction.atomic
def keep(
    staff: Staff, begins: time, ends: time, *, by: str, now: datetime, key: str | None = None
) -> None:
    """Write down somebody's quiet hours, and move what waits to their end. Raises AllDay."""
    if begins == ends:
        raise AllDay
    if done(key):
        return
    Quiet.objects.update_or_create(staff_id=staff.pk, defaults={"begins": begins, "ends": ends})
    told(staff, f"{begins:%H:%M}–{ends:%H:%M}", by, now, key)
    plan_again(staff, now)


@transaction.atomic
def none(staff: Staff, *, by: str, now: datetime, key: str | None = None) -> None:
    """They want to be told at any hour; what was held back goes out."""
    if done(key):
        return
    if Quiet.objects.filter(staff=staff.pk).delete()[0]:
        told(staff, "-", by, now, key)
        plan_again(staff, now)


def told(staff: Staff, hours: str, by: str, now: datetime, key: str | None) -> None:
    journal.record(ReachKept(quiet=hours), about=staff.opaque, at=now, by=by,
                   place=staff.place_id, key=key)  # fmt: skip


def plan_again(staff: Staff, now: datetime) -> None:
    from regulars.places.notices import going_out

    going_out.plan_again(staff, now)
