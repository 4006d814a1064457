"""The doors of one disruption's verbs: news, a new time, the end, the list, the counter."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.places import walls
from regulars.places.doors import StaffRequest, needs
from regulars.places.forms import read_time
from regulars.places.models import Staff
from regulars.places.week import read_day
from regulars.recovery.answers import key, posted, text
from regulars.recovery.disruption import bulletins, by_hand, opening, views
from regulars.recovery.disruption.forms import TONGUES, after
from regulars.recovery.models import Affected, Disruption
from regulars.recovery.troubles import NotSo

Act = Callable[..., HttpResponse]


def verb(right: str) -> Callable[[Act], Act]:
    """A verb of one disruption of this place; what is wrong is said on its page."""

    def guard(act: Act) -> Act:
        @needs(right)
        @posted
        @wraps(act)
        def asked(request: StaffRequest, disruption: int, **numbers: int) -> HttpResponse:
            found = views.of(request, disruption)
            try:
                return act(request, found, **numbers)
            except (NotSo, walls.NoSuchTime, walls.TwiceTold) as wrong:
                return views.sheet(request, found, 422, wrong=str(wrong),
                                   typed=text(request, "said_en", 300))  # fmt: skip

        return asked

    return guard


def by(request: StaffRequest, name: str) -> dict[str, Any]:
    return {"by": request.staff, "now": request.now, "key": key(request, name)}


def said(request: StaffRequest) -> dict[str, str]:
    return {code: text(request, name, 300) for code, name in TONGUES}


@verb("disruption.lead")
def news(request: StaffRequest, disruption: Disruption) -> HttpResponse:
    """News to everybody now, or kept for the promised minute."""
    if request.POST.get("when") == "then":
        words = {code: words for code, words in said(request).items() if words}
        bulletins.keep_draft(disruption, words, by=request.staff, now=request.now)
        return views.back(request, disruption, "draft" if words else "undrafted")
    opening.tell(disruption, said(request), **by(request, f"news:{disruption.pk}"))
    return views.back(request, disruption, "told")


@verb("disruption.lead")
def change(request: StaffRequest, disruption: Disruption) -> HttpResponse:
    """Another new time, none known any more, or it cannot take place."""
    kind = text(request, "kind", 4) or Disruption.Kind.LATE
    opening.change(disruption, new_at=new_time(request, disruption), kind=kind,
                   said=said(request), **by(request, f"change:{disruption.pk}"))  # fmt: skip
    return views.back(request, disruption, "told")


def new_time(request: StaffRequest, disruption: Disruption) -> Any:
    typed, place = text(request, "new", 10), disruption.place
    if not typed:
        return None
    local = disruption.starts_at.astimezone(place.zone)
    try:
        new = read_time(typed)
    except ValueError:
        raise NotSo("new", _("“{text}” is no time of day. Write it like 09:30.").format(
            text=typed)) from None  # fmt: skip
    on = read_day(text(request, "new_on", 10), local.date())
    return after(place, local.date(), local.time(), new, on if on != local.date() else None)


@verb("disruption.lead")
def ending(request: StaffRequest, disruption: Disruption) -> HttpResponse:
    opening.end(disruption, text(request, "ending", 6), **by(request, f"end:{disruption.pk}"))
    return views.back(request, disruption, "ended")


@verb("disruption.lead")
def owner(request: StaffRequest, disruption: Disruption) -> HttpResponse:
    number = text(request, "owner", 18)
    rows = Staff.objects.filter(place=request.place, left_at=None, user__is_active=True)
    to = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    if to is None:
        raise NotSo("owner", _("Choose a colleague who works here."))
    opening.hand_over(disruption, to, **by(request, f"owner:{disruption.pk}"))
    return views.back(request, disruption, "owner")


@verb("disruption.tick")
def called(request: StaffRequest, disruption: Disruption, letter: int) -> HttpResponse:
    """“I have told them”, or nobody picked up."""
    if "nobody" in request.POST:
        by_hand.no_answer(letter, disruption)
        return views.back(request, disruption, "nobody")
    by_hand.told(letter, disruption, **by(request, f"called:{letter}"))
    return views.back(request, disruption, "called")


@verb("disruption.tick")
def heard(request: StaffRequest, disruption: Disruption, affected: int) -> HttpResponse:
    """Where they heard of it first; back to where one stood."""
    row = get_object_or_404(Affected, pk=affected, disruption=disruption)
    by_hand.heard(row, text(request, "heard", 9), **by(request, f"heard:{affected}"))
    if request.POST.get("next") == "customer" and row.customer_id:
        page = reverse("customer", args=[request.place.slug, row.customer_id])
        return HttpResponseRedirect(page + "?kept=1", status=303)
    return views.back(request, disruption, "heard")
