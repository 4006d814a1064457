"""Made ready before they come, as the house of one's childhood would: what the notebook knows of
them becomes a list for the room, the table or the chair, and each thing on it is ticked."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.anticipation.models import Expected
from regulars.customers import visits
from regulars.customers.models import Booking, Customer
from regulars.floor import hint_wording, posts
from regulars.floor.known import Unknown, person, post
from regulars.moments import journal
from regulars.moments.kinds import Prepared, Unprepared
from regulars.moments.models import Moment
from regulars.notebook import guidance
from regulars.notebook.guidance import Guidance, Hint
from regulars.notebook.models import FactKind
from regulars.places.models import Place, Staff
from regulars.places.safety import Rules

EVENING = timedelta(days=1)
LISTED = frozenset({
    FactKind.REQUIREMENT, FactKind.NEED, FactKind.BELIEF, FactKind.AVERSION, FactKind.EXPECTATION,
    FactKind.WANT, FactKind.PREFERENCE,
})  # fmt: skip
ICONS = {
    FactKind.REQUIREMENT: "check", FactKind.NEED: "hand", FactKind.BELIEF: "bowl",
    FactKind.AVERSION: "silent", FactKind.EXPECTATION: "sun", FactKind.WANT: "gift",
    FactKind.RELATION: "people", FactKind.CONSUMPTION: "rice",
}  # fmt: skip
MUST = frozenset({FactKind.REQUIREMENT, FactKind.NEED, FactKind.BELIEF, FactKind.AVERSION})


@dataclass(frozen=True)
class Item:
    """One thing to have ready, how, and whether it is."""

    code: str
    icon: str
    act: str
    manner: str
    ready: bool


def code_of(words: str) -> str:
    """What is no fact of its own goes by its words."""
    return f"t{zlib.crc32(words.encode()):08x}"


def fact_code(hint: Hint) -> str:
    return f"f{hint.fact}"


def icon(kind: str) -> str:
    return ICONS.get(FactKind(kind), "tea" if kind == FactKind.PREFERENCE else "pen")


def items(known: Guidance, rules: Rules, ready: frozenset[str]) -> tuple[Item, ...]:
    """The list for one person: the way in first, then what must be before what would please.

    What may break a rule of safety is not on it, and what has to be asked again is no order.
    """
    wanted = [
        (code_of(each), "guide", each, _("help along the way")) for each in known.access
    ] + [(code_of(each), "cake", each, _("have it in mind")) for each in known.occasion] + [
        (fact_code(hint), icon(hint.kind), hint_wording.act(hint), manner(hint))
        for hint in known.hints if hint.kind in LISTED and not hint.ask
    ]  # fmt: skip
    return tuple(
        Item(code, drawn, act, how, code in ready)
        for code, drawn, act, how in wanted if rules.broken(act) is None
    )  # fmt: skip


def manner(hint: Hint) -> str:
    return _("may be said") if hint.use == "say" else _("have it ready, say nothing")


def ticked(happened: Iterable[Moment]) -> frozenset[str]:
    """What is ready: for each thing the last word counts."""
    last = {row.facts["item"]: not row.facts.get("undone")
            for row in happened if row.kind == "prepared"}  # fmt: skip
    return frozenset(code for code, ready in last.items() if ready)


@transaction.atomic
def tick(
    customer: int, codes: Iterable[str], place: Place, *, on: date, by: Staff, now: datetime,
    undone: bool = False, key: str | None = None,
) -> int:  # fmt: skip
    """These things are ready for a day's visit, or are not after all; returns how many changed.

    Raises Unknown for what is not on the list.
    """
    who = person(place, customer)
    known = {each.code: each.ready for each in list_of(who, place, on, now)}
    visit, changed = visits.visit_name(who.pk, on), 0
    for code in codes:
        if code not in known:
            raise Unknown(f"{code} for {visit}")
        if known[code] == undone:
            kind = Prepared(visit=visit, item=code, touchpoint=post(by), undone=undone or None)
            journal.record(kind, about=who.opaque, at=now, by=by.opaque, place=place.pk,
                           key=f"{key}:{code}" if key else None)  # fmt: skip
            changed += 1
    return changed


def list_of(
    who: Customer, place: Place, on: date, now: datetime, code: str = ""
) -> tuple[Item, ...]:
    """One person's list for a day, as it is seen from a post."""
    known = guidance.of_many([who.pk], place, now, code)[who.pk]
    rules, ready = posts.wall(place, now).rules, ready_for(place, on, [who.pk])
    return items(known, rules, ready[who.pk])


def ready_for(place: Place, on: date, who: Iterable[int]) -> dict[int, frozenset[str]]:
    """What is ready for the visits of a day; it may have been made so the evening before."""
    visit_of = {visits.visit_name(pk, on): pk for pk in who}
    start, end = place.hours_of(on)
    rows = Moment.objects.filter(
        place=place.pk, kind="prepared", happened_at__gte=start - EVENING, happened_at__lt=end,
        subject__in=[f"customer:{pk}" for pk in visit_of.values()], facts__visit__in=list(visit_of),
    )  # fmt: skip
    happened: dict[int, list[Moment]] = {pk: [] for pk in visit_of.values()}
    for row in rows.order_by("happened_at", "pk"):
        happened[visit_of[row.facts["visit"]]].append(row)
    return {pk: ticked(rows) for pk, rows in happened.items()}


def came(who: Customer, place: Place, *, by: Staff, now: datetime) -> Moment | None:
    """Somebody who was expected came: was all ready? Where not, it is counted, once a visit."""
    on = place.day_of(now)
    if not awaited(who, place, on):
        return None
    found = list_of(who, place, on, now)
    open_ones = sum(not each.ready for each in found)
    if not open_ones:
        return None
    visit = visits.visit_name(who.pk, on)
    kind = Unprepared(visit=visit, open=open_ones, all=len(found), touchpoint=post(by))
    return journal.record(
        kind, about=who.opaque, at=now, by=by.opaque, place=place.pk,
        key=f"unprepared:{place.pk}:{visit}",
    )  # fmt: skip


def awaited(who: Customer, place: Place, on: date) -> bool:
    start, end = place.hours_of(on)
    booked = Booking.objects.filter(
        place=place, customer=who, state=Booking.State.OPEN, starts_at__gte=start, starts_at__lt=end
    )
    return booked.exists() or Expected.objects.filter(place=place, day=on, customer=who).exists()


@dataclass(frozen=True)
class Readiness:
    """Of those who came with a list to be made ready: for how many it was."""

    whole: int
    open: int

    @property
    def all(self) -> int:
        return self.whole + self.open


def counted(place: Place, on: date) -> Readiness:
    start, end = place.hours_of(on)
    rows = Moment.objects.filter(
        place=place.pk, kind__in=("arrived", "unprepared"), happened_at__gte=start,
        happened_at__lt=end,
    )  # fmt: skip
    met: dict[str, set[str]] = {"arrived": set(), "unprepared": set()}
    for kind, subject in rows.values_list("kind", "subject"):
        met[kind].add(subject)
    numbers = [int(each.partition(":")[2]) for each in met["arrived"] - met["unprepared"]]
    ready = ready_for(place, on, numbers)
    return Readiness(sum(bool(codes) for codes in ready.values()), len(met["unprepared"]))
