"""The doors of prompts: the flows, how often they were right, and the switches."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.anticipation.guard import asked
from regulars.anticipation.journeys.services import NotSo
from regulars.anticipation.models import Journey, PromptWays
from regulars.anticipation.prompts import measuring, steps, switches
from regulars.engines.charts import Interval
from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import may
from regulars.places.views import desk

posted = desk.posted("prompts")


@never_cache
@needs("prompt.see")
def prompts(request: StaffRequest) -> HttpResponse:
    return whole(request)


def whole(request: StaffRequest, status: int = 200, **more: Any) -> HttpResponse:
    place = request.place
    rates = measuring.rates(place)
    context: dict[str, Any] = {
        "journeys": [(row, [(step, line(rates.get(step.pk, measuring.Rate())))
                            for step in row.steps.all()]) for row in steps.here(place)],
        "ways": PromptWays.objects.filter(place=place).first(),
        "leads": may(request.staff, "prompt.set"), "enough": measuring.ENOUGH, **more,
    }  # fmt: skip
    return desk.shown(request, "anticipation/prompts/prompts.html", status, **context)


def line(rate: measuring.Rate) -> dict[str, Any]:
    return {"rate": rate, "ours": percents(rate.ours), "simple": percents(rate.simple)}


def percents(one: Interval) -> dict[str, int]:
    return {"point": round(100 * (one.point or 0)), "low": round(100 * one.low),
            "high": round(100 * one.high)}  # fmt: skip


@needs("prompt.set")
@posted
def ways(request: StaffRequest) -> HttpResponse:
    told = {**desk.who_and_when(request, "prompt-ways"), "by": request.staff}
    try:
        switches.set_ways(request.place, request.POST.get("on") == "1",
                          request.POST.get("origins", ""), **told)  # fmt: skip
    except NotSo as wrong:
        return whole(request, 422, wrong=str(wrong), typed=request.POST)
    return desk.kept(request, "prompts")


@never_cache
@needs("prompt.set")
def new_journey(request: StaffRequest) -> HttpResponse:
    return keep(request, None) if request.method == "POST" else form(request, None, {})


@never_cache
@needs("prompt.set")
def journey(request: StaffRequest, journey: int) -> HttpResponse:
    row = journey_of(request, journey)
    if request.method == "POST":
        return keep(request, row)
    return form(request, row, steps.told_of(row))


def journey_of(request: StaffRequest, number: int) -> Journey:
    row = Journey.objects.filter(pk=number, place=request.place, gone_at=None).first()
    if row is None:
        raise Http404(str(number))
    return row


def keep(request: StaffRequest, row: Journey | None) -> HttpResponse:
    told = {**desk.who_and_when(request, f"journey:{row.pk if row else 0}"), "by": request.staff}
    try:
        steps.keep(request.place, steps.draft(request.POST), journey=row, **told)
    except NotSo as wrong:
        typed = {name: str(value) for name, value in request.POST.items()}
        return form(request, row, typed, 422, wrong=str(wrong), wrong_at=wrong.field)
    return desk.kept(request, "prompts")


def form(
    request: StaffRequest, row: Journey | None, told: dict[str, str], status: int = 200, **more: Any
) -> HttpResponse:
    written = [n for n in steps.ROWS if told.get(f"s{n}_name") or told.get(f"s{n}_code")]
    shown = steps.ROWS[: min(len(steps.ROWS), max(written, default=0) + 2)]
    parts = ("name", "name_zh_hans", "name_zh_hant", "code", "needs")
    context: dict[str, Any] = {
        "journey": row, "j": {part: told.get(f"j_{part}", "") for part in parts},
        "rows": [(n, {part: told.get(f"s{n}_{part}", "") for part in parts}) for n in shown],
        **more,
    }  # fmt: skip
    return desk.shown(request, "anticipation/prompts/journey.html", status, **context)


@needs("prompt.set")
@posted
def journey_removal(request: StaffRequest, journey: int) -> HttpResponse:
    row = journey_of(request, journey)
    told = {**desk.who_and_when(request, f"journey-gone:{row.pk}"), "by": request.staff}
    steps.remove(row, **told)
    return desk.kept(request, "prompts")


@needs("prompt.use")
@posted
def wished(request: StaffRequest, customer: int) -> HttpResponse:
    """They told us that they want no prompts, or want them again."""
    whom = asked.customer(request, customer)
    told = desk.who_and_when(request, f"prompts:{whom.pk}")
    switches.switch(whom, request.POST.get("on") == "1", place=request.place, **told)
    url = reverse("customer-touches", args=[request.place.slug, whom.pk])
    return HttpResponseRedirect(f"{url}?kept=1#online", status=303)
