"""The hours a promise is given for: now unless somebody says another."""

from datetime import datetime, time, timedelta

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.places import walls
from regulars.places.models import Place
from regulars.recovery.troubles import NotSo

NOW = timedelta(minutes=5)
"""“Now” is within five minutes: as long as somebody waits without feeling forgotten."""
LONGEST_AHEAD = timedelta(days=366)
EVENING, MORNING = time(20), time(10)
CHOICES: dict[str, Lazy | str] = {
    "now": gettext_lazy("now"),
    "15": gettext_lazy("in 15 minutes"),
    "60": gettext_lazy("in an hour"),
    "today": gettext_lazy("by this evening"),
    "tomorrow": gettext_lazy("tomorrow morning"),
    "at": gettext_lazy("at another hour"),
}


def of(place: Place, choice: str, at: str, now: datetime) -> datetime | None:
    """The instant that was chosen; None for now, so that a guarantee's own time may stand.

    ``at`` is a day and an hour by the place's wall. Raises NotSo where it cannot be read.
    """
    if choice in ("15", "60"):
        return now + timedelta(minutes=int(choice))
    day = place.day_of(now)
    if choice == "today":
        evening = walls.first_reading(place.zone, day, EVENING)
        return evening if evening > now + NOW else place.hours_of(day)[1]
    if choice == "tomorrow":
        return walls.first_reading(place.zone, day + timedelta(days=1), MORNING)
    return told(place, at) if choice == "at" else None


def told(place: Place, text: str) -> datetime:
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise NotSo("at", _("Write a day and an hour, such as 2026-03-24 18:30."))
    if found.tzinfo is not None:
        return found
    try:
        return walls.instant(place.zone, found.date(), found.time(), "first")
    except walls.NoSuchTime as wrong:
        raise NotSo("at", str(wrong)) from None


def written(place: Place, at: datetime) -> str:
    """As the journal tells it: by the place's own wall."""
    return f"{at.astimezone(place.zone):%Y-%m-%d %H:%M}"
