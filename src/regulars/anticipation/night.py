"""The night's work: notebook and forecasts become dated acts for one day.

Each act has one customer, one thing to do, one owner and one reason. Doing the night's work
again for the same day changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from regulars.anticipation import acts, coming, needs, reading, run_outs, training
from regulars.anticipation.lapses import clock as mornings
from regulars.anticipation.proposals import night as proposed
from regulars.anticipation.rules import clock as weekly
from regulars.anticipation.values import clock as nightly
from regulars.moments import journal
from regulars.moments.kinds import Foreseen
from regulars.moments.models import Moment
from regulars.places.models import Place


@dataclass(frozen=True)
class Night:
    """What one night's work came to."""

    day: date
    expected: int
    acts: int
    forecasts: int

    @property
    def came_to_something(self) -> bool:
        """A night that found an empty house may be done again once history has come in."""
        return bool(self.expected or self.acts or self.forecasts)


def key_of(place: Place, day: date) -> str:
    return f"foreseen:{place.pk}:{day:%Y-%m-%d}"


def done(place: Place, day: date) -> bool:
    return Moment.objects.filter(key=key_of(place, day)).exists()


def foresee(place: Place, day: date, now: datetime) -> Callable[[], Night]:
    """Reckon what ``day`` needs from everything known before it; give back the writing of it.

    The reckoning reads only; long tables of forecasts are written in chunks that leave the
    writer free; the returned effect writes the day's board in one short transaction.
    """
    if done(place, day) and (before := recorded(place, day)).came_to_something:
        return lambda: before
    shop = reading.shop(place, day)
    written = run_outs.write(place, shop, day)
    plan = coming.expect(place, shop, day)
    wishes = needs.choose(shop, plan, day, training.model_of(place))
    proposed.write(place, proposed.drafts(place, plan, shop, day, now), day, now)

    def write() -> Night:
        shown, foreseen = weekly.listed(place, plan, wishes)
        coming.write(place, shown, day)
        needs.write(place, wishes, day)
        listed = acts.write(place, shown, foreseen, day, now)
        weekly.set_week(place, day)
        mornings.set_day(place, day)
        nightly.set_night(place, day)
        training.set_night(place, day)
        night = Night(day, len(plan.expected), listed, written)
        kind = Foreseen(
            day=f"{day:%Y-%m-%d}", acts=listed, customers=len(plan.expected), forecasts=written
        )
        journal.record(
            kind, about=f"place:{place.pk}", at=now, by="clock", place=place.pk,
            key=key_of(place, day),
        )  # fmt: skip
        return night

    return write


def recorded(place: Place, day: date) -> Night:
    """What the night's work for a day came to when it was done."""
    facts = Moment.objects.get(key=key_of(place, day)).facts
    return Night(day, facts["customers"], facts["acts"], facts["forecasts"])
