"""The doors of walking somebody there, and of looking after a post left empty."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.customers import recognition
from regulars.floor import posts, stepping_out
from regulars.floor.answers import SHEETS, by_htmx, common, posted, who_and_when
from regulars.floor.escorting import walking
from regulars.floor.full.views import customer_of
from regulars.places.doors import StaffRequest, needs


@never_cache
@needs("moment.write")
def escorts(request: StaffRequest) -> HttpResponse:
    """By GET where to; by POST one walks."""
    if request.method == "POST":
        return walked(request)
    return where_to(request)


def where_to(request: StaffRequest, status: int = 200) -> HttpResponse:
    whom = customer_of(request)
    wall = posts.wall(request.place, request.now)
    own = wall.post_of(request.staff)
    context = {
        **common(request), "sheets": SHEETS, "customer": whom.pk if whom else "",
        "whom": recognition.said(whom).text if whom else "",
        "ways": [post for post in wall.ways if post.code != own],
        "out": stepping_out.out(request.place, request.staff, request.now),
    }  # fmt: skip
    return render(request, "floor/escorting/walk.html", context, status=status)


@posted
def walked(request: StaffRequest) -> HttpResponse:
    if not request.POST.get("to"):
        return where_to(request, 422)
    walking.walk(to=request.POST.get("to", "")[:30], customer=customer_of(request),
                 **who_and_when(request, "escort"))  # fmt: skip
    return HttpResponseRedirect(reverse("board", args=[request.place.slug]), status=303)


@needs("moment.write")
@posted
def covers(request: StaffRequest, out: int) -> HttpResponse:
    """“I look after it.” Whoever comes second reads who was first."""
    walking.cover(request.place, out, by=request.staff, now=request.now)
    return rung(request)


@needs("moment.write")
@posted
def ends(request: StaffRequest) -> HttpResponse:
    """Back at one's post, from whatever page one is on."""
    stepping_out.come_back(request.place, by=request.staff, now=request.now)
    return rung(request)


def rung(request: StaffRequest) -> HttpResponse:
    if not by_htmx(request):
        return HttpResponseRedirect(reverse("board", args=[request.place.slug]), status=303)
    done = HttpResponse(status=204)
    done["HX-Trigger"] = "rung"
    return done
