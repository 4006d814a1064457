"""What many are told at once: a delay, each word about it, and where they heard of it first."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class OfDisruption:
    """What every one of these is about: the number of the disruption."""

    disruption: int


@dataclass(frozen=True)
class DisruptionOpened(Kind):
    """Something comes later or not at all, for so many people (``affected``); ``ahead``: minutes
    it was known before its hour. Its disruption is found by this moment."""

    code = "disruption_opened"
    sentence = _("Something comes later or not at all, for {affected} people.")
    icon = "bell"
    owner: str
    affected: int
    ahead: int = 0


@dataclass(frozen=True)
class DisruptionChanged(OfDisruption, Kind):
    """The new time is another one now, or whoever sees to it."""

    code = "disruption_changed"
    sentence = _("What was told of a delay has changed.")
    icon = "clock"
    owner: str = ""


@dataclass(frozen=True)
class BulletinMade(OfDisruption, Kind):
    """A word to all of them. ``late_ms`` after the instant promised for it; ``next`` is when they
    hear again."""

    code = "bulletin_made"
    sentence = _("Word number {number} went to everybody whom the delay touches.")
    icon = "bell"
    number: int
    sort: str
    late_ms: int = 0
    next: str = ""


@dataclass(frozen=True)
class DelayTold(OfDisruption, Kind):
    """This customer was told; ``way``: mail, text, message or hand."""

    code = "delay_told"
    sentence = _("Was told of a delay.")
    icon = "bell"
    number: int
    way: str


@dataclass(frozen=True)
class DelayNotTold(OfDisruption, Kind):
    """Nothing got through to this customer: somebody has them on a list."""

    code = "delay_not_told"
    sentence = _("Could not be told of a delay; somebody sees to it.")
    icon = "danger"
    number: int
    way: str
    reason: str


@dataclass(frozen=True)
class HeardFirst(OfDisruption, Kind):
    """Where this customer heard of the delay first: us, here or elsewhere."""

    code = "heard_first"
    sentence = _("Said where they heard of the delay first.")
    icon = "people"
    where: str


@dataclass(frozen=True)
class DisruptionEnded(OfDisruption, Kind):
    """Over, or as planned after all. So many were told first by us (``first``) of those known."""

    code = "disruption_ended"
    sentence = _("A delay is over.")
    icon = "check"
    how: str
    first: int = 0
    known: int = 0


@dataclass(frozen=True)
class DelayRuleSet(Kind):
    """The delay playbook of a place was written anew."""

    code = "delay_rule_set"
    sentence = _("What people get when something is late was written down.")
    icon = "pen"
    every: int
    entitlements: int = 0


@dataclass(frozen=True)
class DelayRehearsed(Kind):
    """A delay was gone through without telling anybody: so many would have been told."""

    code = "delay_rehearsed"
    sentence = _("A delay was rehearsed: {affected} people, {by_hand} of them by hand.")
    icon = "guide"
    affected: int
    by_hand: int = 0
    in_need: int = 0
    day: str = ""


@dataclass(frozen=True)
class ChannelWished(Kind):
    """The customer said how they wish to be reached; ``wish``: not, first, or any."""

    code = "channel_wished"
    sentence = _("Said how they wish to be reached.")
    icon = "bell"
    way: str
    wish: str
