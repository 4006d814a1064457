"""The table of limits: to read and to change from a day on, with what it would have meant."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.authority import (
    amounts,
    beginning,
    forms,
    house_rules,
    limits,
    pleas,
    preview,
    reading,
)
from regulars.authority.acts import Act, Condition, Span
from regulars.authority.models import Limit, Settlement
from regulars.authority.questions import NotSo
from regulars.authority.views import common
from regulars.places import tree
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Job, Role
from regulars.places.views.desk import posted

FIELDS = ("act", "span", "whose", "level", "amount", "count", "effective_from")


@never_cache
@needs("authority.set")
def table(request: StaffRequest) -> HttpResponse:
    return whole(request)


def whole(request: StaffRequest, status: int = 200, **more: Any) -> HttpResponse:
    place, today = request.place, request.place.day_of(request.now)
    rows = [shown(row, place.currency) for row in limits.table(place, today)]
    context = {
        **common(request), "rows": rows,
        "spans": Span.choices, "conditions": Condition.choices, "whose": whose(request),
        "uses": reading.uses(place, request.now), "kept": "kept" in request.GET,
        "without": limits.places_without_room(place, today), "today": today.isoformat(),
        "acts": [(code, label) for code, label in Act.choices if code != Act.FIRST_AID],
        "told": told_of(request), "proposals": house_rules.proposals(place, request.now),
        "enough": house_rules.ENOUGH, "settling": Settlement.Answer.choices,
        "pleas": [one for one in pleas.sheets(request.staff, request.now, True) if not one.answer],
        **more,
    }  # fmt: skip
    return render(request, "authority/limits.html", context, status=status)


def shown(row: limits.Row, currency: str) -> dict[str, Any]:
    limit = row.limit
    return {
        "row": row, "limit": limit, "act": limit.get_act_display() if limit.act else "",
        "worth": "" if limit.amount is None else amounts.said(limit.amount, currency),
        "conditions": [str(Condition(code).label) for code in sorted(limit.codes)],
    }  # fmt: skip


def whose(request: StaffRequest) -> list[tuple[str, str]]:
    """Whom a limit can be about, as the form names them; everybody is not in it."""
    jobs = Job.objects.filter(place__in=tree.above(request.place))
    return [
        *((f"role:{code}", str(label)) for code, label in Role.choices),
        *((f"job:{job.pk}", job.called()) for job in jobs),
    ]


def told_of(request: StaffRequest) -> dict[str, Any]:
    """What stands in the form: what was typed, else the line one is about to change."""
    if request.method == "POST":
        return {
            **{name: request.POST.get(name, "") for name in FIELDS},
            "conditions": request.POST.getlist("conditions"), "free": "free" in request.POST,
        }  # fmt: skip
    if request.GET.get("act", "") in Act.values and "span" in request.GET:
        return {**{name: request.GET.get(name, "") for name in FIELDS}, "changing": True}
    asked = request.GET.get("change", "")
    chain = tree.above(request.place)
    row = Limit.objects.filter(
        pk=int(asked[:15]) if asked.isdecimal() else 0, place__in=chain
    ).first()
    if row is None:
        return {"act": Act.GESTURE, "span": Span.EACH, "whose": "role:clerk"}
    currency = request.place.currency
    return {
        "act": row.act, "span": row.span, "level": row.level or "",
        "whose": f"job:{row.job_id}" if row.job_id else f"role:{row.role}" if row.role else "",
        "amount": amounts.typed(row.amount, currency), "count": row.count or "",
        "free": row.amount is None and row.count is None, "conditions": list(row.codes),
        "changing": True,
    }  # fmt: skip


@needs("authority.set")
@posted("limits")
def new_limit(request: StaffRequest) -> HttpResponse:
    """Kept from its day on; or only looked at, where “what would it have meant” was tapped."""
    try:
        draft = forms.draft(request)
        limits.check(draft, request.place, request.staff, request.now)
        if "preview" in request.POST:
            return looked_at(request, draft)
        key = f"{request.POST.get('key', '')[:40]}:limit:{request.staff.pk}"
        limits.set_limit(request.place, draft, by=request.staff, now=request.now,
                         key=key if request.POST.get("key") else None)  # fmt: skip
    except NotSo as wrong:
        return whole(request, 422, wrong=str(wrong), wrong_field=wrong.field)
    address = reverse("limits", args=[request.place.slug])
    return HttpResponseRedirect(f"{address}?kept=1", status=303)


@needs("authority.set")
@posted("limits")
def begin(request: StaffRequest) -> HttpResponse:
    """The usual lines of the trade, where none is written yet."""
    beginning.set_up(request.place, by=request.staff.opaque, now=request.now)
    address = reverse("limits", args=[request.place.slug])
    return HttpResponseRedirect(f"{address}?kept=1", status=303)


def looked_at(request: StaffRequest, draft: limits.Draft) -> HttpResponse:
    found = preview.under(request.place, draft, request.now)
    changed = reading.slips([one.entry for one in found.changed[:20]], request.place)
    lines = [(slip, one.yes) for slip, one in zip(changed, found.changed, strict=False)]
    if "HX-Request" in request.headers:
        context = {"preview": found, "lines": lines}
        return render(request, "authority/preview.html", context)
    return whole(request, preview=found, lines=lines)
