"""What lies at hand, what was offered to choose from, rules excepted, wider room asked for."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class ThingKept(Kind):
    """A small thing the house has at hand was added, or taken off the list (``gone``)."""

    code = "thing_kept"
    sentence = _("What we have at hand was changed.")
    thing: int
    gone: bool | None = None


@dataclass(frozen=True)
class Restocked(Kind):
    """It was filled up again: from how many to how many."""

    code = "restocked"
    sentence = _("What we have at hand was filled up.")
    icon = "check"
    thing: int
    before: int
    after: int


@dataclass(frozen=True)
class ChoiceOffered(Kind):
    """Remedies were laid before them openly: so many; ``took`` says whether they chose one."""

    code = "choice_offered"
    sentence = _("Was offered several things to choose from.")
    icon = "gift"
    offered: int
    took: bool


@dataclass(frozen=True)
class ReturnRefused(Kind):
    """A return was refused; ``because`` is of a fixed vocabulary, what was said in the words."""

    code = "return_refused"
    sentence = _("A return was refused, with its reason.")
    icon = "back"
    because: str
    looked: str = ""


@dataclass(frozen=True)
class RuleExcepted(Kind):
    """Somebody went past a rule for them; why is in the words."""

    code = "rule_excepted"
    sentence = _("A rule was set aside for them.")
    icon = "hand"
    rule: int


@dataclass(frozen=True)
class RuleSettled(Kind):
    """What so many exceptions proposed was answered; why is in the words."""

    code = "rule_settled"
    sentence = _("What many exceptions proposed was answered.")
    answer: str
    rule: int | None = None
    act: str = ""


@dataclass(frozen=True)
class WiderAsked(Kind):
    """A colleague asks for wider room; the case is in the words. ``due`` is when an answer is
    owed."""

    code = "wider_asked"
    sentence = _("A colleague asks for wider room to decide.")
    icon = "ask"
    act: str
    due: str


@dataclass(frozen=True)
class WiderAnswered(Kind):
    """They were answered, with reasons in the words; ``late``: past the seven days."""

    code = "wider_answered"
    sentence = _("Who asked for wider room was answered.")
    icon = "check"
    answer: str
    late: bool | None = None


@dataclass(frozen=True)
class WiderLate(Kind):
    """Seven days have passed without an answer."""

    code = "wider_late"
    sentence = _("Who asked for wider room still has no answer.")
    icon = "clock"
    act: str
