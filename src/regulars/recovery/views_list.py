"""The doors of all cases of a place: open one, see who waits, print the door for customers."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.customers import merging
from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.places import squares
from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import LEADERS
from regulars.recovery import cases as opening
from regulars.recovery import wall
from regulars.recovery.answers import SHEETS, back, key, root, text
from regulars.recovery.models import Severity
from regulars.recovery.troubles import NotSo

TONGUES = (("en", "en"), ("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"))


@never_cache
@needs("case.own")
def cases(request: StaffRequest) -> HttpResponse:
    """By GET who waits for us, the longest first; by POST another case, and whoever opens it owns
    it."""
    if request.method == "POST":
        return opened(request)
    context = {
        "root": root(request),
        "sheets": SHEETS,
        "wall": wall.read(request.place, request.now),
        "first": wall.first_words(request.place, request.now),
        "leads": request.staff.role in LEADERS,
    }
    part = "HX-Request" in request.headers
    return render(request, "recovery/wall.html" if part else "recovery/list.html", context)


@never_cache
@needs("case.own")
def new(request: StaffRequest) -> HttpResponse:
    """One box, one tap."""
    return form(request)


def form(request: StaffRequest, status: int = 200, wrong: str = "") -> HttpResponse:
    told = request.POST if request.method == "POST" else request.GET
    whom = customer_of(request, told.get("customer", ""))
    post = told.get("post", "") or (request.staff.post.code if request.staff.post else "")
    context: dict[str, Any] = {
        "root": root(request), "key": request.POST.get("key", "")[:64] or uuid4().hex,
        "customer": whom.pk if whom else "", "whom": said(whom).text if whom else "",
        "words": told.get("words", "")[:2000], "wrong": wrong, "severities": Severity.choices,
        "severity": told.get("severity", Severity.USUAL), "post": post,
        "posts": [(each.code, each.called()) for each in request.place.touchpoints.all()],
    }  # fmt: skip
    return render(request, "recovery/new.html", context, status=status)


def opened(request: StaffRequest) -> HttpResponse:
    try:
        case = opening.open_case(
            request.place, text(request, "words"), by=request.staff, now=request.now,
            customer=customer_of(request, request.POST.get("customer", "")),
            post=text(request, "post", 30) or own_post(request),
            severity=text(request, "severity", 8), exposed="exposed" in request.POST,
            key=key(request, "case"),
        )  # fmt: skip
    except NotSo as wrong:
        return form(request, 422, str(wrong))
    return back(request, case)


def own_post(request: StaffRequest) -> str:
    return request.staff.post.code if request.staff.post else ""


def customer_of(request: StaffRequest, number: str) -> Customer | None:
    """A customer of this book; None where the number names nobody here."""
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    rows = Customer.objects.filter(book=request.place.book_id, erased_at=None)
    known = rows.select_related("merged_into", "household").filter(pk=int(number)).first()
    return merging.the_one(known) if known else None


@never_cache
@needs("board.see")
def rings(request: StaffRequest) -> HttpResponse:
    """Who waits for us, as it stands at the top of every screen."""
    context = {"rings": wall.rings(request.place, request.now)}
    return render(request, "recovery/rings.html", context)


@never_cache
@needs("board.print")
def sheet(request: StaffRequest) -> HttpResponse:
    """The door for customers on paper: a square any phone reads, in three languages."""
    address = request.build_absolute_uri(reverse("tell", args=[request.place.slug]))
    path, size = squares.path(address)
    lines = []
    for code, lang in TONGUES:
        with translation.override(code):
            lines.append((lang, _("Something was not right? Tell us here; we see to it at once.")))
    names = ("tokens", "base", "icons", "button", "print", "sheets", "case")
    context = {
        "root": root(request), "address": address, "path": path, "size": size, "lines": lines,
        "sheets": [f"regulars/css/{name}.css" for name in names],
    }  # fmt: skip
    return render(request, "recovery/sheet.html", context)
