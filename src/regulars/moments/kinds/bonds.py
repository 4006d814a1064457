"""What grows between a customer and the house: how well we know each other, who brought whom."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class FamiliarityChanged(Kind):
    """How well we know each other, from one step (0 to 3) to another, and at which visit."""

    code = "familiarity_changed"
    sentence = _("How well we know each other changed.")
    icon = "hand"
    before: int
    after: int
    visit: str = ""


@dataclass(frozen=True)
class Brought(Kind):
    """Somebody brought them to us; who it was stands in no fact of the journal. ``gone``: it was
    written by mistake."""

    code = "brought"
    sentence = _("Somebody brought them to us.")
    icon = "people"
    introduction: int
    gone: bool | None = None


@dataclass(frozen=True)
class IntroductionThanked(Kind):
    """They were thanked for bringing somebody, without condition; ``late`` after the 14 days."""

    code = "introduction_thanked"
    sentence = _("Was thanked for bringing somebody.")
    icon = "hand"
    introduction: int
    late: bool = False


@dataclass(frozen=True)
class ThanksLate(Kind):
    """Fourteen days went by and nobody had thanked them for bringing somebody."""

    code = "thanks_late"
    sentence = _("Thanks for bringing somebody are late.")
    icon = "clock"
    introduction: int
