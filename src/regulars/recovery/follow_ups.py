"""What is still owed once it is put right: three dates, each kept or asked for until it is."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import FollowUpDone, FollowUpDue
from regulars.moments.models import Deadline
from regulars.places.models import Place, Staff
from regulars.recovery import telling
from regulars.recovery.models import Case, FollowUp
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import clean, held, named, write

DUE = "case_follow_up"
AT_ONCE = timedelta(minutes=10)
DAYS = {FollowUp.Kind.HOUSE: 1, FollowUp.Kind.THANKS: 3}
MID_MORNING = time(10)
AGAIN = timedelta(days=1)
CLOCK = "clock"


def date(case: Case, now: datetime) -> None:
    """Date all three, once for a case: in ten minutes; tomorrow in the house; their thanks."""
    dates = {FollowUp.Kind.AT_ONCE: now + AT_ONCE,
             **{kind: morning(case.place, now, days) for kind, days in DAYS.items()}}  # fmt: skip
    for kind, at in dates.items():
        follow, new = FollowUp.objects.get_or_create(case=case, kind=kind, defaults={"due_at": at})
        if new:
            set_deadline(DUE, f"follow:{follow.pk}/0", at)


def morning(place: Place, now: datetime, days: int) -> datetime:
    """Ten in the morning by the place's own wall, so many days on."""
    return datetime.combine(place.day_of(now) + timedelta(days=days), MID_MORNING, place.zone)


@handles(DUE, quick=True)
def falls_due(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """The owner is told, and again each day until it is done."""

    def effect() -> None:
        name, _slash, turn = deadline.subject.partition("/")
        rows = FollowUp.objects.select_related("case__place", "case__owner")
        follow = rows.filter(pk=int(name.partition(":")[2]), done_at=None).first()
        if follow is None:
            return
        case, key = follow.case, f"due:{deadline.subject}"
        kind = FollowUpDue(case=case.pk, what=follow.kind, owner=case.owner.opaque)
        write(case, kind, by=CLOCK, now=now, key=key)
        telling.follow_up(follow, now, key=key)
        set_deadline(DUE, f"{name}/{int(turn) + 1}", next_day(deadline.due_at, now))

    return effect


def next_day(due: datetime, now: datetime) -> datetime:
    """The same hour of the first day to come; a house that was closed does not catch up on each."""
    missed = max(0, (now - due) // AGAIN)
    return due + (missed + 1) * AGAIN


@transaction.atomic
def keep(
    follow: FollowUp, *, words: str, thanked: bool = False, by: Staff | str, now: datetime,
    key: str | None = None,
) -> FollowUp:  # fmt: skip
    """It was done, in these words; once. The last of the three is not done without thanking them
    (``thanked``). Raises NotSo."""
    text = clean(words, "words", longest=500)
    case = held(follow.case)
    current = FollowUp.objects.get(pk=follow.pk)
    if current.done_at is not None:
        return current
    if current.kind == FollowUp.Kind.THANKS and not thanked:
        raise NotSo("thanked", _("Thank them as well: they told us, so that it can be better."))
    kind = FollowUpDone(case=case.pk, what=current.kind)
    told = write(case, kind, by=by, now=now, words=text, key=key)
    current.done_at, current.done_by, current.moment = now, named(by), told.pk
    current.thanked = thanked
    current.save(update_fields=["done_at", "done_by", "moment", "thanked"])
    return current
