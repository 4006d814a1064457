"""The doors of the register of risks: look, sign, mend."""

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache

from regulars.places import walls
from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import may
from regulars.recovery import leaves
from regulars.recovery.answers import by, text
from regulars.recovery.models import Degree, Risk, RiskCheck
from regulars.recovery.readiness import risks as register


@never_cache
@needs("risk.see")
def risks(request: StaffRequest) -> HttpResponse:
    return page(request)


def page(request: StaffRequest, status: int = 200, wrong: str = "", **numbers: int) -> HttpResponse:
    """What is broken, overdue, due; who looked last."""
    rows = [(each, last_words(each, request)) for each in register.of(request.place, request.now)]
    context = {
        "rows": rows, "wrong": wrong, "degrees": Degree.choices,
        "may_write": may(request.staff, "risk.write"),
        "may_check": may(request.staff, "risk.check"),
        "overdue": sum(bool(each.overdue) for each, _words in rows),
    }  # fmt: skip
    return leaves.shown(request, "recovery/readiness/risks.html", status, **context)


def last_words(each: register.Standing, request: StaffRequest) -> str:
    if each.last is None:
        return ""
    return f"{each.last.by.name} · {walls.said(request.place, each.last.at, request.now)}"


@leaves.verb("risk.write", page)
def kept(request: StaffRequest) -> HttpResponse:
    register.keep(
        request.place, text(request, "words", 300), leaves.number_in(request, "likely"),
        leaves.number_in(request, "harm"), text(request, "look", 400),
        leaves.number_in(request, "every_days"), **by(request, "risk"),
    )  # fmt: skip
    return leaves.on_to(request, "risks")


def risk_of(request: StaffRequest, number: int) -> Risk:
    rows = Risk.objects.select_related("place")
    found = rows.filter(pk=number, place=request.place, retired_at=None).first()
    if found is None:
        raise Http404(str(number))
    return found


@leaves.verb("risk.check", page)
def checked(request: StaffRequest, risk: int) -> HttpResponse:
    """“It holds”, or what does not; signed with one's own name."""
    register.check(risk_of(request, risk), holds=request.POST.get("holds") == "1",
                   words=text(request, "words", 300), **by(request, f"check:{risk}"))  # fmt: skip
    return leaves.on_to(request, "risks")


@leaves.verb("risk.check", page)
def mended(request: StaffRequest, risk: int, check: int) -> HttpResponse:
    found = RiskCheck.objects.filter(pk=check, risk=risk_of(request, risk)).first()
    if found is None:
        raise Http404(str(check))
    register.mend(found, text(request, "mended", 300), **by(request, f"mend:{check}"))
    return leaves.on_to(request, "risks")


@leaves.verb("risk.write", page)
def retired(request: StaffRequest, risk: int) -> HttpResponse:
    register.retire(risk_of(request, risk), **by(request, f"risk-off:{risk}"))
    return leaves.on_to(request, "risks")
