"""What the notebook holds of one customer, as their page shows it: dangers on top, today's mood,
chips whose ink dries, what to talk about, help along the way, and what has been."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from regulars.customers import consents, visits
from regulars.customers.models import Customer
from regulars.moments import audit, journal, seal
from regulars.notebook import asked, decay, facts, manners, noticing
from regulars.notebook.guidance import DANGERS
from regulars.notebook.models import SENSITIVE, Fact, FactKind, Source, Use
from regulars.places.models import Place, Staff

K = FactKind
GROUPS = (
    (gettext_lazy("What has to be"), (K.REQUIREMENT, K.NEED)),
    (gettext_lazy("What they like"), (K.PREFERENCE, K.AVERSION, K.WANT, K.EXPECTATION)),
    (gettext_lazy("What is coming up"), (K.OCCASION,)),
    (gettext_lazy("Who and what belongs with them"), (K.RELATION, K.CONSUMPTION, K.OTHER)),
)
"""Chips of one group stand together; a group without chips is not shown."""


@dataclass(frozen=True)
class Chip:
    """One fact as it is shown. ``ink`` is fresh, fading or ask; ``ask`` the question to put then.

    ``manner`` says what may be done with it, ``where`` how we know it and since when.
    """

    fact: int
    kind: str
    label: str
    text: str
    month: str
    ink: str
    ask: str
    manner: str
    where: str
    shared: bool
    readable: bool


@dataclass(frozen=True)
class Help:
    """Help along the way: what it is, and what to do at each post in the customer's order."""

    chip: Chip
    plan: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Gone:
    """What no longer stands: what it was, what came after it, until when and by whom."""

    label: str
    text: str
    after: str
    day: str
    who: str


@dataclass(frozen=True)
class FactsPage:
    """Everything the notebook shows of one customer. ``shut`` counts what stays under seal at
    this post; ``agreed``: they said that health and belief may be written down."""

    customer: int
    dangers: tuple[Chip, ...]
    shut: int
    mood: tuple[Chip, ...]
    aim: tuple[Chip, ...]
    groups: tuple[tuple[str, tuple[Chip, ...]], ...]
    beliefs: tuple[Chip, ...]
    welcome: tuple[Chip, ...]
    closed: tuple[Chip, ...]
    house_welcome: tuple[str, ...]
    house_closed: tuple[str, ...]
    access: tuple[Help, ...]
    history: tuple[Gone, ...]
    agreed: bool
    posts: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    uses: tuple[tuple[str, str], ...]


def read(
    who: Customer, place: Place, staff: Staff, now: datetime, *, opened: bool = False
) -> FactsPage:
    """The notebook's part of a customer's page. To see what is under seal is written down."""
    standing = of_now(who, place, now)
    may_open = opened or manners.protects(place, staff.post.code if staff.post else "")
    hidden = [fact for fact in standing if fact.sealed and not may_open]
    shown = [fact for fact in standing if fact.pk not in {each.pk for each in hidden}]
    if any(fact.sealed for fact in shown):
        audit.looked(staff.opaque, who.opaque, "sealed", now)
    people = names_of(standing)
    return laid_out(who, place, shown, len(hidden), people, now)


def of_now(who: Customer, place: Place, now: datetime) -> list[Fact]:
    """What holds now; a mood and an aim end when they have left."""
    visit = visits.visit_name(who.pk, place.day_of(now))
    left = journal.of(who.opaque, ["departed"]).filter(place=place.pk).first()
    return [
        fact for fact in facts.about(who, visit)
        if not fact.visit or left is None or left.happened_at < fact.said_at
    ]  # fmt: skip


def laid_out(
    who: Customer, place: Place, shown: Sequence[Fact], shut: int, people: dict[str, str],
    now: datetime,
) -> FactsPage:  # fmt: skip
    def chips(*kinds: str) -> tuple[Chip, ...]:
        return tuple(chip(fact, now, people) for fact in shown if fact.kind in kinds)

    house, rests = manners.house(place), asked.resting(place.book_id)
    own_posts = tuple((post.code, post.called()) for post in place.touchpoints.all())
    return FactsPage(
        customer=who.pk, dangers=chips(*DANGERS), shut=shut, mood=chips(K.MOOD), aim=chips(K.AIM),
        groups=tuple((str(name), chips(*kinds)) for name, kinds in GROUPS if chips(*kinds)),
        beliefs=chips(K.BELIEF), welcome=chips(K.TALK), closed=chips(K.CLOSED),
        house_welcome=house.welcome, house_closed=house.closed,
        access=tuple(helping(f, now, people, own_posts) for f in shown if f.kind == K.ACCESS),
        history=past(who, now), agreed=consents.has(who, "sensitive"), posts=own_posts,
        kinds=tuple((str(code), str(name)) for code, name in FactKind.choices if code not in rests),
        sources=tuple((str(code), str(name)) for code, name in Source.choices),
        uses=tuple((str(code), str(name)) for code, name in Use.choices),
    )  # fmt: skip


def chip(fact: Fact, now: datetime, people: dict[str, str]) -> Chip:
    text, readable = words(fact)
    ink = decay.ink(fact, now)
    sure_since = fact.confirmed_at or fact.said_at
    return Chip(
        fact=fact.pk, kind=fact.kind, label=label(fact.kind, text), text=text,
        month=month(sure_since, now), ink="" if ink == "fresh" else ink,
        ask=question(fact.kind, text) if ink == "ask" else "",
        manner="" if fact.use == Use.SAY else str(Use(fact.use).label),
        where=where(fact, people), shared=fact.household_id is not None, readable=readable,
    )  # fmt: skip


BARE = frozenset({K.PREFERENCE, K.OTHER, K.TALK, K.CLOSED, K.RELATION, K.ACCESS})
"""Kinds whose words say enough where they stand."""


def label(kind: str, text: str) -> str:
    """What kind of thing it is, where the words and the heading do not say so."""
    bare = kind in BARE or noticing.says_itself(kind, text)
    return "" if bare else str(FactKind(kind).label)


def words(fact: Fact) -> tuple[str, bool]:
    """Its words and whether they can be read. A demo's own facts are written in English and shown
    in the reader's language."""
    try:
        told = fact.told()
    except seal.Unreadable:
        return _("under seal, and the key is missing: ask them"), False
    return (told if fact.sealed else _(told)) if told else "", True


def question(kind: str, text: str) -> str:
    """What one can ask aloud: “还是喜欢靠窗吗？”"""
    if kind in (K.TALK, K.CLOSED, *SENSITIVE):
        return _("Is it still so: {text}?").format(text=text)
    return _("Still {text}?").format(text=text[:1].lower() + text[1:] if text.isascii() else text)


def month(at: datetime, now: datetime) -> str:
    """When it was last confirmed: the month, and the year where it is another one."""
    shape = pgettext("date format", "M") if at.year == now.year else pgettext("date format", "M Y")
    return formats.date_format(at, shape)


def where(fact: Fact, people: dict[str, str]) -> str:
    """How we know it, who wrote it down, and who brought a want to light."""
    parts = [str(Source(fact.source).label), people.get(fact.by, "")]
    if fact.brought_by:
        name = people.get(fact.brought_by, _("a colleague"))
        parts.append(_("brought to light by {name}").format(name=name))
    if not fact.lasting and not fact.visit:
        parts.append(_("this once"))
    return " · ".join(part for part in parts if part)


def helping(
    fact: Fact, now: datetime, people: dict[str, str], posts: Sequence[tuple[str, str]]
) -> Help:
    plan = tuple((name, fact.plan[code]) for code, name in posts if fact.plan.get(code))
    return Help(chip(fact, now, people), plan)


def past(who: Customer, now: datetime) -> tuple[Gone, ...]:
    gone = facts.history(who)
    people = names_of(each.fact for each in gone)
    return tuple(
        Gone(
            label=str(FactKind(each.fact.kind).label), after=each.after,
            text=each.words or _("(taken out)"), who=people.get(each.fact.gone_by, ""),
            day=formats.date_format(each.fact.gone_at, pgettext("date format", "j F Y")),
        )
        for each in gone if each.fact.gone_at
    )  # fmt: skip


def names_of(rows: Iterable[Fact]) -> dict[str, str]:
    """Who wrote, brought to light, or took out."""
    keys = {
        int(name.removeprefix("staff:"))
        for fact in rows
        for name in (fact.by, fact.brought_by, fact.gone_by)
        if name.startswith("staff:")
    }
    return {person.opaque: person.name for person in Staff.objects.filter(pk__in=keys)}
