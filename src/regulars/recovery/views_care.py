"""The doors beside the four steps: judge it anew, answer a wish, follow up, what came of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import LEADERS
from regulars.recovery import care, follow_ups, loyalty, ratings, wishes
from regulars.recovery.answers import SHEETS, back, by, root, text
from regulars.recovery.models import Case
from regulars.recovery.troubles import NotSo
from regulars.recovery.views_steps import verb


@verb
def rated(request: StaffRequest, case: Case) -> HttpResponse:
    """It is more serious, or less; many saw it, or not: with a reason."""
    ratings.rate(
        case, severity=text(request, "severity", 8), exposed="exposed" in request.POST,
        words=text(request, "words", 500), **by(request, f"rate:{case.pk}"),
    )  # fmt: skip
    return back(request, case, said="rated")


@verb
def answered(request: StaffRequest, case: Case) -> HttpResponse:
    """An unusual wish: the nearest we can do, and only then what became of it."""
    kind = request.POST.get("kind", "")
    verbs = {"nearest": wishes.offer, "taken": wishes.take, "refused": wishes.refuse}
    if kind not in verbs:
        raise NotSo("kind", "nearest, taken, refused")
    verbs[kind](case, words=text(request, "words", 500), **by(request, f"{kind}:{case.pk}"))
    return back(request, case, said=f"wish_{kind}")


@verb
def followed(request: StaffRequest, case: Case, follow: int) -> HttpResponse:
    row = case.follow_ups.filter(pk=follow).first()
    if row is None:
        raise Http404(str(follow))
    follow_ups.keep(
        row, words=text(request, "words", 500), thanked="thanked" in request.POST,
        **by(request, f"follow:{follow}"),
    )  # fmt: skip
    return back(request, case, said="followed")


@never_cache
@needs("case.own")
def follow_up_list(request: StaffRequest) -> HttpResponse:
    """What is still owed after the fix: one's own; whoever leads may see everybody's."""
    leads = request.staff.role in LEADERS
    everybody = leads and "all" in request.GET
    rows = care.open_follow_ups(request.place, request.staff, request.now, everybody=everybody)
    context = {
        "root": root(request), "sheets": SHEETS, "rows": rows, "leads": leads,
        "everybody": everybody,
    }  # fmt: skip
    return render(request, "recovery/follow_ups.html", context)


@never_cache
@needs("loyalty.see")
def loyalty_page(request: StaffRequest) -> HttpResponse:
    """Do those whom we let down and made it right come back as often as those we never did?"""
    context = {
        "root": root(request), "sheets": SHEETS,
        "told": loyalty.compare(request.place, request.now),
    }  # fmt: skip
    return render(request, "recovery/loyalty.html", context)
