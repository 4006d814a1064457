"""What became of a promise, and what the house guarantees everybody. Given it is: ``Promised``."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class OfPromise:
    """What every one of these is about: the number of the promise."""

    promise: int


@dataclass(frozen=True)
class PromiseKept(OfPromise, Kind):
    """A promise was kept; ``late`` is seconds after its hour, where the clock had found it
    broken."""

    code = "promise_kept"
    sentence = _("A promise was kept.")
    icon = "check"
    late: int | None = None


@dataclass(frozen=True)
class PromiseBroken(OfPromise, Kind):
    """Its hour passed and nobody had kept it: a case opens (``opens`` is its number)."""

    code = "promise_broken"
    sentence = _("A promise was not kept in time.")
    icon = "danger"
    owner: str
    opens: int
    late_ms: int = 0


@dataclass(frozen=True)
class PromiseWithdrawn(OfPromise, Kind):
    """The customer did not want it any more; their words: in the words. ``forgotten``: they had
    asked to be forgotten."""

    code = "promise_withdrawn"
    sentence = _("They did not want a promise any more.")
    icon = "quiet"
    forgotten: bool | None = None


@dataclass(frozen=True)
class PromisePassed(OfPromise, Kind):
    """A promise has another owner; ``why``: left (works here no more), off (the shift is over),
    taken (a colleague took it)."""

    code = "promise_passed"
    sentence = _("A colleague sees to a promise now.")
    icon = "hand"
    before: str
    owner: str
    why: str


@dataclass(frozen=True)
class GuaranteeMade(Kind):
    """The house promises everybody something; the subject is the place."""

    code = "guarantee_made"
    sentence = _("The house guarantees: {name}.")
    icon = "shield"
    guarantee: int
    name: str
    minutes: int


@dataclass(frozen=True)
class GuaranteeEnded(Kind):
    """Nothing is promised by it any more; the subject is the place."""

    code = "guarantee_ended"
    sentence = _("The house guarantees no more: {name}.")
    icon = "shield"
    guarantee: int
    name: str
