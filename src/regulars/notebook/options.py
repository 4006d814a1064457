"""As always: what somebody chose of a thing or a service that is made to order. What they chose
last is the default next time; what they chose before stands behind it.

It is a liking of the notebook like any other (found, fading, exported, erased, handed over), with
the thing and its options in ``plan``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.engines import names
from regulars.moments import journal
from regulars.moments.kinds import AsAlways
from regulars.moments.models import Moment
from regulars.notebook import facts, noticing
from regulars.notebook.facts import NotKept
from regulars.notebook.models import Fact, FactKind, Source, Use
from regulars.places.models import Place

MOST, LONGEST, LONGEST_THING = 8, 40, 60
BETWEEN = re.compile(r"[,，、;；\n]+")
KINDS = (FactKind.PREFERENCE,)


@dataclass(frozen=True)
class Choice:
    """What somebody chose of one thing, and what before and until when, the latest first."""

    fact: Fact
    thing: str
    options: tuple[str, ...]
    before: tuple[tuple[tuple[str, ...], datetime], ...] = ()

    @property
    def words(self) -> str:
        return joined(self.options)


def split(words: str) -> tuple[str, ...]:
    """Options as they were typed: "oat milk, 60°, no sugar", in either script's punctuation."""
    parts = (" ".join(part.split()) for part in BETWEEN.split(words.replace("\0", "")))
    return tuple(dict.fromkeys(part for part in parts if part))


def joined(options: Sequence[str]) -> str:
    return ("、" if (get_language() or "").startswith("zh") else ", ").join(options)


def told(thing: str, options: Sequence[str]) -> str:
    """The thing and its options on one line, as the one who writes it down would."""
    between = "：" if (get_language() or "").startswith("zh") else ": "
    return f"{thing}{between}{joined(options)}"


@transaction.atomic
def keep(
    customer: Customer, thing: str, options: Sequence[str], *, by: str, now: datetime,
    place: Place | None = None, source: str = Source.TOLD, key: str | None = None,
) -> Fact:  # fmt: skip
    """Keep what they chose as their default. The same again confirms it; another choice takes its
    place. Raises NotKept with what is wrong."""
    called, chosen = checked(thing, options)
    known = default(customer, called)
    if key and known and Moment.objects.filter(key=key).exists():
        return known.fact
    words = told(called, chosen)
    plan = {"thing": called, "options": "\n".join(chosen)}
    if known is None:
        fact = facts.remember(customer, FactKind.PREFERENCE, words, source=source, by=by, now=now,
                              place=place, plan=plan, key=key)  # fmt: skip
        if fact is None:
            raise NotKept(_("This was kept and taken out again. Write it once more."))
        return planned(fact, plan)
    if same(known.options, chosen):
        return facts.confirm(known.fact, by, now, place=place, key=key)
    fresh = facts.correct(known.fact, words, by=by, now=now, source=source, place=place, key=key)
    return planned(fresh, plan)


def planned(fact: Fact, plan: dict[str, str]) -> Fact:
    """The thing and its options beside the words."""
    fact.plan = plan
    fact.save(update_fields=["plan"])
    return fact


def checked(thing: str, options: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Raises NotKept."""
    called = " ".join(thing.replace("\0", "").split())
    chosen = tuple(dict.fromkeys(each for one in options for each in split(one)))
    if not called or len(called) > LONGEST_THING:
        raise NotKept(_("Say what it is for, in {most} characters or fewer: “latte”.").format(
            most=LONGEST_THING))  # fmt: skip
    if not chosen or len(chosen) > MOST or any(len(each) > LONGEST for each in chosen):
        raise NotKept(
            _("Write one to {most} choices with commas between them, each a few words.").format(
                most=MOST))  # fmt: skip
    if noticing.tells(f"{called} {' '.join(chosen)}"):
        raise NotKept(_("That sounds like an allergy or like health. Write it down as that."))
    return called, chosen


def same(one: Sequence[str], other: Sequence[str]) -> bool:
    return {names.fold(each) for each in one} == {names.fold(each) for each in other}


def of(customer: Customer) -> list[Choice]:
    """Their defaults, what was confirmed last first."""
    rows = Fact.objects.filter(customer=customer, kind__in=KINDS, gone_at=None, sealed=None)
    found = [read(fact) for fact in rows.exclude(use=Use.NEVER) if fact.plan.get("thing")]
    return sorted(found, key=lambda each: each.fact.confirmed_at or each.fact.said_at, reverse=True)


def read(fact: Fact) -> Choice:
    past = Fact.objects.filter(customer=fact.customer_id, kind__in=KINDS).exclude(gone_at=None)
    wanted = names.fold(fact.plan["thing"])
    gone = [row for row in past.order_by("-gone_at", "-pk")
            if names.fold(row.plan.get("thing", "")) == wanted]  # fmt: skip
    before = tuple((listed(row), row.gone_at) for row in gone if row.gone_at)
    return Choice(fact, fact.plan["thing"], listed(fact), before)


def listed(fact: Fact) -> tuple[str, ...]:
    return tuple(each for each in str(fact.plan.get("options", "")).split("\n") if each)


def default(customer: Customer, *called: str) -> Choice | None:
    """What they have as always of a thing, by any name of it; None where they never chose."""
    wanted = {names.fold(each) for each in called if each}
    return next((each for each in of(customer) if names.fold(each.thing) in wanted), None)


@transaction.atomic
def again(
    choice: Choice, *, by: str, now: datetime, place: Place, key: str | None = None
) -> Moment:
    """They had it as always: surer by one."""
    customer = choice.fact.customer
    assert customer is not None
    if key and (known := Moment.objects.filter(key=key).first()):
        return known
    facts.renewed(choice.fact, by, now, lasting=True)
    return journal.record(AsAlways(choice.fact.pk), about=customer.opaque, at=now, by=by,
                          place=place.pk, key=key)  # fmt: skip
