"""Everything the clock does, on one page.

    replay   demo only: an hour and a half before midnight the day's real purchases are journaled
    night    an hour before midnight: what tomorrow needs is reckoned and written
    reckon   ten minutes after midnight: the day that ended meets its forecasts, and the box
             knows who was seen last

Each sets the next day's deadline in the transaction in which it is done, so the chain holds
however often the house is stopped. A night that was slept through is made up for as soon as
the clock runs again.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from regulars.anticipation import marks, night
from regulars.customers import findable
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.models import Deadline
from regulars.places.models import Place

BEFORE_MIDNIGHT = {"replay": timedelta(minutes=90), "night": timedelta(hours=1)}
AFTER_MIDNIGHT = timedelta(minutes=10)
LONG = timedelta(minutes=15)


def read(deadline: Deadline) -> tuple[Place, date]:
    place, day, *_why = deadline.subject.split("/")
    return Place.objects.get(pk=place), date.fromisoformat(day)


def due_at(kind: str, place: Place, day: date) -> datetime:
    """When a round is due for a day of the place: ``night`` on the evening before it."""
    if kind == "reckon":
        return place.hours_of(day)[1] + AFTER_MIDNIGHT
    evening = day - timedelta(days=1) if kind == "night" else day
    return place.hours_of(evening)[1] - BEFORE_MIDNIGHT[kind]


def set_round(kind: str, place: Place, day: date) -> None:
    set_deadline(kind, f"{place.pk}/{day:%Y-%m-%d}", due_at(kind, place, day))


def open_rounds(place: Place, today: date) -> None:
    """Begin the chains of a place; those that run already are left as they are."""
    if place.demo:
        set_round("replay", place, today)
    set_round("reckon", place, today)
    set_round("night", place, today + timedelta(days=1))


def look_ahead_soon(place: Place, now: datetime) -> None:
    """History came in: today's board is worked out at the clock's next tick, not only tonight."""
    today = place.day_of(now)
    set_deadline("night", f"{place.pk}/{today:%Y-%m-%d}/{now:%H%M%S}", now)
    open_rounds(place, today)


def then_next(
    kind: str, place: Place, day: date, effect: Callable[[], object]
) -> Callable[[], None]:
    """The effect, and the next day's deadline with it."""

    def both() -> None:
        effect()
        set_round(kind, place, day + timedelta(days=1))

    return both


@handles("night", lease=LONG, slow=True)
def look_ahead(deadline: Deadline, now: datetime) -> Callable[[], None]:
    place, day = read(deadline)
    if day < place.day_of(now):
        return then_next("night", place, day, lambda: None)
    return then_next("night", place, day, night.foresee(place, day, now))


@handles("reckon", lease=LONG, slow=True)
def meet_what_happened(deadline: Deadline, now: datetime) -> Callable[[], None]:
    place, day = read(deadline)
    marking = marks.reckon(place, day, now)

    def effect() -> None:
        marking()
        findable.came(place.pk, since=day)

    return then_next("reckon", place, day, effect)


@handles("replay", lease=LONG, slow=True)
def come_true(deadline: Deadline, now: datetime) -> Callable[[], None]:
    from regulars.site.demo import replay

    place, day = read(deadline)
    replay.come_true(place, day, now)
    return then_next("replay", place, day, lambda: None)
