"""Once a week, in the small hours of Monday, everything that proposes is held beside its baseline.

The chain of a place begins with the first night's work that is written for it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from regulars.anticipation.coming import Plan
from regulars.anticipation.models import Forecast
from regulars.anticipation.needs import Wish
from regulars.anticipation.rules import scoring
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.models import Deadline
from regulars.places.models import Place

KIND = "offers_weighed"
HOUR = timedelta(hours=3)
LEASE = timedelta(minutes=15)


def set_week(place: Place, day: date) -> None:
    """The next Monday after a day; setting it again changes nothing."""
    week = scoring.monday(day) + timedelta(days=7)
    set_deadline(KIND, f"{place.pk}/{week:%Y-%m-%d}", place.start_of(week) + HOUR)


@handles(KIND, lease=LEASE, slow=True)
def weigh(deadline: Deadline, now: datetime) -> Callable[[], None]:
    place = Place.objects.get(pk=int(deadline.subject.partition("/")[0]))

    def effect() -> None:
        scoring.weigh(place, now)
        set_week(place, place.day_of(now))

    return effect


def listed(place: Place, plan: Plan, wishes: tuple[Wish, ...]) -> tuple[Plan, tuple[Wish, ...]]:
    """What the board lists where a model is suspended: whom the simple rule expects instead of the
    forecast, and no need that was foreseen. Both go on being written down and judged."""
    out = scoring.standing(place)
    if f"model:{Forecast.Kind.VISIT}" in out:
        everybody = (*plan.expected, *plan.others)
        plan = replace(plan, expected=tuple(one for one in everybody if one.naive),
                       others=tuple(one for one in everybody if not one.naive))  # fmt: skip
    return plan, () if f"model:{Forecast.Kind.NEED}" in out else wishes
