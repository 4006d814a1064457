"""What a customer reads of it on their own page, and what becomes of it on merging, export and
erasure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Customer, Tier, TierChoice, TierStanding
from regulars.customers.movers import hand_over, mover
from regulars.customers.own_page import Line, section
from regulars.customers.purposes import of_field
from regulars.customers.tiers import rules, standing
from regulars.moments.models import Words


@section
def what_we_add(customer: Customer) -> list[Line]:
    """Why something is added for them; nothing where they are treated as everybody is, and always
    were."""
    row = TierStanding.objects.filter(customer=customer).first()
    if row is None:
        return []
    value = " · ".join((str(row.get_tier_display()), *rules.adds(customer.book, row.tier)))
    return [Line(_("What we add for you"), value, of_field("customers.TierStanding"),
                 source=explained(row))]  # fmt: skip


def explained(row: TierStanding) -> str:
    """In a sentence: since when, and by which rule or whose choice."""
    since = formats.date_format(row.since.astimezone(row.customer.book.zone),
                                pgettext("date format", "j F Y"))  # fmt: skip
    if row.tier == Tier.ORDINARY:
        return _("Since {since} as for everybody: no rule adds something now.").format(since=since)
    if row.why == standing.CHOICE:
        choice = row.customer.tier_choices.filter(ended_at=None).first()
        words = Words.objects.filter(moment=choice.moment).first() if choice else None
        return _("Since {since}, chosen by whoever leads: {reason}").format(
            since=since, reason=words.text if words and words.text else "–")  # fmt: skip
    rule = rules.of(row.customer.book).get(row.tier)
    return _("Since {since}, by our rule: {rule}").format(
        since=since, rule=rules.told(rule) if rule else "–")  # fmt: skip


def move(survivor: Customer, merged: Customer, now: datetime) -> dict[str, list[int]]:
    """What the survivor has not got yet; the next visit reckons anew."""
    choices = merged.tier_choices.all()
    if survivor.tier_choices.filter(ended_at=None).exists():
        choices = choices.exclude(ended_at=None)
    rows = TierStanding.objects.filter(customer=merged)
    if TierStanding.objects.filter(customer=survivor).exists():
        rows = rows.none()
    return {"choices": hand_over(TierChoice, "customer", choices, survivor),
            "standing": hand_over(TierStanding, "customer", rows, survivor)}  # fmt: skip


def put_back(moved: dict[str, list[int]], survivor: Customer, merged: Customer) -> None:
    for name, model in (("choices", TierChoice), ("standing", TierStanding)):
        rows = model._default_manager.filter(pk__in=moved[name], customer=survivor)
        rows.update(customer=merged)


mover("tiers", move, put_back)


@eraser("tiers")
def remove(pks: Sequence[int]) -> None:
    TierChoice.objects.filter(customer__in=pks).delete()
    TierStanding.objects.filter(customer__in=pks).delete()


@chapter("tiers")
def write(people: Sequence[Customer]) -> list[dict[str, Any]]:
    rows = TierStanding.objects.filter(customer__in=people).select_related("customer__book")
    return [{"tier": row.tier, "since": row.since, "why": explained(row),
             "adds": list(rules.adds(row.customer.book, row.tier))} for row in rows]  # fmt: skip
