"""What the page between a customer and the house says."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.customers.bonds import circle, familiarity, pacing
from regulars.customers.bonds.circle import Circle
from regulars.customers.bonds.familiarity import Ground
from regulars.customers.bonds.pacing import Script
from regulars.customers.models import Customer, Familiarity, Introduction
from regulars.customers.recognition import said
from regulars.floor.bonds import thanking
from regulars.places.models import Place


@dataclass(frozen=True)
class Owed:
    """Thanks that stand out: whom, until when, and words to begin from."""

    row: Introduction
    whom: str
    guest: str
    late: bool
    days: int
    words: str


@dataclass(frozen=True)
class Bond:
    """How well we know each other, why, what takes it further, and who stands around them."""

    level: Familiarity
    steps: tuple[tuple[str | Promise, bool, bool], ...]
    why: tuple[str, ...]
    ahead: str
    scripts: tuple[Script, ...]
    circle: Circle
    by: str
    brought: tuple[Owed, ...]


def bond(customer: Customer, place: Place, now: datetime) -> Bond:
    """Everything the page says of one customer. Nothing is changed."""
    today = place.day_of(now)
    level, found = familiarity.level_of(customer, today), familiarity.ground(customer)
    around = circle.of(customer)
    return Bond(
        level=level,
        steps=tuple((each.label, each <= level, each == level) for each in Familiarity),
        why=why(found), ahead=ahead(level, found),
        scripts=pacing.scripts(said(customer).text, level), circle=around,
        by=said(around.by.introducer).text if around.by else "",
        brought=tuple(owed(each, now) for each in around.brought),
    )  # fmt: skip


def why(found: Ground) -> tuple[str, ...]:
    """What it rests on, each with its count."""
    lines = (
        (found.visits, ngettext("{n} visit", "{n} visits", found.visits)),
        (found.told, ngettext("{n} thing they told us themselves",
                              "{n} things they told us themselves", found.told)),
        (found.thanks, ngettext("thanked us {n} time", "thanked us {n} times", found.thanks)),
        (found.brought, ngettext("brought {n} person", "brought {n} people", found.brought)),
    )  # fmt: skip
    return tuple(text.format(n=count) for count, text in lines if count)


def ahead(level: Familiarity, found: Ground) -> str:
    """What is still missing to the next step; empty at the last one."""
    nearer = next((each for each in reversed(familiarity.ASKED) if each[0] > level), None)
    if nearer is None:
        return ""
    visits, trust = max(0, nearer[1] - found.visits), max(0, nearer[2] - found.trust)
    if not visits and not trust:
        return _("Their next visit takes it one step further.")
    parts = []
    if visits:
        parts.append(ngettext("{n} more visit", "{n} more visits", visits).format(n=visits))
    if trust:
        parts.append(ngettext("{n} more sign of trust: a word told, thanks, somebody brought",
                              "{n} more signs of trust: a word told, thanks, somebody brought",
                              trust).format(n=trust))  # fmt: skip
    return _("To the next step: {parts}. It cannot be hurried.").format(parts=" · ".join(parts))


def owed(row: Introduction, now: datetime) -> Owed:
    return Owed(
        row, said(row.introducer).text, said(row.customer).text, now > row.due_at,
        max(0, (row.due_at - now).days), thanking.offered(row),
    )  # fmt: skip
