"""What is due when. One UPDATE claims a deadline, one transaction does it and marks it done.

A handler is told what is due and gives back the effect: it may compute for a while outside any
transaction; the effect runs in the same transaction that marks the deadline done. Killed before
that, nothing has happened and the lease runs out; killed after it, it is done. Never twice.
What many may be due for at one instant is done many at once, and first of all (``handles_many``);
then what is quick, a few in one transaction; then all else, one by one. What computes for minutes
(``slow``) has a hand of its own, another process, so that no alarm waits behind it.
"""

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet

from regulars.moments.models import Deadline

Effect = Callable[[], Any]
Handler = Callable[[Deadline, datetime], Effect]
ManyHandler = Callable[[list[Deadline], datetime], Effect]

HANDLERS: dict[str, Handler] = {}
LEASES: dict[str, timedelta] = {}
QUICK: set[str] = set()
SLOW: set[str] = set()
MANY: dict[str, ManyHandler] = {}
FAILED: list[tuple[Deadline, Exception]] = []
LEASE = timedelta(minutes=1)
TOGETHER = 100
"""So many are done in one transaction: on SQLite it keeps other writers waiting."""
BACK_OFF = timedelta(seconds=30)
log = logging.getLogger(__name__)


def handles(
    kind: str, lease: timedelta = LEASE, quick: bool = False, slow: bool = False
) -> Callable[[Handler], Handler]:
    """Register what is done when a deadline of this kind is due.

    ``lease`` must be longer than the handler ever computes: a clock that dies in the middle is
    waited for as long as that. ``quick`` ones compute nothing and write a few rows: several that
    are due are claimed by one UPDATE and done in one transaction. ``slow`` ones compute for
    longer than an alarm may wait: another hand does them.
    """

    def register(handler: Handler) -> Handler:
        HANDLERS[kind], LEASES[kind] = handler, lease
        for marked, those in ((quick, QUICK), (slow, SLOW)):
            those.discard(kind)
            if marked:
                those.add(kind)
        return handler

    return register


def handles_many(kind: str, lease: timedelta = LEASE) -> Callable[[ManyHandler], ManyHandler]:
    """Register what is done for all of a kind that are due together, in a handful of statements.

    They go before all others, TOGETHER at a time, in one transaction.
    """

    def register(handler: ManyHandler) -> ManyHandler:
        handles(kind, lease)(lambda deadline, now: handler([deadline], now))
        MANY[kind] = handler
        return handler

    return register


class Hand(StrEnum):
    """Who does what is due: all of it, what must not wait, or what computes for long."""

    ALL = "all"
    PROMPT = "prompt"
    SLOW = "slow"

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds this hand does."""
        known = frozenset(HANDLERS)
        if self == Hand.ALL:
            return known
        return known & SLOW if self == Hand.SLOW else known - SLOW


def set_deadline(kind: str, subject: str, due_at: datetime, **facts: Any) -> Deadline:
    """Write down that something is due; setting the same one again changes nothing."""
    deadline, _ = Deadline.objects.get_or_create(
        kind=kind, subject=subject, defaults={"due_at": due_at, "facts": facts}
    )
    return deadline


def due_now(now: datetime, kinds: Iterable[str]) -> QuerySet[Deadline]:
    """What is due and free, the earliest first."""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    due = Deadline.objects.filter(free, done_at=None, due_at__lte=now, kind__in=list(kinds))
    return due.order_by("due_at", "pk")


def claim(now: datetime, lease: timedelta | None = None, hand: Hand = Hand.ALL) -> Deadline | None:
    """Take the earliest deadline of a hand that is due and free, or none.

    Two clocks may try at once: the UPDATE changes one row for one of them only.
    """
    for deadline in due_now(now, hand.kinds)[:5]:
        if take([deadline], now, lease):
            return deadline
    return None


def claim_many(now: datetime, kinds: Iterable[str], most: int) -> list[Deadline]:
    """Take several that are due and free by one UPDATE; what another clock took in the meantime
    is left out."""
    known = set(kinds).intersection(HANDLERS)
    return take(list(due_now(now, known)[:most]), now) if known else []


def take(those: list[Deadline], now: datetime, lease: timedelta | None = None) -> list[Deadline]:
    """Those of them that are ours now. The shortest lease among them holds for all."""
    if not those:
        return []
    token = secrets.token_hex(16)
    length = lease or min(LEASES.get(each.kind, LEASE) for each in those)
    pks = [each.pk for each in those]
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    taken = Deadline.objects.filter(free, pk__in=pks, done_at=None).update(
        lease=token, leased_until=now + length, attempts=F("attempts") + 1
    )
    if taken < len(those):
        mine = set(Deadline.objects.filter(lease=token).values_list("pk", flat=True))
        those = [each for each in those if each.pk in mine]
    for each in those:
        each.lease = token
    return those


def fire(deadline: Deadline, now: datetime) -> bool:
    """Do what a claimed deadline asks for; False where another clock has taken it since."""
    effect = HANDLERS[deadline.kind](deadline, now)
    with transaction.atomic():
        mine = Deadline.objects.filter(pk=deadline.pk, lease=deadline.lease, done_at=None)
        if mine.update(done_at=now, trouble="") != 1:
            return False
        effect()
    return True


def fire_together(claimed: list[Deadline], now: datetime) -> int:
    """Do quick ones in one transaction; return how many. Where one fails, or another clock has
    taken one since, nothing of it has happened, and each is done by itself."""
    token, pks = claimed[0].lease, [each.pk for each in claimed]
    try:
        effects = list(effects_of(claimed, now))
        with transaction.atomic():
            mine = Deadline.objects.filter(pk__in=pks, lease=token, done_at=None)
            if mine.update(done_at=now, trouble="") != len(pks):
                raise Lost
            for effect in effects:
                effect()
    except Exception as trouble:
        if not isinstance(trouble, Lost):
            log.warning("%d together failed, now one by one: %s", len(claimed), trouble)
        return sum(fire_alone(each, now) for each in claimed)
    return len(claimed)


def effects_of(claimed: list[Deadline], now: datetime) -> Iterator[Effect]:
    """What is to be done for each; for all of a kind at once where that is known how."""
    for kind in dict.fromkeys(each.kind for each in claimed):
        alike = [each for each in claimed if each.kind == kind]
        if kind in MANY:
            yield MANY[kind](alike, now)
        else:
            yield from (HANDLERS[kind](each, now) for each in alike)


class Lost(Exception):
    """A lease ran out before the work was done."""


def fire_alone(deadline: Deadline, now: datetime) -> bool:
    """Do one; where it fails it waits a little."""
    try:
        return fire(deadline, now)
    except Exception as trouble:
        log.exception("%s failed", deadline)
        FAILED.append((deadline, trouble))
        put_back_failed(now)
        return False


def run_due(now: datetime, limit: int = 100, hand: Hand = Hand.ALL) -> int:
    """Fire everything of a hand that is due, in at most ``limit`` turns; return how many were done.

    A turn is one deadline, or as many as are done at once. One that fails waits a little.
    """
    done = turns = 0
    put_back_failed(now)
    while turns < limit:
        turns += 1
        if many := claim_many(now, hand.kinds.intersection(MANY), TOGETHER):
            done += fire_together(many, now)
        elif quick := claim_many(now, hand.kinds & QUICK, limit - turns + 1):
            done += fire_together(quick, now)
            turns += len(quick) - 1
        elif (deadline := claim(now, hand=hand)) is not None:
            done += fire_alone(deadline, now)
        else:
            break
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


def next_due(hand: Hand = Hand.ALL, until: datetime | None = None) -> datetime | None:
    """When a hand should look again at the latest, if not later than ``until``: what is leased, or
    waits after a failure, is looked at when that has run out."""
    waiting = Deadline.objects.filter(done_at=None)
    if hand != Hand.ALL:
        waiting = waiting.filter(kind__in=hand.kinds)
    free, held = waiting.filter(leased_until=None), waiting.exclude(leased_until=None)
    if until is not None:
        free, held = free.filter(due_at__lte=until), held.filter(due_at__lte=until)
    first = free.order_by("due_at").values_list("due_at", flat=True).first()
    waited = held.aggregate(next=Min("leased_until"))["next"]
    return min((at for at in (first, waited) if at is not None), default=None)


def overdue(now: datetime, by: timedelta) -> list[Deadline]:
    """Deadlines that should have been done by now: the clock is ill if there are any."""
    return list(Deadline.objects.filter(done_at=None, due_at__lte=now - by).order_by("due_at"))
