"""The doors of what is asked and told before somebody comes, and of the kinds of service."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.anticipation.guard.asked import named
from regulars.anticipation.journeys import (
    asking,
    briefings,
    conditions,
    forms,
    services,
    starters,
    tongues,
    wording,
)
from regulars.anticipation.journeys.services import NotSo
from regulars.anticipation.models import Briefing, ConditionAnswer, Service, Touch
from regulars.customers import consents
from regulars.customers.models import Booking
from regulars.customers.purposes import PURPOSES
from regulars.customers.standing import the_one
from regulars.moments import audit
from regulars.places import walls
from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import may
from regulars.places.views import desk

posted = desk.posted("before")
STAFF = "staff"
TELLING = (Touch.Way.CALL, Touch.Way.MESSAGE, Touch.Way.MAIL, Touch.Way.HAND)


@never_cache
@needs("before.see")
def before(request: StaffRequest) -> HttpResponse:
    return whole(request)


def whole(request: StaffRequest, status: int = 200, **more: Any) -> HttpResponse:
    place, now = request.place, request.now
    context: dict[str, Any] = {
        "asks": [asked(request, each) for each in asking.waiting(place, now)],
        "tells": [told(request, row) for row in briefings.waiting(place, now)],
        "services": [(row, len(row.items), len(services.asked_of(row)))
                     for row in services.here(place)],
        "leads": may(request.staff, "before.set"), "sends": briefings.sends(place),
        "ways": [(way.value, way.label) for way in TELLING],
        "outcomes": ConditionAnswer.Outcome.choices, **more,
    }  # fmt: skip
    return desk.shown(request, "anticipation/journeys/before.html", status, **context)


def asked(request: StaffRequest, each: asking.Waiting) -> dict[str, Any]:
    """One booking with what is to be asked of it, in the customer's language and the reader's."""
    person, place = the_one(each.booking.customer), request.place
    audit.looked(request.staff.opaque, person.opaque, "before", request.now)
    theirs, mine = wording.language_of(person, place), get_language() or "en"
    return {
        "booking": each.booking, "who": named(person), "by": each.asks, "phone": each.phone,
        "at": walls.said(place, each.booking.starts_at, request.now), "lang": theirs,
        "open": [line_told(line, theirs, mine) for line in each.open],
        "in_the_way": [line_told(line, theirs, mine) for line in each.in_the_way],
        "agreed": consents.has(person, "sensitive"), "ask": PURPOSES["sensitive"].ask,
    }  # fmt: skip


def line_told(line: conditions.Line, theirs: str, mine: str) -> dict[str, Any]:
    one = line.condition
    words = tongues.told(one.asks, theirs)
    own = tongues.told(one.asks, mine)
    return {"condition": one, "asks": words, "own": own if own != words else "",
            "instead": tongues.told(one.instead, theirs)}  # fmt: skip


def told(request: StaffRequest, row: Briefing) -> dict[str, Any]:
    audit.looked(request.staff.opaque, row.customer.opaque, "before", request.now)
    row.booking.place = request.place
    return {"row": row, "who": named(the_one(row.customer)),
            "at": walls.said(request.place, row.booking.starts_at, request.now),
            "word": wording.word(row.booking, request.now)}  # fmt: skip


def booking_of(request: StaffRequest, number: int) -> Booking:
    rows = Booking.objects.select_related("customer__merged_into", "place")
    found = rows.filter(pk=number, place=request.place, customer__erased_at=None).first()
    if found is None:
        raise Http404(str(number))
    return found


def asked_about(request: StaffRequest, booking: Booking) -> Any:
    number = request.POST.get("condition", "")
    known = conditions.of(booking, int(number)) if number.isdecimal() and len(number) < 15 else None
    if known is None:
        raise NotSo("said", _("This question is not asked any more. Look at the list again."))
    return known


@needs("before.write")
@posted
def answers(request: StaffRequest, booking: int) -> HttpResponse:
    """What they said, with one tap; a yes shows at once what is offered instead."""
    row = booking_of(request, booking)
    try:
        condition = asked_about(request, row)
        meant = conditions.answer(
            row, condition, request.POST.get("said", ""), how=STAFF,
            agreed="agreed" in request.POST,
            **desk.who_and_when(request, f"said:{row.pk}:{condition.pk}"),
        )  # fmt: skip
    except NotSo as wrong:
        return whole(request, 422, wrong=str(wrong))
    if meant == conditions.Said.STOPS:
        theirs = wording.language_of(the_one(row.customer), request.place)
        return whole(request, instead=tongues.told(condition.instead, theirs))
    return back(request, row)


@needs("before.write")
@posted
def outcomes(request: StaffRequest, booking: int) -> HttpResponse:
    """What came of a yes."""
    row = booking_of(request, booking)
    try:
        condition = asked_about(request, row)
        conditions.settle(
            row, condition, request.POST.get("outcome", ""),
            **desk.who_and_when(request, f"settled:{row.pk}:{condition.pk}"),
        )  # fmt: skip
    except NotSo as wrong:
        return whole(request, 422, wrong=str(wrong))
    return back(request, row)


def back(request: StaffRequest, row: Booking) -> HttpResponse:
    url = reverse("before", args=[request.place.slug])
    return HttpResponseRedirect(f"{url}?kept=1#b{row.pk}", status=303)


@needs("before.write")
@posted
def briefing_told(request: StaffRequest, briefing: int) -> HttpResponse:
    rows = Briefing.objects.select_related("customer", "place", "booking")
    row = rows.filter(pk=briefing, place=request.place).first()
    if row is None:
        raise Http404(str(briefing))
    way = request.POST.get("way", "")
    if way not in TELLING:
        return whole(request, 422, wrong=_("Say how you told them."))
    told = desk.who_and_when(request, f"briefed:{row.pk}")
    briefings.told(row, way, **{**told, "by": request.staff})
    return desk.kept(request, "before")


@needs("before.set")
@posted
def ways(request: StaffRequest) -> HttpResponse:
    told = {**desk.who_and_when(request, "briefing-ways"), "by": request.staff}
    briefings.set_ways(request.place, request.POST.get("sends") == "1", **told)
    return desk.kept(request, "before")


@never_cache
@needs("before.set")
def new_service(request: StaffRequest) -> HttpResponse:
    if request.method == "POST":
        return keep(request, None)
    known = starters.of(request.place.trade) if "starter" in request.GET else None
    return form(request, None, forms.of_starter(known) if known else {})


@never_cache
@needs("before.set")
def service(request: StaffRequest, service: int) -> HttpResponse:
    row = service_of(request, service)
    if request.method == "POST":
        return keep(request, row)
    return form(request, row, forms.told_of(row))


def service_of(request: StaffRequest, number: int) -> Service:
    row = Service.objects.filter(pk=number, place=request.place, gone_at=None).first()
    if row is None:
        raise Http404(str(number))
    return row


def keep(request: StaffRequest, row: Service | None) -> HttpResponse:
    told = {**desk.who_and_when(request, f"service:{row.pk if row else 0}"), "by": request.staff}
    try:
        services.keep(request.place, forms.draft(request.POST), service=row, **told)
    except NotSo as wrong:
        typed = {name: str(value) for name, value in request.POST.items()}
        return form(request, row, typed, 422, wrong=str(wrong), wrong_at=wrong.field)
    briefings.attend(request.place, request.now)
    return desk.kept(request, "before")


def form(
    request: StaffRequest, row: Service | None, told: dict[str, str], status: int = 200, **more: Any
) -> HttpResponse:
    context: dict[str, Any] = {
        "service": row, "told": told, "rows": forms.rows(told),
        "names": forms.fields(told, "name"), "items": forms.fields(told, "items"),
        "tongues": {"en": "English", "zh-hans": "简体中文", "zh-hant": "繁體中文"},
        "starter": None if row or told else starters.of(request.place.trade), **more,
    }  # fmt: skip
    return desk.shown(request, "anticipation/journeys/service.html", status, **context)


@needs("before.set")
@posted
def service_removal(request: StaffRequest, service: int) -> HttpResponse:
    row = service_of(request, service)
    told = {**desk.who_and_when(request, f"service-gone:{row.pk}"), "by": request.staff}
    services.remove(row, **told)
    return desk.kept(request, "before")
