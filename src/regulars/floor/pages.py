"""The pages of the floor: each is only looked at."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.customers import receipts as slips
from regulars.floor import acts, customer_page
from regulars.floor import board as boards
from regulars.floor.answers import common, moved, one_card, spread
from regulars.floor.forms import ReceiptForm
from regulars.places.doors import StaffRequest, needs


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
@needs("board.see")
def now(request: StaffRequest) -> HttpResponse:
    """What stands above the lists: hand-offs, dangers, who stepped out."""
    return render(request, "floor/now.html", spread(request))


@never_cache
@needs("board.see")
def beside(request: StaffRequest) -> HttpResponse:
    """Yesterday's figures: fetched once the board stands, or opened without a script."""
    before = boards.yesterday(request.place, request.place.day_of(request.now))
    page = "floor/yesterday.html" if "HX-Request" in request.headers else "floor/beside.html"
    return render(request, page, {**common(request), "yesterday": before})


@never_cache
@needs("board.print")
def board_print(request: StaffRequest) -> HttpResponse:
    return render(request, "floor/print.html", spread(request))


@never_cache
@needs("board.see")
def card(request: StaffRequest, customer: int) -> HttpResponse:
    return moved(request, customer) if "moved" in request.GET else one_card(request, customer)


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
