"""The guide for difficult moments: at hand anywhere, ticked inside a case."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import may
from regulars.recovery import leaves
from regulars.recovery.answers import by, case_of, text
from regulars.recovery.models import HouseStep
from regulars.recovery.safety import guide
from regulars.recovery.troubles import NotSo


@never_cache
@needs("guide.see")
def difficult(request: StaffRequest) -> HttpResponse:
    return page(request)


def page(request: StaffRequest, status: int = 200, wrong: str = "", **numbers: int) -> HttpResponse:
    number = leaves.number_in(request, "case")
    case = case_of(request, number) if number else None
    context = {
        "parts": guide.read(request.place, case), "case": case, "wrong": wrong,
        "open": request.GET.get("open", ""), "may_write": may(request.staff, "guide.write"),
    }  # fmt: skip
    return leaves.shown(request, "recovery/safety/difficult.html", status, **context)


@leaves.verb("guide.see", page)
def ticked(request: StaffRequest) -> HttpResponse:
    """A step was taken in a case."""
    number = leaves.number_in(request, "case")
    if not number:
        raise NotSo("case", _("Steps are ticked inside a case. Open the guide from there."))
    case = case_of(request, number)
    behaviour = text(request, "behaviour", 10)
    guide.tick(case, behaviour, text(request, "step", 20),
               **by(request, f"tick:{behaviour}"))  # fmt: skip
    return leaves.on_to(request, "difficult", case=case.pk, open=behaviour)


@leaves.verb("guide.write", page)
def step_added(request: StaffRequest) -> HttpResponse:
    behaviour = text(request, "behaviour", 10)
    guide.add(request.place, behaviour, text(request, "words", 400), **by(request, "guide"))
    return leaves.on_to(request, "difficult", open=behaviour)


@leaves.verb("guide.write", page)
def step_removed(request: StaffRequest, step: int) -> HttpResponse:
    found = HouseStep.objects.filter(pk=step, place=request.place).first()
    if found is None:
        raise Http404(str(step))
    guide.take_off(found, **by(request, f"guide-off:{step}"))
    return leaves.on_to(request, "difficult", open=found.behaviour)
