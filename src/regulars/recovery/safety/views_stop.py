"""The doors of “I stop here”: stop, say what it was, come, support, serve again."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.customers.models import Customer
from regulars.moments import audit
from regulars.places import walls
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Staff
from regulars.places.permissions import LEADERS, may
from regulars.recovery import leaves
from regulars.recovery.answers import by, text
from regulars.recovery.models import Case, Harm, Incident
from regulars.recovery.safety import private, stopping, supporting
from regulars.recovery.troubles import NotSo
from regulars.recovery.views_list import customer_of
from regulars.recovery.wall import age

SLIP_MINUTES = 15
STOP = "stop.make"


@never_cache
@needs(STOP)
def stops(request: StaffRequest) -> HttpResponse:
    """By POST “I stop here”; by GET the button, one's own stops, and support that is owed."""
    if request.method == "POST":
        case, customer = whence(request)
        incident = stopping.stop(request.place, customer=customer, case=case,
                                 **by(request, "stop"))  # fmt: skip
        return HttpResponseRedirect(reverse("stop", args=[request.place.slug, incident.pk]),
                                    status=303)  # fmt: skip
    rows = Incident.objects.filter(place=request.place).select_related("staff", "leader")
    mine = [row(each, request) for each in rows.filter(staff__user=request.user.pk)[:5]]
    context: dict[str, Any] = {
        "mine": mine, "owed": [row(each, request) for each in owed(request, rows)],
        "leads": may(request.staff, "ban.decide"),
    }  # fmt: skip
    return leaves.shown(request, "recovery/safety/stops.html", **context)


def owed(request: StaffRequest, rows: QuerySet[Incident]) -> QuerySet[Incident]:
    """What whoever asks owes; to whoever leads all that is owed here, the oldest first."""
    waiting = rows.filter(supported_at=None, slip_at=None).order_by("support_due_at", "pk")
    if request.staff.role in LEADERS:
        return waiting.exclude(staff__user=request.user.pk)
    return waiting.filter(leader__user=request.user.pk).exclude(staff__user=request.user.pk)


def row(incident: Incident, request: StaffRequest) -> dict[str, object]:
    place, now = incident.place, request.now
    late = incident.owed and now > incident.support_due_at
    return {
        "pk": incident.pk, "who": incident.staff.name, "leader": incident.leader.name,
        "at": walls.said(place, incident.at, now),
        "due": walls.said(place, incident.support_due_at, now),
        "late": age(now - incident.support_due_at) if late else "", "owed": incident.owed,
        "slip": incident.slip_at is not None,
    }  # fmt: skip


def whence(request: StaffRequest) -> tuple[Case | None, Customer | None]:
    """The case and the customer of the page it was tapped on, as its address names them."""
    try:
        found = resolve(request.POST.get("from", "")[:300]).kwargs
    except Resolver404:
        return None, None
    if found.get("slug") != request.place.slug:
        return None, None
    case = Case.objects.filter(pk=found.get("case") or 0, place=request.place).first()
    customer = customer_of(request, str(found.get("customer") or ""))
    return case, customer or (case.customer if case else None)


def incident_of(request: StaffRequest, number: int) -> Incident:
    """One that whoever asks is part of, or leads the place of; nobody else finds it."""
    rows = Incident.objects.select_related("place", "staff", "leader")
    part = Q(staff__user=request.user.pk) | Q(leader__user=request.user.pk)
    seen = rows.filter(pk=number, place=request.place)
    found = (seen if request.staff.role in LEADERS else seen.filter(part)).first()
    if found is None:
        raise Http404(str(number))
    return found


@never_cache
@needs(STOP)
def stop(request: StaffRequest, incident: int) -> HttpResponse:
    return page(request, incident)


def page(request: StaffRequest, incident: int, status: int = 200, wrong: str = "") -> HttpResponse:
    """To the person and whoever supports them with what was said; to others who lead without."""
    found = incident_of(request, incident)
    mine = found.staff.user_id == request.user.pk
    theirs = found.leader.user_id == request.user.pk and not mine
    may_read = (mine or theirs) and not request.staff.by_pin
    if may_read:
        audit.looked(request.staff.opaque, f"incident:{found.pk}", "incident", request.now)
    minutes = (request.now - found.at).total_seconds() / 60
    context = {
        "incident": found, "row": row(found, request), "mine": mine, "theirs": theirs,
        "may_read": may_read, "kinds": Harm.choices, "wrong": wrong,
        "words": private.read(found.told) if may_read else "",
        "care": private.read(found.care) if may_read else "",
        "alone": found.leader.user_id == found.staff.user_id,
        "offered": mine and Case.objects.filter(
            owner=found.staff, closed_at=None, handovers__ended_at=None,
            handovers__to=found.leader).distinct().count(),
        "may_slip": minutes <= SLIP_MINUTES, "coming": coming_words(found, request),
        "others": others(found, request) if mine or theirs else [],
        "bans": theirs and found.customer_id is not None and may(request.staff, "ban.decide"),
    }  # fmt: skip
    return leaves.shown(request, "recovery/safety/stop.html", status, **context)


def coming_words(incident: Incident, request: StaffRequest) -> str:
    if incident.coming_at is None:
        return ""
    at = walls.said(incident.place, incident.coming_at, request.now)
    return _("{name} is on the way to you since {at}.").format(name=incident.leader.name, at=at)


def others(incident: Incident, request: StaffRequest) -> list[Staff]:
    """Who else could support them: whoever leads here or above, then colleagues."""
    seen = {incident.staff.user_id, incident.leader.user_id}
    found = []
    for each in supporting.everybody(incident.place, request.now):
        if each.user_id not in seen:
            seen.add(each.user_id)
            found.append(each)
    return sorted(found, key=lambda one: one.role not in LEADERS)


verb = leaves.verb(STOP, page)


@verb
def words(request: StaffRequest, incident: int) -> HttpResponse:
    stopping.tell(incident_of(request, incident), text(request, "kind", 12),
                  text(request, "words"), **by(request, f"harm:{incident}"))  # fmt: skip
    return leaves.on_to(request, "stop", incident)


@verb
def coming(request: StaffRequest, incident: int) -> HttpResponse:
    stopping.coming(incident_of(request, incident), **by(request, f"coming:{incident}"))
    return leaves.on_to(request, "stop", incident)


@verb
def comeback(request: StaffRequest, incident: int) -> HttpResponse:
    """“I serve again”, or “it was a slip of the finger”."""
    stopping.back(incident_of(request, incident), slip="slip" in request.POST,
                  **by(request, f"back:{incident}"))  # fmt: skip
    return leaves.on_to(request, "stop", incident)


@verb
def care(request: StaffRequest, incident: int) -> HttpResponse:
    supporting.give(incident_of(request, incident), text(request, "care", 1000),
                    **by(request, f"care:{incident}"))  # fmt: skip
    return leaves.on_to(request, "stop", incident)


@verb
def more(request: StaffRequest, incident: int) -> HttpResponse:
    supporting.more(incident_of(request, incident), **by(request, f"more:{incident}"))
    return leaves.on_to(request, "stop", incident)


@verb
def another(request: StaffRequest, incident: int) -> HttpResponse:
    """Somebody else supports them: chosen by them, or a leader who takes it over."""
    found = incident_of(request, incident)
    wanted = leaves.number_in(request, "to")
    here = Staff.objects.filter(pk=request.staff.pk).first() if "me" in request.POST else None
    to = here or next((each for each in others(found, request) if each.pk == wanted), None)
    if to is None:
        raise NotSo("to", _("Choose a colleague who works here."))
    supporting.hand(found, to, **by(request, f"support:{incident}"))
    return leaves.on_to(request, "stop", incident)
