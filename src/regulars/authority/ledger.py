"""The ledger: what is given stands written at once, exact and once, however many give together.

    give      it was done for the customer, within one's own limits
    promise   the customer has our word; the amount is drawn now, and nothing takes it back
    keep      a promise is kept: no limit is asked again, nothing is drawn twice
    ask       it is beyond one's limits: sent up to somebody by name
    grant     what was sent up is given, by whoever may
    overturn  a leader reverses it: a line of its own, counted; what was promised stands

Each takes a ``key``; a repeated key changes nothing and gives back the first entry.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from regulars.authority import asking, circumstances, purses
from regulars.authority.acts import Act, Kind
from regulars.authority.asking import Answer
from regulars.authority.models import Entry
from regulars.authority.questions import NotSo, Question
from regulars.moments import journal
from regulars.moments.kinds import Granted, Overturned, Pledged, SentUp
from regulars.moments.kinds import Kind as MomentKind
from regulars.notebook import noticing
from regulars.places.models import Place, Staff

LONGEST = 500
STANDS = (Kind.GIVEN, Kind.PROMISED)
SAYS: dict[str, type[MomentKind]] = {
    Kind.GIVEN: Granted, Kind.PROMISED: Pledged, Kind.ASKED: SentUp, Kind.OVERTURNED: Overturned,
}  # fmt: skip


class Beyond(Exception):
    """It is beyond this person's limits; ``answer`` says whom to ask."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.line)
        self.answer = answer


@dataclass(frozen=True)
class Line:
    """What else a line of the ledger says, beside the question it answers."""

    kind: str
    key: str
    words: str = ""
    of: Entry | None = None
    asked: Staff | None = None
    limit: int | None = None


def give(
    staff: Staff, act: str, amount: int, *, reason: str, words: str = "", customer: str = "",
    case: str = "", key: str, now: datetime, thing: str = "", count: int = 1,
    purchase: int | None = None, currency: str = "", charge: int = 0,
) -> Entry:  # fmt: skip
    """Give it now. ``amount`` in minor units; ``reason`` is a code of ``acts.Reason``, ``words``
    are free and can be erased. Raises Beyond, NotSo."""
    asked = Question(staff, act, amount, now, customer, case, thing, count, reason, purchase,
                     currency, charge)  # fmt: skip
    return once(key, lambda: drawn(asked, Line(Kind.GIVEN, key, words)))


def promise(
    staff: Staff, act: str, amount: int, *, reason: str, words: str = "", customer: str = "",
    case: str = "", key: str, now: datetime, thing: str = "", count: int = 1,
    purchase: int | None = None, currency: str = "", charge: int = 0,
) -> Entry:  # fmt: skip
    """Give one's word: drawn as ``give`` does, and it stands from now on. Raises Beyond, NotSo."""
    asked = Question(staff, act, amount, now, customer, case, thing, count, reason, purchase,
                     currency, charge)  # fmt: skip
    return once(key, lambda: drawn(asked, Line(Kind.PROMISED, key, words)))


def keep(promised: Entry, *, by: Staff, now: datetime, key: str, words: str = "") -> Entry:
    """A promise is kept, whatever the limits are by now; a second time gives back the first.
    Raises NotSo where it was no promise."""
    if promised.kind != Kind.PROMISED:
        raise NotSo("entry", _("Only a promise can be kept."))
    if known := promised.became.filter(kind=Kind.GIVEN).first():
        return known
    again = Line(Kind.GIVEN, key, words, of=promised, limit=promised.limit_id)
    return once(key, lambda: write(like(promised, by, now), again))


def ask(
    staff: Staff, act: str, amount: int, *, whom: Staff | None, reason: str, words: str = "",
    customer: str = "", case: str = "", key: str, now: datetime, thing: str = "", count: int = 1,
    purchase: int | None = None, currency: str = "",
) -> Entry:  # fmt: skip
    """Send it up: nothing is drawn, the customer is not refused. Raises NotSo."""
    asked = Question(staff, act, amount, now, customer, case, thing, count, reason, purchase,
                     currency)  # fmt: skip
    asking.check(asked)
    needs_reason(asked)
    return once(key, lambda: write(asked, Line(Kind.ASKED, key, words, asked=whom)))


def grant(sent_up: Entry, *, by: Staff, now: datetime, key: str) -> Entry:
    """What was sent up is given by whoever may, within their own limits; once. Raises Beyond,
    NotSo."""
    if sent_up.kind != Kind.ASKED:
        raise NotSo("entry", _("Only what was sent up can be given so."))
    if known := sent_up.became.filter(kind=Kind.GIVEN).first():
        return known
    asked = like(sent_up, by, now)
    return once(key, lambda: drawn(asked, Line(Kind.GIVEN, key, of=sent_up)))


def overturn(entry: Entry, *, by: Staff, reason: str, now: datetime, key: str) -> Entry:
    """A leader reverses what was given or promised. It counts as overturned, and what the
    customer was given or told stands: nothing flows back into any sum. ``reason`` is in words.

    Raises NotSo without a reason, and for what was neither given nor promised.
    """
    if not reason.strip():
        raise NotSo("reason", _("Say in a sentence why; their colleague will read it."))
    if entry.kind not in STANDS:
        raise NotSo("entry", _("Only what was given or promised can be overturned."))
    if known := entry.became.filter(kind=Kind.OVERTURNED).first():
        return known
    line = Line(Kind.OVERTURNED, key, reason, of=entry, limit=entry.limit_id)
    return once(key, lambda: write(like(entry, by, now), line))


def like(entry: Entry, by: Staff, now: datetime) -> Question:
    """The question of an entry, asked by somebody else later."""
    return Question(
        by, entry.act, entry.amount, now, entry.customer, entry.case, "", entry.count,
        entry.reason, entry.purchase, entry.currency, entry.charge,
    )  # fmt: skip


def once(key: str, write_it: Callable[[], Entry]) -> Entry:
    """Done under this key before: that entry. Written by another at the same instant: theirs,
    also where theirs is the very reason why it cannot be done a second time."""
    if known := Entry.objects.filter(key=key).first():
        return known
    try:
        with transaction.atomic():
            return write_it()
    except (IntegrityError, journal.Again, Beyond, NotSo) as raced:
        if known := Entry.objects.filter(key=key).first():
            return known
        raise raced


def drawn(asked: Question, line: Line) -> Entry:
    """Decide, write, draw: all or nothing. Raises Beyond, NotSo."""
    needs_reason(asked)
    found = asking.answer(asked)
    if not found.yes or found.verdict is None:
        raise Beyond(found)
    bound = found.verdict.bound
    whole = replace(line, limit=bound.rule.limit if bound else None)
    try:
        with transaction.atomic():
            entry = write(asked, whole)
            draw(asked, found)
            return entry
    except purses.Spent:
        # A colleague was quicker: say what is left now, not what was left a moment ago.
        raise Beyond(asking.answer(asked)) from None


def needs_reason(asked: Question) -> None:
    if not asked.reason:
        raise NotSo("reason", _("Choose why you do it."))


def draw(asked: Question, found: Answer) -> None:
    """Raises purses.Spent. First aid draws on nothing."""
    if asked.act == Act.FIRST_AID or found.verdict is None:
        return
    place = asked.staff.place
    wanted = purses.subjects(place.pk, asked.staff.pk, asked.act, asked.day, asked.case)
    purses.draw(asked.amount, asked.count, wanted, found.verdict.bounds)
    if asked.purchase is not None and asked.act == Act.REFUND:
        basket = asked.purchase
        subject = circumstances.purchase_subject(basket)
        purses.draw_one(subject, asked.amount, asked.count, circumstances.paid_for(basket))


def write(asked: Question, line: Line) -> Entry:
    """One line of the ledger and its moment."""
    place = asked.staff.place
    moment = journal.record(
        said(asked, line), about=asked.customer or asked.staff.opaque, at=asked.now,
        by=asked.staff.opaque, place=place.pk, words=told(asked, line),
        key=f"authority:{line.key}", secret=noticing.tells(told(asked, line)),
    )  # fmt: skip
    return Entry.objects.create(
        place=place, staff=asked.staff, customer=asked.customer, case=asked.case, act=asked.act,
        kind=line.kind, amount=asked.amount, currency=place.currency, charge=asked.charge,
        count=asked.count, limit_id=line.limit, reason=asked.reason, purchase=asked.purchase,
        of=line.of, asked=line.asked, key=line.key, at=asked.now, day=asked.day, moment=moment.pk,
    )  # fmt: skip


def said(asked: Question, line: Line) -> MomentKind:
    facts = {"act": str(asked.act), "amount": asked.amount or None,
             "currency": asked.staff.place.currency if asked.amount else ""}  # fmt: skip
    return SAYS[line.kind](**facts)


def told(asked: Question, line: Line) -> str:
    """What stands in the erasable words: the thing, and what was said."""
    return " · ".join(part for part in (asked.thing.strip(), line.words.strip()) if part)[:LONGEST]


def balance(staff: Staff, now: datetime) -> dict[str, int | None]:
    """{act: what may be given at once just now, in minor units; None without a bound} of what
    somebody may decide here. First aid is always in it."""
    found: dict[str, int | None] = {}
    for act in Act.values:
        verdict = asking.decided(Question(staff, act, 0, now))
        if verdict.yes:
            found[act] = verdict.up_to
    return found


@dataclass(frozen=True)
class Used:
    """A place's month so far, in minor units."""

    entries: int
    amount: int
    overturned: int


def used(place: Place, month: datetime) -> Used:
    """What a place gave and promised in the month of an instant, by its own days."""
    day = place.day_of(month)
    rows = Entry.objects.filter(place=place, day__year=day.year, day__month=day.month)
    drawn = rows.filter(kind__in=STANDS).exclude(of__kind=Kind.PROMISED)
    stands = list(drawn.exclude(act=Act.FIRST_AID).values_list("amount", flat=True))
    overturned = rows.filter(kind=Kind.OVERTURNED).count()
    return Used(len(stands), sum(stands), overturned)
