"""The doors of keeping in touch: whose turn it is, one sequence, and what came of all of them."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.anticipation.followups import curve, order, reading, spacing, verbs
from regulars.anticipation.followups.order import SameForm
from regulars.anticipation.guard import Held, asked
from regulars.anticipation.guard import views as guarded
from regulars.anticipation.guard.ways import NotSo
from regulars.anticipation.models import Following, Sequence
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs
from regulars.places.views import desk

posted = desk.posted("followings")


@never_cache
@needs("touch.see")
def followings(request: StaffRequest) -> HttpResponse:
    place = request.place
    running, told = reading.running(place, request.now), curve.of(place)
    for each in running:
        audit.looked(request.staff.opaque, each.row.customer.opaque, "followings", request.now)
    context: dict[str, Any] = {
        "running": running, "curve": told, "svg": curve.drawing(told), "rows": curve.table(told),
        "over": [(asked.named(row.customer), row) for row in reading.over(place)],
        "claim": curve.CLAIM, "most": spacing.MOST,
    }  # fmt: skip
    return desk.shown(request, "anticipation/touching/followings.html", **context)


@needs("touch.write")
@posted
def begun(request: StaffRequest, customer: int) -> HttpResponse:
    whom = asked.customer(request, customer)
    try:
        made = verbs.begin(whom, request.place, request.POST.get("aim", ""),
                           **staffed(request, f"following:{customer}"))  # fmt: skip
    except NotSo as wrong:
        return guarded.person(request, customer, 422, wrong=str(wrong), wrong_at=wrong.field,
                              told=request.POST)  # fmt: skip
    return to(request, made.pk)


def staffed(request: StaffRequest, verb: str) -> dict[str, Any]:
    return {**desk.who_and_when(request, verb), "by": request.staff}


def to(request: StaffRequest, number: int) -> HttpResponse:
    url = reverse("following", args=[request.place.slug, number])
    return HttpResponseRedirect(f"{url}?kept=1", status=303)


def known(request: StaffRequest, number: int) -> Sequence:
    rows = Sequence.objects.filter(place=request.place, pk=number, customer__erased_at=None)
    row = rows.select_related("customer__merged_into", "owner", "place__top").first()
    if row is None:
        raise Http404(str(number))
    return row


@never_cache
@needs("touch.see")
def one(request: StaffRequest, following: int) -> HttpResponse:
    return page(request, known(request, following))


def page(request: StaffRequest, row: Sequence, status: int = 200, **more: Any) -> HttpResponse:
    audit.looked(request.staff.opaque, row.customer.opaque, "following", request.now)
    standing = reading.standing(row, request.now)
    form, stage = order.suggested(standing.done)
    planned = standing.planned
    told = {
        "form": planned.form if planned else form, "stage": planned.stage if planned else stage,
        "reason": planned.reason if planned else "",
    }  # fmt: skip
    context: dict[str, Any] = {
        "one": standing, "told": told, "forms": Following.Form.choices, "most": spacing.MOST,
        "stages": Following.Stage.choices, "advice": advice(told["stage"]),
        "endings": [pair for pair in Sequence.Ending.choices if pair[0] != Sequence.Ending.WHOLE],
        **more,
    }  # fmt: skip
    return desk.shown(request, "anticipation/touching/following.html", status, **context)


def advice(stage: str) -> str:
    """What the next one should do, in the reader's language."""
    return {
        "trust": _("Ask for nothing. Be of use: something about them, not about us."),
        "idea": _("Show what it could be for them. Still nothing to buy."),
        "offer": _("Now it may be said plainly: what, when, and that no is a good answer too."),
    }[stage]


@needs("touch.write")
@posted
def planned(request: StaffRequest, following: int) -> HttpResponse:
    row, told = known(request, following), request.POST
    given: dict[str, Any] = {name: told.get(name, "") for name in ("form", "stage", "reason")}
    try:
        verbs.plan(row, **given, anyway="anyway" in told,
                   **staffed(request, f"following-plan:{following}"))  # fmt: skip
    except NotSo as wrong:
        return page(request, row, 422, wrong=str(wrong), wrong_at=wrong.field, told=given)
    except SameForm:
        return page(request, row, 422, same=True, told=given)
    return to(request, row.pk)


@needs("touch.write")
@posted
def done(request: StaffRequest, following: int) -> HttpResponse:
    """A person did it."""
    row = known(request, following)
    try:
        verbs.do(row, **staffed(request, f"following-deed:{following}"))
    except NotSo as wrong:
        return page(request, row, 422, wrong=str(wrong), wrong_at=wrong.field)
    except Held as held:
        return page(request, row, 409, held_now=held.blocked.said())
    return to(request, row.pk)


@needs("touch.write")
@posted
def ended(request: StaffRequest, following: int) -> HttpResponse:
    row = known(request, following)
    try:
        verbs.stop(row, request.POST.get("ending", ""),
                   **staffed(request, f"following-end:{following}"))  # fmt: skip
    except NotSo as wrong:
        return page(request, row, 422, wrong=str(wrong), wrong_at=wrong.field)
    return to(request, row.pk)
