"""The doors of small slips: one tap for one, and how often each came at which post."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.places.doors import StaffRequest, needs
from regulars.recovery import slips
from regulars.recovery.answers import SHEETS, key, root, text
from regulars.recovery.models import Slip
from regulars.recovery.troubles import NotSo
from regulars.recovery.views_list import customer_of, own_post

ICONS = {
    "cold": "bowl", "name": "people", "wrong": "next", "waited": "clock", "short": "ask",
    "unclean": "clean", "bill": "receipt", "tone": "quiet", "spilt": "drink", "gone": "silent",
    "noise": "bell", "other": "other",
}  # fmt: skip


@never_cache
@needs("case.own")
def counted(request: StaffRequest) -> HttpResponse:
    """By GET how many of each at which post; by POST one more."""
    if request.method == "POST":
        return noted(request)
    names = {post.code: post.called() for post in request.place.touchpoints.all()}
    kinds = dict(Slip.Kind.choices)
    rows = [
        (names.get(each.post, ""), each.total,
         [(ICONS[kind], kinds[kind], n) for kind, n in each.kinds])
        for each in slips.by_post(request.place, request.now)
    ]  # fmt: skip
    context = {
        "root": root(request), "sheets": SHEETS, "rows": rows,
        "noted": request.GET.get("noted", "") in kinds and kinds[request.GET["noted"]],
    }  # fmt: skip
    return render(request, "recovery/slips.html", context)


@never_cache
@needs("case.own")
def new(request: StaffRequest) -> HttpResponse:
    return form(request)


def form(request: StaffRequest, status: int = 200, wrong: str = "") -> HttpResponse:
    told = request.POST if request.method == "POST" else request.GET
    whom = customer_of(request, told.get("customer", ""))
    context: dict[str, Any] = {
        "root": root(request), "key": uuid4().hex, "wrong": wrong, "sheets": SHEETS,
        "customer": whom.pk if whom else "", "words": told.get("words", "")[:300],
        "post": told.get("post", "") or own_post(request),
        "posts": [(each.code, each.called()) for each in request.place.touchpoints.all()],
        "kinds": [(code, ICONS[code], name) for code, name in Slip.Kind.choices],
    }  # fmt: skip
    return render(request, "recovery/slip_new.html", context, status=status)


def noted(request: StaffRequest) -> HttpResponse:
    try:
        slip = slips.note(
            request.place, text(request, "kind", 8), by=request.staff, now=request.now,
            post=text(request, "post", 30) or own_post(request), words=text(request, "words", 300),
            customer=customer_of(request, request.POST.get("customer", "")),
            key=key(request, "slip"),
        )  # fmt: skip
    except NotSo as wrong:
        return form(request, 422, str(wrong))
    address = reverse("slips", args=[request.place.slug])
    return HttpResponseRedirect(f"{address}?noted={slip.kind}", status=303)
