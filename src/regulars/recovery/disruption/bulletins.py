"""A word to all of them, and the promise of the next: kept to the minute, written or not.

    say        a bulletin, one letter for each person, and the next promise as two deadlines
    draft      five minutes before the promised minute the owner is told, with what will go out
    next       at the minute what the owner kept for it goes out; without it “no news yet”, and a
               new promise
    overtaken  letters of an earlier bulletin that still wait do not go out any more

Whoever came by a booking since stands in the line from the next word on; whoever cancelled or
moved to another day hears no more.
"""

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from regulars.customers import channels_out
from regulars.customers.channels import HAND
from regulars.moments import journal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import BulletinMade
from regulars.moments.models import Deadline
from regulars.places import notices, walls
from regulars.places.models import Staff
from regulars.places.people import LETTERS
from regulars.recovery.disruption import finding, wording
from regulars.recovery.disruption.finding import Touched
from regulars.recovery.disruption.whom import Whom
from regulars.recovery.models import Affected, Bulletin, Disruption, Letter

CLOCK = "clock"
DRAFT, NEXT, POST = "disruption_draft", "disruption_next", "disruption_post"
BEFORE = timedelta(minutes=5)
LEASE = timedelta(seconds=8)
CODE, TOGETHER = 10, 2000
OVERTAKEN = "overtaken"


def say(
    disruption: Disruption, kind: str, said: dict[str, str], *, next_at: datetime | None,
    by: Staff | str, now: datetime, due_at: datetime | None = None, key: str | None = None,
) -> Bulletin:  # fmt: skip
    """Write down a word to everybody; the clock sends it. Within the caller's transaction, with
    the disruption locked."""
    last = disruption.bulletins.order_by("-number").values_list("number", flat=True).first() or 0
    due = due_at or now
    late = round((now - due).total_seconds() * 1000)
    actor = by if isinstance(by, str) else by.opaque
    told = journal.record(
        BulletinMade(disruption.pk, last + 1, kind, max(0, late),
                     next_at.isoformat() if next_at else ""),
        about=f"place:{disruption.place_id}", at=now, by=actor, place=disruption.place_id, key=key,
    )  # fmt: skip
    bulletin = Bulletin.objects.create(
        disruption=disruption, number=last + 1, kind=kind, said=said, new_at=disruption.new_at,
        at=now, due_at=due, next_at=next_at, by=actor, moment=told.pk,
    )  # fmt: skip
    disruption.next_at, disruption.draft = next_at, {}
    disruption.save(update_fields=["next_at", "draft"])
    overtake(disruption, now)
    address(bulletin, now)
    promise(disruption)
    return bulletin


def overtake(disruption: Disruption, now: datetime) -> None:
    """What still waits from before does not go out any more."""
    rows = Letter.objects.filter(bulletin__disruption=disruption, ended_at=None)
    rows.update(ended_at=now, trouble=OVERTAKEN, listed=False)


def promise(disruption: Disruption) -> None:
    """Two deadlines for the next word; those of an earlier promise find it is another one."""
    if disruption.next_at is None:
        return
    subject = f"{disruption.pk}/{disruption.next_at:%Y%m%dT%H%M%S%f}"
    set_deadline(DRAFT, subject, disruption.next_at - BEFORE)
    set_deadline(NEXT, subject, disruption.next_at)


def address(bulletin: Bulletin, now: datetime) -> None:
    """One letter for each person it touches today, in the order of need."""
    disruption = bulletin.disruption
    touched = finding.find(disruption.place, Whom.read(disruption.whom), channels_out.ready())
    rows = line_up(disruption, touched)
    letters = [
        Letter(bulletin=bulletin, affected=rows[one.customer], way=one.reach.way, due_at=now,
               listed=one.by_hand)
        for one in touched
    ]  # fmt: skip
    Letter.objects.bulk_create(letters, batch_size=TOGETHER)
    if any(not letter.listed for letter in letters):
        set_deadline(POST, f"{bulletin.pk}/0", now)


def line_up(disruption: Disruption, touched: Iterable[Touched]) -> dict[int | None, Affected]:
    """{customer: their row}; whoever is new gets one, behind those who stand there."""
    known = {row.customer_id: row for row in disruption.affected.exclude(customer=None)}
    behind = max((row.place_in_line for row in known.values()), default=0)
    fresh = [one for one in touched if one.customer not in known]
    made = Affected.objects.bulk_create(
        [Affected(disruption=disruption, customer_id=one.customer, booking_id=one.booking,
                  bookings=one.bookings, party=one.party, sort=one.sort, starts_at=one.starts_at,
                  place_in_line=behind + n, need=one.need, code=new_code())
         for n, one in enumerate(fresh, 1)],
        batch_size=TOGETHER,
    )  # fmt: skip
    return known | {row.customer_id: row for row in made}


def new_code() -> str:
    """Ten characters nobody guesses and nobody reads wrong."""
    return "".join(secrets.choice(LETTERS) for _n in range(CODE))


def held(pk: int) -> Disruption:
    """As it stands now, locked until the transaction ends."""
    rows = Disruption.objects.select_for_update(of=("self",))
    return rows.select_related("place__top", "owner").get(pk=pk)


def still(deadline: Deadline) -> Disruption | None:
    """The disruption, locked, where this is still its promise."""
    disruption = held(int(deadline.subject.partition("/")[0]))
    open_still = disruption.ended_at is None and disruption.next_at is not None
    mine = f"{disruption.pk}/{disruption.next_at:%Y%m%dT%H%M%S%f}" if open_still else ""
    return disruption if mine == deadline.subject else None


@handles(DRAFT, lease=LEASE)
def drafted(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """In five minutes they hear from us: the owner is told with what will go out."""

    def effect() -> None:
        disruption = still(deadline)
        if disruption is not None:
            ask_owner(disruption, now)

    return effect


def ask_owner(disruption: Disruption, now: datetime) -> None:
    owner, place = disruption.owner, disruption.place
    assert disruption.next_at is not None
    with translation.override(owner.reads(place)):
        at = walls.said(place, disruption.next_at, now)
        kept = wording.in_language(disruption.draft.get("said", {}), translation.get_language())
        line = (
            _("At {at} they read: “{words}”").format(at=at, words=kept[:300]) if kept
            else _("At {at} they read that there is no news yet, unless you write something.")
            .format(at=at)
        )  # fmt: skip
        notices.tell(owner, _("In five minutes many hear from us"), line, url_of(disruption),
                     urgent=True, key=f"draft:{disruption.pk}:{disruption.next_at:%Y%m%dT%H%M}",
                     now=now)  # fmt: skip


def url_of(disruption: Disruption) -> str:
    return reverse("disruption", args=[disruption.place.slug, disruption.pk])


@handles(NEXT, lease=LEASE)
def at_the_minute(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """What the owner kept for this minute, else “no news yet”; and the next promise."""

    def effect() -> None:
        disruption = still(deadline)
        if disruption is None:
            return
        said = disruption.draft.get("said", {})
        kind = Bulletin.Kind.NEWS if said else Bulletin.Kind.NONE
        say(disruption, kind, said, next_at=upcoming(disruption, now), by=CLOCK, now=now,
            due_at=deadline.due_at, key=f"next:{deadline.subject}")  # fmt: skip

    return effect


def upcoming(disruption: Disruption, now: datetime) -> datetime:
    """The next whole minute of the promised interval, always ahead: a clock that stood still does
    not promise what has passed."""
    at = disruption.next_at or now
    every = timedelta(minutes=disruption.every)
    while at <= now:
        at += every
    return at


def by_hand(bulletin: Bulletin) -> int:
    """How many stand on the owner's list for this word."""
    return bulletin.letters.filter(listed=True, ended_at=None, way=HAND).count()


@transaction.atomic
def keep_draft(
    disruption: Disruption, said: dict[str, str], *, by: Staff, now: datetime
) -> Disruption:
    """Keep words for the promised minute; empty ones take them back."""
    current = held(disruption.pk)
    current.draft = {"said": said, "by": by.opaque, "at": now.isoformat()} if said else {}
    current.save(update_fields=["draft"])
    return current
