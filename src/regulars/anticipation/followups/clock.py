"""The clock tells the owner when a word is due, and again when it is late; it sends nothing.

Where the guard holds the customer back at that moment, the owner is told why instead, and asked
again when it is over; where nobody can say when, a week later.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from regulars.anticipation import guard
from regulars.anticipation.followups import order, spacing
from regulars.anticipation.guard import purposes, ways
from regulars.anticipation.models import Following, Sequence
from regulars.customers.standing import the_one
from regulars.moments import journal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import FollowingDue
from regulars.moments.models import Deadline
from regulars.places import notices
from regulars.places.models import Staff

KIND = "following"
WEEK = timedelta(days=7)
ANY_WAY = "hand"
CLOCK = "clock"


def set_due(row: Sequence, now: datetime, done: int = 0) -> None:
    """When the next one is due: at once for the first, else on the fourteenth day."""
    if not done:
        set_deadline(KIND, f"{row.pk}/1/0", now)
        return
    on = row.place.day_of(now) + spacing.FIRST
    set_deadline(KIND, f"{row.pk}/{done + 1}/0", ways.first_morning(row.place, on))


@handles(KIND)
def falls_due(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """``subject`` is the sequence, the number that is due, and how often it was asked."""

    def effect() -> None:
        pk, number, turn = map(int, deadline.subject.split("/"))
        rows = Sequence.objects.filter(pk=pk, ended_at=None)
        row = rows.select_related("customer__merged_into", "place__top", "owner__user").first()
        if row is None or row.steps.filter(number=number, done_at__isnull=False).exists():
            return
        ask(row, number, turn, now)

    return effect


def ask(row: Sequence, number: int, turn: int, now: datetime) -> None:
    """Tell the owner, or why they should wait; then ask again."""
    person, key = the_one(row.customer), f"following_due:{row.pk}/{number}/{turn}"
    told: dict[str, Any] = {"purpose": purposes.FOLLOW_UP, "channel": ANY_WAY, "now": now}
    blocked = guard.may_touch(person, row.place, **told)
    if blocked is not None:
        guard.silence(blocked, person, row.place, what="follow_up", owner=row.owner, key=key,
                      **told)  # fmt: skip
        again = max(blocked.until or now + WEEK, now + timedelta(hours=1))
    else:
        owner = row.owner.opaque if row.owner else ""
        journal.record(FollowingDue(row.pk, number, owner), about=person.opaque, at=now, by=CLOCK,
                       place=row.place_id, key=key)  # fmt: skip
        if row.owner is not None:
            tell(row, row.owner, number, turn, key, now)
        again = ways.first_morning(row.place, row.place.day_of(now) + WEEK)
    set_deadline(KIND, f"{row.pk}/{number}/{turn + 1}", again)


def tell(row: Sequence, owner: Staff, number: int, turn: int, key: str, now: datetime) -> None:
    """Which one it is and how it might be done; nobody's name leaves the house."""
    before = [one for one in row.steps.order_by("number") if one.done_at]
    form, _stage = order.suggested(before)
    with translation.override(owner.reads(row.place)):
        planned = row.steps.filter(number=number).first()
        words = _("Number {n}: {form}.") if turn == 0 else _("Number {n} still waits: {form}.")
        label = Following.Form((planned or Following(form=form)).form).label
        notices.tell(
            owner, _("It is time for a word to somebody"), words.format(n=number, form=label),
            reverse("following", args=[row.place.slug, row.pk]), urgent=False, key=key, now=now,
        )  # fmt: skip
