"""What falls due about customers: the end of a merge's thirty days, and an unanswered request."""

from collections.abc import Callable
from datetime import datetime

from regulars.customers import consents, requests
from regulars.customers.merging import SETTLED
from regulars.customers.models import Consent, Merge
from regulars.moments.deadlines import handles
from regulars.moments.models import Deadline


@handles(SETTLED)
def settle(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """A merge that stood for thirty days is for good: what a consent closed by it had carried is
    removed, and what was moved need not be remembered any longer."""

    def effect() -> None:
        done = Merge.objects.filter(pk=deadline.subject, undone_at=None).first()
        if done is None:
            return
        survivor = done.survivor.merged_into or done.survivor
        closed = Consent.objects.filter(pk__in=done.moved.get("consents", {}).get("closed", ()))
        for consent in closed.exclude(withdrawn_at=None):
            if not consents.has(survivor, consent.purpose):
                consents.take_effect(survivor, consent.purpose)
        Merge.objects.filter(pk=done.pk).update(moved={})

    return effect


@handles(requests.KIND)
def remind(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """The day of the answer is here: where none was given, the leaders see it in red."""
    return lambda: requests.fall_due(deadline, now)
