"""How often and when a place reaches out: modest until somebody has set it otherwise."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.anticipation.models import TouchWays
from regulars.moments import journal
from regulars.moments.kinds import TouchWaysKept
from regulars.places.models import Place, Staff
from regulars.places.notices import quiet
from regulars.places.once import done

WINDOW = timedelta(days=30)
CAPS, LEADS = range(1, 11), range(1, 31)


class NotSo(ValueError):
    """Something cannot be kept so; ``field`` names where, the message says what to do."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


def of(place: Place) -> TouchWays:
    return TouchWays.objects.filter(place=place).first() or TouchWays(place=place)


def quiet_until(place: Place, now: datetime, ways: TouchWays | None = None) -> datetime | None:
    """When the quiet that holds ``now`` is over, by the place's own wall; None where it is none."""
    hours = ways or of(place)
    return quiet.ends_at(place, hours.quiet_from, hours.quiet_to, now)


def awake(place: Place, at: datetime, ways: TouchWays | None = None) -> datetime:
    """The instant itself, or the end of the quiet it falls into."""
    return quiet_until(place, at, ways) or at


@transaction.atomic
def keep(
    place: Place, *, cap: str, quiet_from: str, quiet_to: str, lead_days: str,
    festivals: list[str] | None, by: Staff, now: datetime, key: str | None = None,
) -> TouchWays:  # fmt: skip
    """Write down how a place reaches out. Raises NotSo."""
    told: dict[str, Any] = {
        "cap": number(cap, "cap", CAPS), "lead_days": number(lead_days, "lead_days", LEADS),
        "quiet_from": wall(quiet_from, "quiet_from"), "quiet_to": wall(quiet_to, "quiet_to"),
        "festivals": festivals, "at": now, "by": by.opaque,
    }  # fmt: skip
    if told["quiet_from"] == told["quiet_to"]:
        raise NotSo("quiet_to", _("The quiet begins and ends at the same time. Give it a night."))
    if not done(key):
        TouchWays.objects.update_or_create(place=place, defaults=told)
        night = f"{told['quiet_from']:%H:%M}-{told['quiet_to']:%H:%M}"
        kind = TouchWaysKept(told["cap"], night, told["lead_days"], " ".join(festivals or ()))
        journal.record(kind, about=f"place:{place.pk}", at=now, by=by.opaque, place=place.pk,
                       key=key)  # fmt: skip
    return of(place)


def number(text: str, field: str, bounds: range) -> int:
    plain = text.strip()
    if not plain.isdecimal() or int(plain[:4]) not in bounds:
        words = _("Write a whole number from {low} to {high}.")
        raise NotSo(field, words.format(low=bounds[0], high=bounds[-1]))
    return int(plain)


def wall(text: str, field: str) -> time:
    try:
        return time.fromisoformat(text.strip()).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise NotSo(field, _("Write a time such as 20:00.")) from None


def first_morning(place: Place, day: date, ways: TouchWays | None = None) -> datetime:
    """The instant on a day from which the place may reach out."""
    return awake(place, place.start_of(day), ways)
