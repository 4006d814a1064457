"""The board's back page: is it working?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.authority import ledger
from regulars.places.doors import StaffRequest, needs
from regulars.scorecard import back


@never_cache
@needs("scorecard.see")
def back_page(request: StaffRequest) -> HttpResponse:
    page = back.open(request.place, request.staff, request.now)
    root = reverse("place", args=[request.place.slug])
    overturned = ledger.used(request.place, request.now).overturned
    context = {"page": page, "root": root, "overturned": overturned}
    return render(request, "scorecard/back.html", context)
