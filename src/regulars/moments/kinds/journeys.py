"""Before they come: what is asked and told, and what is likely to be needed next on the way."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class ServiceKept(Kind):
    """A kind of service, its checklist and its questions were written, or taken out (``gone``);
    the subject is the place."""

    code = "service_kept"
    sentence = _("What we say before they come was written down.")
    icon = "pen"
    service: int
    gone: bool | None = None


@dataclass(frozen=True)
class BriefingWaysKept(Kind):
    """Whether the clock sends checklists; the subject is the place."""

    code = "briefing_ways_kept"
    sentence = _("How checklists go out was set.")
    icon = "pen"
    sends: bool


@dataclass(frozen=True)
class ConditionAsked(Kind):
    """A question that may stop a visit was asked; what they said never stands here."""

    code = "condition_asked"
    sentence = _("We asked before they came, not at the gate.")
    icon = "ask"
    booking: int
    condition: int
    how: str


@dataclass(frozen=True)
class ConditionSettled(Kind):
    """What could have stopped a visit was settled, ``how``: instead, comes or not."""

    code = "condition_settled"
    sentence = _("What stood in the way of a visit was settled.")
    icon = "check"
    booking: int
    condition: int
    how: str


@dataclass(frozen=True)
class BriefingDrafted(Kind):
    """The checklist of a booking lies ready, ``turn``: booked or eve."""

    code = "briefing_drafted"
    sentence = _("What to bring lies ready for them.")
    icon = "pen"
    booking: int
    turn: str


@dataclass(frozen=True)
class BriefingTold(Kind):
    """They were told what to bring, by ``way``."""

    code = "briefing_told"
    sentence = _("They know what to bring.")
    icon = "check"
    booking: int
    turn: str
    way: str
