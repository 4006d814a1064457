"""The doors of coaching: one's own only, by password, never at a shared tablet, never on paper."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Staff
from regulars.places.permissions import may
from regulars.recovery import leaves
from regulars.recovery.answers import by, case_of, text
from regulars.recovery.models import Case, Coaching
from regulars.recovery.readiness import coaching as private_hours
from regulars.recovery.safety import private
from regulars.recovery.troubles import NotSo

OWN, GIVE = "coaching.own", "coaching.give"
USUAL = timedelta(days=7)


@never_cache
@needs(OWN)
def coachings(request: StaffRequest) -> HttpResponse:
    """What one is given to practise, and what one has given."""
    rows = Coaching.objects.filter(case__place=request.place).select_related("person", "coach")
    mine = rows.filter(person__user=request.user.pk)[:50]
    given = rows.filter(coach__user=request.user.pk)[:50]
    return leaves.shown(request, "recovery/readiness/coachings.html", mine=mine, given=given)


def coaching_of(request: StaffRequest, number: int) -> Coaching:
    """One that whoever asks is one of the two of; nobody else finds it."""
    part = Q(person__user=request.user.pk) | Q(coach__user=request.user.pk)
    rows = Coaching.objects.filter(part, pk=number, case__place=request.place)
    found = rows.select_related("person", "coach", "case__place").first()
    if found is None:
        raise Http404(str(number))
    return found


@never_cache
@needs(OWN)
def coaching(request: StaffRequest, coaching: int) -> HttpResponse:
    return page(request, coaching)


def page(
    request: StaffRequest, coaching: int, status: int = 200, wrong: str = ""
) -> HttpResponse:  # fmt: skip
    found = coaching_of(request, coaching)
    audit.looked(request.staff.opaque, f"coaching:{found.pk}", "coaching", request.now)
    context = {
        "coaching": found, "words": private.read(found.moment), "wrong": wrong,
        "answer": private.read(found.answer), "mine": found.person.user_id == request.user.pk,
    }  # fmt: skip
    return leaves.shown(request, "recovery/readiness/coaching.html", status, **context)


@leaves.verb(OWN, page)
def answered(request: StaffRequest, coaching: int) -> HttpResponse:
    private_hours.answer(coaching_of(request, coaching), text(request, "answer", 1000),
                         **by(request, f"answer:{coaching}"))  # fmt: skip
    return leaves.on_to(request, "coaching", coaching)


@leaves.verb(OWN, page)
def done(request: StaffRequest, coaching: int) -> HttpResponse:
    private_hours.finish(coaching_of(request, coaching), **by(request, f"practised:{coaching}"))
    return leaves.on_to(request, "coaching", coaching)


@never_cache
@needs(GIVE)
def new(request: StaffRequest, case: int) -> HttpResponse:
    """By GET the form, from a case; by POST what to practise."""
    found = case_of(request, case)
    if request.method != "POST":
        return form(request, found)
    try:
        person, until = leaves.colleague_in(request, "person"), leaves.day_in(request, "until")
        if person is None or until is None:
            raise NotSo("person", _("Choose a colleague, and a day."))
        made = private_hours.give(found, person, text(request, "words", 1000), until=until,
                                  **by(request, "coaching"))  # fmt: skip
    except NotSo as wrong:
        return form(request, found, 422, str(wrong))
    return leaves.on_to(request, "coaching", made.pk)


def form(request: StaffRequest, case: Case, status: int = 200, wrong: str = "") -> HttpResponse:
    rows = Staff.objects.filter(place=request.place, left_at=None, user__is_active=True)
    context: dict[str, Any] = {
        "case": case, "wrong": wrong, "colleagues": rows.exclude(user=request.user.pk),
        "until": request.place.day_of(request.now) + USUAL, "owner": case.owner_id,
        "may_give": may(request.staff, GIVE),
    }  # fmt: skip
    return leaves.shown(request, "recovery/readiness/coaching_new.html", status, **context)
