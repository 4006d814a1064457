"""On the customer's own page: whether we may think ahead for them online, one tap each way."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import path

from regulars.anticipation.models import Prompt, PromptWays
from regulars.anticipation.prompts import switches
from regulars.customers import own_page, own_views
from regulars.customers.models import Customer


@own_page.card
def ahead(customer: Customer, now: datetime) -> own_page.Card | None:
    """Where a place of theirs prompts at all, or they have said no to it."""
    off = switches.off(customer)
    prompts = PromptWays.objects.filter(place__in=own_places(customer), on=True).exists()
    if not off and not prompts:
        return None
    return own_page.Card("anticipation/prompts/own.html", {"off": off})


def own_places(customer: Customer) -> list[int]:
    visited = customer.tallies.values_list("place", flat=True)
    prompted = Prompt.objects.filter(customer=customer).values_list("place", flat=True)
    return [customer.book_id, *visited, *prompted]


@own_views.verb
def wish(request: HttpRequest, token: str, customer: Customer, now: datetime) -> HttpResponse:
    switches.switch(customer, request.POST.get("on") == "1", by=customer.opaque, now=now,
                    place=own_views.where(customer),
                    key=own_views.key(request, "prompts"))  # fmt: skip
    return own_views.back(request, token, "kept")


urlpatterns = [path("<str:token>/prompts/", wish, name="own-prompts")]
OPEN = frozenset({"own-prompts"})
