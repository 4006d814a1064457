"""What is due when. One UPDATE claims a deadline, one transaction does it and marks it done.

A handler is told what is due and gives back the effect: it may compute for a while outside any
transaction; the effect runs in the same transaction that marks the deadline done. Killed before
that, nothing has happened and the lease runs out; killed after it, it is done. Never twice.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from regulars.moments.models import Deadline

Effect = Callable[[], Any]
Handler = Callable[[Deadline, datetime], Effect]

HANDLERS: dict[str, Handler] = {}
LEASES: dict[str, timedelta] = {}
FAILED: list[tuple[Deadline, Exception]] = []
LEASE = timedelta(minutes=1)
BACK_OFF = timedelta(seconds=30)
log = logging.getLogger(__name__)


def handles(kind: str, lease: timedelta = LEASE) -> Callable[[Handler], Handler]:
    """Register what is done when a deadline of this kind is due.

    ``lease`` must be longer than the handler ever computes: a clock that dies in the middle is
    waited for as long as that.
    """

    def register(handler: Handler) -> Handler:
        HANDLERS[kind], LEASES[kind] = handler, lease
        return handler

    return register


def set_deadline(kind: str, subject: str, due_at: datetime, **facts: Any) -> Deadline:
    """Write down that something is due; setting the same one again changes nothing."""
    deadline, _ = Deadline.objects.get_or_create(
        kind=kind, subject=subject, defaults={"due_at": due_at, "facts": facts}
    )
    return deadline


def claim(now: datetime, lease: timedelta | None = None) -> Deadline | None:
    """Take the earliest deadline that is due and free, or none.

    Two clocks may try at once: the UPDATE changes one row for one of them only.
    """
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    due = Deadline.objects.filter(free, done_at=None, due_at__lte=now, kind__in=HANDLERS)
    for deadline in due.order_by("due_at", "pk")[:5]:
        token = secrets.token_hex(16)
        taken = Deadline.objects.filter(free, pk=deadline.pk, done_at=None).update(
            lease=token,
            leased_until=now + (lease or LEASES.get(deadline.kind, LEASE)),
            attempts=F("attempts") + 1,
        )
        if taken == 1:
            deadline.lease = token
            return deadline
    return None


def fire(deadline: Deadline, now: datetime) -> bool:
    """Do what a claimed deadline asks for; False where another clock has taken it since."""
    effect = HANDLERS[deadline.kind](deadline, now)
    with transaction.atomic():
        mine = Deadline.objects.filter(pk=deadline.pk, lease=deadline.lease, done_at=None)
        if mine.update(done_at=now, trouble="") != 1:
            return False
        effect()
    return True


def run_due(now: datetime, limit: int = 100) -> int:
    """Fire everything that is due; return how many were done. One that fails waits a little."""
    done = 0
    put_back_failed(now)
    for _ in range(limit):
        if (deadline := claim(now)) is None:
            break
        try:
            done += fire(deadline, now)
        except Exception as trouble:
            log.exception("%s failed", deadline)
            FAILED.append((deadline, trouble))
            put_back_failed(now)
    return done


def put_back_failed(now: datetime) -> None:
    """Also those that could not be put back before, because the database was away."""
    while FAILED:
        put_back(FAILED[0][0], now, FAILED[0][1])
        del FAILED[0]


def put_back(deadline: Deadline, now: datetime, trouble: Exception) -> None:
    """Keep a failed deadline for a later try, with the reason for the person who looks."""
    wait = BACK_OFF * 2 ** min(deadline.attempts, 7)
    Deadline.objects.filter(pk=deadline.pk, lease=deadline.lease).update(
        lease="", leased_until=now + wait, trouble=f"{type(trouble).__name__}: {trouble}"
    )


def next_due() -> datetime | None:
    """When the clock should look again at the latest."""
    return Deadline.objects.filter(done_at=None).order_by("due_at").values_list(
        "due_at", flat=True
    ).first()  # fmt: skip


def overdue(now: datetime, by: timedelta) -> list[Deadline]:
    """Deadlines that should have been done by now: the clock is ill if there are any."""
    return list(Deadline.objects.filter(done_at=None, due_at__lte=now - by).order_by("due_at"))
