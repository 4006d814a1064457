"""Why somebody is left in peace, in words for the colleague who wanted to write."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

WEEK = 6


@dataclass(frozen=True)
class Blocked:
    """``code`` is left_alone, no_consent, not_this_way, quiet_hours, same_purpose or enough.

    ``until``: the instant from which it may be tried again, None where only they can say. ``facts``
    hold what the sentence needs: ``zone``, ``today``, ``way`` and ``day`` of the last contact,
    ``n``.
    """

    code: str
    until: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def said(self) -> str:
        """One or two sentences in the language now active."""
        if self.until is None:
            return self.why()
        return in_a_row(self.when(), self.why())

    def when(self) -> str:
        if self.until is None:
            return ""
        return _("Not before {when}.").format(when=self.moment())

    def moment(self) -> str:
        """Thursday 9:00 within a week, else the date."""
        assert self.until is not None
        local = self.until.astimezone(ZoneInfo(self.facts["zone"]))
        shape = pgettext("weekday and time", "l G:i")
        if (local.date() - date.fromisoformat(self.facts["today"])).days > WEEK:
            shape = pgettext("date and time in words", "j F, G:i")
        return date_format(local, shape)

    def why(self) -> str:
        lines = {
            "left_alone": self.peace, "no_consent": lambda: _("They have not agreed to this."),
            "not_this_way": lambda: _("They asked us not to use this way."),
            "quiet_hours": lambda: _("It is too late or too early to write to anybody."),
            "same_purpose": self.last, "enough": self.enough,
        }  # fmt: skip
        return lines[self.code]()

    def peace(self) -> str:
        if self.until is None:
            return _("They wish to be left in peace. Wait until they come to us.")
        return _("They wish to be left in peace until then.")

    def last(self) -> str:
        """They had a letter from us on Monday."""
        words = {
            "letter": _("They had a card or letter from us on {day}."),
            "mail": _("They had a mail from us on {day}."),
            "text": _("They had a text message from us on {day}."),
            "message": _("They had a message from us on {day}."),
            "call": _("We called them on {day}."), "visit": _("We visited them on {day}."),
        }  # fmt: skip
        line = words.get(self.facts.get("way", ""), _("They heard from us on {day}."))
        return line.format(day=self.day())

    def day(self) -> str:
        on, today = (date.fromisoformat(self.facts[name]) for name in ("day", "today"))
        shape = "l" if (today - on).days <= WEEK else pgettext("a day in words", "j F")
        return date_format(on, shape)

    def enough(self) -> str:
        n = self.facts.get("n", 0)
        count = _("That makes {n} in thirty days, and that is enough.").format(n=n)
        return in_a_row(self.last(), count)


def in_a_row(first: str, second: str) -> str:
    """Two sentences, one after the other; Chinese sets no space between them."""
    return pgettext("two sentences", "{first} {second}").format(first=first, second=second)


class Held(Exception):
    """The guard held it back while somebody did it; ``blocked`` says why and until when."""

    def __init__(self, blocked: Blocked) -> None:
        super().__init__(blocked.code)
        self.blocked = blocked
