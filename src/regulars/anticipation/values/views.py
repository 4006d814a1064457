"""The doors of returns: who comes back, content and loyal, who slips away. For who leads."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.anticipation.guard.asked import named
from regulars.anticipation.values import pages, silent, wording
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs
from regulars.places.views import desk

MOST = 40
GONE = 0.9
"""From here on a card may still be written; to be won back by a smile it is late."""


def looked(request: StaffRequest, customers: Iterable[int], page: str) -> None:
    for customer in customers:
        audit.looked(request.staff.opaque, f"customer:{customer}", page, request.now)


@never_cache
@needs("worth.see")
def returns_page(request: StaffRequest) -> HttpResponse:
    """How many come back, the cohorts, and how it was reckoned. Nobody is named here."""
    place = request.place
    run = pages.latest(place)
    picture, few = pages.cohort_picture(place, request.now)
    context: dict[str, Any] = {"run": run, "picture": picture, "few": few}
    if run is not None:
        context |= {
            "summary": pages.summary(run), "short": wording.short(run),
            "value_short": wording.value_short(run), "inputs": wording.inputs(run),
            "notes": wording.notes(run), "parameters": wording.parameters(run),
            "model": wording.MODELS[run.model],
        }  # fmt: skip
    return desk.shown(request, "anticipation/values/returns.html", **context)


@never_cache
@needs("worth.see")
def two_states(request: StaffRequest) -> HttpResponse:
    """Content and loyal as a two by two, with counts, some names and the evidence."""
    found, known = pages.quarters(request.place)
    looked(request, (one.who.pk for part in found for one in part.some), "two-states")
    return desk.shown(
        request, "anticipation/values/two_states.html", quarters=found, known=known,
        run=pages.latest(request.place),
    )  # fmt: skip


@never_cache
@needs("worth.see")
def drifting(request: StaffRequest) -> HttpResponse:
    """Who stays away without a word, beyond their own rhythm, with reasons."""
    found = silent.drifting(request.place, request.now)
    near = [one for one in found if one.risk < GONE]
    far = [one for one in found if one.risk >= GONE]
    parts = [
        {"title": _("Perhaps still to be won"), "rows": [line(one) for one in near[:MOST]]},
        {"title": _("Probably gone"), "rows": [line(one) for one in far[:MOST]]},
    ]
    shown = [*near[:MOST], *far[:MOST]]
    looked(request, (one.customer.pk for one in shown), "drifting")
    return desk.shown(
        request, "anticipation/values/drifting.html", parts=parts, n=len(found),
        more=len(found) - len(shown), run=pages.latest(request.place),
    )  # fmt: skip


def line(one: silent.Drift) -> dict[str, Any]:
    return {
        "drift": one, "who": named(one.customer), "since": silent.day_said(one.since),
        "risk": wording.risk(one.risk_low, one.risk_high),
    }  # fmt: skip
