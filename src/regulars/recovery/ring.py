"""The twenty minutes as a ring: one unit of its round is one minute."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

WHOLE = 20
SOON = 5 * 60
"""Seconds; from here on the ring is red and thicker, as the first alarm has rung."""
FARTHEST = 999 * 60


@dataclass(frozen=True)
class Ring:
    """What is drawn: minutes left of twenty, the figures in the middle, and how it looks.

    ``state`` is running, soon, over, or done once nobody waits any more.
    """

    due: datetime | None
    seconds: int
    text: str
    state: str

    @property
    def minutes(self) -> str:
        """Length of the arc, as SVG reads it whatever the language."""
        return f"{min(WHOLE, max(0, self.seconds) / 60):.3f}"

    @property
    def spoken(self) -> str:
        """The ring in words, for whoever hears it."""
        if self.state == "done":
            return _("Nobody waits for us")
        figures = self.text.removeprefix("+")
        words = _("{figures} past the time") if self.state == "over" else _("{figures} left")
        return words.format(figures=figures)

    @property
    def gap(self) -> str:
        """Where the arc begins, so that it always ends at the top."""
        return f"{min(WHOLE, max(0, self.seconds) / 60) - WHOLE:.3f}"


def until(due: datetime | None, now: datetime) -> Ring:
    """The ring of a clock that ends at ``due``; done without one."""
    if due is None:
        return Ring(None, 0, "✓", "done")
    seconds = round((due - now).total_seconds())
    state = "over" if seconds < 0 else "soon" if seconds <= SOON else "running"
    return Ring(due, seconds, figures(seconds), state)


def figures(seconds: int) -> str:
    """m:ss; past the time with a plus before it, and from 1000 minutes on in hours."""
    minutes, rest = divmod(abs(seconds), 60)
    if minutes > FARTHEST // 60:
        return f"+{minutes // 60} h"
    return f"{'+' if seconds < 0 else ''}{minutes}:{rest:02}"
