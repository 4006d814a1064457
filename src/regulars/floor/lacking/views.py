"""The doors of what is not there: ask, and four ways out."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.customers import recognition
from regulars.floor import known
from regulars.floor.answers import SHEETS, common, posted, who_and_when
from regulars.floor.full.views import customer_of
from regulars.floor.lacking import reading, wishes
from regulars.floor.lacking.ways import WAYS
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs

OURS = (*SHEETS, "regulars/css/keep.css")


@never_cache
@needs("lack.write")
def lacks(request: StaffRequest) -> HttpResponse:
    """By GET the one box, and what still waits; by POST one more."""
    if request.method != "POST":
        return everything(request)
    try:
        told = wishes.lack(words=request.POST.get("words", ""), customer=customer_of(request),
                           **who_and_when(request, "lack"))  # fmt: skip
    except known.Empty as empty:
        return everything(request, 422, str(empty))
    return to(request, told.pk)


def to(request: StaffRequest, number: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("lack", args=[request.place.slug, number]), status=303)


def everything(request: StaffRequest, status: int = 200, wrong: str = "") -> HttpResponse:
    whom = customer_of(request)
    context = {
        **common(request), "sheets": OURS, "wrong": wrong, "ways": WAYS,
        "waiting": reading.waiting(request.place, request.now),
        "figures": reading.figures(request.place, request.now),
        "customer": whom.pk if whom else "", "whom": recognition.said(whom).text if whom else "",
    }  # fmt: skip
    return render(request, "floor/lacking/list.html", context, status=status)


@never_cache
@needs("lack.write")
def lack(request: StaffRequest, lack: int) -> HttpResponse:
    """What they asked for, what was proposed, and the ways that are left."""
    return one(request, lack)


def one(request: StaffRequest, lack: int, status: int = 200) -> HttpResponse:
    try:
        row = wishes.of(request.place, lack)
    except known.Unknown as unknown:
        raise Http404(str(unknown)) from unknown
    found = reading.read([row], request.place)[0]
    whom = ""
    if found.customer is not None:
        try:
            who = known.person(request.place, found.customer)
            audit.looked(request.staff.opaque, who.opaque, "lack", request.now)
            whom = recognition.said(who).text
        except known.Unknown:
            whom = ""
    context = {**common(request), "sheets": OURS, "lack": found, "whom": whom}
    return render(request, "floor/lacking/lack.html", context, status=status)


@needs("lack.write")
@posted
def ways(request: StaffRequest, lack: int) -> HttpResponse:
    told = request.POST
    if not told.get("way"):
        return one(request, lack, 422)
    wishes.answer(
        number=lack, way=told.get("way", ""), taken=told.get("like") != "no",
        words=told.get("words", ""), **who_and_when(request, f"lack:{lack}"),
    )  # fmt: skip
    return to(request, lack)
