"""On the customer's own page: what to bring, and the questions that spare them the gate."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regulars.anticipation.journeys import conditions, services, tongues, wording
from regulars.anticipation.journeys.services import NotSo
from regulars.customers import own_page, own_views
from regulars.customers.models import Booking, Customer
from regulars.places import walls

OWN = "own_page"
MOST = 5


@own_page.card
def before(customer: Customer, now: datetime) -> own_page.Card | None:
    """Their next bookings that have anything to say or to ask."""
    told = [found for row in coming(customer, now) if (found := of_booking(row, now))]
    template = "anticipation/journeys/own.html"
    return own_page.Card(template, {"bookings": told}) if told else None


def coming(customer: Customer, now: datetime) -> list[Booking]:
    rows = Booking.objects.filter(
        customer=customer, state=Booking.State.OPEN, starts_at__gt=now
    ).select_related("place", "customer__merged_into")
    return list(rows.order_by("starts_at", "pk")[:MOST])


def of_booking(row: Booking, now: datetime) -> dict[str, Any] | None:
    language = get_language() or "en"
    kinds = services.of_booking(row)
    items = wording.items(kinds, language)
    lines = conditions.lines(row, kinds)
    if not items and not lines:
        return None
    return {
        "row": row, "at": walls.said(row.place, row.starts_at, now), "items": items,
        "open": [asked(line, language) for line in lines if line.open],
        "instead": [tongues.told(line.condition.instead, language)
                    for line in lines if line.in_the_way],
    }  # fmt: skip


def asked(line: conditions.Line, language: str) -> dict[str, Any]:
    return {"number": line.condition.pk, "sensitive": line.condition.sensitive,
            "asks": tongues.told(line.condition.asks, language),
            "instead": tongues.told(line.condition.instead, language)}  # fmt: skip


@own_views.verb
def answers(request: HttpRequest, token: str, customer: Customer, now: datetime) -> HttpResponse:
    """What they say themselves; a yes shows at once what we offer instead."""
    told = request.POST
    row = booking_of(customer, told.get("booking", ""), now)
    number = told.get("condition", "")
    condition = conditions.of(row, int(number)) if row and number.isdecimal() else None
    if row is None or condition is None:
        return own_views.page(request, token, customer, now, 404,
                              wrong=_("This question is not asked any more."))  # fmt: skip
    try:
        meant = conditions.answer(
            row, condition, told.get("said", ""), how=OWN, by=customer.opaque, now=now,
            agreed="agreed" in told, key=own_views.key(request, f"said:{row.pk}:{condition.pk}"),
        )  # fmt: skip
    except NotSo as wrong:
        return own_views.page(request, token, customer, now, 422, wrong=str(wrong))
    if meant == conditions.Said.STOPS:
        words = tongues.told(condition.instead, get_language() or "en")
        return own_views.page(request, token, customer, now, instead=words)
    target = reverse("own", args=[token])
    return HttpResponseRedirect(f"{target}?said=kept&in={translation.get_language()}", status=303)


def booking_of(customer: Customer, number: str, now: datetime) -> Booking | None:
    known = coming(customer, now)
    return next((row for row in known if str(row.pk) == number), None)


urlpatterns = [path("<str:token>/before/", answers, name="own-before")]
OPEN = frozenset({"own-before"})
