"""A full house: who was asked for a table and what they said, and what made the wait light."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class HouseFull(Kind):
    """No table is free for ``size`` people; how to know them stands in the words."""

    code = "house_full"
    sentence = _("No table was free; every post was asked.")
    icon = "people"
    size: int
    hurry: bool
    touchpoint: str = ""


@dataclass(frozen=True)
class Hurried(Kind):
    """Somebody is in a hurry: from here on nothing of theirs stands in a queue."""

    code = "hurried"
    sentence = _("Was in a hurry.")
    icon = "clock"
    size: int
    touchpoint: str = ""


@dataclass(frozen=True)
class CapacityAsked(Kind):
    """Every post was asked for a table: ``number`` 2 is the second look before any “no”. ``why``:
    full, interval, left or hand; ``posts`` are codes with spaces between."""

    code = "capacity_asked"
    sentence = _("Every post was asked for a table, time no. {number}.")
    icon = "ask"
    party: int
    number: int
    why: str
    posts: str


@dataclass(frozen=True)
class CapacityAnswered(Kind):
    """A post has a table (in ``minutes``), has none, or was silent until its time was over."""

    code = "capacity_answered"
    sentence = _("A post answered after {seconds} s.")
    icon = "check"
    party: int
    number: int
    says: str
    seconds: int
    minutes: int | None = None
    touchpoint: str = ""


@dataclass(frozen=True)
class ToldNo(Kind):
    """They were told that there is no table, after every post was asked ``checks`` times."""

    code = "told_no"
    sentence = _("Was told that there is no table, after every post was asked {checks} times.")
    icon = "quiet"
    party: int
    checks: int


@dataclass(frozen=True)
class PastimeOffered(Kind):
    """A way to wait was offered; ``sort`` is what it is. An idea of the moment: in the words."""

    code = "pastime_offered"
    sentence = _("Was offered a way to make the wait light.")
    icon = "cup"
    party: int
    sort: str
    taken: bool
    improvised: bool
    pastime: int | None = None


@dataclass(frozen=True)
class FullEnded(Kind):
    """How it ended: seated, later or left; ``present``: they were still there. ``saved`` is what
    saved the visit, ``minutes`` how long it took."""

    code = "full_ended"
    sentence = _("The wait was over after {minutes} min.")
    icon = "chair"
    party: int
    outcome: str
    present: bool
    minutes: int
    saved: str = ""
    touchpoint: str = ""


@dataclass(frozen=True)
class PastimesKept(Kind):
    """The ways to wait that a place offers, or how it asks its posts, were written anew."""

    code = "pastimes_kept"
    sentence = _("How we ask for a table, and what we offer meanwhile, was written anew.")
    icon = "pen"
    offered: int
