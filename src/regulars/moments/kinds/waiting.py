"""Who waited and how long, how long people say is right, and who answers which way in."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class Queued(Kind):
    """Somebody waits at ``touchpoint`` (a post, or ``channel:phone``). ``minutes`` they have at
    most; ``own`` where that is their own word. How to know them: in the words."""

    code = "queued"
    sentence = _("Is waiting for us.")
    icon = "clock"
    touchpoint: str
    minutes: int
    party: int = 1
    own: bool | None = None


@dataclass(frozen=True)
class Served(Kind):
    """Whoever waited is served after ``seconds``; ``wait`` is the moment they came."""

    code = "served"
    sentence = _("Was seen to after {seconds} s.")
    icon = "check"
    wait: int
    touchpoint: str
    seconds: int
    hit: bool


@dataclass(frozen=True)
class WentAway(Kind):
    """Whoever waited went away after ``seconds``, unserved."""

    code = "went_away"
    sentence = _("Went away after waiting {seconds} s.")
    icon = "walk"
    wait: int
    touchpoint: str
    seconds: int


@dataclass(frozen=True)
class Expects(Kind):
    """A customer says how many ``minutes`` are right for ``touchpoint``."""

    code = "expects"
    sentence = _("Says that {minutes} min is right.")
    icon = "ask"
    touchpoint: str
    minutes: int


@dataclass(frozen=True)
class StandardSet(Kind):
    """What the house holds itself to at ``touchpoint``; the subject is the place."""

    code = "standard_set"
    sentence = _("Our own standard is now {minutes} min.")
    icon = "pen"
    touchpoint: str
    minutes: int


@dataclass(frozen=True)
class WayInKept(Kind):
    """Who answers a way in, and how soon; ``gone`` where it is none any more. The subject is the
    place."""

    code = "way_in_kept"
    sentence = _("How {way} is answered was written down.")
    icon = "pen"
    way: str
    minutes: int = 0
    gone: bool | None = None


@dataclass(frozen=True)
class NobodyAnswers(Kind):
    """Nobody answers a way in from ``begins`` until ``ends`` (instants in UTC): told to who
    leads."""

    code = "nobody_answers"
    sentence = _("Nobody answers {way} from {begins} on.")
    icon = "bell"
    way: str
    begins: str
    ends: str
