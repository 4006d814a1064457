"""The doors of the floor: each reads the request, calls one verb or question, and answers."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from regulars.customers import receipts as slips
from regulars.customers import recognition
from regulars.floor import acts, customer_page
from regulars.floor import board as boards
from regulars.floor.forms import FillingForm, NoteForm, ReceiptForm
from regulars.moments import journal
from regulars.moments.models import Moment
from regulars.notebook.containers import NotReady
from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import may

FULL = boards.WHOLE  # so many cards stand open; the rest of the day is one line each
STYLES = ("seal", "card", "cue", "why", "chip", "note", "register", "bring", "found", "customer")
SHEETS = tuple(f"regulars/css/{name}.css" for name in (*STYLES, "charts"))

View = Callable[..., HttpResponse]


def posted(view: View) -> View:
    """A verb's address: whoever comes by GET had been signed out while tapping, and is told so."""

    @wraps(view)
    def asked(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseRedirect(reverse("board", args=[request.place.slug]) + "?unsaved=1")
        try:
            return view(request, *args, **kwargs)
        except acts.Unknown as unknown:
            raise Http404(str(unknown)) from unknown

    return asked


@needs("board.see")
def place(request: StaffRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("board", args=[request.place.slug]))


@never_cache
@needs("board.see")
def board(request: StaffRequest) -> HttpResponse:
    return render(request, "floor/board.html", spread(request))


@never_cache
@needs("board.see")
def board_list(request: StaffRequest) -> HttpResponse:
    return render(request, "floor/lists.html", spread(request))


@never_cache
@needs("board.print")
def board_print(request: StaffRequest) -> HttpResponse:
    return render(request, "floor/print.html", spread(request))


@never_cache
@needs("board.see")
def card(request: StaffRequest, customer: int) -> HttpResponse:
    return moved(request, customer) if "moved" in request.GET else one_card(request, customer)


@never_cache
@needs("customer.find")
def find(request: StaffRequest) -> HttpResponse:
    q = request.GET.get("q", "").strip()
    found = recognition.find(request.place, q) if q else ()
    page = "floor/found.html" if by_htmx(request) else "floor/find.html"
    return render(request, page, {**common(request), "q": q, "found": found})


@never_cache
@needs("customer.see")
def customer(request: StaffRequest, customer: int) -> HttpResponse:
    try:
        page = customer_page.open(request.place, customer, request.staff, request.now)
    except acts.Unknown as unknown:
        raise Http404(str(unknown)) from unknown
    return render(request, "floor/customer.html", {**common(request), "page": page})


@never_cache
@needs("purchase.find")
def receipts(request: StaffRequest) -> HttpResponse:
    form = ReceiptForm(request.GET)
    found = slips.find(request.place, **form.cleaned_data) if form.asked() else ()
    context = {**common(request), "form": form, "slips": found, "asked": bool(request.GET)}
    return render(request, "floor/receipts.html", context)


@needs("customer.welcome")
@posted
def arrivals(request: StaffRequest, customer: int) -> HttpResponse:
    acts.arrive(customer, **who_and_when(request, f"arrive:{customer}"))
    return moved(request, customer)


@needs("customer.welcome")
@posted
def departures(request: StaffRequest, customer: int) -> HttpResponse:
    acts.depart(customer, **who_and_when(request, f"depart:{customer}"))
    return moved(request, customer)


@needs("moment.write")
@posted
def cue_acts(request: StaffRequest, cue: int) -> HttpResponse:
    return answered(request, acts.do(cue, **who_and_when(request, f"do:{cue}")))


@needs("moment.write")
@posted
def refusals(request: StaffRequest, cue: int) -> HttpResponse:
    return answered(request, acts.decline(cue, **who_and_when(request, f"decline:{cue}")))


@needs("moment.write")
@posted
def askings(request: StaffRequest, cue: int) -> HttpResponse:
    return answered(request, acts.asked_first(cue, **who_and_when(request, f"ask:{cue}")))


@needs("container.fill")
@posted
def fillings(request: StaffRequest, container: int) -> HttpResponse:
    form = FillingForm(request.POST)
    if not form.is_valid():
        return not_filled(request, container, str(form.errors["left"][0]))
    try:
        acts.fill(container, **form.filled(), **who_and_when(request, f"fill:{container}"))
    except NotReady as missing:
        return not_filled(request, container, str(missing))
    return anew(request)


def not_filled(request: StaffRequest, container: int, words: str) -> HttpResponse:
    """The visit's card once more, with what is missing and what was typed."""
    wrong = {
        "wrong_container": container,
        "wrong_words": words,
        "wrong_left": request.POST.get("left", ""),
        "wrong_steps": request.POST.getlist("steps"),
    }
    page = "floor/lists.html" if by_htmx(request) else "floor/board.html"
    return render(request, page, {**spread(request), **wrong}, status=422)


@needs("moment.write")
@posted
def notes(request: StaffRequest, customer: int) -> HttpResponse:
    return written(request, customer)


@needs("moment.write")
@posted
def visitors(request: StaffRequest) -> HttpResponse:
    return written(request, None)


def written(request: StaffRequest, customer: int | None) -> HttpResponse:
    """Keep a note, or give back the words with what is missing."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        wrong = {"note_errors": form.errors, "words": request.POST.get("words", "")}
        return note(request, 422, wrong)
    words, sort = form.cleaned_data["words"], form.cleaned_data["sort"]
    moment = acts.write(customer, words, sort, **who_and_when(request, f"write:{customer or ''}"))
    if not by_htmx(request):
        return back(request, kept=True)
    response = note(request, 200, {"kept": True, "kept_for": name_of(request, customer)})
    response["HX-Trigger"] = json.dumps({"written": {"subject": moment.subject}})
    return response


def note(request: StaffRequest, status: int, context: dict[str, Any]) -> HttpResponse:
    page = "floor/note.html" if by_htmx(request) else "floor/board.html"
    return render(request, page, {**spread(request), **context}, status=status)


def name_of(request: StaffRequest, customer: int | None) -> str:
    known = today_card(request, customer) if customer else None
    return known.said.text if known else ""


def answered(request: StaffRequest, moment: Moment) -> HttpResponse:
    """After a tap on one cue: that customer's card as it stands now."""
    if not by_htmx(request):
        return back(request)
    if request.headers.get("HX-Target") == "lists":
        return anew(request)
    return one_card(request, int(moment.subject.partition(":")[2]))


def moved(request: StaffRequest, customer: int) -> HttpResponse:
    """After somebody came or went: their card alone, for the list where it stands now."""
    known = today_card(request, customer) if by_htmx(request) else None
    if known is None:
        return back(request)
    context = {**common(request), "card": known, "opened": wide_open(request), "opened_now": True}
    there = known.state != "due"  # who is neither here nor gone stands only where expected
    response = render(request, "floor/moved.html", context) if there else HttpResponse()
    response["HX-Reswap"] = "none"
    if request.method == "POST":
        came = {"moved": {"customer": customer, "state": known.state}}
        response["HX-Trigger-After-Settle"] = json.dumps(came)
    return response


def anew(request: StaffRequest) -> HttpResponse:
    """After a visit we made: the lists as they stand now."""
    return (
        render(request, "floor/lists.html", spread(request)) if by_htmx(request) else back(request)
    )


def one_card(request: StaffRequest, customer: int) -> HttpResponse:
    known = today_card(request, customer)
    if known is None:
        return HttpResponse("")
    opened = request.GET.get("opened")
    context = {**common(request), "card": known, "opened_now": opened}
    context["opened"] = {customer} if opened else wide_open(request)
    gone = known.state == "left" and not opened
    return render(request, "floor/left.html" if gone else "floor/card.html", context)


def today_card(request: StaffRequest, customer: int) -> boards.Card | None:
    day = request.place.day_of(request.now)
    return boards.card(request.place, day, customer, request.now)


def spread(request: StaffRequest) -> dict[str, Any]:
    """Everything the board and its parts are drawn from."""
    cursor, day = journal.latest(), request.place.day_of(request.now)
    today = boards.today(request.place, day, request.staff, request.now)
    return {
        **common(request),
        "board": today,
        "cursor": cursor,
        "part": by_htmx(request),
        "full": FULL,
        "opened": wide_open(request),
        "may_replay": may(request.staff, "day.replay"),
    }


def common(request: StaffRequest) -> dict[str, Any]:
    root = reverse("place", args=[request.place.slug])
    return {"root": root, "key": uuid4().hex, "sheets": SHEETS}


def wide_open(request: HttpRequest) -> set[int]:
    """Customers whose line somebody opened into a card on this very screen."""
    asked = request.GET.getlist("open") + request.POST.getlist("open")
    return {int(each) for each in asked if each.isdecimal()}


def by_htmx(request: HttpRequest) -> bool:
    """Whether only a part of the page was asked for."""
    return "HX-Request" in request.headers


def who_and_when(request: StaffRequest, verb: str) -> dict[str, Any]:
    """Where, by whom, when, and the key by which a tap sent twice is known as one."""
    key = request.POST.get("key", "")
    named = f"{key}:{verb}" if key else None
    return {"place": request.place, "by": request.staff, "now": request.now, "key": named}


def back(request: StaffRequest, kept: bool = False) -> HttpResponse:
    """Where the form was sent from; the board where it did not say."""
    here = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(here, {request.get_host()}, request.is_secure()):
        here = reverse("board", args=[request.place.slug])
    return HttpResponseRedirect(here + ("?kept=1" if kept else ""), status=303)
