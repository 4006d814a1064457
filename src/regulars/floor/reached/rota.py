"""Who answers a way in at each minute of the coming week, and when nobody does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from regulars.engines.cover import Span, gaps
from regulars.floor.models import WayIn
from regulars.places import hours
from regulars.places.models import DOOR, Place, Shift

WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
EVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Since when nobody answered what nobody ever has."""


@dataclass(frozen=True)
class Rota:
    """The shifts of a place that touch a week, and the week itself."""

    place: Place
    week: Span
    shifts: tuple[Shift, ...]

    def of(self, way: WayIn) -> list[Shift]:
        """The shifts on which somebody answers it."""
        return [each for each in self.shifts if answers(each, way)]

    def now(self, way: WayIn) -> list[str]:
        """Who answers it just now, by name."""
        at = self.week.begins
        on = [each.staff.name for each in self.of(way) if each.starts_at <= at < each.ends_at]
        names = list(dict.fromkeys(on))
        return names or ([way.keeper.name] if keeps(way) and way.keeper else [])

    def gaps(self, way: WayIn) -> tuple[Span, ...]:
        """Every minute of the week that is promised and nobody's, as spans."""
        if keeps(way):
            return ()
        there = [Span(each.starts_at, each.ends_at) for each in self.of(way)]
        return gaps(self.wanted(way), there)

    def wanted(self, way: WayIn) -> list[Span]:
        """The minutes it promises to be answered; all of them where no hours are written down."""
        calendar = calendar_of(self.place, way)
        if calendar is None:
            return [self.week]
        day, last = (self.place.day_of(at) for at in (self.week.begins, self.week.ends))
        found, turn = [], day - A_DAY
        while turn <= last:
            found += [Span(each.opens, each.closes) for each in calendar.spans(turn)]
            turn += A_DAY
        clipped = (each.clipped(self.week) for each in found)
        return [each for each in clipped if each is not None]


def calendar_of(place: Place, way: WayIn) -> hours.Calendar | None:
    """The hours of the way itself where some are written, else those of the door."""
    if way.when == WayIn.When.ALWAYS:
        return None
    own = hours.calendar(place, way.code) if way.code in hours.CHANNELS else None
    known = own if own is not None and own.written else hours.calendar(place, DOOR)
    return known if known.written else None


def answers(shift: Shift, way: WayIn) -> bool:
    """Whoever stands at its post, on this shift or usually; anybody where it has none."""
    return way.post_id is None or (shift.post_id or shift.staff.post_id) == way.post_id


def keeps(way: WayIn) -> bool:
    return way.keeper is not None and way.keeper.left_at is None


def read(place: Place, now: datetime) -> Rota:
    """From this minute on for a week: seven days of real time, whatever the wall says."""
    begins = now.replace(second=0, microsecond=0)
    week = Span(begins, begins + WEEK)
    rows = Shift.objects.filter(
        place=place, starts_at__lt=week.ends, ends_at__gt=week.begins, staff__left_at=None,
        staff__user__is_active=True,
    )  # fmt: skip
    return Rota(place, week, tuple(rows.select_related("staff", "post")))


def true_begin(rota: Rota, way: WayIn, gap: Span) -> datetime:
    """Since when nobody is there: for a gap that has begun, the end of the last shift before it,
    or of the opening where that came later. The same however often one looks."""
    if gap.begins > rota.week.begins:
        return gap.begins
    past = Shift.objects.filter(place=rota.place, ends_at__lte=gap.begins, staff__left_at=None)
    last = latest(past.select_related("staff").order_by("-ends_at")[:200], way)
    opened = began(rota, way, gap.begins)
    return max(last, opened)


def latest(shifts: Iterable[Shift], way: WayIn) -> datetime:
    return next((each.ends_at for each in shifts if answers(each, way)), EVER)


def began(rota: Rota, way: WayIn, at: datetime) -> datetime:
    """When the opening began that holds an instant."""
    calendar = calendar_of(rota.place, way)
    if calendar is None:
        return EVER
    return max((each.opens for each in calendar.around(at) if each.opens <= at < each.closes),
               default=EVER)  # fmt: skip
