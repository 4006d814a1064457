"""From the clock on the wall to an instant, also in the two nights when the clock is moved; and
from an instant to what the wall says."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.places.models import Place

SECOND = timedelta(seconds=1)


class NoSuchTime(ValueError):
    """The clock skips this hour on this day; the message says so and what to do."""


class TwiceTold(ValueError):
    """The clock shows this hour twice on this day; the message asks which of the two is meant."""


def said(place: Place, at: datetime, seen: datetime) -> str:
    """The hour on the place's wall, with its day where that is not the day it is read on."""
    same = place.day_of(at) == place.day_of(seen)
    return date_format(at.astimezone(place.zone), "H:i" if same else day_and_hour())


def day_and_hour() -> str:
    return pgettext("date and time", "j F, H:i")


def instant(zone: ZoneInfo, day: date, wall: time, which: str = "") -> datetime:
    """The instant (UTC) at which the wall shows a time on a day.

    ``which`` is ``first`` or ``second`` where the clock shows it twice. Raises NoSuchTime in the
    hour that is skipped in spring, TwiceTold in the hour that is lived twice in autumn.
    """
    earlier, later = both(zone, day, wall)
    hour = f"{wall:%H:%M}"
    if earlier > later:
        raise NoSuchTime(
            _("On this day the clock is put forward and there is no {hour}. Choose another time.")
            .format(hour=hour)
        )  # fmt: skip
    if earlier < later and which not in ("first", "second"):
        raise TwiceTold(
            _("On this night the clock shows {hour} twice. Say which of the two it is.")
            .format(hour=hour)
        )  # fmt: skip
    return later if which == "second" else earlier


def both(zone: ZoneInfo, day: date, wall: time) -> tuple[datetime, datetime]:
    """What fold 0 and fold 1 make of it: equal on common days, turned round in a gap."""
    local = datetime.combine(day, wall, zone)
    return local.replace(fold=0).astimezone(UTC), local.replace(fold=1).astimezone(UTC)


def first_reading(zone: ZoneInfo, day: date, wall: time) -> datetime:
    """The first instant (UTC) at which the wall shows this time or a later one of the day.

    Where the clock shows it twice, the first; where it is skipped, the end of the gap.
    """
    earlier, later = both(zone, day, wall)
    return earlier if earlier <= later else moved(zone, later, earlier)


def moved(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The instant between two at which the clock is put forward, to the second."""
    was = before.astimezone(zone).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == was:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
