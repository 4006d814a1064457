"""The doors of the tiers: the published rules, and where one customer stands and why."""

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.customers.models import Customer, Service, Tier, TierAddition, TierStanding
from regulars.customers.recognition import said
from regulars.customers.standing import the_one
from regulars.customers.tiers import belongings, rules, standing
from regulars.customers.tiers.rules import Draft, NotSo
from regulars.moments import audit, journal
from regulars.moments.models import Moment
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Staff
from regulars.places.permissions import may
from regulars.places.views.desk import kept, posted, shown, who_and_when

LATELY = 10


@never_cache
@needs("customer.see")
def tiers(request: StaffRequest) -> HttpResponse:
    """By GET the rules, for everybody to read; whoever leads finds them in fields."""
    return page(request)


@needs("tier.set")
@posted("tiers")
def tiers_kept(request: StaffRequest) -> HttpResponse:
    try:
        drafts = [draft(request.POST, tier) for tier in rules.ABOVE]
        told = who_and_when(request, "tiers")
        told.pop("place", None)
        rules.keep(request.place.book, drafts, by=request.staff, now=request.now,
                   key=told.get("key"))  # fmt: skip
    except NotSo as wrong:
        return page(request, 422, str(wrong))
    return kept(request, "tiers")


def draft(told: QueryDict, tier: str) -> Draft:
    """What was written of one tier. Raises NotSo."""
    found = [number(told.get(f"{tier}_{name}", "")) for name in ("visits", "months", "spend")]
    visits, months, spend = found
    return Draft(tier, visits, months, spend * 100, tuple(told.getlist(f"{tier}_adds")))


def number(told: str) -> int:
    told = told.strip() or "0"
    if not (told.isascii() and told.isdecimal() and len(told) < 10):
        raise NotSo(_("Write conditions as whole numbers, 0 where it does not matter."))
    return int(told)


def page(request: StaffRequest, status: int = 200, wrong: str = "") -> HttpResponse:
    book = request.place.book
    found = rules.of(book)
    on = set(TierAddition.objects.filter(book=book).values_list("tier", "service"))
    rows = []
    for tier in rules.ABOVE:
        rule = found.get(tier)
        rows.append({
            "code": str(tier), "name": tier.label, "said": rules.told(rule) if rule else "",
            "visits": rule.min_visits if rule else "", "months": rule.min_months if rule else "",
            "spend": rule.min_spend // 100 if rule else "", "adds": rules.adds(book, tier),
            "services": [(code, label, (tier, code) in on) for code, label in Service.choices],
        })  # fmt: skip
    return shown(request, "customers/tiers/rules.html", status, rows=rows, wrong=wrong,
                 may_set=may(request.staff, "tier.set"))  # fmt: skip


def customer_of(request: StaffRequest, number: int) -> Customer:
    rows = Customer.objects.select_related("merged_into", "book")
    known = rows.filter(pk=number, book=request.place.book_id, erased_at=None).first()
    if known is None:
        raise Http404(str(number))
    return the_one(known)


@never_cache
@needs("customer.see")
def of_customer(request: StaffRequest, customer: int) -> HttpResponse:
    """Where they stand, why, and every change with its reason."""
    return one(request, customer_of(request, customer))


def one(request: StaffRequest, who: Customer, status: int = 200, wrong: str = "") -> HttpResponse:
    audit.looked(request.staff.opaque, who.opaque, "tier", request.now)
    row = TierStanding.objects.filter(customer=who).select_related("customer__book").first()
    tier = Tier(row.tier) if row else Tier.ORDINARY
    context: dict[str, Any] = {
        "who": who, "whom": said(who).text, "tier": tier.label, "tiers": Tier.choices,
        "why": belongings.explained(row) if row else "", "adds": rules.adds(who.book, tier),
        "changes": changes(who), "wrong": wrong, "may_set": may(request.staff, "tier.set"),
        "chosen": tier,
    }  # fmt: skip
    return shown(request, "customers/tiers/customer.html", status, **context)


def changes(who: Customer) -> list[dict[str, Any]]:
    """What changed, the latest first: from what to what, by whom, why."""
    rows: list[Moment] = list(journal.of(who.opaque, ["tier_changed"])[:LATELY])
    keys = [row.actor.removeprefix("staff:") for row in rows if row.actor.startswith("staff:")]
    people = {each.opaque: each.name for each in Staff.objects.filter(pk__in=keys)}
    return [
        {"at": row.happened_at, "before": label(row.facts["before"]),
         "after": label(row.facts["after"]), "rule": row.facts["why"] == standing.RULE,
         "visits": row.facts.get("visits"), "by": people.get(row.actor, ""),
         "words": row.words.text if hasattr(row, "words") else ""}
        for row in rows if row.facts["before"] != row.facts["after"]
    ]  # fmt: skip


def label(tier: str) -> str:
    return str(Tier(tier).label) if tier in Tier.values else tier


@needs("tier.set")
@posted("tiers")
def chosen(request: StaffRequest, customer: int) -> HttpResponse:
    who = customer_of(request, customer)
    told = who_and_when(request, f"tier:{customer}")
    try:
        standing.choose(
            who, request.POST.get("tier", ""), request.POST.get("reason", ""), request.place,
            by=request.staff, now=request.now, key=told.get("key"),
        )  # fmt: skip
    except NotSo as wrong:
        return one(request, who, 422, str(wrong))
    return one(request, get_object_or_404(Customer.objects.select_related("book"), pk=who.pk))
