"""The doors for how somebody was met, for what nobody asked for, and the day's own account."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from regulars.floor import (
    commodity,
    customer_page,
    greetings,
    leaving,
    newcomers,
    preparing,
    relays_today,
    unasked,
)
from regulars.floor.acts import Empty
from regulars.floor.answers import back, by_htmx, common, moved, posted, who_and_when
from regulars.places.doors import StaffRequest, needs


@needs("moment.write")
@posted
def greeted(request: StaffRequest, customer: int) -> HttpResponse:
    """By name, eye to eye, unhurried: what is ticked is so."""
    told: dict[str, Any] = {name: name in request.POST for name in ("by_name", "eye", "hurried")}
    greetings.greet(customer, **told, **here_and_now(request))
    return answer(request, customer)


@needs("moment.write")
@posted
def shown_round(request: StaffRequest, customer: int) -> HttpResponse:
    newcomers.show_round(customer, **here_and_now(request))
    return answer(request, customer)


@needs("moment.write")
@posted
def done_unasked(request: StaffRequest, customer: int) -> HttpResponse:
    """The four parts of an act nobody asked for; with one missing nothing is kept."""
    parts: dict[str, Any] = {
        name: request.POST.get(name, "") for name in ("signal", "need", "act", "shared")
    }
    try:
        unasked.did(customer, **parts, **who_and_when(request, f"unasked:{customer}"))
    except Empty as missing:
        better = getattr(missing, "better", "")
        return once_more(request, customer, "unasked", str(missing), better)
    return answer(request, customer)


@needs("moment.write")
@posted
def advised(request: StaffRequest, customer: int) -> HttpResponse:
    words = request.POST.get("words", "")
    try:
        unasked.advise(customer, words, **who_and_when(request, f"advise:{customer}"))
    except Empty as missing:
        return once_more(request, customer, "advised", str(missing))
    return answer(request, customer)


def here_and_now(request: StaffRequest) -> dict[str, Any]:
    """Where, by whom and when; these count once a visit, whatever key they carry."""
    return {"place": request.place, "by": request.staff, "now": request.now}


def answer(request: StaffRequest, customer: int) -> HttpResponse:
    return moved(request, customer) if by_htmx(request) else back(request, kept=True)


def once_more(
    request: StaffRequest, customer: int, form: str, words: str, better: str = ""
) -> HttpResponse:
    """The customer's page again, what was typed still there, and what is missing said; ``better``
    is what was typed in shared words."""
    page = customer_page.open(request.place, customer, request.staff, request.now)
    context: dict[str, Any] = {
        **common(request), "page": page, "wrong_form": form, "wrong_words": words,
        "typed": request.POST, "better": better,
    }  # fmt: skip
    return render(request, "floor/customer.html", context, status=422)


@never_cache
@needs("scorecard.see")
def shift(request: StaffRequest) -> HttpResponse:
    """The day's own account: the hello, the newcomers, what was made ready, hand-offs, goodbyes,
    and visits that were nobody's."""
    day = request.place.day_of(request.now)
    context = {
        **common(request), "day": day, "coverage": greetings.coverage(request.place, day),
        "newcomers": newcomers.lately(request.place, day),
        "commodity": commodity.of_day(request.place, day),
        "readiness": preparing.counted(request.place, day),
        "goodbyes": leaving.counted(request.place, day),
        "relays": relays_today.counted(relays_today.of_day(request.place, day)),
    }  # fmt: skip
    return render(request, "floor/shift.html", context)
