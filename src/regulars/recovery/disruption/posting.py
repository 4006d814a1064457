"""What goes out, by the clock: in the order of need, each letter once.

    clock    a deadline for each bulletin wakes a few threads, and looks again every second
    thread   claims one letter (one UPDATE), looks afresh whether and how its person is reached,
             sends it, and marks it sent: a transaction each
    failed   again after 1 and 3 minutes; then, and at once where the address itself is refused,
             it stands on the owner's list with the phone and the words
    killed   between the sending and the mark nobody can know: after the claim has run out it is
             sent again **with the same id**. We would rather say it twice than leave somebody at a
             closed gate; a mail server or gateway that knows the id drops the second. At most
             THREADS letters can be in that state.

No address is kept in a letter: a number taken off, a wish, a merge or an erasure of a moment ago
counts.
"""

import secrets
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from regulars.customers import channels, channels_out
from regulars.customers.channels import HAND
from regulars.customers.channels_out import Outgoing, Send
from regulars.customers.models import Booking
from regulars.customers.recognition import said
from regulars.moments import journal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import DelayNotTold, DelayTold
from regulars.moments.models import Deadline
from regulars.places import notices
from regulars.places.notices.channels import Trouble
from regulars.places.notices.going_out import whole
from regulars.recovery.disruption import bulletins, rules, wording
from regulars.recovery.models import Affected, Bulletin, Disruption, Letter

THREADS = 4
LOOK = timedelta(seconds=1)
CLAIM = timedelta(seconds=30)
AGAIN = (timedelta(minutes=1), timedelta(minutes=3))
CREW: dict[int, list[threading.Thread]] = {}
"""Who of this process sends which bulletin."""


@handles(bulletins.POST, lease=bulletins.LEASE, quick=True)
def posts(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Wake the threads, and look again while anything waits."""

    def effect() -> None:
        bulletin = int(deadline.subject.partition("/")[0])
        soonest = waiting(bulletin).order_by("due_at").values_list("due_at", flat=True).first()
        if soonest is None:
            return
        transaction.on_commit(partial(wake, bulletin, now))
        due = max(now + LOOK, soonest)
        set_deadline(bulletins.POST, f"{bulletin}/{due:%Y%m%dT%H%M%S%f}", due)

    return effect


def waiting(bulletin: int) -> QuerySet[Letter]:
    return Letter.objects.filter(bulletin=bulletin, ended_at=None, listed=False)


def wake(bulletin: int, now: datetime) -> None:
    """A few threads for this bulletin, unless they are at it."""
    crew = [each for each in CREW.get(bulletin, []) if each.is_alive()]
    if not crew and waiting(bulletin).filter(due_at__lte=now).exists():
        crew = [threading.Thread(target=work, args=(bulletin, now), daemon=True)
                for _n in range(THREADS)]  # fmt: skip
        for each in crew:
            each.start()
    CREW[bulletin] = crew


def work(bulletin: int, now: datetime) -> None:
    """A thread's whole life. What the database cannot take just now waits for the next look."""
    close_old_connections()
    try:
        send_waiting(bulletin, now)
    except OperationalError:
        return
    finally:
        connection.close()


def send_waiting(bulletin: int, now: datetime) -> int:
    """Send what is due of a bulletin, one after the other; how many left the house."""
    began, sent = time.monotonic(), 0
    with channels_out.line() as send:
        while letter := claim(bulletin, instant := later(now, began)):
            sent += handled(letter, send, instant, partial(later, now, began))
    return sent


def later(now: datetime, began: float) -> datetime:
    """The instant, counted on from the one the clock read."""
    return now + timedelta(seconds=time.monotonic() - began)


def claim(bulletin: int, now: datetime) -> Letter | None:
    """The next letter in line, ours alone: one UPDATE that changes one row."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    token = secrets.token_hex(16)
    while True:
        rows = waiting(bulletin).filter(free, due_at__lte=now).order_by("due_at", "pk")
        pk = rows.values_list("pk", flat=True).first()
        if pk is None:
            return None
        mine = Letter.objects.filter(free, pk=pk, ended_at=None, listed=False)
        if mine.update(claim=token, claimed_until=now + CLAIM, tries=F("tries") + 1) == 1:
            return Letter.objects.select_related(
                "affected__customer", "affected__booking", "bulletin__disruption__place__top",
                "bulletin__disruption__owner",
            ).get(pk=pk)  # fmt: skip


def handled(letter: Letter, send: Send, now: datetime, at: Callable[[], datetime]) -> bool:
    """Send one letter, or see why it does not go out. True where it left."""
    if why := unwanted(letter):
        give_up(letter, why, now)
        return False
    customer = letter.affected.customer
    assert customer is not None
    reach = channels.of(customer, channels_out.ready())
    if reach.way == HAND:
        to_the_list(letter, "no_way", at())
        return False
    try:
        send(outgoing(letter, reach.way, reach.value, now))
    except Trouble as trouble:
        failed(letter, trouble.code, at())
        return False
    arrived(letter, reach.way, at())
    return True


def unwanted(letter: Letter) -> str:
    """Why a letter is not sent at all: forgotten, told as another record, or not coming."""
    affected = letter.affected
    customer = affected.customer
    if customer is None or customer.erased_at is not None:
        return "forgotten"
    if customer.merged_into_id is not None:
        return "one_person"
    booking = affected.booking if affected.bookings == 1 else None
    gone = booking is not None and booking.state != Booking.State.OPEN
    return "cancelled" if gone else ""


def outgoing(letter: Letter, way: str, to: str, now: datetime) -> Outgoing:
    """The words in their language, with the link of their own page."""
    affected, bulletin = letter.affected, letter.bulletin
    place = bulletin.disruption.place
    language = wording.language_of(affected.customer.language if affected.customer else "", place)
    with translation.override(language):
        told = word_for(bulletin, affected, language)
        link = whole(reverse("disruption-door", args=[affected.code]))
        return Outgoing(
            id=f"word-{bulletin.moment}-{affected.code}", way=way, to=to, subject=told.subject,
            body=told.body(link, place.phone), short=told.short(link), language=language,
            at=bulletin.at,
        )  # fmt: skip


def word_for(bulletin: Bulletin, affected: Affected, language: str) -> wording.Word:
    """What one person reads; in the language now active, which is ``language``."""
    playbook = rules.of(bulletin.disruption.place)
    name = said(affected.customer).text if affected.customer and affected.customer.name else ""
    return wording.word(bulletin, affected, playbook.entitled(language),
                        wording.in_language(playbook.after, language), name, language)  # fmt: skip


@transaction.atomic
def arrived(letter: Letter, way: str, at: datetime, by: str = bulletins.CLOCK) -> bool:
    """They were told. False where that was written down before."""
    rows = Letter.objects.filter(pk=letter.pk, sent_at=None)
    ended = Coalesce("ended_at", Value(at))
    if rows.update(sent_at=at, ended_at=ended, way=way, trouble="", listed=False, by=by) != 1:
        return False
    heard = Case(When(heard="", then=Value(Affected.Heard.US)), default=F("heard"))
    people = Affected.objects.filter(pk=letter.affected_id)
    people.filter(told_at=None).update(told_at=at, way=way, heard=heard)
    record(letter, DelayTold(letter.bulletin.disruption_id, letter.bulletin.number, way), at, by)
    return True


def record(letter: Letter, kind: DelayTold | DelayNotTold, at: datetime, by: str) -> None:
    customer = letter.affected.customer
    about = customer.opaque if customer else f"disruption:{letter.bulletin.disruption_id}"
    journal.record(kind, about=about, at=at, by=by, place=letter.bulletin.disruption.place_id,
                   key=f"{kind.code}:{letter.pk}")  # fmt: skip


def failed(letter: Letter, trouble: str, at: datetime) -> None:
    """Again in a while; on the owner's list where that is no use."""
    if trouble in channels_out.FINAL or letter.tries > len(AGAIN):
        to_the_list(letter, trouble, at)
        return
    rows = Letter.objects.filter(pk=letter.pk, claim=letter.claim, ended_at=None)
    rows.update(due_at=at + AGAIN[letter.tries - 1], claimed_until=None, trouble=trouble)


@transaction.atomic
def to_the_list(letter: Letter, trouble: str, at: datetime) -> None:
    """Nothing got through: somebody by name has them on a list, and is told so."""
    rows = Letter.objects.filter(pk=letter.pk, claim=letter.claim, ended_at=None, listed=False)
    if rows.update(listed=True, trouble=trouble, claimed_until=None) != 1:
        return
    bulletin = letter.bulletin
    record(letter, DelayNotTold(bulletin.disruption_id, bulletin.number, letter.way, trouble), at,
           bulletins.CLOCK)  # fmt: skip
    tell_owner(bulletin.disruption, bulletin, at)


def tell_owner(disruption: Disruption, bulletin: Bulletin, at: datetime) -> None:
    """Once for each bulletin: the list itself shows how many."""
    owner = disruption.owner
    with translation.override(owner.reads(disruption.place)):
        notices.tell(
            owner, _("Not everybody was reached"),
            _("They stand on your list with their phone and the words. Call them, please."),
            bulletins.url_of(disruption), urgent=True, key=f"unreached:{bulletin.pk}", now=at,
        )  # fmt: skip


def give_up(letter: Letter, why: str, now: datetime) -> None:
    """Not sent, and nobody needs to: a code says why."""
    rows = Letter.objects.filter(pk=letter.pk, claim=letter.claim, ended_at=None)
    rows.update(ended_at=now, trouble=why, claimed_until=None)
