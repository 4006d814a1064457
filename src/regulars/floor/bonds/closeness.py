"""Close to core clients, within the care of whoever serves them: contacts outside working hours are
counted, and beyond the limit whoever leads is told, kindly and without names of customers."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.customers.bonds import depth
from regulars.customers.bonds.depth import Depth
from regulars.customers.models import Acquaintance, Customer, Familiarity, Tier, TierStanding
from regulars.customers.recognition import said
from regulars.floor.bonds.thanking import leaders
from regulars.floor.known import Empty
from regulars.moments import journal
from regulars.moments.kinds import CareFlagged, CareLimitSet, OffHours
from regulars.moments.models import Moment
from regulars.notebook import facts
from regulars.notebook.models import Fact, FactKind, Source, Use
from regulars.places import hours, notices
from regulars.places.models import Place, Shift, Staff

DEFAULT, MOST = 4, 60
WINDOW = timedelta(days=30)
AT_WORK = timedelta(minutes=30)
"""So long before and after a shift still counts as work."""
DERIVED = ("followed_up", "introduction_thanked", "promised")
"""Kinds by which somebody reached out to a customer; outside working hours they count too."""
SHOWN = 40
NEEDS = (FactKind.NEED, FactKind.REQUIREMENT, FactKind.EXPECTATION, FactKind.WANT,
         FactKind.PREFERENCE, FactKind.ACCESS)  # fmt: skip
TRADE = "trade"


def limit(place: Place) -> int:
    """How many a month are enough for anybody."""
    row = journal.of(f"place:{place.pk}", ["care_limit_set"]).first()
    return int(row.facts["a_month"]) if row else DEFAULT


def set_limit(
    place: Place, a_month: str, *, by: Staff, now: datetime, key: str | None = None
) -> Moment:
    """Raises Empty for what is no number of a modest size."""
    told = a_month.strip()
    if not (told.isascii() and told.isdecimal() and len(told) < 4 and 0 < int(told) <= MOST):
        raise Empty(_("Write a whole number between 1 and {most}.").format(most=MOST))
    return journal.record(CareLimitSet(int(told)), about=f"place:{place.pk}", at=now,
                          by=by.opaque, place=place.pk, key=key)  # fmt: skip


@transaction.atomic
def reached_out(
    customer: Customer, place: Place, *, by: Staff, now: datetime, key: str | None = None
) -> Moment:
    """One tap: I was in touch with them outside my hours. Beyond the limit whoever leads is told,
    once a month for each colleague."""
    told = journal.record(OffHours(), about=customer.opaque, at=now, by=by.opaque, place=place.pk,
                          key=key)  # fmt: skip
    many = contacts(place, now)[by.opaque]
    if many > limit(place):
        flag(by, place, many, now)
    return told


def flag(whom: Staff, place: Place, many: int, now: datetime) -> None:
    month = f"{place.day_of(now):%Y-%m}"
    journal.record(CareFlagged(many, WINDOW.days), about=whom.opaque, at=now, by="clock",
                   place=place.pk, key=f"care:{place.pk}:{whom.pk}:{month}")  # fmt: skip
    for leader in leaders(place):
        if leader.pk == whom.pk:
            continue
        with translation.override(leader.reads(place)):
            notices.tell(
                leader, _("Look after {name}").format(name=whom.name),
                _("{name} gives guests a lot of free time. Thank them, and share the load.").format(
                    name=whom.name),
                reverse("closeness", args=[place.slug]), urgent=False,
                key=f"care:{place.pk}:{whom.pk}:{month}:{leader.pk}", now=now,
            )  # fmt: skip


def contacts(place: Place, now: datetime) -> Counter[str]:
    """{colleague: contacts outside their hours in 30 days}, tapped or derived; one a day and
    customer."""
    rows = Moment.objects.filter(
        place=place.pk, kind__in=("off_hours", *DERIVED), subject__startswith="customer:",
        actor__startswith="staff:", happened_at__gt=now - WINDOW, happened_at__lte=now,
    )  # fmt: skip
    shifts = worked(place, now)
    found = {
        (actor, subject, place.day_of(at))
        for kind, actor, subject, at in rows.values_list("kind", "actor", "subject", "happened_at")
        if kind == "off_hours" or off_duty(place, actor, at, shifts)
    }
    return Counter(actor for actor, _subject, _day in found)


def worked(place: Place, now: datetime) -> dict[str, list[tuple[datetime, datetime]]]:
    rows = Shift.objects.filter(place=place, ends_at__gt=now - WINDOW, starts_at__lte=now)
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    for staff, begins, ends in rows.values_list("staff", "starts_at", "ends_at"):
        found.setdefault(f"staff:{staff}", []).append((begins - AT_WORK, ends + AT_WORK))
    return found


def off_duty(
    place: Place, actor: str, at: datetime, shifts: dict[str, list[tuple[datetime, datetime]]]
) -> bool:
    """Outside their shifts; where none are written, outside the place's hours; else at work."""
    if actor in shifts:
        return not any(begins <= at <= ends for begins, ends in shifts[actor])
    return hours.open_at(place, at) is False


@dataclass(frozen=True)
class Colleague:
    """One colleague and their contacts outside hours; ``over`` the care limit."""

    name: str
    contacts: int
    over: bool


def colleagues(place: Place, now: datetime) -> list[Colleague]:
    """Those who were in touch outside their hours, the most first."""
    found, enough = contacts(place, now), limit(place)
    names = {each.opaque: each.name for each in place.staff.all()}
    return [Colleague(names[who], many, many > enough)
            for who, many in found.most_common() if who in names]  # fmt: skip


def depth_of(customer: Customer, place: Place, now: datetime) -> Depth:
    standing = Fact.objects.filter(facts.of(customer), gone_at=None).exclude(use=Use.NEVER)
    needs = standing.filter(kind__in=NEEDS, visit="").count()
    trade = tuple(row.value for row in standing.filter(kind=FactKind.OTHER, sealed=None)
                  if row.plan.get("about") == TRADE)  # fmt: skip
    return Depth(depth.months(customer, place.day_of(now)), needs, trade, depth.circle(customer))


def learn_trade(
    customer: Customer, words: str, place: Place, *, by: Staff, now: datetime,
    key: str | None = None,
) -> Fact | None:  # fmt: skip
    """What we know of their work, told by themselves. Raises facts.NotKept."""
    fact = facts.remember(customer, FactKind.OTHER, words, source=Source.TOLD, by=by.opaque,
                          now=now, place=place, plan={"about": TRADE}, key=key)  # fmt: skip
    if fact is not None and not fact.sealed and fact.plan.get("about") != TRADE:
        fact.plan = {**fact.plan, "about": TRADE}
        fact.save(update_fields=["plan"])
    return fact


@dataclass(frozen=True)
class Client:
    """A core client with how deep the relation goes in words, and what is still thin."""

    pk: int
    opaque: str
    name: str
    depth: tuple[str, ...]
    thin: tuple[str, ...]


def core(place: Place, now: datetime) -> list[Client]:
    """Who stands on a tier, or is a friend of the house; the thinnest relation first."""
    tiers = TierStanding.objects.exclude(tier=Tier.ORDINARY).values("customer")
    friends = Acquaintance.objects.filter(level=Familiarity.FRIEND).values("customer")
    rows = Customer.objects.filter(Q(pk__in=tiers) | Q(pk__in=friends), book=place.book_id,
                                   erased_at=None, merged_into=None)  # fmt: skip
    people = [client(each, place, now) for each in rows.order_by("pk")[:SHOWN]]
    return sorted(people, key=lambda each: -len(each.thin))


def client(who: Customer, place: Place, now: datetime) -> Client:
    found = depth_of(who, place, now)
    return Client(who.pk, who.opaque, said(who).text, deep(found), thin(found))


def deep(found: Depth) -> tuple[str, ...]:
    """How deep it goes, in words; of what is not there yet nothing is said."""
    lines = (
        (found.months, ngettext("known for %(n)s month", "known for %(n)s months", found.months)),
        (found.needs, ngettext("%(n)s need known", "%(n)s needs known", found.needs)),
        (found.circle, ngettext("%(n)s person around them", "%(n)s people around them",
                                found.circle)),
    )  # fmt: skip
    return tuple(text % {"n": count} for count, text in lines if count)


def thin(found: Depth) -> tuple[str, ...]:
    """What is worth learning next, in words."""
    parts = ((found.needs < 3, _("what they need")), (not found.trade, _("what their work is")),
             (not found.circle, _("who belongs around them")))  # fmt: skip
    return tuple(words for blank, words in parts if blank)
