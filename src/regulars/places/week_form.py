"""The hours of a week as one types them: rows of from and to, and what is wrong in which row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from regulars.places.forms import no_time, read_time
from regulars.places.hours import Times

ROWS = 3
DAY_MINUTES = 24 * 60


@dataclass
class Row:
    """One span as typed; ``wrong`` says what is the matter, in words."""

    opens: str = ""
    closes: str = ""
    wrong: str = ""

    @property
    def empty(self) -> bool:
        return not (self.opens or self.closes)


@dataclass
class DayRows:
    """One day: its number (Monday is 0), its name and its rows."""

    number: int
    name: str
    rows: list[Row] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        return any(row.wrong for row in self.rows)

    @property
    def open(self) -> bool:
        return not all(row.empty for row in self.rows)

    @property
    def split(self) -> bool:
        return not all(row.empty for row in self.rows[1:]) or any(r.wrong for r in self.rows[1:])

    @property
    def times(self) -> list[Times]:
        """What it says, once nothing is wrong with it."""
        return sorted((read_time(r.opens), read_time(r.closes)) for r in self.rows if not r.empty)


def of_times(week: Mapping[int, Sequence[Times]]) -> list[DayRows]:
    """The week as it stands written, for the form."""
    return [DayRows(day, str(WEEKDAYS[day]), padded(week.get(day, ()))) for day in range(7)]


def padded(times: Iterable[Times]) -> list[Row]:
    rows = [Row(f"{opens:%H:%M}", f"{closes:%H:%M}") for opens, closes in times]
    return rows + [Row() for _n in range(ROWS - len(rows))]


def read(data: Mapping[str, str], prefix: str = "") -> list[DayRows]:
    """The week as it was typed, with what is wrong in each row."""
    return [
        checked(DayRows(day, str(WEEKDAYS[day]), read_rows(data, f"{prefix}{day}")))
        for day in range(7)
    ]


def read_rows(data: Mapping[str, str], name: str) -> list[Row]:
    """The rows of one day; as many as were sent."""
    rows = []
    for number in range(20):
        opens, closes = (data.get(f"{name}-{number}-{end}") for end in ("opens", "closes"))
        if opens is None and closes is None:
            break
        rows.append(Row((opens or "").strip()[:8], (closes or "").strip()[:8]))
    return rows + [Row() for _n in range(ROWS - len(rows))]


def checked(day: DayRows) -> DayRows:
    """Write into each row what is wrong with it: half a span, no time, or across another."""
    known: list[tuple[int, int]] = []
    for row in day.rows:
        row.wrong = "" if row.empty else wrong_with(row)
        if row.empty or row.wrong:
            continue
        span = minutes(read_time(row.opens), read_time(row.closes))
        if any(begins < span[1] and span[0] < ends for begins, ends in known):
            row.wrong = _("This row runs across another of this day. Make them one, or part them.")
        known.append(span)
    return day


def wrong_with(row: Row) -> str:
    if not row.opens or not row.closes:
        return _("Write both: from when, and until when.")
    for text in (row.opens, row.closes):
        try:
            read_time(text)
        except ValueError:
            return no_time(text)
    return ""


def minutes(opens: time, closes: time) -> tuple[int, int]:
    """A span in minutes from the day's beginning; past midnight it ends beyond the day."""
    begins, ends = opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute
    return begins, ends if ends > begins else ends + DAY_MINUTES


def copied(days: list[DayRows], which: str) -> list[DayRows]:
    """Monday's rows for the other working days, or for the whole week."""
    last = 5 if which == "work" else 7
    for day in days[1:last]:
        day.rows = [Row(row.opens, row.closes) for row in days[0].rows]
    return [checked(day) for day in days]
