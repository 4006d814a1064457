"""The doors of a full house: ask, answer, ask again, make the wait light, say how it ended."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.authority.models import Check
from regulars.authority.questions import NotSo as Harmful
from regulars.customers import recognition
from regulars.customers.models import Customer
from regulars.floor import known, posts
from regulars.floor.answers import SHEETS, by_htmx, common, posted, who_and_when
from regulars.floor.full import asking, ending, figures, reading
from regulars.floor.full.troubles import NotSo, NotYet
from regulars.floor.models import Party
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import may

OURS = (*SHEETS, *(f"regulars/css/{name}.css" for name in ("keep", "bring")))
SIZES = tuple(range(1, 9))
Act = Callable[..., HttpResponse]


@never_cache
@needs("full.ask")
def full(request: StaffRequest) -> HttpResponse:
    """By GET who waits and what is asked; by POST a party for whom no table is free."""
    if request.method == "POST":
        return opened(request)
    return everybody(request)


def everybody(request: StaffRequest, status: int = 200, wrong: str = "") -> HttpResponse:
    parties = reading.open_parties(request.place)
    wall = posts.wall(request.place, request.now)
    whom = customer_of(request)
    context: dict[str, Any] = {
        **common(request), "sheets": OURS, "wrong": wrong, "sizes": SIZES,
        "waiting": reading.standings(request.place, request.now, wall),
        "questions": reading.questions(parties, wall, request.staff),
        "minutes": reading.IN_MINUTES, "words": request.POST.get("words", "")[:120],
        "customer": whom.pk if whom else "", "whom": recognition.said(whom).text if whom else "",
        "figures": figures.read(request.place, request.now),
        "may_set": may(request.staff, "full.set"),
    }  # fmt: skip
    part = by_htmx(request) and request.method == "GET"
    page = "floor/full/open.html" if part else "floor/full/list.html"
    return render(request, page, context, status=status)


def customer_of(request: StaffRequest) -> Customer | None:
    """Whom it is about, where their page led here."""
    told = request.POST.get("customer", "") or request.GET.get("customer", "")
    if not (told.isascii() and told.isdecimal() and len(told) < 19):
        return None
    try:
        who = known.person(request.place, int(told))
    except known.Unknown:
        return None
    audit.looked(request.staff.opaque, who.opaque, "full", request.now)
    return who


def opened(request: StaffRequest) -> HttpResponse:
    said = request.POST
    size = number(said.get("many", "") or said.get("size", ""))
    try:
        party = asking.open(
            size=size or 0, hurry="hurry" in said, full="only" not in said,
            customer=customer_of(request), words=said.get("words", ""),
            **who_and_when(request, "full"),
        )  # fmt: skip
    except NotSo as wrong:
        return everybody(request, 422, str(wrong))
    return back_to(request, party)


def number(told: str) -> int | None:
    told = told.strip()
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 9 else None


def back_to(request: StaffRequest, party: Party) -> HttpResponse:
    address = reverse("full-party", args=[request.place.slug, party.pk])
    return HttpResponseRedirect(address, status=303)


@never_cache
@needs("full.ask")
def one(request: StaffRequest, party: int) -> HttpResponse:
    """One party: what every floor said, what to do now, how it ended."""
    return shown(request, party)


def shown(request: StaffRequest, party: int, status: int = 200, wrong: str = "") -> HttpResponse:
    rows = Party.objects.select_related("customer", "saved_by__pastime")
    found = rows.filter(pk=party, place=request.place).first()
    if found is None:
        raise Http404(str(party))
    part = by_htmx(request) and request.method == "GET"
    if found.customer is not None and not part:
        audit.looked(request.staff.opaque, found.customer.opaque, "full", request.now)
    page = "floor/full/party_now.html" if part else "floor/full/party.html"
    return render(request, page, {**context_of(request, found), "wrong": wrong}, status=status)


def context_of(request: StaffRequest, party: Party) -> dict[str, Any]:
    place, now = request.place, request.now
    wall = posts.wall(place, now)
    words = reading.words_of([party]).get(party.moment, "")
    past, ahead = reading.offers(party, place)
    due = asking.next_look(party)
    free = asking.free_to_ask(party)
    return {
        **common(request), "sheets": OURS, "party": party, "minutes": reading.IN_MINUTES,
        "now_is": reading.standing(party, words, wall, now), "looks": reading.looks(party, place),
        "past": past, "ahead": ahead, "may_no": ending.may_say_no(party),
        "may_offer": ending.may_offer(party),
        "may_again": free and due is not None and due <= now,
        "next_look": f"{due.astimezone(place.zone):%H:%M}" if free and due and due > now
        and party.checks == 1 else "",
        "checks": [label for _code, label in Check.choices],
    }  # fmt: skip


def verb(act: Callable[[StaffRequest, int], None]) -> Act:
    """A verb of one party of this place. What is not in its turn is said on its page."""

    @needs("full.ask")
    @posted
    @wraps(act)
    def asked(request: StaffRequest, party: int) -> HttpResponse:
        try:
            act(request, party)
        except (NotSo, NotYet, Harmful) as wrong:
            return shown(request, party, 422, str(wrong))
        address = reverse("full-party", args=[request.place.slug, party])
        return HttpResponseRedirect(address, status=303)

    return asked


@needs("full.ask")
@posted
def answers(request: StaffRequest, answer: int) -> HttpResponse:
    """One tap: “none”, or in how many minutes."""
    told = request.POST.get("says", "")
    minutes = number(told)
    says = "table" if minutes is not None else told
    try:
        row = asking.answer(number=answer, says=says, minutes=minutes,
                            **who_and_when(request, f"capacity:{answer}"))  # fmt: skip
    except NotSo as wrong:
        return everybody(request, 422, str(wrong))
    if by_htmx(request):
        done = HttpResponse(status=204)
        done["HX-Trigger"] = "rung"
        return done
    if request.POST.get("back") == "party":
        return HttpResponseRedirect(
            reverse("full-party", args=[request.place.slug, row.round.party_id]), status=303
        )
    return HttpResponseRedirect(reverse("full", args=[request.place.slug]), status=303)


@verb
def again(request: StaffRequest, party: int) -> None:
    asking.again(request.place, party, by=request.staff, now=request.now)


@verb
def no(request: StaffRequest, party: int) -> None:
    ending.tell_no(party=party, **who_and_when(request, f"no:{party}"))


@verb
def offers(request: StaffRequest, party: int) -> None:
    """``like`` is yes or no; without a number of the list it is an idea of the moment."""
    told = request.POST
    ending.offer(
        party=party, pastime=number(told.get("pastime", "")), taken=told.get("like") != "no",
        looked="looked" in told or told.get("like") == "looked",
        words=told.get("words", ""), **who_and_when(request, f"offer:{party}"),
    )  # fmt: skip


@verb
def ends(request: StaffRequest, party: int) -> None:
    """``how`` is seated, later, left, or gone (nobody was there any more)."""
    told = request.POST
    how = told.get("how", "")
    ending.end(
        party=party, outcome="left" if how == "gone" else how, present=how != "gone",
        saved_by=number(told.get("saved", "")), post=told.get("post", ""),
        **who_and_when(request, f"end:{party}"),
    )  # fmt: skip
