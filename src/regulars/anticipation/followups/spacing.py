"""When the next one may be: 14 to 21 days after the last, in days of the place."""

from dataclasses import dataclass
from datetime import date, timedelta

FIRST, LAST = timedelta(days=14), timedelta(days=21)
MOST = 11


@dataclass(frozen=True)
class Window:
    """The first and the last day on which the next one is right."""

    opens: date
    closes: date

    def early(self, day: date) -> bool:
        return day < self.opens

    def late(self, day: date) -> bool:
        return day > self.closes


def after(last: date | None, opened: date) -> Window:
    """The window after the last one done; the first may be done at once."""
    if last is None:
        return Window(opened, opened + LAST)
    return Window(last + FIRST, last + LAST)
