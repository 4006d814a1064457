"""What stands on the page of one disruption, and on the list of all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.places import walls
from regulars.places.models import Place, Staff
from regulars.recovery.disruption import by_hand, counting, rules, wording
from regulars.recovery.disruption.by_hand import Call
from regulars.recovery.disruption.counting import Figures
from regulars.recovery.disruption.finding import Touched
from regulars.recovery.disruption.whom import Whom
from regulars.recovery.models import Affected, Bulletin, Disruption

TONGUES = (("en", "en"), ("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"))
SHOWN, LATELY = 50, timedelta(days=30)


@dataclass(frozen=True)
class Sample:
    """The word as it is read in one language, by somebody whose name is not said."""

    lang: str
    word: wording.Word
    body: str


@dataclass(frozen=True)
class Person:
    """One line: who, why there, when told and how."""

    affected: int
    customer: int | None
    name: str
    need: str
    told: str
    party: int
    heard: str


@dataclass(frozen=True)
class Past:
    """A word that went out: when, what, and how late after its promise."""

    number: int
    kind: str
    at: str
    words: str
    by: str
    late: str


@dataclass(frozen=True)
class Sheet:
    """The whole page."""

    disruption: Disruption
    title: str
    reason: str
    whom: str
    next: str
    minutes_left: int | None
    figures: Figures
    calls: list[Call]
    people: list[Person]
    more: int
    past: list[Past]
    samples: list[Sample]
    kept: tuple[int, int]
    draft: str


def sheet(disruption: Disruption, now: datetime, most: int = SHOWN) -> Sheet:
    place, language = disruption.place, translation.get_language() or "en"
    words = list(disruption.bulletins.select_related("disruption__place__top"))
    last, figures = words[-1], counting.of(disruption)
    people = line(disruption, now, most)
    return Sheet(
        disruption=disruption, title=wording.now_so(last, None) if last.kind != "lifted"
        else wording.subject(last),
        reason=wording.reason(disruption, disruption.said, language),
        whom=Whom.read(disruption.whom).said(place),
        next=walls.said(place, disruption.next_at, now) if disruption.next_at else "",
        minutes_left=minutes(disruption.next_at, now), figures=figures,
        calls=by_hand.calls(disruption) if disruption.ended_at is None else [], people=people,
        more=max(0, figures.all - len(people)), past=past(words, now), samples=samples(last),
        kept=counting.kept_promises(disruption),
        draft=wording.in_language(disruption.draft.get("said", {}), language),
    )  # fmt: skip


def minutes(at: datetime | None, now: datetime) -> int | None:
    return None if at is None else max(0, round((at - now).total_seconds() / 60))


def line(disruption: Disruption, now: datetime, most: int) -> list[Person]:
    """In the order they are told."""
    rows = disruption.affected.select_related("customer", "disruption__place")
    return [person(row, now) for row in rows.order_by("place_in_line", "pk")[:most]]


def person(row: Affected, now: datetime) -> Person:
    name = said(row.customer).text if row.customer else _("Somebody who asked to be forgotten")
    told = by_hand.when_told(row, now) if row.told_at else ""
    return Person(row.pk, row.customer_id, name, by_hand.need_of(row), told, row.party, row.heard)


def past(words: list[Bulletin], now: datetime) -> list[Past]:
    """Every word, the newest first."""
    keys = [row.by.partition(":")[2] for row in words if row.by.startswith("staff:")]
    people = {one.opaque: one.name for one in Staff.objects.filter(pk__in=keys)}
    language = translation.get_language() or "en"
    found = []
    for row in reversed(words):
        late = round((row.at - row.due_at).total_seconds() / 60)
        found.append(Past(
            row.number, row.get_kind_display(), walls.said(row.disruption.place, row.at, now),
            wording.in_language(row.said, language), people.get(row.by, ""),
            _("{n} min late").format(n=late) if late else "",
        ))  # fmt: skip
    return found


def samples(bulletin: Bulletin) -> list[Sample]:
    """How it reads in the three languages."""
    playbook, found = rules.of(bulletin.disruption.place), []
    for code, lang in TONGUES:
        with translation.override(code):
            word = wording.word(bulletin, None, playbook.entitled(code),
                                wording.in_language(playbook.after, code), "", code)  # fmt: skip
            found.append(Sample(lang, word, word.body("", bulletin.disruption.place.phone)))
    return found


@dataclass(frozen=True)
class Row:
    """One line of the list of all."""

    pk: int
    title: str
    when: str
    owner: str
    open: bool
    next: str
    affected: int
    told: int
    listed: int


def rows(place: Place, now: datetime) -> list[Row]:
    """What runs, then what ended in the last month."""
    found = Disruption.objects.filter(place=place, opened_at__gt=now - LATELY)
    chosen = list(found.select_related("owner", "place__top"))
    chosen.sort(key=lambda row: (row.ended_at is not None, -row.opened_at.timestamp()))
    return [row(each, now) for each in chosen[:30]]


def row(disruption: Disruption, now: datetime) -> Row:
    figures, place = counting.of(disruption), disruption.place
    return Row(
        disruption.pk, disruption.thing, walls.said(place, disruption.opened_at, now),
        disruption.owner.name, disruption.ended_at is None,
        walls.said(place, disruption.next_at, now) if disruption.next_at else "",
        figures.all, figures.told, figures.listed,
    )  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """Somebody in a preview: the name only here, where it is looked at."""

    name: str
    need: str
    way: str
    party: int
    starts: str


def shown(place: Place, touched: tuple[Touched, ...], now: datetime, most: int) -> list[Shown]:
    """The first of a line, with their names."""
    first = touched[:most]
    known = Customer.objects.in_bulk([one.customer for one in first])
    ways = {"mail": _("by e-mail"), "text": _("by text"), "message": _("by messenger"),
            "hand": _("by hand")}  # fmt: skip
    labels = {need.value: str(need.label) for need in Affected.Need}
    return [
        Shown(said(known[one.customer]).text,
              "" if one.need == Affected.Need.SOON else labels[one.need],
              ways[one.reach.way], one.party, walls.said(place, one.starts_at, now))
        for one in first
    ]  # fmt: skip
