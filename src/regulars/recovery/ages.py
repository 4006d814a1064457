"""What grows old: a grave case not yet told, a case still open, a word only reported.

Nothing unanswered can be put away: there is no such state, and a trigger forbids to remove a case.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import AskAgain, CaseAged, LeaderTold
from regulars.moments.models import Deadline
from regulars.recovery import duty, late, telling
from regulars.recovery.models import Case, Closure, Severity
from regulars.recovery.running import runs, with_clock
from regulars.recovery.writing import write

LEADER, AGED, ASK = "case_leader", "case_aged", "case_ask_again"
WITHIN = timedelta(minutes=5)
"""The leader hears of a grave case by then; the clock sees to it at once."""
HOURS = (1, 24, 72, 168)
WEEK = 168
A_DAY = timedelta(days=1)
CLOCK = "clock"


def begin(case: Case) -> None:
    """Set what is due by age; a grave case, and one many saw, is due for the leader at once."""
    set_deadline(AGED, f"{case.opaque}/{HOURS[0]}", case.opened_at + timedelta(hours=HOURS[0]))
    if alarming(case):
        set_deadline(LEADER, case.opaque, case.opened_at)


def alarming(case: Case) -> bool:
    """Whether whoever leads hears of it at once."""
    return case.exposed or case.severity == Severity.GRAVE


def raised(case: Case, moment: int, now: datetime) -> None:
    """It has turned out to be worse: whoever leads hears of it as at the opening."""
    set_deadline(LEADER, f"{case.opaque}/{moment}", now)


def open_case_of(deadline: Deadline) -> Case | None:
    """The case of a deadline while it is open."""
    pk = int(deadline.subject.partition("/")[0].partition(":")[2])
    rows = with_clock(Case.objects.filter(pk=pk, closed_at=None))
    return rows.select_related("place", "owner").first()


@handles(LEADER, quick=True)
def tell_leader(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Whoever leads is told at once; where nobody but the owner does, the owner is."""

    def effect() -> None:
        if (case := open_case_of(deadline)) is None:
            return
        to = duty.next_up(case.place, now, besides=case.owner) or case.owner
        seconds = max(0, round((now - deadline.due_at).total_seconds()))
        kind = LeaderTold(case=case.pk, to=to.opaque, seconds=seconds)
        write(case, kind, by=CLOCK, now=now, key=f"leader:{deadline.subject}")
        if late.stale(deadline.due_at, now) and runs(case):
            late.tell(to, case.place, now)
        else:
            telling.grave(case, to, now, key=f"leader:{deadline.subject}")

    return effect


@handles(AGED, quick=True)
def grows_old(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """After an hour while somebody waits; after a day, three and each week while not closed."""

    def effect() -> None:
        if (case := open_case_of(deadline)) is None:
            return
        hours = int(deadline.subject.partition("/")[2])
        following = next((each for each in HOURS if each > hours), hours + WEEK)
        due = case.opened_at + timedelta(hours=following)
        set_deadline(AGED, f"{case.opaque}/{following}", due)
        if due <= now or (hours == HOURS[0] and not runs(case)):
            return  # slept through: only the oldest age is told
        to = duty.next_up(case.place, now, besides=case.owner) or case.owner
        key = f"aged:{deadline.subject}"
        kind = CaseAged(case=case.pk, to=to.opaque, hours=hours)
        write(case, kind, by=CLOCK, now=now, key=key)
        telling.aged(case, to, hours, now, key=key)

    return effect


def ask_in_a_day(closure: Closure) -> None:
    """What was only reported is asked again a day later."""
    set_deadline(ASK, f"{closure.case.opaque}/{closure.pk}", closure.at + A_DAY)


@handles(ASK, quick=True)
def ask(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Unless they have said so themselves meanwhile, or that it is not right yet."""

    def effect() -> None:
        pk = int(deadline.subject.partition("/")[2])
        told = Closure.objects.filter(pk=pk, reopened_at=None).first()
        case = open_case_of(deadline)
        if told is None or case is None:
            return
        if case.closures.filter(kind=Closure.Kind.CONFIRMED, reopened_at=None).exists():
            return
        kind = AskAgain(case=case.pk, owner=case.owner.opaque)
        write(case, kind, by=CLOCK, now=now, key=f"ask:{deadline.subject}")
        telling.ask_again(case, now, key=f"ask:{deadline.subject}")

    return effect
