"""Being ready before it happens: playbooks, risks, coaching, and a place that opens."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class PlaybookWritten(Kind):
    """What to do when something foreseeable goes wrong was written, and waits for a second look."""

    code = "playbook_written"
    sentence = _("A playbook was written.")
    icon = "pen"
    what: str


@dataclass(frozen=True)
class PlaybookReviewed(Kind):
    """Somebody other than its writer looked at a playbook."""

    code = "playbook_reviewed"
    sentence = _("A playbook was looked at by somebody else.")
    icon = "check"
    playbook: int
    verdict: str


@dataclass(frozen=True)
class PlaybookDrilled(Kind):
    """A playbook was rehearsed."""

    code = "playbook_drilled"
    sentence = _("A playbook was rehearsed.")
    icon = "people"
    playbook: int


@dataclass(frozen=True)
class PlaybookRetired(Kind):
    """A playbook is not needed any more."""

    code = "playbook_retired"
    sentence = _("A playbook was put away.")
    icon = "out"
    playbook: int


@dataclass(frozen=True)
class DrillDue(Kind):
    """It is time to rehearse a playbook."""

    code = "drill_due"
    sentence = _("It is time to rehearse a playbook.")
    icon = "clock"
    playbook: int


@dataclass(frozen=True)
class RiskKept(Kind):
    """Something that may fail was written down, with what is looked at; or taken off."""

    code = "risk_kept"
    sentence = _("A risk was written down.")
    icon = "shield"
    off: bool | None = None


@dataclass(frozen=True)
class RiskChecked(Kind):
    """Somebody looked whether it holds, and signs for it."""

    code = "risk_checked"
    sentence = _("A risk was looked at.")
    icon = "check"
    risk: int
    holds: bool


@dataclass(frozen=True)
class RiskMended(Kind):
    """What had been found failing was mended."""

    code = "risk_mended"
    sentence = _("What was found failing was mended.")
    icon = "check"
    risk: int


@dataclass(frozen=True)
class RiskOverdue(Kind):
    """Nobody has looked in time."""

    code = "risk_overdue"
    sentence = _("A check is overdue.")
    icon = "clock"
    risk: int


@dataclass(frozen=True)
class Coached(Kind):
    """Something to practise, between two colleagues alone; its words are under seal."""

    code = "coached"
    sentence = _("Something to practise, between two colleagues.")
    icon = "hand"


@dataclass(frozen=True)
class CoachingAnswered(Kind):
    """Whoever is coached answered; under seal."""

    code = "coaching_answered"
    sentence = _("Answered their coach.")
    icon = "pen"
    coaching: int


@dataclass(frozen=True)
class CoachingDone(Kind):
    """It was practised."""

    code = "coaching_done"
    sentence = _("It was practised.")
    icon = "check"
    coaching: int


@dataclass(frozen=True)
class ReadinessKept(Kind):
    """Where the customers' door hangs, or who sees to what is owed afterwards."""

    code = "readiness_kept"
    sentence = _("How things are put right here was settled.")
    icon = "pen"


@dataclass(frozen=True)
class PlaceOpened(Kind):
    """A new place was opened for customers: everything needed to put things right stands."""

    code = "place_opened"
    sentence = _("The place was opened for customers.")
    icon = "home"
