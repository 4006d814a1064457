"""Two clocks: put right within twenty minutes, or told within twenty how it goes.

They ring 15 and 20 minutes of real time after the opening and after each contact, whatever the
wall says: midnight, closing time and summer time are nothing to them. Each contact begins a new
twenty; the old ones fall silent, for they look whether theirs is still the last. They rest once it
is put right or said to be right, and begin anew when the customer says “not yet”.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from regulars.moments import journal
from regulars.moments.deadlines import handles, handles_many, set_deadline
from regulars.moments.kinds import ClockRang
from regulars.moments.models import Deadline
from regulars.recovery import duty, late, telling
from regulars.recovery.models import Case
from regulars.recovery.running import due, runs, with_clock

CLOCK = "clock"
FIRST, SECOND = "case_alarm_15", "case_alarm_20"
MINUTES = {FIRST: 15, SECOND: 20}
KINDS = {minutes: kind for kind, minutes in MINUTES.items()}
TELLING = "case_tell"
LEASE = timedelta(seconds=8)
"""A clock that died in the middle is waited for as long as this: ten seconds with its restart."""
OPENING = 0


def begin(case: Case, since: datetime, contact: int = OPENING) -> None:
    """A new twenty minutes, counted from a contact or from the opening."""
    for kind, minutes in MINUTES.items():
        set_deadline(kind, f"{case.opaque}/{contact}", since + timedelta(minutes=minutes))


def waiting(those: list[Deadline]) -> list[tuple[Deadline, Case]]:
    """The cases these clocks belong to, where they still run and no contact came since."""
    rows = with_clock(Case.objects.filter(pk__in={number_of(each) for each in those}))
    cases = {case.pk: case for case in rows.select_related("place", "owner")}
    pairs = [(each, cases.get(number_of(each))) for each in those]
    return [
        (each, case) for each, case in pairs
        if case is not None and runs(case) and last(case) == each.subject.partition("/")[2]
    ]  # fmt: skip


def number_of(deadline: Deadline) -> int:
    return int(deadline.subject.partition("/")[0].partition(":")[2])


def last(case: Case) -> str:
    """The contact from which the clock counts, as a deadline names it."""
    return str(getattr(case, "last", None) or OPENING)


def rings(those: list[Deadline], now: datetime) -> Callable[[], None]:
    """The alarms of one instant, all in one go; telling people follows at once, case by case."""

    def effect() -> None:
        found = waiting(those)
        journal.record_many(
            [(rung(each, case, now), case.about, case.place_id, f"rang:{name(each)}")
             for each, case in found], by=CLOCK, at=now,
        )  # fmt: skip
        Deadline.objects.bulk_create(
            [Deadline(kind=TELLING, subject=name(each), due_at=now) for each, _case in found],
            ignore_conflicts=True,
        )

    return effect


def rung(deadline: Deadline, case: Case, now: datetime) -> ClockRang:
    late = round((now - deadline.due_at).total_seconds() * 1000)
    minutes = MINUTES[deadline.kind]
    return ClockRang(case=case.pk, minutes=minutes, owner=case.owner.opaque, late_ms=late)


def name(deadline: Deadline) -> str:
    """One alarm of one twenty: ``case:12/5/15``."""
    return f"{deadline.subject}/{MINUTES[deadline.kind]}"


for _kind in MINUTES:
    handles_many(_kind, lease=LEASE)(rings)


@handles(TELLING, lease=LEASE, quick=True)
def tells(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """The owner is told; at 20 whoever is next up is asked as well, at 15 where the owner is gone.

    Not where somebody went to them in the second since it rang.
    """

    def effect() -> None:
        subject, _slash, minutes = deadline.subject.rpartition("/")
        alarm = Deadline(kind=KINDS[int(minutes)], subject=subject, due_at=deadline.due_at)
        for _alarm, case in waiting([alarm]):
            tell(case, int(minutes), now, subject)

    return effect


def tell(case: Case, minutes: int, now: datetime, subject: str) -> None:
    """One alarm of one case; rung long after its time it is a line among what is late."""
    end = due(case) or now
    stale = late.stale(end - timedelta(minutes=MINUTES[SECOND] - minutes), now)
    if stale:
        late.tell(case.owner, case.place, now)
    else:
        telling.rang(case, minutes, now, key=f"rang:{subject}/{minutes}")
    if minutes == MINUTES[SECOND]:
        duty.escalate(case, now, why=CLOCK, key=subject, stale=stale)
    elif case.owner.left_at is not None:
        duty.escalate(case, now, why=duty.GONE, key=subject, stale=stale)
