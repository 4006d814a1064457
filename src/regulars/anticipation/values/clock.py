"""Each night at three by the place's own wall: who comes back is reckoned anew, by the slow hand.

The chain of a place begins with the first night's work written for it, and goes on by itself.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.models import Deadline
from regulars.places.models import Place

KIND = "values"
HOUR = timedelta(hours=3)
LEASE = timedelta(minutes=30)


def set_night(place: Place, day: date) -> None:
    """The reckoning of a day; setting it again changes nothing."""
    set_deadline(KIND, f"{place.pk}/{day:%Y-%m-%d}", place.start_of(day) + HOUR)


@handles(KIND, lease=LEASE, slow=True)
def each_night(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """A house that was closed for a week does one night's reckoning, not seven."""
    from regulars.anticipation.values import night  # SciPy: 70 MB that only this hand needs

    place = Place.objects.get(pk=int(deadline.subject.partition("/")[0]))
    today = place.day_of(now)
    night.reckon(place, today)

    def effect() -> None:
        set_night(place, today + timedelta(days=1))

    return effect
