"""What the page of collisions says: the weeks, what was chosen by whom, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise

from regulars.floor.collisions import logging
from regulars.floor.collisions.logging import CHOICES
from regulars.moments.models import Moment
from regulars.notebook import noticing
from regulars.places.models import Place, Staff
from regulars.places.permissions import LEADERS

WEEKS = 8


@dataclass(frozen=True)
class Line:
    """One of them: when, what it was about, what was chosen and by whom."""

    at: datetime
    words: str
    choice: str
    label: Promise | str
    by: str
    customer: str


@dataclass(frozen=True)
class Week:
    """A week with its lines; ``decided`` is (words, by, when); ``late``: nobody looked at it."""

    code: str
    first: date
    last: date
    lines: tuple[Line, ...]
    counts: tuple[tuple[Promise, int], ...]
    decided: tuple[tuple[str, str, datetime], ...]
    late: bool


def weeks(place: Place, staff: Staff, now: datetime) -> list[Week]:
    """The last weeks in which something collided; whoever does not lead sees their own only."""
    today = place.day_of(now)
    first = logging.monday(logging.week_of(today))
    seen = logging.reviews(place)
    found = []
    for back in range(WEEKS):
        monday = first - timedelta(days=7 * back)
        code = logging.week_of(monday)
        rows = logging.of_week(place, code)
        if staff.role not in LEADERS:
            rows = [row for row in rows if row.actor == staff.opaque]
        if rows:
            found.append(week(code, monday, rows, seen.get(code, []), late=back > 0))
    return found


def week(
    code: str, monday: date, rows: Sequence[Moment], seen: Sequence[Moment], late: bool
) -> Week:
    names = people([*rows, *seen])
    counts = ((label, sum(row.facts["choice"] == code_ for row in rows))
              for code_, label in CHOICES.items())  # fmt: skip
    return Week(
        code, monday, monday + timedelta(days=6),
        tuple(line(row, names) for row in rows), tuple((la, n) for la, n in counts if n),
        tuple((said(row), names.get(row.actor, ""), row.happened_at) for row in seen),
        late and not seen,
    )  # fmt: skip


def line(row: Moment, names: dict[str, str]) -> Line:
    choice = str(row.facts["choice"])
    whom = row.subject.removeprefix("customer:") if row.subject.startswith("customer:") else ""
    return Line(row.happened_at, said(row), choice, CHOICES.get(choice, choice),
                names.get(row.actor, ""), whom)  # fmt: skip


def said(row: Moment) -> str:
    return noticing.shown(row.words) if hasattr(row, "words") else ""


def people(rows: Iterable[Moment]) -> dict[str, str]:
    keys = {row.actor.removeprefix("staff:") for row in rows if row.actor.startswith("staff:")}
    return {each.opaque: each.name for each in Staff.objects.filter(pk__in=keys)}
