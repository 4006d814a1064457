"""The doors of the guard: how we reach out here, who is left in peace and why; one customer."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.anticipation.followups import reading as followed
from regulars.anticipation.guard import Blocked, asked, checking, peace, purposes, silencing, ways
from regulars.anticipation.guard import reading as lately
from regulars.anticipation.guard.ways import NotSo
from regulars.anticipation.guard.wording import day_words, reached_words
from regulars.anticipation.lapses import clock as mornings
from regulars.anticipation.models import Occasion, Touch
from regulars.anticipation.occasions import festivals, keeping
from regulars.anticipation.prompts import switches
from regulars.customers import consents
from regulars.customers.purposes import PURPOSES, NoConsent
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import may
from regulars.places.views import desk

posted = desk.posted("touches")
PEACE = {"month": timedelta(days=30), "half": timedelta(days=182)}


@never_cache
@needs("touch.see")
def touches(request: StaffRequest) -> HttpResponse:
    return whole(request)


def whole(request: StaffRequest, status: int = 200, **more: Any) -> HttpResponse:
    place, hours = request.place, ways.of(request.place)
    lines = silencing.here(place, request.now)
    for line in lines:
        audit.looked(request.staff.opaque, line.row.customer.opaque, "touches", request.now)
    chosen = {each.code for each in festivals.of(place, hours.festivals)}
    context: dict[str, Any] = {
        "ways": hours, "leads": may(request.staff, "touch.set"),
        "kept_feasts": " · ".join(
            str(each.name) for each in festivals.of(place, hours.festivals)
        ),
        "quiet": [(asked.named(line.row.customer), line) for line in lines],
        "feasts": [(each, each.code in chosen) for each in festivals.FESTIVALS.values()], **more,
    }  # fmt: skip
    return desk.shown(request, "anticipation/touching/touches.html", status, **context)


@needs("touch.set")
@posted
def ways_kept(request: StaffRequest) -> HttpResponse:
    told = request.POST
    codes = [code for code in told.getlist("festivals") if code in festivals.FESTIVALS]
    try:
        ways.keep(
            request.place, cap=told.get("cap", ""), quiet_from=told.get("quiet_from", ""),
            quiet_to=told.get("quiet_to", ""), lead_days=told.get("lead_days", ""),
            festivals=codes, **staffed(request, "touch-ways"),
        )  # fmt: skip
    except NotSo as wrong:
        return whole(request, 422, wrong=str(wrong), wrong_at=wrong.field, told=told)
    mornings.set_day(request.place, request.place.day_of(request.now) + timedelta(days=1))
    return desk.kept(request, "touches")


def staffed(request: StaffRequest, verb: str) -> dict[str, Any]:
    return {**desk.who_and_when(request, verb), "by": request.staff}


@never_cache
@needs("touch.see")
def of_customer(request: StaffRequest, customer: int) -> HttpResponse:
    """What reached one customer of late, whether one may write now, their days, their wish."""
    return person(request, customer)


def person(
    request: StaffRequest, number: int, status: int = 200, **more: Any
) -> HttpResponse:  # fmt: skip
    whom, place, now = asked.customer(request, number), request.place, request.now
    audit.looked(request.staff.opaque, whom.opaque, "touches", now)
    wish = peace.of(whom, now)
    context: dict[str, Any] = {
        "who": asked.named(whom), "wish": wish, "ways": ways.of(place),
        "until": wish.until.astimezone(place.zone) if wish and wish.until else None,
        "lately": [reached_words(one, place) for one in lately.lately(whom, now)],
        "answers": answers(request, whom), "consents": consents_of(whom),
        "days": [(row, day_words(row)) for row in whom.occasions.order_by("pk")],
        "prompts_off": switches.off(whom), "kinds": Occasion.Kind.choices,
        "sequences": followed.of(whom), **more,
    }  # fmt: skip
    return desk.shown(request, "anticipation/touching/person.html", status, **context)


def answers(request: StaffRequest, whom: Any) -> list[tuple[str, str]]:
    """[(what for, why not)] for a letter now; an empty reason: one may."""
    names = {purposes.GREETINGS: _("To congratulate"), purposes.FOLLOW_UP: _("To keep in touch")}
    found = []
    for purpose, name in names.items():
        block: Blocked | None = checking.may_touch(
            whom, request.place, purpose=purpose, channel=Touch.Way.LETTER, now=request.now
        )
        found.append((name, block.said() if block else ""))
    return found


def consents_of(whom: Any) -> list[tuple[str, str, bool]]:
    """[(purpose, question, given)] of what reaching out stands on."""
    given = consents.open_of(whom)
    return [(code, str(PURPOSES[code].ask), code in given) for code in ("greetings", "marketing")]


def back(request: StaffRequest, number: int) -> HttpResponse:
    url = reverse("customer-touches", args=[request.place.slug, number])
    return HttpResponseRedirect(f"{url}?kept=1", status=303)


@needs("touch.write")
@posted
def peace_wished(request: StaffRequest, customer: int) -> HttpResponse:
    """Leave them alone: for good, for a month, for half a year; or no more."""
    whom, asked_for = asked.customer(request, customer), request.POST.get("for", "good")
    told = desk.who_and_when(request, f"peace:{customer}:{asked_for}")
    if asked_for == "over":
        peace.end(whom, request.place, **told)
    else:
        span = PEACE.get(asked_for)
        peace.wish(whom, request.place, until=request.now + span if span else None, **told)
    return back(request, whom.pk)


@needs("touch.write")
@posted
def day_kept(request: StaffRequest, customer: int) -> HttpResponse:
    """A day of theirs: written down, or taken out."""
    whom, told, place = asked.customer(request, customer), request.POST, request.place
    kind = told.get("kind", "")
    asked_by = desk.who_and_when(request, f"day:{customer}:{kind}")
    if "remove" in told:
        keeping.remove(whom, place, kind, **asked_by)
        return back(request, whom.pk)
    try:
        keeping.keep(
            whom, place, kind, month=told.get("month", "").strip(), day=told.get("day", "").strip(),
            year=told.get("year", "").strip(), lunar="lunar" in told, leap="leap" in told,
            **asked_by,
        )  # fmt: skip
    except (NotSo, NoConsent) as wrong:
        field = getattr(wrong, "field", "kind")
        return person(request, customer, 422, wrong=str(wrong), wrong_at=field, told=told)
    mornings.set_day(place, place.day_of(request.now) + timedelta(days=1))
    return back(request, whom.pk)
