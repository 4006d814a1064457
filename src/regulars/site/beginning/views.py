"""The first pages of a new house."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from regulars.floor.answers import posted
from regulars.moments import clock
from regulars.places.doors import StaffRequest, needs
from regulars.site.beginning import code, examples, opening, steps
from regulars.site.beginning.forms import OpeningForm

BACKEND = "django.contrib.auth.backends.ModelBackend"
SHEETS = ("regulars/css/place.css", "regulars/css/beginning.css")
ZONES = {"zh-hans": "Asia/Shanghai", "zh-hant": "Asia/Taipei"}
MONEY = {"zh-hans": "CNY", "zh-hant": "TWD"}


@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Steps one and two of a house nobody has opened yet; to the front door of any other."""
    if not code.untouched():
        return redirect("home")
    form = OpeningForm(request.POST) if request.method == "POST" else OpeningForm(initial=usual())
    if request.method == "POST" and form.is_valid():
        try:
            owner = opening.open_house(form.cleaned_data, clock.now(), get_language() or "en")
        except opening.NotNew:
            return redirect("home")
        login(request, owner.user, BACKEND)
        return redirect("beginning", owner.place.slug)
    status = 422 if form.is_bound else 200
    return render(request, "beginning/begin.html", {"form": form, "sheets": SHEETS}, status=status)


def usual() -> dict[str, str]:
    """What most who read this language will leave as it is."""
    language = get_language() or "en"
    return {"time_zone": ZONES.get(language, ""), "currency": MONEY.get(language, "")}


@never_cache
@needs("place.write")
def beginning(request: StaffRequest) -> HttpResponse:
    """The ten steps, as they stand."""
    all_steps = steps.standing(request.place)
    context = {
        "steps": all_steps, "left": steps.minutes_left(all_steps), "sheets": SHEETS,
        "promise": "" if request.place.credo else examples.PROMISES[request.place.trade],
        "roles": () if request.place.jobs.exists() else examples.ROLES[request.place.trade],
        "finished": all(each.done for each in all_steps),
    }  # fmt: skip
    return render(request, "beginning/steps.html", context)


@needs("place.write")
@posted
def begin_roles(request: StaffRequest) -> HttpResponse:
    """Begin with the trade's example roles."""
    opening.begin_with_examples(request.place, by=request.staff.opaque, now=request.now)
    return HttpResponseRedirect(reverse("beginning", args=[request.place.slug]), status=303)
