"""What the pages of authority show: my own room, the ledger of the place, and who uses theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.utils.translation import gettext as _

from regulars.authority import amounts, asking, deciding, wording
from regulars.authority import ledger as book
from regulars.authority.acts import Act, Kind
from regulars.authority.models import Entry
from regulars.authority.questions import Question
from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.customers.standing import the_one
from regulars.engines.names import Said
from regulars.moments.models import Words
from regulars.notebook import noticing
from regulars.places.models import Place, Staff

MOST = 50
LATELY = timedelta(days=30)


class Told(Protocol):
    """Whatever has its words beside a moment."""

    moment: Any


@dataclass(frozen=True)
class Room:
    """One act, and how far somebody may go in it just now."""

    act: str
    name: str
    line: str


def room(staff: Staff, now: datetime) -> list[Room]:
    """What somebody may decide, act by act; first aid first, it is always theirs."""
    currency, found = staff.place.currency, []
    for act in sorted(Act, key=lambda one: one != Act.FIRST_AID):
        verdict = asking.decided(Question(staff, act, 0, now))
        if verdict.yes:
            found.append(Room(act, str(act.label), how_far(verdict, currency)))
    return found


def how_far(verdict: deciding.Verdict, currency: str) -> str:
    if verdict.why == "free":
        return _("always, and nobody pays for it")
    if verdict.up_to is None:
        return _("as you see fit")
    up_to = amounts.said(verdict.up_to, currency)
    return _("up to {up_to}: {because}").format(
        up_to=up_to, because=wording.because(verdict, "", currency)
    )


@dataclass(frozen=True)
class Slip:
    """One line of the ledger as a colleague reads it. ``who`` is None where nobody was named, or
    where they were forgotten."""

    entry: Entry
    at: datetime
    act: str
    kind: str
    worth: str
    by: str
    who: Said | None
    customer: int
    reason: str
    words: str
    overturned: str = ""
    kept: bool = False
    mark: str = ""

    @property
    def open(self) -> bool:
        """Whether it can still be overturned."""
        return self.entry.kind in (Kind.GIVEN, Kind.PROMISED) and not self.overturned


def ledger(place: Place, most: int = MOST) -> list[Slip]:
    """The latest lines of a place, newest first."""
    rows = Entry.objects.filter(place=place).exclude(kind=Kind.OVERTURNED)
    return slips(
        list(rows.select_related("staff", "asked", "mark").order_by("-at", "-pk")[:most]), place
    )


def waiting(staff: Staff, now: datetime) -> list[Slip]:
    """What was sent up to somebody and is not answered by a line of the ledger yet."""
    rows = Entry.objects.filter(
        place=staff.place.pk, kind=Kind.ASKED, asked=staff.pk, at__gte=now - LATELY, became=None
    )
    return slips(
        list(rows.select_related("staff", "asked", "mark").order_by("-at", "-pk")), staff.place
    )


def slips(entries: list[Entry], place: Place) -> list[Slip]:
    people, words = named(entries, place), spoken(entries)
    reversed_by = {
        one.of_id: one for one in Entry.objects.filter(of__in=entries, kind=Kind.OVERTURNED)
        .select_related("staff")
    }  # fmt: skip
    why = spoken(reversed_by.values())
    kept = set(Entry.objects.filter(of__in=entries, kind=Kind.GIVEN).values_list("of", flat=True))
    return [
        slip(one, people.get(one.customer), words.get(one.moment, ""), place,
             overturned(reversed_by.get(one.pk), why), one.pk in kept)
        for one in entries
    ]  # fmt: skip


def slip(
    entry: Entry, who: Customer | None, words: str, place: Place, overturned: str, kept: bool
) -> Slip:  # fmt: skip
    worth = amounts.said(entry.amount, entry.currency) if entry.amount else ""
    return Slip(
        entry, entry.at.astimezone(place.zone), str(Act(entry.act).label),
        str(Kind(entry.kind).label), worth, entry.staff.name, said(who) if who else None,
        who.pk if who else 0, entry.get_reason_display(), words, overturned, kept, marked(entry),
    )  # fmt: skip


def marked(entry: Entry) -> str:
    """What the line was beside its amount: improvised, from what lies at hand."""
    mark = getattr(entry, "mark", None)
    return str(mark.get_kind_display()) if mark else ""


def overturned(entry: Entry | None, why: dict[int, str]) -> str:
    if entry is None:
        return ""
    words = _("{name} overturned it: {why}")
    return words.format(name=entry.staff.name, why=why.get(entry.moment, "–"))


def named(entries: Iterable[Entry], place: Place) -> dict[str, Customer]:
    """{opaque: whom it stands for today}; whoever was erased is in it no more."""
    pks = {int(one.customer[9:]) for one in entries if one.customer.startswith("customer:")}
    rows = Customer.objects.filter(pk__in=pks, book=place.book_id, erased_at=None)
    return {one.opaque: the_one(one) for one in rows.select_related("merged_into")}


def spoken(entries: Iterable[Told]) -> dict[int, str]:
    """{moment: what was said}, where it was not erased."""
    return spoken_of(one.moment for one in entries)


def spoken_of(numbers: Iterable[int]) -> dict[int, str]:
    moments = list(numbers)
    return {row.moment_id: noticing.shown(row) for row in Words.objects.filter(moment__in=moments)}


@dataclass(frozen=True)
class Use:
    """How somebody used their room in the last thirty days."""

    person: Staff
    used: int
    worth: str
    went_up: int
    never: bool


def uses(place: Place, now: datetime) -> list[Use]:
    """Everybody who serves here; ``never`` where they have room and never used it at all."""
    people = place.staff.filter(left_at=None, user__is_active=True, serves=True)
    return [use(one, place, now) for one in people.select_related("job", "place")]


def use(person: Staff, place: Place, now: datetime) -> Use:
    rows = Entry.objects.filter(place=place, staff=person).exclude(of__kind=Kind.PROMISED)
    lately = rows.filter(at__gte=now - LATELY)
    stands = [one.amount for one in lately.filter(kind__in=(Kind.GIVEN, Kind.PROMISED))]
    has_room = len(room(person, now)) > 1
    return Use(
        person, len(stands), amounts.said(sum(stands), place.currency),
        lately.filter(kind=Kind.ASKED).count(), has_room and not rows.exists(),
    )  # fmt: skip


@dataclass(frozen=True)
class Month:
    """The place's month: what is given, of which budget, and how many promises were overturned."""

    given: str
    budget: str
    share: int | None
    overturned: int


def month(staff: Staff, now: datetime) -> Month:
    """By the budget that bounds everybody who has none of their own."""
    place = staff.place
    used = book.used(place, now)
    rules = [
        rule for rule in asking.bearing_on(Staff(place=place, role="clerk"), "", place.day_of(now))
        if rule.span == "month"
    ]  # fmt: skip
    rule = deciding.standing(rules, frozenset()).get(("", "month"))
    budget = rule.amount if rule else None
    return Month(
        amounts.said(used.amount, place.currency),
        amounts.said(budget, place.currency) if budget is not None else "",
        min(100, round(100 * used.amount / budget)) if budget else None,
        used.overturned,
    )
