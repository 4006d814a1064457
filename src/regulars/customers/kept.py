"""What stands on the page "what we keep" of one customer, and on the page of look-alikes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from regulars.customers import consents, likeness, merging, own_page, photos
from regulars.customers.likeness import Evidence, Proposal
from regulars.customers.models import Consent, Customer, Handle, Merge, OwnLink, Tally
from regulars.customers.own_page import Line
from regulars.customers.purposes import CONSENTS, PURPOSES, Purpose, of_field
from regulars.customers.recognition import said
from regulars.engines.names import Said
from regulars.moments.models import Look, Moment
from regulars.places.models import Place, Staff

SHOWN = 20
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Switch:
    """One consent: what for, whether it stands, since when, and what to ask."""

    purpose: Purpose
    given: Consent | None
    who: str


@dataclass(frozen=True)
class Joined:
    """A merge that stands: with whom, why, by whom, and until when it can be undone."""

    merge: Merge
    name: str
    evidence: tuple[Promise, ...]
    by: str
    open: bool


@dataclass(frozen=True)
class Known:
    """One handle: what it is, and where it was learnt."""

    handle: Handle
    source: str
    ours: bool


@dataclass(frozen=True)
class Kept:
    """The whole page."""

    customer: Customer
    said: Said
    switches: tuple[Switch, ...]
    photo: bool
    handles: tuple[Known, ...]
    lines: tuple[Line, ...]
    merges: tuple[Joined, ...]
    alike: tuple[Proposal, ...]
    link: OwnLink | None
    looks: int
    handle_purpose: Purpose


def read(customer: Customer, now: datetime) -> Kept:
    given = consents.open_of(customer)
    staff = names_of(each.by for each in given.values())
    looks = Look.objects.filter(subject__in=merging.subjects_of(customer), at__gte=now - YEAR)
    links = customer.own_links.filter(revoked_at=None, expires_at__gt=now)
    return Kept(
        customer=customer, said=said(customer), photo=photos.of(customer) is not None,
        switches=tuple(switch(PURPOSES[code], given.get(code), staff) for code in CONSENTS),
        handles=tuple(known(each) for each in customer.handles.order_by("pk")),
        lines=own_page.told(customer, [each for each in own_page.SECTIONS
                                       if each is not own_page.how_we_know_them]),
        merges=joined(customer, now), alike=alike(customer), link=links.last(),
        looks=looks.count(), handle_purpose=of_field("customers.Handle"),
    )  # fmt: skip


def switch(purpose: Purpose, given: Consent | None, staff: dict[str, str]) -> Switch:
    return Switch(purpose, given, staff.get(given.by, "") if given else "")


def known(handle: Handle) -> Known:
    """A handle with where it was learnt; the till's own number is not taken off by hand."""
    sources = {
        "asked": _("they told us"), "purchases": _("from the till"), "own_page": _("their page"),
        "bookings": _("from a booking"),
    }  # fmt: skip
    return Known(handle, sources.get(handle.source, handle.source), handle.kind != Handle.Kind.TILL)


def joined(customer: Customer, now: datetime) -> tuple[Joined, ...]:
    merges = merging.standing_merges(customer)
    staff = names_of(each.by for each in merges)
    return tuple(
        Joined(each, said(each.merged).text,
               tuple(likeness.WORDS[code] for code in each.evidence if code in likeness.WORDS),
               staff.get(each.by, ""), now <= each.undo_until and bool(each.moved))
        for each in merges
    )  # fmt: skip


def alike(customer: Customer) -> tuple[Proposal, ...]:
    """Who may be the same person, told without reading the whole book."""
    found = merging.alike_to(customer)
    return tuple(likeness.proposal(customer, other) for other in found)


def names_of(actors: Iterable[str]) -> dict[str, str]:
    keys = {actor.removeprefix("staff:") for actor in actors if actor.startswith("staff:")}
    return {each.opaque: each.name for each in Staff.objects.filter(pk__in=keys)}


@dataclass(frozen=True)
class Side:
    """One of two records side by side."""

    customer: Customer
    said: Said
    handles: tuple[str, ...]
    visits: int
    last_on: object


@dataclass(frozen=True)
class Pair:
    """Two records that may be one person."""

    one: Side
    other: Side
    evidence: tuple[Evidence, ...]
    against: tuple[Promise, ...]

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.one, self.other


def pairs(place: Place) -> tuple[Pair, ...]:
    proposals = merging.proposals(place.book, SHOWN)
    return tuple(pair(each) for each in proposals)


def pair(proposal: Proposal) -> Pair:
    """Whoever came more often stands first: they are the likelier to stay."""
    one, other = sorted((side(proposal.one), side(proposal.other)), key=lambda each: -each.visits)
    return Pair(one, other, proposal.evidence, proposal.against)


def side(customer: Customer) -> Side:
    tallies = list(Tally.objects.filter(customer=customer))
    days = [each.last_on for each in tallies if each.last_on]
    return Side(
        customer, said(customer),
        tuple(f"{each.get_kind_display()} {own_page.masked(each)}"
              for each in customer.handles.order_by("pk")[:4]),
        sum(each.visits for each in tallies), max(days, default=None),
    )  # fmt: skip


@dataclass(frozen=True)
class Alarm:
    """Somebody looked up unusually many: who, when, how many, and what it looked like."""

    who: str
    at: datetime
    searches: int
    shown: int
    pattern: str


def alarms(place: Place, now: datetime) -> tuple[Alarm, ...]:
    """Alarms of the last thirty days about anybody who serves in this tree of places."""
    people = {each.opaque: each.name for each in Staff.objects.filter(
        place__in=Place.objects.filter(top=place.book_id) | Place.objects.filter(pk=place.book_id)
    )}  # fmt: skip
    rows = Moment.objects.filter(kind="swept", happened_at__gte=now - timedelta(days=30))
    words = {
        "pace": _("faster than anybody types"), "breadth": _("very many different customers"),
        "sequence": _("one number after the other"), "letters": _("one letter after the other"),
        "opened": _("one page after the other"),
    }  # fmt: skip
    return tuple(
        Alarm(people.get(row.subject) or _("a machine’s token"), row.happened_at,
              row.facts.get("searches", 0), row.facts.get("shown", 0),
              words.get(row.facts.get("pattern", ""), ""))
        for row in rows.order_by("-happened_at")[:50]
        if row.subject in people or row.place == place.pk
    )  # fmt: skip
