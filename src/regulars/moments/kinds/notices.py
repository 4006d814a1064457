"""How a colleague was told: on the board, by the ways they chose, or not at all."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class Notified(Kind):
    """Something stands on a colleague's board; ``notice`` is its number."""

    code = "notified"
    sentence = _("Was told on the board.")
    icon = "bell"
    notice: int
    urgent: bool | None = None


@dataclass(frozen=True)
class NoticeSeen(Kind):
    """The colleague has seen it."""

    code = "notice_seen"
    sentence = _("Has seen a notice.")
    icon = "check"
    notice: int


@dataclass(frozen=True)
class NoticeSent(Kind):
    """It left the house by a way they had chosen (``mail``, ``wecom`` …), at the nth try."""

    code = "notice_sent"
    sentence = _("Was told by {way}.")
    icon = "bell"
    notice: int
    way: str
    tries: int


@dataclass(frozen=True)
class NotReached(Kind):
    """Every try failed: somebody who leads was told instead. ``reason`` is a code."""

    code = "not_reached"
    sentence = _("Could not be reached by {way}, tried {tries} times.")
    icon = "danger"
    notice: int
    way: str
    tries: int
    reason: str


@dataclass(frozen=True)
class ReachKept(Kind):
    """Somebody chose how they are told: a ``way`` more or ``gone``, or their quiet hours."""

    code = "reach_kept"
    sentence = _("Chose how to be reached.")
    icon = "bell"
    way: str = ""
    gone: bool | None = None
    quiet: str = ""
