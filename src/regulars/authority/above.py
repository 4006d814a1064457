"""Whom to ask: a leader who is on shift and may decide it; else who leads the house."""

from collections.abc import Callable, Iterator
from copy import copy
from datetime import datetime

from regulars.places import shifts, tree
from regulars.places.models import Place, Role, Staff
from regulars.places.permissions import LEADERS

RANK = {Role.MANAGER: 0, Role.OWNER: 1}


def whom(
    staff: Staff, now: datetime, may: Callable[[Staff], bool]
) -> tuple[Staff | None, bool]:  # fmt: skip
    """Somebody to ask and whether they are on shift; None where nobody stands above.

    Whoever may decide it comes before whoever may not, who is here before who is not.
    """
    here = list(on_shift(staff, now))
    present = {one.pk for one in here}
    rest = [one for one in leading(staff) if one.pk not in present]
    for one in (*here, *rest):
        if may(one):
            return one, one.pk in present
    nearest = next(iter((*here, *rest)), None)
    return nearest, nearest is not None and nearest.pk in present


def on_shift(staff: Staff, now: datetime) -> Iterator[Staff]:
    """Leaders on shift now, the nearest in rank first."""
    on = (shift.staff for shift in shifts.on_now(staff.place, now))
    people = {one.pk: one for one in on if one.role in LEADERS and one.left_at is None}
    people.pop(staff.pk, None)
    for one in sorted(people.values(), key=lambda person: (RANK[Role(person.role)], person.pk)):
        one.place = staff.place
        yield one


def leading(staff: Staff) -> Iterator[Staff]:
    """Leaders of the place, then of the nodes above it, nearest first; each standing in here."""
    chain = tree.above(staff.place)
    rows = Staff.objects.filter(place__in=chain, role__in=LEADERS, left_at=None,
                                user__is_active=True)  # fmt: skip
    people = sorted(
        rows.exclude(pk=staff.pk).exclude(user=staff.user_id),
        key=lambda one: (chain.index(one.place_id), RANK[Role(one.role)], one.pk),
    )
    yield from (standing_in(one, staff.place) for one in people)


def standing_in(person: Staff, place: Place) -> Staff:
    """A leader from above as they stand at the place."""
    here = copy(person)
    here.place = place
    return here
