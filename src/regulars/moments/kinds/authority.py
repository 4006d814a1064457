"""What somebody decided on the spot, what went up or was overturned, and how far one may go."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class Granted(Kind):
    """Something was given on the spot, by somebody's own decision; what and why is in the words.
    ``amount`` is in minor units."""

    code = "granted"
    sentence = _("Was given something, decided on the spot.")
    icon = "gift"
    act: str
    amount: int | None = None
    currency: str = ""


@dataclass(frozen=True)
class Pledged(Kind):
    """The customer has our word for something; it stands from then on."""

    code = "pledged"
    sentence = _("Was promised something, decided on the spot.")
    icon = "hand"
    act: str
    amount: int | None = None
    currency: str = ""


@dataclass(frozen=True)
class SentUp(Kind):
    """It was beyond somebody's limits, and went up to whoever may decide it."""

    code = "sent_up"
    sentence = _("A wish went up to whoever may decide it.")
    icon = "ask"
    act: str
    amount: int | None = None
    currency: str = ""


@dataclass(frozen=True)
class Overturned(Kind):
    """A leader reversed what a colleague had given or promised; why is in the words."""

    code = "overturned"
    sentence = _("What a colleague had decided was overturned; towards the guest it stands.")
    icon = "back"
    act: str
    amount: int | None = None
    currency: str = ""


@dataclass(frozen=True)
class LimitSet(Kind):
    """How far somebody may go was set: ``limit`` is the line in the table, ``since`` its day."""

    code = "limit_set"
    sentence = _("How far one may go alone was set anew.")
    icon = "pen"
    limit: int
    since: str
