"""Around a case: how bad it turned out, what was offered for an unusual wish; and small slips."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class CaseRated(Kind):
    """A case turned out better or worse than it was opened with; why: in the words."""

    code = "case_rated"
    sentence = _("How serious it is was judged anew.")
    icon = "pen"
    case: int
    severity: str
    before: str
    exposed: bool
    raised: bool


@dataclass(frozen=True)
class WishAnswered(Kind):
    """An unusual wish: ``answer`` is nearest (the nearest we can do was offered), taken, or
    refused, which comes after it alone."""

    code = "wish_answered"
    sentence = _("What they wish for was answered.")
    icon = "hand"
    case: int
    answer: str


@dataclass(frozen=True)
class SlipNoted(Kind):
    """A small slip, mended on the spot. Its words are erasable, as all are."""

    code = "slip_noted"
    sentence = _("A small slip, mended on the spot.")
    icon = "pen"
    slip: str
    touchpoint: str = ""
