"""Each morning at seven by the place's own wall: cards are drafted, and those whose day passed end.

The chain of a place begins with the first night's work written for it, or when somebody sets how
the place reaches out; it goes on by itself.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from regulars.anticipation.lapses import cards, drafting
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.models import Deadline
from regulars.places.models import Place

KIND = "cards"
HOUR = timedelta(hours=7)
LEASE = timedelta(minutes=15)


def set_day(place: Place, day: date) -> None:
    """The morning of a day; setting it again changes nothing."""
    set_deadline(KIND, f"{place.pk}/{day:%Y-%m-%d}", place.start_of(day) + HOUR)


@handles(KIND, lease=LEASE, slow=True)
def each_morning(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """A house that was closed for a week does one morning's work, not seven."""
    place = Place.objects.get(pk=int(deadline.subject.partition("/")[0]))

    def effect() -> None:
        cards.expire(place, now)
        drafting.draft(place, now)
        set_day(place, place.day_of(now) + timedelta(days=1))

    return effect
