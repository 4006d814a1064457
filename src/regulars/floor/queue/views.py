"""The doors of the queue: who waits, one more, seen to, went away."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.customers.recognition import said
from regulars.floor.answers import posted
from regulars.floor.models import Wait
from regulars.floor.promises.views import numbered
from regulars.floor.queue import reading, verbs
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs
from regulars.recovery.answers import by, root, text
from regulars.recovery.troubles import NotSo
from regulars.recovery.views_list import customer_of

SHEETS = tuple(f"regulars/css/{name}.css" for name in ("card", "chip", "keep", "place", "promises"))


def view_of(request: StaffRequest) -> str:
    return (request.GET.get("at") or request.POST.get("view") or "")[:40]


@never_cache
@needs("queue.keep")
def queue(request: StaffRequest) -> HttpResponse:
    """By GET who waits, the oldest first; by POST one more."""
    return added(request) if request.method == "POST" else page(request)


def page(request: StaffRequest, status: int = 200, wrong: NotSo | None = None) -> HttpResponse:
    found = reading.read(request.place, request.now, view_of(request))
    for each in found.waiting:
        if each.customer:
            audit.looked(request.staff.opaque, f"customer:{each.customer}", "queue", request.now)
    whom = customer_of(request, (request.POST or request.GET).get("customer", ""))
    own = request.staff.post.code if request.staff.post else ""
    known = [each.code for each in found.posts]
    context: dict[str, Any] = {
        "root": root(request), "sheets": SHEETS, "key": uuid4().hex, "queue": found,
        "wrong": wrong, "typed": request.POST if wrong else {},
        "at": request.POST.get("at") or found.view or (own if own in known else "")
        or next(iter(known), ""),
        "whom": said(whom).text if whom else "", "customer": whom.pk if whom else "",
    }  # fmt: skip
    part = "HX-Request" in request.headers and not wrong
    template = "floor/queue/rows.html" if part else "floor/queue/page.html"
    return render(request, template, context, status=status)


def added(request: StaffRequest) -> HttpResponse:
    """Somebody waits from now on."""
    told = request.POST
    try:
        verbs.add(
            request.place, text(request, "at", 40), words=text(request, "words"),
            party=number(told.get("party", "1") or "1", -1),
            customer=customer_of(request, told.get("customer", "")),
            minutes=number(told["minutes"], -1) if told.get("minutes", "").strip() else None,
            **by(request, "wait"),
        )  # fmt: skip
    except NotSo as wrong:
        return page(request, 422, wrong)
    return again(request)


def number(value: str, else_: int) -> int:
    """A number as it was typed; ``else_`` for anything else, so that the verb refuses it."""
    found = numbered(value.strip())
    return else_ if found is None else found


def again(request: StaffRequest) -> HttpResponse:
    if "HX-Request" in request.headers:
        return page(request)
    here = reverse("queue", args=[request.place.slug])
    view = view_of(request)
    return HttpResponseRedirect(f"{here}?at={view}" if view else here, status=303)


def wait_of(request: StaffRequest, number: int) -> Wait:
    """One who waits here; 404 for any other."""
    wait = Wait.objects.select_related("place").filter(pk=number, place=request.place).first()
    if wait is None:
        raise Http404(str(number))
    return wait


@needs("queue.keep")
@posted
def served(request: StaffRequest, wait: int) -> HttpResponse:
    """One tap: they are seen to."""
    verbs.serve(wait_of(request, wait), **by(request, f"serve:{wait}"))
    return again(request)


@needs("queue.keep")
@posted
def gone(request: StaffRequest, wait: int) -> HttpResponse:
    verbs.gone(wait_of(request, wait), **by(request, f"gone:{wait}"))
    return again(request)
