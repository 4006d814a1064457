"""The published rules of a house: for which tier what is asked, and what it adds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.customers.models import Service, Tier, TierAddition, TierRule
from regulars.moments import journal
from regulars.moments.deadlines import set_deadline
from regulars.moments.kinds import TiersSet
from regulars.moments.models import Moment
from regulars.places.models import Place, Staff

ABOVE = (Tier.VIP, Tier.KEY)
MOST = 100_000


class NotSo(ValueError):
    """A rule that cannot be; the message says what to do."""


@dataclass(frozen=True)
class Draft:
    """One rule as it was written. All conditions 0: nobody stands there by a rule."""

    tier: str
    visits: int = 0
    months: int = 0
    spend: int = 0
    adds: tuple[str, ...] = ()


@transaction.atomic
def keep(
    book: Place, drafts: Sequence[Draft], *, by: Staff, now: datetime, key: str | None = None
) -> None:
    """Write the rules of a house anew; who stands where is reckoned by the clock. Raises NotSo."""
    if key and Moment.objects.filter(key=key).exists():
        return
    for draft in drafts:
        check(draft)
    for draft in drafts:
        put(book, draft, by, now)
    said = " ".join(f"{each.tier}:{each.visits}/{each.months}/{each.spend}" for each in drafts)
    told = journal.record(
        TiersSet(rules=said), about=f"place:{book.pk}", at=now, by=by.opaque, place=by.place_id,
        key=key,
    )  # fmt: skip
    set_deadline("tiers_weighed", f"{book.pk}/{told.pk}/0", now)


def check(draft: Draft) -> None:
    """Raises NotSo. That a tier takes something away cannot even be said: it is on no list."""
    if draft.tier not in ABOVE:
        raise NotSo(_("Everybody gets the standard; only VIP and key guests get something added."))
    if strange := [each for each in draft.adds if each not in Service.values]:
        raise NotSo(_("A tier only adds what is on the list; this is not: {what}.").format(
            what=", ".join(strange)))  # fmt: skip
    if not all(0 <= each <= MOST for each in (draft.visits, draft.months)) or draft.spend < 0:
        raise NotSo(_("Write conditions as whole numbers, 0 where it does not matter."))


def put(book: Place, draft: Draft, by: Staff, now: datetime) -> None:
    rule = TierRule.objects.filter(book=book, tier=draft.tier)
    if draft.visits or draft.months or draft.spend:
        TierRule.objects.update_or_create(book=book, tier=draft.tier, defaults={
            "min_visits": draft.visits, "min_months": draft.months, "min_spend": draft.spend,
            "set_at": now, "set_by": by.opaque,
        })  # fmt: skip
    else:
        rule.delete()
    TierAddition.objects.filter(book=book, tier=draft.tier).exclude(service__in=draft.adds).delete()
    for service in draft.adds:
        TierAddition.objects.get_or_create(book=book, tier=draft.tier, service=service)


def of(book: Place) -> dict[str, TierRule]:
    return {rule.tier: rule for rule in TierRule.objects.filter(book=book)}


def adds(book: Place, tier: str) -> tuple[str, ...]:
    """What a tier adds, in words; a VIP has what a key guest has as well."""
    tiers = {Tier.VIP: [Tier.KEY, Tier.VIP], Tier.KEY: [Tier.KEY]}.get(Tier(tier), [])
    rows = TierAddition.objects.filter(book=book, tier__in=tiers).order_by("pk")
    return tuple(dict.fromkeys(str(row.get_service_display()) for row in rows))


def told(rule: TierRule) -> str:
    """A rule as it is published. Spend is not read out to anybody."""
    parts = []
    if rule.min_visits:
        parts.append(ngettext("{n} visit", "{n} visits", rule.min_visits).format(n=rule.min_visits))
    if rule.min_months:
        parts.append(ngettext("known for {n} month", "known for {n} months", rule.min_months)
                     .format(n=rule.min_months))  # fmt: skip
    if rule.min_spend:
        parts.append(_("a sum of purchases"))
    return _(", ").join(parts)
