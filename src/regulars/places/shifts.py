"""Who is on, where and when."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from regulars.moments import journal
from regulars.moments.kinds import PutOn, TakenOff
from regulars.places.models import Place, Shift, Staff, Touchpoint
from regulars.places.once import done

LONGEST = timedelta(hours=24)
ENDED_EARLY: list[Callable[[Staff, datetime], object]] = []
"""What rooms above do when somebody is taken off a shift they are on, in the same transaction."""


class NotSo(ValueError):
    """A shift that cannot be: it overlaps another, or ends before it begins. The message says."""


@transaction.atomic
def put_on(
    staff: Staff, post: Touchpoint | None, starts_at: datetime, ends_at: datetime, *, by: str,
    now: datetime, key: str | None = None,
) -> Shift:  # fmt: skip
    """Put somebody on, at their place; the same shift once more changes nothing. Raises NotSo.

    A login that serves at several places is one person: they cannot be at two at once.
    """
    if known := done(key):
        return Shift(pk=known.facts["shift"], staff=staff, place=staff.place, post=post,
                     starts_at=starts_at, ends_at=ends_at)  # fmt: skip
    get_user_model().objects.select_for_update().get(pk=staff.user_id)
    if same := staff.shifts.filter(post=post, starts_at=starts_at, ends_at=ends_at).first():
        return same
    check(staff, starts_at, ends_at)
    shift = Shift.objects.create(
        place=staff.place, staff=staff, post=post, starts_at=starts_at, ends_at=ends_at
    )
    kind = PutOn(shift=shift.pk, touchpoint=post.code if post else "", **hours(shift))
    told(shift, kind, by, now, key)
    return shift


def check(staff: Staff, starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise NotSo(_("A shift ends after it begins."))
    if ends_at - starts_at > LONGEST:
        raise NotSo(_("No shift is longer than 24 hours."))
    others = Shift.objects.filter(staff__user=staff.user_id)
    found = others.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).select_related("place")
    if other := found.first():
        raise NotSo(overlap(staff, other))


def overlap(staff: Staff, other: Shift) -> str:
    zone = staff.place.zone
    begins, ends = other.starts_at.astimezone(zone), other.ends_at.astimezone(zone)
    words = (
        _("{name} is on from {begins} to {ends} already.")
        if other.place_id == staff.place_id
        else _("{name} is on from {begins} to {ends} at another place.")
    )
    return words.format(name=staff.name, begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}")


@transaction.atomic
def take_off(shift: Shift, *, by: str, now: datetime, key: str | None = None) -> None:
    """Take somebody off a shift; the journal keeps that they were on it."""
    if done(key):
        return
    told(shift, TakenOff(shift=shift.pk, **hours(shift)), by, now, key)
    running, staff = shift.starts_at <= now < shift.ends_at, shift.staff
    shift.delete()
    for join in ENDED_EARLY if running else ():
        join(staff, now)


def on_now(place: Place, now: datetime) -> list[Shift]:
    """Who is on at an instant, with the person and the post, in the order they began."""
    return list(read(place).filter(starts_at__lte=now, ends_at__gt=now))


def of_day(place: Place, day: date) -> list[Shift]:
    """Every shift that touches a day of the place, also one that began the evening before."""
    start, end = place.hours_of(day)
    return list(read(place).filter(starts_at__lt=end, ends_at__gt=start))


def read(place: Place) -> QuerySet[Shift]:
    return Shift.objects.filter(place=place).select_related("staff__job", "post")


def post_now(staff: Staff, now: datetime) -> Touchpoint | None:
    """The post somebody is on at just now, or None."""
    rows = Shift.objects.filter(
        staff=staff.pk, place=staff.place_id, starts_at__lte=now, ends_at__gt=now
    )
    shift = rows.select_related("post").first()
    return shift.post if shift else None


def usual(staff: Staff) -> Shift | None:
    """The shift somebody had last: what a new one is likely to be."""
    return staff.shifts.order_by("-starts_at").first()


def hours(shift: Shift) -> dict[str, str]:
    """When it begins and ends, as the journal tells it: by the place's own wall."""
    begins, ends = (at.astimezone(shift.place.zone) for at in (shift.starts_at, shift.ends_at))
    return {"starts": f"{begins:%Y-%m-%d %H:%M}", "ends": f"{ends:%Y-%m-%d %H:%M}"}


def told(shift: Shift, kind: PutOn | TakenOff, by: str, now: datetime, key: str | None) -> None:
    about = f"staff:{shift.staff_id}"
    journal.record(kind, about=about, at=now, by=by, place=shift.place_id, key=key)
