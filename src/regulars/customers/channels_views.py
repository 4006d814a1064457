"""The door through which a colleague keeps how a customer wishes to be reached."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from regulars.customers import channels
from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.places.doors import StaffRequest, needs
from regulars.places.views.desk import who_and_when


@needs("handle.write")
def wish(request: StaffRequest, customer: int) -> HttpResponse:
    """Kept as they said it; back to what we keep. 404 for nobody of this book, or no such way."""
    rows = Customer.objects.select_related("merged_into")
    whom = the_one(get_object_or_404(rows, pk=customer, book=request.place.book_id,
                                     erased_at=None))  # fmt: skip
    address = reverse("kept", args=[request.place.slug, whom.pk])
    if request.method != "POST":
        return HttpResponseRedirect(address + "?unsaved=1")
    way, said = request.POST.get("way", ""), request.POST.get("wish", "")
    if way not in channels.Way.values or said not in (*channels.Wish.values, "any"):
        raise Http404(way)
    channels.wish(whom, way, said, place=request.place, **who_and_when(request, f"wish:{way}"))
    return HttpResponseRedirect(address + "?said=kept", status=303)
