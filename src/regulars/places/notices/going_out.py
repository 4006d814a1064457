"""What leaves the house, by the clock.

    tell      one row for each way of the person, and a deadline for each: now, or at the end of
              their quiet hours
    deadline  counts the try, then a thread sends (see ``carrying``); a second later the clock
              looks what came of it
    failed    again after 1, 5 and 15 minutes; after the fourth try somebody who leads is told
    killed    what a clock had begun that has died since is tried again half a minute later: it
              may arrive twice, and is never lost

A person who has left, and a way that was taken off, get nothing any more.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from regulars.moments import journal, seal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import NoticeSent, NotReached
from regulars.moments.models import Deadline
from regulars.places.models import Channel, Notice, Sending
from regulars.places.models import Staff as Person
from regulars.places.notices import carrying, lost, quiet, ways
from regulars.places.notices.channels import CHANNELS, Message, Trouble

Effect = Callable[[], object]
AGAIN = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
LOOK = timedelta(seconds=1)
FORGOTTEN = timedelta(seconds=30)
GONE = "phone_gone"


def send(notice: Notice, now: datetime) -> None:
    """Write down that a notice goes out by every way its person has."""
    due = when(notice, now)
    for channel in Channel.objects.filter(staff=notice.staff_id, removed_at=None):
        sending = Sending.objects.create(notice=notice, channel=channel, due_at=due)
        plan(sending, due)


def when(notice: Notice, now: datetime) -> datetime:
    """Now; at the end of quiet hours where it can wait."""
    held = None if notice.urgent else quiet.held_until(notice.staff, now)
    return held or now


def plan(sending: Sending, due: datetime) -> None:
    """Due at an instant, also where it was due at another before: the earlier one finds nothing
    left to do, or that it is too early."""
    Sending.objects.filter(pk=sending.pk).update(due_at=due)
    set_deadline("notice", f"{sending.pk}/{sending.tries}/{due:%Y%m%dT%H%M%S%f}", due)


def plan_again(staff: Person, now: datetime) -> None:
    """Other quiet hours: what has not been tried yet goes out by them."""
    for sending in open_ones().filter(notice__staff=staff.pk, tries=0):
        if (due := when(sending.notice, now)) != sending.due_at:
            plan(sending, due)


def open_ones() -> QuerySet[Sending]:
    rows = Sending.objects.filter(ended_at=None)
    return rows.select_related("notice__staff__user", "notice__staff__place", "channel")


@handles("notice")
def due(deadline: Deadline, now: datetime) -> Effect:
    """Count a try and begin it, unless it is not wanted, not yet, or begun already."""
    number, tries, _at = deadline.subject.split("/")
    sending = open_ones().filter(pk=number, tries=int(tries)).first()
    if sending is None:
        return nothing
    if not wanted(sending):
        return partial(end, sending, "gone", now)
    later = when(sending.notice, now)
    if later > now:
        return partial(plan, sending, later)
    return partial(begin, sending, now)


def nothing() -> None:
    """It was done, or will be at another hour."""


def wanted(sending: Sending) -> bool:
    """Whether the person still works here and still has this way."""
    staff = sending.notice.staff
    here = staff.left_at is None and staff.user.is_active
    return here and sending.channel.removed_at is None


def end(sending: Sending, trouble: str, now: datetime) -> bool:
    """No more tries. False where somebody else has ended it."""
    rows = Sending.objects.filter(pk=sending.pk, ended_at=None)
    return rows.update(ended_at=now, trouble=trouble) == 1


def begin(sending: Sending, now: datetime) -> None:
    """Count the try, and send as soon as that stands in the database."""
    rows = Sending.objects.filter(pk=sending.pk, ended_at=None, tries=sending.tries)
    if rows.update(tries=F("tries") + 1) != 1:
        return
    name = (sending.pk, sending.tries + 1)
    job = partial(carry, sending.channel, message(sending))
    transaction.on_commit(partial(carrying.begin, name, job))
    look_again(name, now, now)


def carry(channel: Channel, words: Message) -> None:
    """In a thread: open the address and send. Raises Trouble."""
    try:
        told = ways.opened(channel)
    except (seal.Unreadable, ValueError):
        raise Trouble("sealed") from None
    CHANNELS[channel.way].send(words, told.address, told.secret)


def message(sending: Sending) -> Message:
    notice = sending.notice
    return Message(
        id=f"notice-{notice.pk}-{sending.pk}", subject=notice.subject, line=notice.line,
        url=whole(notice.url), urgent=notice.urgent, place=notice.staff.place.slug,
        at=notice.made_at, path=notice.url,
    )  # fmt: skip


def whole(url: str) -> str:
    """With the house's own address before it, where it is told one; else empty."""
    origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    return f"{origin.rstrip('/')}{url}" if origin and "*" not in origin else ""


def look_again(name: tuple[int, int], began: datetime, now: datetime) -> None:
    sending, tries = name
    set_deadline("notice_answer", f"{sending}/{tries}/{now:%Y%m%dT%H%M%S%f}", now + LOOK,
                 began=began.isoformat())  # fmt: skip


@handles("notice_answer")
def answer(deadline: Deadline, now: datetime) -> Effect:
    """What came of a try: sent, to be tried again, lost, or still on its way."""
    number, tries, _at = deadline.subject.split("/")
    name = (int(number), int(tries))
    sending = open_ones().filter(pk=number, tries=int(tries)).first()
    if sending is None:
        return partial(carrying.forget, name)
    began = datetime.fromisoformat(deadline.facts["began"])
    if carrying.known(name):
        trouble = carrying.came_of(name)
    else:
        trouble = "killed" if now - began >= FORGOTTEN else None
    if trouble is None:
        return partial(look_again, name, began, now)
    return partial(came, sending, trouble, now)


def came(sending: Sending, trouble: str, now: datetime) -> None:
    """Write down what came of a try."""
    transaction.on_commit(partial(carrying.forget, (sending.pk, sending.tries)))
    if not trouble:
        arrived(sending, now)
    elif trouble != GONE and sending.tries <= len(AGAIN):
        Sending.objects.filter(pk=sending.pk).update(trouble=trouble)
        plan(sending, now + AGAIN[sending.tries - 1])
    elif end(sending, trouble, now):
        given_up(sending, trouble, now)


def arrived(sending: Sending, now: datetime) -> None:
    rows = Sending.objects.filter(pk=sending.pk, ended_at=None)
    if rows.update(sent_at=now, ended_at=now, trouble="") == 1:
        kind = NoticeSent(sending.notice_id, sending.channel.way, sending.tries)
        told(sending, kind, now)


def given_up(sending: Sending, trouble: str, now: datetime) -> None:
    """Every try failed: a moment, and somebody who leads has it on the board. A phone that does
    not listen any more is taken off."""
    kind = NotReached(sending.notice_id, sending.channel.way, sending.tries, trouble)
    told(sending, kind, now)
    lost.tell_a_leader(sending, now)
    if trouble == GONE:
        ways.remove(sending.notice.staff, sending.channel_id, by="clock", now=now)


def told(sending: Sending, kind: NoticeSent | NotReached, now: datetime) -> None:
    staff = sending.notice.staff
    journal.record(kind, about=staff.opaque, at=now, by="clock", place=staff.place_id,
                   key=f"{kind.code}:{sending.pk}")  # fmt: skip
