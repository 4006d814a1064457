"""The doors of what grows between us: the page of one customer, who brought whom, thanks owed."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.customers import harvesting, recognition
from regulars.customers.bonds import circle
from regulars.customers.models import Customer
from regulars.customers.purposes import NoConsent
from regulars.floor import known
from regulars.floor.answers import SHEETS, common, posted, who_and_when
from regulars.floor.bonds import as_always as usual
from regulars.floor.bonds import closeness, reading, thanking
from regulars.moments import audit
from regulars.notebook.options import NotKept
from regulars.places.doors import StaffRequest, needs

OURS = (*SHEETS, "regulars/css/keep.css", "regulars/css/full.css", "regulars/css/bonds.css")
FOUND = 6


def person(request: StaffRequest, customer: int) -> Customer:
    try:
        return known.person(request.place, customer)
    except known.Unknown as unknown:
        raise Http404(str(unknown)) from unknown


@never_cache
@needs("customer.see")
def bond(request: StaffRequest, customer: int) -> HttpResponse:
    """How well we know each other, why, and who brought whom."""
    return shown(request, person(request, customer))


def shown(
    request: StaffRequest, who: Customer, status: int = 200, **told: Any
) -> HttpResponse:  # fmt: skip
    audit.looked(request.staff.opaque, who.opaque, "bond", request.now)
    q = (request.GET.get("q") or request.POST.get("q") or "").strip()[:80]
    depth = closeness.depth_of(who, request.place, request.now)
    context = {
        **common(request), "sheets": OURS, "who": who, "whom": recognition.said(who).text,
        "bond": reading.bond(who, request.place, request.now), "q": q,
        "found": found(request, who, q),
        "depth": depth, "deep": closeness.deep(depth), **told,
    }  # fmt: skip
    return render(request, "floor/bonds/bond.html", context, status=status)


def found(request: StaffRequest, who: Customer, q: str) -> list[recognition.Found]:
    """Who may have brought them, by the box everybody knows."""
    if not q:
        return []
    rows = recognition.find(request.place, q, limit=FOUND, now=request.now)
    pks = [each.customer.pk for each in rows]
    harvesting.watch(request.staff.opaque, request.place.pk, q, pks, request.now)
    return [each for each in rows if each.customer.pk != who.pk]


def back(request: StaffRequest, who: Customer) -> HttpResponse:
    home = reverse("bond", args=[request.place.slug, who.pk])
    return HttpResponseRedirect(f"{home}?kept=1", status=303)


@needs("bond.write")
@posted
def introducers(request: StaffRequest, customer: int) -> HttpResponse:
    """Who brought them: chosen from the list, agreed to or not, or taken out again."""
    who = person(request, customer)
    when = who_and_when(request, f"brought:{who.pk}")
    standing = circle.of(who).by
    if standing is not None and "agreed" in request.POST:
        circle.agree(standing, request.POST["agreed"] == "1")
        return back(request, who)
    if standing is not None and "gone" in request.POST:
        circle.take_back(standing, by=request.staff, now=request.now, key=when["key"])
        return back(request, who)
    number = request.POST.get("introducer", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return shown(request, who, 422)
    friend = person(request, int(number))
    try:
        circle.bring(who, friend, may_name="may_name" in request.POST, **when)
    except circle.NotSo as wrong:
        return shown(request, who, 422, wrong=str(wrong))
    return back(request, who)


@never_cache
@needs("customer.see")
def thanks_owed(request: StaffRequest) -> HttpResponse:
    """Whom we still have to thank, the most urgent first."""
    return owed(request)


def owed(request: StaffRequest, status: int = 200, **told: Any) -> HttpResponse:
    rows = [reading.owed(row, request.now) for row in circle.owed(request.place)]
    for each in rows:
        audit.looked(request.staff.opaque, each.row.introducer.opaque, "thanks", request.now)
    context = {**common(request), "sheets": OURS, "rows": rows, **told}
    return render(request, "floor/bonds/owed.html", context, status=status)


@needs("bond.write")
@posted
def thanks(request: StaffRequest, introduction: int) -> HttpResponse:
    """Said, in these words; with a string in them they come back, and stay as they were typed."""
    words = request.POST.get("words", "")
    when = who_and_when(request, f"thanks:{introduction}")
    try:
        thanking.thank(introduction, words, **when)
    except circle.NotSo as wrong:
        return owed(request, 422, wrong=str(wrong), wrong_at=introduction, typed=words)
    home = reverse("thanks-owed", args=[request.place.slug])
    return HttpResponseRedirect(f"{home}?kept=1#main", status=303)


@never_cache
@needs("customer.see")
def as_always(request: StaffRequest, customer: int) -> HttpResponse:
    """What they have as always."""
    return defaults(request, person(request, customer))


@needs("fact.write")
@posted
def keep_option(request: StaffRequest, customer: int) -> HttpResponse:
    """What they chose becomes their default; what is wrong comes back as it was typed."""
    who = person(request, customer)
    try:
        usual.keep(who, request.POST.get("thing", ""), request.POST.get("options", ""),
                   **who_and_when(request, f"option:{who.pk}"))  # fmt: skip
    except (NotKept, NoConsent) as wrong:
        return defaults(request, who, 422, wrong=str(wrong), typed=request.POST)
    return kept_options(request, who)


@needs("fact.write")
@posted
def again(request: StaffRequest, customer: int, fact: int) -> HttpResponse:
    """As always, with one tap."""
    who = person(request, customer)
    try:
        usual.again(who, fact, **who_and_when(request, f"always:{fact}"))
    except NotKept as wrong:
        return defaults(request, who, 422, wrong=str(wrong))
    return kept_options(request, who)


def kept_options(request: StaffRequest, who: Customer) -> HttpResponse:
    home = reverse("as-always", args=[request.place.slug, who.pk])
    return HttpResponseRedirect(f"{home}?kept=1#main", status=303)


def defaults(request: StaffRequest, who: Customer, status: int = 200, **told: Any) -> HttpResponse:
    audit.looked(request.staff.opaque, who.opaque, "as-always", request.now)
    context = {
        **common(request), "sheets": OURS, "who": who, "whom": recognition.said(who).text,
        "rows": usual.of(who, request.place), **told,
    }  # fmt: skip
    return render(request, "floor/bonds/as_always.html", context, status=status)
