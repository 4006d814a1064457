"""Who is there for a case: its receiver, who is next up, and what happens when its owner goes."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import Escalated
from regulars.moments.models import Deadline
from regulars.places import people, shifts
from regulars.places.models import Place, Role, Shift, Staff
from regulars.places.permissions import LEADERS
from regulars.recovery import late, telling
from regulars.recovery.models import Case, Handover
from regulars.recovery.running import runs, with_clock
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import write

SHIFT_OVER = "case_owner_off"
CLOCK = "clock"
GONE = "gone"
RANK = {Role.MANAGER: 0, Role.OWNER: 1}


def on_shift(place: Place, now: datetime) -> list[Staff]:
    """Who is on just now and still works here, in the order they began."""
    return [shift.staff for shift in shifts.on_now(place, now) if shift.staff.left_at is None]


def next_up(place: Place, now: datetime, besides: Staff | None = None) -> Staff | None:
    """Who is asked when the owner of a case cannot: never that person again.

    Leaders on shift here; then at each node above whoever leads and is on, else whoever leads;
    else an owner or a manager of the place; else anybody on shift. None where nobody else is.
    """
    user = besides.user_id if besides else None
    found = (each for each in ladder(place, now) if each.user_id != user)
    return next(found, None)


def ladder(place: Place, now: datetime) -> Iterator[Staff]:
    """Everybody who may be asked, the nearest first."""
    here = on_shift(place, now)
    yield from leaders(here)
    node = place.parent
    while node is not None:
        yield from leaders(on_shift(node, now))
        yield from leaders(working(node))
        node = node.parent
    yield from sorted(leaders(working(place)), key=lambda each: each.role != Role.OWNER)
    yield from here


def leaders(those: Iterable[Staff]) -> list[Staff]:
    found = [each for each in those if each.role in LEADERS]
    return sorted(found, key=lambda each: RANK[Role(each.role)])


def working(place: Place) -> list[Staff]:
    return list(Staff.objects.filter(place=place, left_at=None, user__is_active=True))


def receiver(place: Place, now: datetime) -> Staff:
    """Whose a case is that a customer opened: who leads just now. Raises NotSo without anybody."""
    found = next_up(place, now) or next(iter(working(place)), None)
    if found is None:
        raise NotSo("place", _("Nobody works here yet who could take care of it."))
    return found


@transaction.atomic
def escalate(
    case: Case, now: datetime, *, why: str, key: str, stale: bool = False
) -> Handover | None:
    """Ask whoever is next up to take a case; the owner stays until they do.

    Done once for each ``key``. None where there is nobody else to ask: then the owner is told so.
    ``stale``: it should have been asked long ago; then it is one line for all that is late.
    """
    to = next_up(case.place, now, besides=case.owner)
    kind = Escalated(case=case.pk, owner=case.owner.opaque, to=(to or case.owner).opaque, why=why)
    told = write(case, kind, by=CLOCK, now=now, key=f"escalated:{key}")
    if stale:
        late.tell(to or case.owner, case.place, now)
    else:
        telling.escalated(case, to or case.owner, now, key=f"escalated:{key}")
    if to is None:
        return None
    offer, _new = Handover.objects.get_or_create(
        case=case, to=to, ended_at=None,
        defaults={"giver": case.owner, "by": CLOCK, "at": now, "moment": told.pk},
    )  # fmt: skip
    return offer


def watch(case: Case, now: datetime) -> None:
    """Look again when the owner's shift ends; somebody who is on no list of shifts has no end."""
    shift = shift_of(case.owner, now)
    if shift is not None:
        subject = f"{case.opaque}/{case.owner_id}/{shift.ends_at:%Y%m%d%H%M%S}"
        set_deadline(SHIFT_OVER, subject, shift.ends_at)


def shift_of(staff: Staff, now: datetime) -> Shift | None:
    """The shift somebody is on just now, wherever it is."""
    rows = Shift.objects.filter(staff__user=staff.user_id, starts_at__lte=now, ends_at__gt=now)
    return rows.order_by("-ends_at").first()


@handles(SHIFT_OVER, quick=True)
def shift_over(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """The owner's shift is over and a customer waits still: somebody who is here is asked."""

    def effect() -> None:
        name, owner, _end = deadline.subject.split("/")
        rows = with_clock(Case.objects.filter(pk=int(name.partition(":")[2]), owner=int(owner)))
        case = rows.select_related("place", "owner").first()
        if case is None or case.closed_at is not None:
            return
        if shift_of(case.owner, now) is not None:
            watch(case, now)
        elif runs(case):
            old = late.stale(deadline.due_at, now)
            escalate(case, now, why=GONE, key=deadline.subject, stale=old)

    return effect


def left(staff: Staff, now: datetime) -> None:
    """Somebody works here no more: whoever is next up is asked for each of their open cases."""
    rows = Case.objects.filter(owner=staff, closed_at=None).select_related("place", "owner")
    for case in rows:
        escalate(case, now, why=GONE, key=f"{case.opaque}/{staff.pk}/left")


def off_early(staff: Staff, now: datetime) -> None:
    """Somebody was taken off their shift: whoever waits for them is seen to by another, at once."""
    if shift_of(staff, now) is not None:
        return
    rows = with_clock(Case.objects.filter(owner__user=staff.user_id, closed_at=None))
    for case in rows.select_related("place", "owner"):
        if runs(case):
            key = f"{case.opaque}/{case.owner_id}/off/{now:%Y%m%d%H%M%S%f}"
            escalate(case, now, why=GONE, key=key)


people.LEAVING.append(left)
shifts.ENDED_EARLY.append(off_early)
