"""The doors of disruptions: all of them, a new one looked at beforehand, one of them, the
playbook, the rehearsal."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.moments import audit
from regulars.places import walls
from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import may
from regulars.recovery.answers import key, posted, root
from regulars.recovery.disruption import opening, reading, rehearsing, rules
from regulars.recovery.disruption.forms import (
    SORTS,
    DelayForm,
    RehearsalForm,
    RuleForm,
    owners,
    rule_lines,
    said_of,
)
from regulars.recovery.disruption.rehearsing import Plan
from regulars.recovery.models import Disruption
from regulars.recovery.troubles import NotSo

SHEETS = tuple(f"regulars/css/{name}.css" for name in
               ("card", "chip", "cue", "place", "keep", "case", "disruption"))  # fmt: skip
EMPTY_LINES, AT_LEAST = 2, 4
Wrong = (NotSo, walls.NoSuchTime, walls.TwiceTold)


def shown(request: StaffRequest, page: str, status: int = 200, **more: Any) -> HttpResponse:
    common = {
        "root": root(request), "sheets": SHEETS, "key": uuid4().hex,
        "kept": "kept" in request.GET, "said": request.GET.get("said", ""),
        "may_lead": may(request.staff, "disruption.lead"),
    }  # fmt: skip
    return render(request, f"recovery/disruption/{page}.html", {**common, **more}, status=status)


@never_cache
@needs("disruption.see")
def disruptions(request: StaffRequest) -> HttpResponse:
    """What runs, and what ended lately."""
    rows = reading.rows(request.place, request.now)
    playbook = rules.of(request.place)
    return shown(request, "list", rows=rows, playbook=playbook)


@never_cache
@needs("disruption.lead")
def new(request: StaffRequest) -> HttpResponse:
    """By GET the form; by POST what it would do (nothing is written), and sent once more with
    ``sure`` it begins."""
    today = request.place.day_of(request.now)
    if request.method != "POST":
        return shown(request, "new", form=DelayForm(request.place, request.staff, today))
    form = DelayForm(request.place, request.staff, today, request.POST)
    if not form.is_valid():
        return shown(request, "new", 422, form=form)
    try:
        told, keeper = form.told(), form.keeper()
        if "sure" in request.POST:
            made = opening.begin(request.place, **told, owner=keeper, by=request.staff,
                                 now=request.now, key=key(request, "disruption"))  # fmt: skip
            return back(request, made, "begun")
        plan = rehearsing.plan(request.place, **told, owner=keeper, known_at=request.now)
    except Wrong as wrong:
        return refused(request, "new", form, wrong)
    look(request, plan)
    fields = [(name, value) for name, value in request.POST.items()
              if name not in ("csrfmiddlewaretoken", "sure", "edit")]  # fmt: skip
    if "edit" in request.POST:
        return shown(request, "new", form=form)
    return shown(request, "look", plan=plan, fields=fields, thing=told["thing"])


def refused(request: StaffRequest, page: str, form: DelayForm, wrong: Exception) -> HttpResponse:
    """The form once more, what is wrong under its field."""
    names = {"said": "said_en", "new_at": "new", "whom": None, "owner": "owner"}
    told = getattr(wrong, "field", "")
    field = names.get(told, told)
    form.add_error(field if field in form.fields else None, str(wrong))
    twice = isinstance(wrong, walls.TwiceTold)
    return shown(request, page, 422, form=form, twice=twice)


def look(request: StaffRequest, plan: Plan) -> None:
    """Names are looked at: it is on record."""
    for one in plan.touched[: rehearsing.FIRST]:
        audit.looked(request.staff.opaque, f"customer:{one.customer}", "disruption", request.now)


@never_cache
@needs("disruption.lead")
def rehearsal(request: StaffRequest) -> HttpResponse:
    """“What would we have done?” Nobody is told; by POST it is on record as a rehearsal."""
    yesterday = request.place.day_of(request.now) - timedelta(days=1)
    if request.method != "POST":
        form = RehearsalForm(request.place, request.staff, yesterday)
        return shown(request, "rehearsal", form=form)
    form = RehearsalForm(request.place, request.staff, yesterday, request.POST)
    if not form.is_valid():
        return shown(request, "rehearsal", 422, form=form)
    try:
        told, keeper = form.told(), form.keeper()
        known_at = form.known_at(told["starts_at"])
        plan = rehearsing.plan(request.place, **told, owner=keeper, known_at=known_at)
    except Wrong as wrong:
        return refused(request, "rehearsal", form, wrong)
    look(request, plan)
    day = f"{request.place.day_of(told['starts_at']):%Y-%m-%d}"
    rehearsing.note(request.place, plan, by=request.staff, now=request.now, day=day,
                    key=key(request, "rehearsal"))  # fmt: skip
    return shown(request, "look", plan=plan, thing=told["thing"], rehearsed=True)


@never_cache
@needs("disruption.see")
def disruption(request: StaffRequest, disruption: int) -> HttpResponse:
    return sheet(request, of(request, disruption))


def sheet(
    request: StaffRequest, disruption: Disruption, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of one, with what was typed and is wrong."""
    everybody = "all" in request.GET
    told = reading.sheet(disruption, request.now, 20_000 if everybody else reading.SHOWN)
    for one in {row.customer for row in told.people} | {row.customer for row in told.calls}:
        if one is not None:
            audit.looked(request.staff.opaque, f"customer:{one}", "disruption", request.now)
    asked = [row for row in owners(request.place, request.staff)
             if row[0] != str(disruption.owner_id)]  # fmt: skip
    return shown(request, "one", status, sheet=told, colleagues=asked, **more)


def of(request: StaffRequest, number: int) -> Disruption:
    """A disruption of this place; 404 for any other."""
    rows = Disruption.objects.select_related("place__top", "owner")
    return get_object_or_404(rows, pk=number, place=request.place)


def back(request: StaffRequest, disruption: Disruption, said: str = "") -> HttpResponse:
    address = reverse("disruption", args=[request.place.slug, disruption.pk])
    return HttpResponseRedirect(f"{address}?said={said}" if said else address, status=303)


@never_cache
@needs("disruption.see")
def playbook(request: StaffRequest) -> HttpResponse:
    """What people get when something is late; whoever leads writes it."""
    held = rules.of(request.place)
    form = RuleForm(initial={"every": held.every, **{
        f"after_{code.replace('-', '_')}": held.after.get(code, "")
        for code in ("en", "zh-hans", "zh-hant")}})  # fmt: skip
    return rule_page(request, form, list(held.lines))


def rule_page(
    request: StaffRequest, form: RuleForm, lines: list[Any], status: int = 200, wrong: str = ""
) -> HttpResponse:
    rows: list[Any] = list(enumerate(lines, 1))
    if may(request.staff, "disruption.lead"):
        count = max(AT_LEAST, min(len(lines) + EMPTY_LINES, rules.MOST_LINES))
        rows += [(n, None) for n in range(len(lines) + 1, count + 1)]
    return shown(request, "playbook", status, form=form, rows=rows, wrong=wrong, sorts=SORTS,
                 held=rules.of(request.place))  # fmt: skip


@needs("disruption.lead")
@posted
def playbook_kept(request: StaffRequest) -> HttpResponse:
    form, lines = RuleForm(request.POST), []
    try:
        lines = rule_lines(request.POST)
        if not form.is_valid():
            return rule_page(request, form, lines, 422)
        rules.write(request.place, form.cleaned_data["every"],
                    said_of(form.cleaned_data, "after"), lines, by=request.staff,
                    now=request.now, key=key(request, "playbook"))  # fmt: skip
    except NotSo as wrong:
        return rule_page(request, form, lines, 422, str(wrong))
    address = reverse("delay-rules", args=[request.place.slug])
    return HttpResponseRedirect(f"{address}?kept=1", status=303)
