"""Who knocks at the customers' door: how often, how fast, in which language. No account, no cookie.

The address of a case is its key, as with the customer's own page; a form sent from elsewhere would
need to know it, so the forms carry no token of their own. What keeps machines out is made here and
asks nobody outside: a field no person sees, a stamp that is neither too fresh nor too old, and a
measured pace.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from regulars.customers.models import Customer
from regulars.customers.pace import Pace
from regulars.moments import clock
from regulars.places import greeting
from regulars.places.models import Place

View = Callable[..., HttpResponse]

TOLD_HERE = Pace(12, 600)
"""Cases told in ten minutes from one address: guests of one house share its wireless network."""
TOLD_PLACE = Pace(60, 600)
STRANGERS = Pace(20, 60)
"""Wrong codes a minute from one address."""
GUESTS = Pace(60, 60)
SOONEST, LATEST = 2.0, 24 * 3600.0
"""Seconds between opening the form and sending it; no person writes faster."""
SALT = "regulars.recovery.door"
TRAP = "website"


def private(answer: HttpResponse) -> HttpResponse:
    """Kept by no cache, told to no other page, shown by no search engine."""
    answer["Cache-Control"] = "no-store, private"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def door(view: View) -> View:
    """A page for whoever comes: the instant read once, nothing cached, no token of a session."""

    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, **named: str) -> HttpResponse:
        return private(view(request, now=clock.now(), **named))

    return opened


def caller(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def language(
    request: HttpRequest, place: Place | None = None, customer: Customer | None = None
) -> str:
    """The one chosen on the page, else the customer's own, else as the sign at the door."""
    known = dict(settings.LANGUAGES)
    chosen = request.GET.get("in", "")
    own = customer.language if customer else ""
    fallback = greeting.language_for(request, place) if place else translation.get_language()
    return next(
        (each for each in (chosen, own, fallback or "") if each in known), settings.LANGUAGE_CODE
    )


def stamp(now: datetime) -> str:
    """Says when a form was opened, in a hand nobody can copy."""
    return signing.dumps(round(now.timestamp(), 1), salt=SALT)


def trouble(request: HttpRequest, now: datetime) -> str:
    """Why what was sent looks like a machine's, in words for a person; empty where it does not."""
    if request.POST.get(TRAP, "").strip():
        return _("One field below is for machines only: leave it empty and send it once more.")
    try:
        opened = float(signing.loads(request.POST.get("stamp", ""), salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return _("The page had lain open too long. Your words are still here: send them once more.")
    passed = now.timestamp() - opened
    if passed > LATEST or passed < -60:
        return _("The page had lain open too long. Your words are still here: send them once more.")
    if passed < SOONEST:
        return _("That was very quick. Your words are still here: please send them once more.")
    return ""
