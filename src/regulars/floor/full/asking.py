"""Asking every post for a table, again after a while, and what each of them says.

A round is open until every post has answered or its time is over; the clock writes down who was
silent. The second round begins by the clock after the place's own interval, or at once when
somebody leaves; nobody has to think of it while they look after people at the door.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.floor import posts
from regulars.floor.full import pastimes
from regulars.floor.full.troubles import NotSo, NotYet
from regulars.floor.known import Unknown
from regulars.floor.models import Answer, Party, Round
from regulars.moments import journal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import CapacityAnswered, CapacityAsked, HouseFull, Hurried, Kind
from regulars.moments.models import Deadline, Moment
from regulars.notebook import noticing
from regulars.places import shifts
from regulars.places.models import Place, Staff

LONGEST = 120
MOST = 500
LATEST = 240
"""No table is promised for later than so many minutes."""
CLOCK = "clock"
SAYS = Answer.Says


@transaction.atomic
def open(
    place: Place, size: int, *, by: Staff, now: datetime, hurry: bool = False, full: bool = True,
    customer: Customer | None = None, words: str = "", key: str | None = None,
) -> Party:  # fmt: skip
    """No table is free for them: every post is asked at once. Where only their hurry is marked
    (``full`` False) nobody is asked. Raises NotSo."""
    if key and (known := Moment.objects.filter(key=key).first()):
        return Party.objects.get(moment=known.pk)
    if not 1 <= size <= MOST:
        raise NotSo(_("How many are they? From 1 to {most}.").format(most=MOST))
    here, text = standing(by, now), words.replace("\0", "").strip()[:LONGEST]
    kind: Kind = HouseFull(size, hurry, here) if full else Hurried(size, here)
    told = journal.record(
        kind, about=customer.opaque if customer else f"place:{place.pk}", at=now, by=by.opaque,
        place=place.pk, words=text, key=key, secret=noticing.tells(text),
    )  # fmt: skip
    party = Party.objects.create(
        place=place, customer=customer, size=size, hurry=hurry or not full, full=full, post=here,
        by=by.opaque, opened_at=now, moment=told.pk,
    )  # fmt: skip
    pastimes.settled(place)
    if full:
        ask(party, Round.Why.FULL, now, by.opaque)
    return party


def standing(staff: Staff, now: datetime) -> str:
    """The code of the post somebody stands at: by their shift, else as usual."""
    here = shifts.post_now(staff, now) or staff.post
    return here.code if here else ""


def about(party: Party) -> str:
    """Whom the moments of a party are about; strangers stand under the place."""
    return f"customer:{party.customer_id}" if party.customer_id else f"place:{party.place_id}"


def write(
    party: Party, kind: Kind, by: str, now: datetime, key: str | None = None, words: str = ""
) -> Moment:
    return journal.record(
        kind, about=about(party), at=now, by=by, place=party.place_id, key=key, words=words,
        secret=noticing.tells(words),
    )  # fmt: skip


def held(place: Place, party: int) -> Party:
    """A party of this place, ours until the end of the transaction. Raises Unknown."""
    rows = Party.objects.select_for_update().filter(pk=party, place=place)
    known = rows.first()
    if known is None:
        raise Unknown(f"party {party}")
    known.place = place
    return known


def ask(party: Party, why: str, now: datetime, by: str) -> Round:
    """Put the question to every post at once."""
    how = pastimes.asking(party.place)
    codes = pastimes.asked_posts(how, posts.wall(party.place, now).ways)
    due = now + timedelta(seconds=how.within)
    number = party.rounds.count() + 1
    asked = Round.objects.create(party=party, number=number, why=why, asked_at=now, due_at=due)
    Answer.objects.bulk_create(Answer(round=asked, post=code) for code in codes)
    write(
        party, CapacityAsked(party.pk, number, str(why), " ".join(codes)), by, now,
        f"capacity:{party.pk}:{number}",
    )  # fmt: skip
    set_deadline("capacity_silent", str(asked.pk), due)
    return asked


@transaction.atomic
def answer(
    place: Place, number: int, *, says: str, minutes: int | None = None, by: Staff, now: datetime,
    key: str | None = None,
) -> Answer:  # fmt: skip
    """What a post says; ``number`` is the answer that stands open. It may be said anew while they
    wait: a table has come free after all. Raises Unknown, NotSo."""
    row = Answer.objects.filter(pk=number, round__party__place=place).first()
    if row is None:
        raise Unknown(f"answer {number}")
    party = held(place, row.round.party_id)
    row = Answer.objects.select_related("round").get(pk=number)
    said = read(says, minutes)
    if party.ended_at or (row.says, row.minutes) == said or heard(key):
        return row
    row.says, row.minutes, row.at, row.by = *said, now, by.opaque
    row.save(update_fields=["says", "minutes", "at", "by"])
    told(party, row, by.opaque, now, key)
    if row.round.closed_at is None:
        closed_if_all(party, row.round, now)
    else:
        plan_second(party, now)
    return row


def heard(key: str | None) -> bool:
    return key is not None and Moment.objects.filter(key=key).exists()


def read(says: str, minutes: int | None) -> tuple[str, int | None]:
    """What was tapped, checked. Raises NotSo."""
    if says == SAYS.NONE:
        return SAYS.NONE, None
    if says != SAYS.TABLE or minutes is None or not 0 <= minutes <= LATEST:
        raise NotSo(_("Say “none”, or in how many minutes there is a table, 0 to {most}.").format(
            most=LATEST))  # fmt: skip
    return SAYS.TABLE, minutes


def told(party: Party, row: Answer, by: str, now: datetime, key: str | None) -> None:
    kind = CapacityAnswered(
        party.pk, row.round.number, str(row.says), row.seconds or 0, row.minutes, row.post
    )
    write(party, kind, by, now, key)


def closed_if_all(party: Party, asked: Round, now: datetime) -> None:
    """Every post has answered: this look is over."""
    if not asked.answers.filter(says=SAYS.OPEN).exists():
        close(party, asked, now)


def close(party: Party, asked: Round, now: datetime) -> None:
    """A look is over. Without a table the next one stands in the clock, once."""
    Round.objects.filter(pk=asked.pk).update(closed_at=now)
    party.checks = asked.number
    party.save(update_fields=["checks"])
    plan_second(party, now)


def plan_second(party: Party, now: datetime) -> None:
    """After the first look, where there is no table (any more), the clock asks once more."""
    if party.rounds.count() == 1 and free_to_ask(party):
        due = next_look(party)
        set_deadline("capacity_again", str(party.pk), max(due or now, now))


def has_table(party: Party) -> bool:
    """Whether a post has one for them, by its latest answer."""
    return any(row.says == SAYS.TABLE for row in latest(party))


def latest(party: Party) -> list[Answer]:
    """What each post said last, in the order they were asked; a question that is still open does
    not take back what was said before."""
    rows = Answer.objects.filter(round__party=party).select_related("round")
    found: dict[str, Answer] = {}
    for row in rows.order_by("round__number", "pk"):
        if row.says != SAYS.OPEN or row.post not in found:
            found[row.post] = row
    return list(found.values())


@handles("capacity_silent", quick=True)
def silent(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """The time to answer is over: whoever has not is silent, and the door sees it."""

    def effect() -> None:
        asked = Round.objects.filter(pk=int(deadline.subject), closed_at=None).first()
        if asked is None:
            return
        party = locked(asked.party_id)
        for row in asked.answers.filter(says=SAYS.OPEN).select_related("round"):
            row.says, row.at = SAYS.SILENT, now
            row.save(update_fields=["says", "at"])
            told(party, row, CLOCK, now, f"capacity_silent:{row.pk}")
        if Round.objects.filter(pk=asked.pk, closed_at=None).exists():
            close(party, asked, now)

    return effect


def locked(party: int) -> Party:
    return Party.objects.select_for_update(of=("self",)).select_related("place__top").get(pk=party)


@handles("capacity_again", quick=True)
def look_again(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Some minutes are over and there is no table yet: every post is asked once more."""

    def effect() -> None:
        party = locked(int(deadline.subject))
        if party.rounds.count() == 1 and free_to_ask(party):
            ask(party, Round.Why.INTERVAL, now, CLOCK)

    return effect


def free_to_ask(party: Party) -> bool:
    """Whether they still wait, without a table, and no question stands open."""
    running = party.rounds.filter(closed_at=None).exists()
    return party.full and not party.ended_at and not running and not has_table(party)


def somebody_left(place: Place, now: datetime) -> None:
    """A table may be free: whoever still waits for one is asked for again, at once."""
    waiting = Party.objects.filter(place=place, ended_at=None, full=True, checks__gte=1)
    for number in list(waiting.values_list("pk", flat=True)):
        party = locked(number)
        if free_to_ask(party):
            ask(party, Round.Why.LEFT, now, CLOCK)


@transaction.atomic
def again(place: Place, party: int, *, by: Staff, now: datetime) -> Round | None:
    """Ask once more by hand, once the interval is over; None where a question stands open or a
    table is there. Raises NotYet before that."""
    known = held(place, party)
    if not free_to_ask(known):
        return None
    if (due := next_look(known)) and now < due:
        raise NotYet(_("Every post was asked a moment ago. Stay with them; we ask again by "
                       "ourselves."))  # fmt: skip
    return ask(known, Round.Why.HAND, now, by.opaque)


def next_look(party: Party) -> datetime | None:
    """When every post may be asked once more."""
    last = party.rounds.order_by("-number").first()
    if last is None:
        return None
    return last.asked_at + timedelta(seconds=pastimes.asking(party.place).again)
