"""The doors of promises: give one, keep it, take it over, let it go; and what the house
guarantees."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from regulars.customers.recognition import said
from regulars.floor.answers import posted
from regulars.floor.models import Guarantee, Promise
from regulars.floor.promises import guarantees, hours, reading, verbs
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Staff
from regulars.places.permissions import may
from regulars.recovery import wall
from regulars.recovery.answers import by, key, root, text
from regulars.recovery.models import Case
from regulars.recovery.troubles import NotSo
from regulars.recovery.views_list import customer_of

SHEETS = tuple(f"regulars/css/{name}.css" for name in ("card", "chip", "keep", "place", "promises"))


def numbered(value: str) -> int | None:
    """A number as it stands in a form; None for anything else."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else None


def common(request: StaffRequest) -> dict[str, Any]:
    return {"root": root(request), "sheets": SHEETS, "key": uuid4().hex}


@never_cache
@needs("promise.own")
def promises(request: StaffRequest) -> HttpResponse:
    """By GET what is owed to whom; by POST one word more is given."""
    if request.method == "POST":
        return made(request)
    page = reading.read(request.place, request.staff, request.now)
    for each in (*page.mine, *page.others, *page.broken):
        if each.customer:
            audit.looked(request.staff.opaque, f"customer:{each.customer}", "promises", request.now)
    context = {
        **common(request), "page": page, "kept": request.GET.get("kept", ""),
        "may_publish": may(request.staff, "guarantee.write"),
    }  # fmt: skip
    part = "HX-Request" in request.headers
    return render(request, "floor/promises/list.html" if part else "floor/promises/page.html",
                  context)  # fmt: skip


@never_cache
@needs("promise.own")
def new(request: StaffRequest) -> HttpResponse:
    """One box, one tap."""
    return form(request)


def form(request: StaffRequest, status: int = 200, wrong: NotSo | None = None) -> HttpResponse:
    told = request.POST if request.method == "POST" else request.GET
    source = case_of(request, told.get("case", ""))
    whom = customer_of(request, told.get("customer", "")) or (source.customer if source else None)
    if whom is not None:
        audit.looked(request.staff.opaque, whom.opaque, "promise", request.now)
    colleagues = Staff.objects.filter(place=request.place, left_at=None, user__is_active=True)
    context = {
        **common(request), "key": request.POST.get("key", "")[:64] or uuid4().hex,
        "customer": whom.pk if whom else "", "whom": said(whom).text if whom else "",
        "case": source.pk if source else "", "words": told.get("words", "")[: verbs.LONGEST],
        "due": told.get("due", "now"), "choices": hours.CHOICES.items(), "at": told.get("at", ""),
        "wrong": wrong, "guarantees": guarantees.in_force(request.place),
        "guarantee": told.get("guarantee", ""), "owner": told.get("owner", ""),
        "theirs": "theirs" in told, "next": told.get("next", ""),
        "colleagues": [each for each in colleagues.order_by("name")
                       if each.user_id != request.staff.user_id],
    }  # fmt: skip
    return render(request, "floor/promises/new.html", context, status=status)


def case_of(request: StaffRequest, number: str) -> Case | None:
    """The case a promise is given in; None where the number names none of this place."""
    pk = numbered(number)
    rows = Case.objects.select_related("customer__merged_into")
    return rows.filter(pk=pk, place=request.place).first() if pk else None


def made(request: StaffRequest) -> HttpResponse:
    said_in = request.POST
    guarantee, owner = numbered(said_in.get("guarantee", "")), numbered(said_in.get("owner", ""))
    try:
        due = hours.of(request.place, said_in.get("due", "now"), text(request, "at", 40),
                       request.now)  # fmt: skip
        promise = verbs.make(
            request.place, text(request, "words"), due_at=due,
            customer=customer_of(request, said_in.get("customer", "")),
            owner=Staff.objects.filter(pk=owner, place=request.place).first() if owner else None,
            guarantee=Guarantee.objects.filter(pk=guarantee).first() if guarantee else None,
            source=case_of(request, said_in.get("case", "")),
            post=request.staff.post.code if request.staff.post else "",
            told_by_them="theirs" in said_in, **by(request, "promise"),
        )  # fmt: skip
    except NotSo as wrong:
        return form(request, 422, wrong)
    return back(request, f"#p{promise.pk}", kept="made")


def back(request: StaffRequest, where: str = "", **told: str) -> HttpResponse:
    """Where the form was sent from, else to the promises."""
    here = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(here, {request.get_host()}, request.is_secure()):
        here = reverse("promises", args=[request.place.slug])
        return HttpResponseRedirect(f"{here}?{urlencode(told)}{where}", status=303)
    joint = "&" if "?" in here else "?"
    return HttpResponseRedirect(f"{here}{joint}{urlencode(told)}", status=303)


def promise_of(request: StaffRequest, number: int) -> Promise:
    """A promise of this place; 404 for any other."""
    rows = Promise.objects.select_related("place", "owner").filter(forgotten=False)
    promise = rows.filter(pk=number, place=request.place).first()
    if promise is None:
        raise Http404(str(number))
    return promise


@needs("promise.own")
@posted
def keeping(request: StaffRequest, promise: int) -> HttpResponse:
    """One tap: it is kept."""
    try:
        verbs.keep(promise_of(request, promise), **by(request, f"keep:{promise}"))
    except NotSo as wrong:
        return one_page(request, promise, wrong)
    return back(request, kept="kept")


@needs("promise.own")
@posted
def taking(request: StaffRequest, promise: int) -> HttpResponse:
    """“I keep it.”"""
    try:
        verbs.take(promise_of(request, promise), **by(request, f"take:{promise}"))
    except NotSo as wrong:
        return one_page(request, promise, wrong)
    return back(request, kept="taken")


@never_cache
@needs("promise.own")
def withdrawal(request: StaffRequest, promise: int) -> HttpResponse:
    """By GET the question how they said so; by POST they do not want it any more."""
    if request.method != "POST":
        return one_page(request, promise)
    try:
        verbs.withdraw(promise_of(request, promise), words=text(request, "words"),
                       **by(request, f"withdraw:{promise}"))  # fmt: skip
    except NotSo as wrong:
        return one_page(request, promise, wrong)
    return back(request, kept="withdrawn")


def one_page(request: StaffRequest, promise: int, wrong: NotSo | None = None) -> HttpResponse:
    line = reading.one(promise_of(request, promise), request.staff, request.now)
    context = {**common(request), "line": line, "wrong": wrong, "words": text(request, "words")}
    return render(request, "floor/promises/withdraw.html", context, status=422 if wrong else 200)


@never_cache
@needs("guarantee.see")
def guarantee_list(request: StaffRequest) -> HttpResponse:
    """What the house promises everybody."""
    return guarantee_page(request)


def guarantee_page(
    request: StaffRequest, status: int = 200, wrong: NotSo | None = None
) -> HttpResponse:
    found = [
        (each, each.place_id == request.place.pk, wall.age(timedelta(minutes=each.minutes)))
        for each in guarantees.in_force(request.place)
    ]
    context = {
        **common(request), "found": found, "wrong": wrong, "typed": request.POST,
        "kept": "kept" in request.GET, "may_write": may(request.staff, "guarantee.write"),
    }  # fmt: skip
    return render(request, "floor/promises/guarantees.html", context, status=status)


@needs("guarantee.write")
@posted
def publishing(request: StaffRequest) -> HttpResponse:
    try:
        guarantees.publish(
            request.place, text(request, "name"), text(request, "owed"),
            numbered(request.POST.get("minutes", "").strip()) or 0,
            name_zh_hans=text(request, "name_zh_hans"), name_zh_hant=text(request, "name_zh_hant"),
            **by(request, "guarantee"),
        )  # fmt: skip
    except NotSo as wrong:
        return guarantee_page(request, 422, wrong)
    return guarantees_again(request)


@needs("guarantee.write")
@posted
def guarantee_end(request: StaffRequest, guarantee: int) -> HttpResponse:
    known = Guarantee.objects.filter(pk=guarantee, place=request.place).first()
    if known is None:
        raise Http404(str(guarantee))
    guarantees.end(known, by=request.staff, now=request.now, key=key(request, f"end:{guarantee}"))
    return guarantees_again(request)


def guarantees_again(request: StaffRequest) -> HttpResponse:
    here = reverse("guarantees", args=[request.place.slug])
    return HttpResponseRedirect(f"{here}?kept=1", status=303)
