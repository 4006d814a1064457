"""On which tier somebody stands, and why: by a rule, or because somebody who leads chose it.

It is reckoned when a visit ends and when the rules change. Every change is a moment, so it can be
explained to colleagues and to the customer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Min, Sum
from django.utils.translation import gettext as _

from regulars.customers.models import Customer, Tally, Tier, TierChoice, TierRule, TierStanding
from regulars.customers.standing import subjects_of
from regulars.customers.tiers import rules
from regulars.customers.tiers.rules import NotSo
from regulars.moments import journal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import TierChanged
from regulars.moments.models import Deadline, Line, Moment
from regulars.places.models import Place, Staff

RULE, CHOICE = "rule", "choice"
LONGEST = 300
AT_ONCE = 200
CLOCK = "clock"


@dataclass(frozen=True)
class Known:
    """What the rules look at, and nothing else."""

    visits: int
    months: int


def known(customer: Customer, now: datetime) -> Known:
    """Visits at all places of the house, and whole months since the first."""
    found = customer.tallies.aggregate(visits=Sum("visits"), first=Min("first_on"))
    first = found["first"]
    today = customer.book.day_of(now)
    months = 0
    if first is not None:
        months = (today.year - first.year) * 12 + today.month - first.month
        months -= today.day < first.day
    return Known(found["visits"] or 0, max(0, months))


def spent(customer: Customer) -> int:
    """Minor units over all time."""
    lines = Line.objects.filter(moment__subject__in=subjects_of(customer), moment__kind="purchased")
    return lines.aggregate(all=Sum("amount"))["all"] or 0


def by_rule(customer: Customer, facts: Known) -> str:
    """The highest tier whose every condition is met."""
    found = rules.of(customer.book)
    met = (tier for tier in rules.ABOVE if tier in found and meets(customer, found[tier], facts))
    return next(met, Tier.ORDINARY)


def meets(customer: Customer, rule: TierRule, facts: Known) -> bool:
    if facts.visits < rule.min_visits or facts.months < rule.min_months:
        return False
    return not rule.min_spend or spent(customer) >= rule.min_spend


@transaction.atomic
def weigh(customer: Customer, place: Place, now: datetime, by: str = CLOCK) -> Moment | None:
    """Reckon where somebody stands; a change is a moment, None where it stays as it was.

    A choice of whoever leads adds to a rule and takes nothing from it: the higher of both holds.
    """
    facts = known(customer, now)
    ruled = by_rule(customer, facts)
    choice = customer.tier_choices.filter(ended_at=None).first()
    chosen = choice.tier if choice else Tier.ORDINARY
    tier = min(ruled, chosen, key=Tier.values.index)
    why = RULE if tier == ruled else CHOICE
    row = TierStanding.objects.filter(customer=customer).first()
    before = row.tier if row else Tier.ORDINARY
    if tier == before:
        return None
    TierStanding.objects.update_or_create(customer=customer, defaults={
        "tier": tier, "why": why, "since": now, "visits": facts.visits, "months": facts.months,
    })  # fmt: skip
    kind = TierChanged(str(before), str(tier), why, facts.visits, facts.months)
    return journal.record(kind, about=customer.opaque, at=now, by=by, place=place.pk)


@transaction.atomic
def choose(
    customer: Customer, tier: str, reason: str, place: Place, *, by: Staff, now: datetime,
    key: str | None = None,
) -> None:  # fmt: skip
    """Somebody who leads chooses a tier, and says why; the customer may read the reason. Ordinary
    ends an earlier choice. Raises NotSo."""
    if key and Moment.objects.filter(key=key).exists():
        return
    text = " ".join(reason.replace("\0", "").split())[:LONGEST]
    if tier not in Tier.values:
        raise NotSo(_("Choose a tier from the list."))
    if not text:
        raise NotSo(_("Say why, in a sentence the guest may read."))
    before = tier_of(customer)
    told = journal.record(
        TierChanged(before, tier, CHOICE), about=customer.opaque, at=now, by=by.opaque,
        place=place.pk, words=text, key=key,
    )  # fmt: skip
    customer.tier_choices.filter(ended_at=None).update(ended_at=now)
    if tier != Tier.ORDINARY:
        TierChoice.objects.create(customer=customer, tier=tier, by=by.opaque, at=now,
                                  moment=told.pk)  # fmt: skip
        if Tier.values.index(tier) < Tier.values.index(before):
            TierStanding.objects.update_or_create(
                customer=customer, defaults={"tier": tier, "why": CHOICE, "since": now}
            )
    weigh(customer, place, now, by.opaque)


def tier_of(customer: Customer) -> str:
    row = TierStanding.objects.filter(customer=customer).first()
    return str(row.tier) if row else str(Tier.ORDINARY)


@handles("tiers_weighed")
def reckon(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """The rules changed: everybody who has ever come is reckoned anew, some at a time."""
    book, told, cursor = (int(part) for part in deadline.subject.split("/"))

    def effect() -> None:
        rows = Customer.objects.filter(book=book, pk__gt=cursor, erased_at=None, merged_into=None)
        come = Tally.objects.filter(visits__gt=0).values("customer")
        rows = rows.filter(pk__in=come) | rows.filter(tier_standing__isnull=False)
        some = list(rows.select_related("book").order_by("pk").distinct()[:AT_ONCE])
        for each in some:
            weigh(each, each.book, now)
        if len(some) == AT_ONCE:
            set_deadline("tiers_weighed", f"{book}/{told}/{some[-1].pk}", now)

    return effect
