"""Nobody was reached by a way: whoever leads the place just now has it on the board."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from regulars.places import shifts, tree
from regulars.places.models import Notice, Place, Role, Sending, Staff
from regulars.places.notices import waiting
from regulars.places.permissions import LEADERS


def tell_a_leader(sending: Sending, now: datetime) -> Notice | None:
    """On the board of the leader on shift, and nowhere else: no way out is tried for it. None
    where nobody leads here but the person themselves."""
    staff = sending.notice.staff
    leader = leading(staff.place, now, but=staff)
    if leader is None:
        return None
    with translation.override(leader.reads(staff.place)):
        subject = _("{name} was not reached").format(name=staff.name)
        line = _("{way} failed {tries} times. Tell them yourself: “{subject}”").format(
            way=sending.channel.get_way_display(), tries=sending.tries,
            subject=sending.notice.subject,
        )  # fmt: skip
    return waiting.put_up(
        leader, subject, line, reverse("notices", args=[staff.place.slug]), urgent=True,
        key=f"lost:{sending.pk}", now=now,
    )[0]  # fmt: skip


def leading(place: Place, now: datetime, but: Staff) -> Staff | None:
    """Who leads: on shift now, else of the nearest node above, else of the place though not on."""
    on = (shift.staff for shift in shifts.on_now(place, now))
    everybody = leaders(place.pk)
    ranked = [person for person in on if person.role in LEADERS and person.left_at is None]
    above = [person for node in tree.above(place)[1:] for person in leaders(node)]
    return next((each for each in [*ranked, *above, *everybody] if each.user_id != but.user_id),
                None)  # fmt: skip


def leaders(place: int) -> list[Staff]:
    """Who leads at a node, managers before owners: the nearer hand first."""
    rows: Iterable[Staff] = Staff.objects.filter(
        place=place, role__in=LEADERS, left_at=None, user__is_active=True, serves=True
    ).order_by("pk")
    return sorted(rows, key=lambda person: person.role != Role.MANAGER)
