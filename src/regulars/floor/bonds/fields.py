"""The page of what we ask for: how many acts each kind of fact changed, and what may rest."""

from collections import Counter
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.anticipation.models import Proposal
from regulars.anticipation.rules.vocabulary import SIGNS
from regulars.floor.answers import common, posted, who_and_when
from regulars.floor.bonds.views import OURS
from regulars.notebook import asked
from regulars.places.doors import StaffRequest, needs


def by_rules(request: StaffRequest) -> Counter[str]:
    """Acts done because a rule of the house read a kind of fact."""
    done = Proposal.objects.filter(
        place__in=asked.places_of(request.place), state=Proposal.State.DONE,
        answered_at__gte=request.now - asked.WINDOW, version__isnull=False,
    )  # fmt: skip
    found: Counter[str] = Counter()
    for when in done.values_list("version__when", flat=True):
        kinds = {kind for each in when.get("signs", ()) if each.get("sign") in SIGNS
                 for kind in SIGNS[each["sign"]].kinds}  # fmt: skip
        found.update(str(kind) for kind in kinds)
    return found


@never_cache
@needs("field.retire")
def fields(request: StaffRequest) -> HttpResponse:
    """Every kind of fact with the acts it changed."""
    return shown(request)


def shown(request: StaffRequest, status: int = 200, **told: Any) -> HttpResponse:
    rows = asked.fields(request.place, request.now, by_rules(request))
    context = {
        **common(request), "sheets": OURS, "rows": [row for row in rows if row.resting is None],
        "resting": [row for row in rows if row.resting is not None], **told,
    }  # fmt: skip
    return render(request, "floor/bonds/fields.html", context, status=status)


@needs("field.retire")
@posted
def rests(request: StaffRequest, field: str) -> HttpResponse:
    """It rests, or is asked for again."""
    when = who_and_when(request, f"field:{field}")
    try:
        if "again" in request.POST:
            asked.ask_again(kind=field, **when)
        else:
            acts = asked.changed(request.place, request.now)[field] + by_rules(request)[field]
            asked.rest(kind=field, acts=acts, **when)
    except asked.NotSo as wrong:
        return shown(request, 422, wrong=str(wrong))
    home = reverse("fields", args=[request.place.slug])
    return HttpResponseRedirect(f"{home}?kept=1", status=303)
