"""What the pages of safety and readiness do alike: drawn on the house's paper, refused in words."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Staff
from regulars.places.views import desk
from regulars.recovery.answers import posted
from regulars.recovery.troubles import NotSo, NotYet

Act = Callable[..., HttpResponse]
SHEETS = tuple(f"regulars/css/{name}.css" for name in (*desk.SHEETS, "cue", "ready"))


def shown(
    request: StaffRequest, template: str, status: int = 200, **context: object
) -> HttpResponse:  # fmt: skip
    """A page of the house; after a refusal with what was typed."""
    typed = request.POST if status == 422 else {}
    return desk.shown(request, template, status, **{"sheets": SHEETS, "typed": typed, **context})


def verb(right: str, page: Callable[..., HttpResponse]) -> Callable[[Act], Act]:
    """A verb of one page: by POST; what cannot be is said on ``page``, which is given the same
    numbers and ``wrong``."""

    def join(act: Act) -> Act:
        @needs(right)
        @posted
        @wraps(act)
        def asked(request: StaffRequest, **numbers: int) -> HttpResponse:
            try:
                return act(request, **numbers)
            except (NotSo, NotYet) as wrong:
                return page(request, status=422, wrong=str(wrong), **numbers)

        return asked

    return join


def on_to(request: StaffRequest, name: str, *numbers: int, **query: object) -> HttpResponse:
    """To a page as it stands now, with a word that it was kept."""
    address = reverse(name, args=[request.place.slug, *numbers])
    return HttpResponseRedirect(f"{address}?{urlencode({'kept': 1, **query})}", status=303)


def day_in(request: StaffRequest, name: str) -> date | None:
    """A day of the form; None where it is empty. Raises NotSo."""
    text = request.POST.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotSo(name, _("Write the day as year-month-day, such as 2026-03-24.")) from None


def number_in(request: StaffRequest, name: str) -> int:
    """A number of the form or the address; 0 where there is none."""
    text = request.POST.get(name, "") or request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def colleague_in(request: StaffRequest, name: str) -> Staff | None:
    """Somebody who works at this place; None where nobody was chosen, or a stranger."""
    rows = Staff.objects.filter(place=request.place, left_at=None, user__is_active=True)
    return rows.filter(pk=number_in(request, name)).first()
