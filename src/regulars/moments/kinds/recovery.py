"""A case from the first word to the customer's own that it is right, and what the clock did."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class OfCase:
    """What every one of these is about: the number of the case."""

    case: int


@dataclass(frozen=True)
class CaseOpened(Kind):
    """Something went wrong, and somebody takes care of it (``owner``). Their words: in the
    words. Its case is found by this moment."""

    code = "case_opened"
    sentence = _("Something went wrong; somebody takes care of it.")
    icon = "danger"
    owner: str
    severity: str = ""
    exposed: bool | None = None
    touchpoint: str = ""


@dataclass(frozen=True)
class Comforted(OfCase, Kind):
    """We asked to be forgiven; ``how``: said or sent."""

    code = "comforted"
    sentence = _("We apologised and saw to them first.")
    icon = "hand"
    how: str = ""


@dataclass(frozen=True)
class Heard(OfCase, Kind):
    """Gone over together: their own words and what they wish, in the words, a line each."""

    code = "heard"
    sentence = _("Gone over together, in their own words.")
    icon = "people"


@dataclass(frozen=True)
class Judged(OfCase, Kind):
    """Facts (in the words), fault and fairness, judged after the comfort."""

    code = "judged"
    sentence = _("How it came about was looked into.")
    icon = "pen"
    fault: str = ""
    fairness: str = ""


@dataclass(frozen=True)
class PutRight(OfCase, Kind):
    """What was owed and the extra, apart, in minor units; what they were: in the words."""

    code = "put_right"
    sentence = _("Put right.")
    icon = "check"
    restitution: int = 0
    extra: int = 0
    currency: str = ""
    no_extra: bool | None = None


@dataclass(frozen=True)
class WrittenDown(OfCase, Kind):
    """The class of the cause was written down, so that it can be ended."""

    code = "written_down"
    sentence = _("Written down, so that it does not come again.")
    icon = "pen"
    cause: str
    pattern: str = ""


@dataclass(frozen=True)
class ProgressTold(OfCase, Kind):
    """They were told how it goes: a new twenty minutes begin."""

    code = "progress_told"
    sentence = _("Was told how it goes.")
    icon = "people"


@dataclass(frozen=True)
class ClockRang(OfCase, Kind):
    """``minutes`` have passed since the opening or the last contact, and they still wait."""

    code = "clock_rang"
    sentence = _("{minutes} minutes, and still waiting for word from us.")
    icon = "clock"
    minutes: int
    owner: str
    late_ms: int = 0


@dataclass(frozen=True)
class Escalated(OfCase, Kind):
    """Asked somebody further up; ``why``: clock, gone (the owner is no longer here)."""

    code = "escalated"
    sentence = _("A leader was asked to take it.")
    icon = "bell"
    owner: str
    to: str
    why: str


@dataclass(frozen=True)
class LeaderTold(OfCase, Kind):
    """A grave case, or one many people saw, was told to who leads, ``seconds`` after it opened."""

    code = "leader_told"
    sentence = _("Whoever leads was told after {seconds} s.")
    icon = "bell"
    to: str
    seconds: int


@dataclass(frozen=True)
class CaseAged(OfCase, Kind):
    """A case not closed by the customer's word after so many ``hours``: told to who leads."""

    code = "case_aged"
    sentence = _("Still open after {hours} h.")
    icon = "clock"
    to: str
    hours: int


@dataclass(frozen=True)
class HandOffered(OfCase, Kind):
    """A case was offered to a colleague; it stays with its owner until they accept."""

    code = "hand_offered"
    sentence = _("A colleague was asked to take it over.")
    icon = "hand"
    owner: str
    to: str


@dataclass(frozen=True)
class TakenOver(OfCase, Kind):
    """A case has another owner."""

    code = "taken_over"
    sentence = _("A colleague has taken it over.")
    icon = "check"
    before: str
    owner: str


@dataclass(frozen=True)
class HandDeclined(OfCase, Kind):
    """Somebody cannot take it; it stays where it is."""

    code = "hand_declined"
    sentence = _("Stays where it is.")
    icon = "hand"
    owner: str


@dataclass(frozen=True)
class Identified(OfCase, Kind):
    """Whose case it is became known."""

    code = "case_identified"
    sentence = _("It is known now whose case this is.")
    icon = "people"


@dataclass(frozen=True)
class ProblemTold(OfCase, Kind):
    """One thing they told us is not right, in their words."""

    code = "problem_told"
    sentence = _("Told us one thing that is not right.")
    icon = "pen"


@dataclass(frozen=True)
class ProblemMoved(OfCase, Kind):
    """A problem reached a stage: handled, rechecked or fed_back."""

    code = "problem_moved"
    sentence = _("A problem they told us went one step on.")
    icon = "check"
    problem: int
    stage: str
    held: bool | None = None


@dataclass(frozen=True)
class Completed(OfCase, Kind):
    """Somebody said that it is over; ``how``: confirmed, reported or by_staff. Only the
    customer's own word ends it."""

    code = "case_completed"
    sentence = _("It is said to be right now.")
    icon = "check"
    how: str
    worry_gone: bool | None = None
    sincere: bool | None = None


@dataclass(frozen=True)
class NotYetRight(OfCase, Kind):
    """The customer says that it is not right yet: a new twenty minutes begin."""

    code = "not_yet_right"
    sentence = _("Says that it is not right yet.")
    icon = "danger"


@dataclass(frozen=True)
class AskAgain(OfCase, Kind):
    """A day has passed since it was reported complete, and they have not said so themselves."""

    code = "ask_again"
    sentence = _("Only reported complete: to be asked again.")
    icon = "bell"
    owner: str


@dataclass(frozen=True)
class FollowUpDue(OfCase, Kind):
    """Something dated after the fix is due: at_once, house or thanks."""

    code = "follow_up_due"
    sentence = _("Something promised after the fix is due.")
    icon = "clock"
    what: str
    owner: str


@dataclass(frozen=True)
class FollowUpDone(OfCase, Kind):
    """It was done; what was said: in the words."""

    code = "follow_up_done"
    sentence = _("Looked after once more.")
    icon = "heart"
    what: str
