"""The doors of the floor's verbs: each reads the request, calls one verb, and answers."""

from django.http import HttpResponse
from django.shortcuts import render

from regulars.floor import acts
from regulars.floor.answers import anew, answered, by_htmx, moved, posted, spread, who_and_when
from regulars.floor.forms import FillingForm
from regulars.notebook.containers import NotReady
from regulars.places.doors import StaffRequest, needs


@needs("customer.welcome")
@posted
def arrivals(request: StaffRequest, customer: int) -> HttpResponse:
    acts.arrive(customer, **who_and_when(request, f"arrive:{customer}"))
    return moved(request, customer)


@needs("customer.welcome")
@posted
def departures(request: StaffRequest, customer: int) -> HttpResponse:
    """Goodbye, with the steps that were ticked; a form that names none says nothing of them."""
    steps = request.POST.getlist("steps") if "goodbye" in request.POST else None
    acts.depart(customer, **who_and_when(request, f"depart:{customer}"), steps=steps)
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
