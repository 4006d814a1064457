"""What became of a proposal: done, declined, not now; and whether they said thank you.

The act itself, with how it arose, is written by the floor (``floor.proposed``)."""

from datetime import datetime

from django.db import transaction

from regulars.anticipation.models import Proposal
from regulars.customers import visits
from regulars.moments import journal
from regulars.moments.kinds import ProposalAnswered
from regulars.places.models import Place, Staff

HOW = {
    "done": Proposal.State.DONE, "declined": Proposal.State.DECLINED, "later": Proposal.State.LATER,
}  # fmt: skip
THANKED = "thanked"


def of(place: Place, number: int) -> Proposal | None:
    """A proposal of this place by number; None where it was never shown."""
    hidden = (Proposal.State.HELD, Proposal.State.BLOCKED)
    rows = Proposal.objects.filter(pk=number, place=place, customer__erased_at=None)
    return rows.exclude(state__in=hidden).select_related("thing", "need", "customer").first()


@transaction.atomic
def answer(
    one: Proposal, how: str, *, by: Staff, now: datetime, key: str | None = None
) -> bool:  # fmt: skip
    """Write down what became of it; False where it was answered before. KeyError for another
    answer than those of HOW."""
    changed = Proposal.objects.filter(pk=one.pk, state=Proposal.State.OPEN).update(
        state=HOW[how], answered_at=now, answered_by=by.opaque
    )
    if changed:
        record(one, how, by, now, key)
        one.refresh_from_db()
    return bool(changed)


@transaction.atomic
def thank(one: Proposal, *, by: Staff, now: datetime, key: str | None = None) -> bool:
    """They said thank you for what was done; once."""
    rows = Proposal.objects.filter(pk=one.pk, state=Proposal.State.DONE, thanked=False)
    if rows.update(thanked=True):
        record(one, THANKED, by, now, key)
        return True
    return False


def record(one: Proposal, how: str, by: Staff, now: datetime, key: str | None) -> None:
    kind = ProposalAnswered(
        proposal=one.pk, how=how, visit=visits.visit_name(one.customer_id, one.day),
        thanked=True if how == THANKED else None,
    )  # fmt: skip
    journal.record(kind, about=f"customer:{one.customer_id}", at=now, by=by.opaque,
                   place=one.place_id, key=key)  # fmt: skip
