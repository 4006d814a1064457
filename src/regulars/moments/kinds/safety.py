"""Somebody stopped serving to be safe, support that is owed to them, and whom we do not serve.

What was said stands in the words, under seal; the facts name no customer.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class StoppedServing(Kind):
    """“I stop here”: no reason is asked."""

    code = "stopped_serving"
    sentence = _("Stopped serving, to be safe.")
    icon = "shield"
    leader: str


@dataclass(frozen=True)
class HarmTold(Kind):
    """What was done to them, in their own words: for them and whoever supports them."""

    code = "harm_told"
    sentence = _("Said what had happened.")
    icon = "shield"
    incident: int
    what: str = ""


@dataclass(frozen=True)
class LeaderComes(Kind):
    """Whoever is to support them has said that they are on their way."""

    code = "leader_comes"
    sentence = _("Somebody is on the way to them.")
    icon = "walk"
    incident: int


@dataclass(frozen=True)
class ServesAgain(Kind):
    """They serve again, or the tap had been a slip of the finger."""

    code = "serves_again"
    sentence = _("Serves again.")
    icon = "check"
    incident: int
    slip: bool | None = None


@dataclass(frozen=True)
class SupportOwed(Kind):
    """The clock reminded somebody of support that is owed; ``late`` in minutes past its time."""

    code = "support_owed"
    sentence = _("Support is owed to a colleague.")
    icon = "clock"
    incident: int
    to: str
    late: int = 0


@dataclass(frozen=True)
class SupportHanded(Kind):
    """Another colleague gives the support."""

    code = "support_handed"
    sentence = _("Another colleague supports them.")
    icon = "hand"
    incident: int
    to: str


@dataclass(frozen=True)
class Supported(Kind):
    """They were supported; ``again`` False where they say that it was not enough yet."""

    code = "supported"
    sentence = _("Support was given.")
    icon = "hand"
    incident: int
    again: bool | None = None


@dataclass(frozen=True)
class BanProposed(Kind):
    """Not to serve somebody for a while was proposed; nothing changes before it is decided."""

    code = "ban_proposed"
    sentence = _("Not to serve somebody was proposed.")
    icon = "shield"


@dataclass(frozen=True)
class BanEvidence(Kind):
    """What a ban would rest on."""

    code = "ban_evidence"
    sentence = _("Evidence was put beside a proposal.")
    icon = "pen"
    ban: int
    what: str


@dataclass(frozen=True)
class BanHeard(Kind):
    """The customer was offered a hearing; ``came`` False where they did not."""

    code = "ban_heard"
    sentence = _("A hearing was offered.")
    icon = "ask"
    ban: int
    came: bool


@dataclass(frozen=True)
class BanDecided(Kind):
    """Somebody who was not involved decided; ``until`` is the last day."""

    code = "ban_decided"
    sentence = _("It was decided whether somebody is served.")
    icon = "shield"
    ban: int
    verdict: str
    until: str = ""


@dataclass(frozen=True)
class BanEnded(Kind):
    """They are served again: its day has come (``lapsed``), it was lifted, or cut short."""

    code = "ban_ended"
    sentence = _("Somebody is served again.")
    icon = "check"
    ban: int
    how: str


@dataclass(frozen=True)
class Appealed(Kind):
    """They ask us to look at it once more."""

    code = "appealed"
    sentence = _("Asked us to look at it once more.")
    icon = "ask"
    ban: int


@dataclass(frozen=True)
class AppealAnswered(Kind):
    """What they asked was answered."""

    code = "appeal_answered"
    sentence = _("Their appeal was answered.")
    icon = "check"
    ban: int
    outcome: str


@dataclass(frozen=True)
class AppealOwed(Kind):
    """An answer to an appeal is owed."""

    code = "appeal_owed"
    sentence = _("An answer to an appeal is owed.")
    icon = "clock"
    ban: int
    to: str


@dataclass(frozen=True)
class GuideStepTaken(Kind):
    """A step of the guide for difficult moments was taken in a case."""

    code = "guide_step_taken"
    sentence = _("A step for difficult moments was taken.")
    icon = "check"
    case: int
    behaviour: str
    step: str


@dataclass(frozen=True)
class GuideStepKept(Kind):
    """The house added a step to the guide, or took its own off again."""

    code = "guide_step_kept"
    sentence = _("The guide for difficult moments was changed.")
    icon = "pen"
    behaviour: str
    off: bool | None = None
