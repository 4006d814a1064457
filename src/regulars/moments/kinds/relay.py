"""What passes between posts: a customer handed on, what was made ready, and who stepped out."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class HandedOff(Kind):
    """A customer is on the way to the next post: ``to`` is its code, ``touchpoint`` the post they
    come from. A word along with them stands in the words."""

    code = "handed_off"
    sentence = _("On the way to: {to}.")
    icon = "walk"
    visit: str
    to: str
    touchpoint: str = ""


@dataclass(frozen=True)
class Met(Kind):
    """Somebody met a customer who was handed on; ``relay`` is that moment, ``seconds`` from it."""

    code = "met"
    sentence = _("Was met after {seconds} s.")
    icon = "hand"
    relay: int
    visit: str
    seconds: int
    touchpoint: str = ""


@dataclass(frozen=True)
class PassedOn(Kind):
    """Nobody had come in time: the hand-off stands on the next post's board as well."""

    code = "passed_on"
    sentence = _("Nobody had come yet; asked as well: {to}.")
    icon = "bell"
    relay: int
    to: str


@dataclass(frozen=True)
class RelayLost(Kind):
    """Nobody came at all. ``to`` is the post they were sent to."""

    code = "relay_lost"
    sentence = _("Nobody came to meet them at: {to}.")
    icon = "bell"
    relay: int
    to: str


@dataclass(frozen=True)
class Shown(Kind):
    """An entry stood on another post's board: ``of`` is its moment, ``ms`` the time from its
    recording until that board said so, the way back included."""

    code = "shown"
    sentence = _("An entry stood on another board after {ms} ms.")
    icon = "clock"
    of: int
    ms: int
    touchpoint: str = ""


@dataclass(frozen=True)
class Prepared(Kind):
    """One thing was made ready for a visit: ``item`` is a fact (``f12``) or words (``t0a1b2c3d``).
    ``undone``: it was not ready after all."""

    code = "prepared"
    sentence = _("Made ready for them.")
    icon = "check"
    visit: str
    item: str
    touchpoint: str = ""
    undone: bool | None = None


@dataclass(frozen=True)
class Unprepared(Kind):
    """They came before all was ready: ``open`` of ``all`` things were not."""

    code = "unprepared"
    sentence = _("Came before all was ready: {open} of {all} not done.")
    icon = "clock"
    visit: str
    open: int
    all: int
    touchpoint: str = ""


@dataclass(frozen=True)
class SteppedOut(Kind):
    """Somebody left a duty to help; ``to`` is the post they went to. What waits: in the words."""

    code = "stepped_out"
    sentence = _("Left a duty to help.")
    icon = "hand"
    touchpoint: str = ""
    to: str = ""


@dataclass(frozen=True)
class CameBack(Kind):
    """They are back at what they had left; ``out`` is the moment they stepped out."""

    code = "came_back"
    sentence = _("Came back after {seconds} s.")
    icon = "check"
    out: int
    seconds: int
    touchpoint: str = ""
