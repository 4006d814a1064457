"""The doors of what this house always does: ticked for one customer, and written by a lead."""

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.customers import recognition
from regulars.floor import known
from regulars.floor.answers import SHEETS, common, posted, who_and_when
from regulars.floor.rites import doing
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import may

OURS = (*SHEETS, "regulars/css/keep.css")
ROWS = 12


@never_cache
@needs("rite.tick")
def of_customer(request: StaffRequest, customer: int) -> HttpResponse:
    """By GET the steps, those of one's own post first; by POST one tap ticks one."""
    if request.method == "POST":
        return ticked(request, customer)
    return listed(request, customer)


def listed(request: StaffRequest, customer: int, status: int = 200) -> HttpResponse:
    try:
        who = known.person(request.place, customer)
    except known.Unknown as unknown:
        raise Http404(str(unknown)) from unknown
    audit.looked(request.staff.opaque, who.opaque, "rites", request.now)
    names = {post.code: post.called() for post in request.place.touchpoints.all()}
    people = {each.opaque: each.name for each in request.place.staff.all()}
    found = [(step, names.get(step.post, ""), people.get(step.done_by, "") if step.done_by else "")
             for step in doing.steps(who, request.place, request.now)]  # fmt: skip
    context = {
        **common(request), "sheets": OURS, "who": who, "whom": recognition.said(who).text,
        "before": [each for each in found if not each[0].after_paying],
        "after": [each for each in found if each[0].after_paying],
        "may_write": may(request.staff, "rite.write"),
    }  # fmt: skip
    return render(request, "floor/rites/customer.html", context, status=status)


@posted
def ticked(request: StaffRequest, customer: int) -> HttpResponse:
    who = known.person(request.place, customer)
    told = request.POST.get("rite", "")
    if not told:
        return listed(request, customer, 422)
    if not (told.isascii() and told.isdecimal() and len(told) < 19):
        raise known.Unknown(f"rite {told[:20]}")
    verb = who_and_when(request, f"rite:{customer}:{told}")
    doing.tick(who, rite=int(told), undone="undone" in request.POST, **verb)
    address = reverse("customer-rites", args=[request.place.slug, who.pk])
    return HttpResponseRedirect(address, status=303)


@never_cache
@needs("rite.write")
def rites(request: StaffRequest) -> HttpResponse:
    """The list itself, for whoever leads."""
    if request.method != "POST":
        return page(request)
    try:
        doing.keep(lines=lines_of(request.POST), **who_and_when(request, "rites"))
    except doing.NotSo as wrong:
        return page(request, 422, str(wrong))
    address = reverse("rites", args=[request.place.slug])
    return HttpResponseRedirect(f"{address}?kept=1", status=303)


def lines_of(told: QueryDict) -> list[doing.Line]:
    """The rows in which something was written, in their order."""
    found = []
    for n in range(ROWS):
        act, say = trimmed(told, f"act{n}", doing.ACT), trimmed(told, f"say{n}", doing.SAY)
        if act or say:
            post = told.get(f"post{n}", "")[:30]
            found.append(doing.Line(act, say, post, f"after{n}" in told))
    return found


def trimmed(told: QueryDict, name: str, most: int) -> str:
    return " ".join(told.get(name, "").replace("\0", "").split())[:most]


def page(request: StaffRequest, status: int = 200, wrong: str = "") -> HttpResponse:
    """As it stands; refused, as it was typed."""
    rows = lines_of(request.POST) if wrong else list(doing.of(request.place))
    context = {
        **common(request), "sheets": OURS, "wrong": wrong,
        "rows": [*rows, *[None] * (ROWS - len(rows))][:ROWS],
        "posts": [(each.code, each.called()) for each in request.place.touchpoints.all()],
    }  # fmt: skip
    return render(request, "floor/rites/list.html", context, status=status)
