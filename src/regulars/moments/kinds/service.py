"""What passes between a customer and the person serving them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class Arrived(Kind):
    """A customer came in. ``ordinal`` counts this visit; the newcomer's is 1. ``party`` is how many
    they were, where somebody counted."""

    code = "arrived"
    sentence = _("Came in: visit no. {ordinal}.")
    icon = "walk"
    ordinal: int
    touchpoint: str = ""
    party: int | None = None


@dataclass(frozen=True)
class Departed(Kind):
    """A customer left. ``ordinal`` is the visit that ended, ``hoped_for`` the next one. ``steps``
    of the goodbye were taken, ``skipped`` were not; neither is known where nobody asked."""

    code = "departed"
    sentence = _("Left after visit no. {ordinal}; no. {hoped_for} is hoped for.")
    icon = "walk"
    ordinal: int
    hoped_for: int
    touchpoint: str = ""
    steps: str = ""
    skipped: str = ""


@dataclass(frozen=True)
class Purchased(Kind):
    """A basket was bought; its lines are rows of this moment."""

    code = "purchased"
    sentence = _("Bought a basket.")
    icon = "gift"
    basket: str = ""
    source: str = ""


@dataclass(frozen=True)
class Asked(Kind):
    """The customer asked for something before anyone offered it; ``cue`` if one stood."""

    code = "asked"
    sentence = _("Asked for it: {need}.")
    icon = "ask"
    need: str = ""
    visit: str = ""
    touchpoint: str = ""
    cue: int | None = None


@dataclass(frozen=True)
class Noticed(Kind):
    """Somebody saw a sign of need that the customer had not put into words."""

    code = "noticed"
    sentence = _("A sign was noticed: {need}.")
    icon = "ask"
    need: str = ""
    visit: str = ""
    touchpoint: str = ""


@dataclass(frozen=True)
class Acted(Kind):
    """Something was done for the customer.

    ``arose`` is ``anticipated``, ``on_request``, ``after_complaint`` or ``unsigned`` (nobody
    asked, but no sign or cue stood recorded before it either, so it does not count as
    anticipated). ``lead`` is seconds from the first sign, ``after_ask`` seconds from the asking.
    """

    code = "acted"
    sentence = _("Done: {need}.")
    icon = "check"
    need: str
    arose: str
    visit: str = ""
    started_by: str = ""
    sign: int | None = None
    lead: int | None = None
    after_ask: int | None = None
    touchpoint: str = ""
    repeat: bool | None = None


@dataclass(frozen=True)
class Declined(Kind):
    """The customer was offered something and said no, thank you."""

    code = "declined"
    sentence = _("Offered and declined: {need}.")
    icon = "quiet"
    need: str
    visit: str = ""
    sign: int | None = None
    touchpoint: str = ""


@dataclass(frozen=True)
class Complained(Kind):
    """The customer said that something was not right."""

    code = "complained"
    sentence = _("Was not content: {need}.")
    icon = "danger"
    need: str = ""
    visit: str = ""
    touchpoint: str = ""


@dataclass(frozen=True)
class Noted(Kind):
    """Somebody wrote down what they noticed."""

    code = "noted"
    sentence = _("A note was written.")
    icon = "pen"
    touchpoint: str = ""


@dataclass(frozen=True)
class Promised(Kind):
    """A promise was given to the customer, with the hour it is due; what: in the words. ``owner``
    keeps it, ``guarantee`` where it is one the house gives everybody."""

    code = "promised"
    sentence = _("Promised for {due}.")
    icon = "clock"
    due: str = ""
    touchpoint: str = ""
    owner: str = ""
    guarantee: int | None = None


@dataclass(frozen=True)
class FollowedUp(Kind):
    """Somebody came back to the customer about an earlier moment."""

    code = "followed_up"
    sentence = _("Followed up.")
    icon = "bell"
    about: int | None = None


@dataclass(frozen=True)
class Corrected(Kind):
    """An earlier entry was wrong; this one stands in its place and points at it."""

    code = "corrected"
    sentence = _("An earlier entry was corrected.")
    icon = "pen"
    reason: str = ""
