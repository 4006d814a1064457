"""The customer's own page, open to whoever holds its address.

No cookie stands behind it: the address itself is the key, so a form sent from elsewhere would need
to know it already. That, and ``Referrer-Policy: no-referrer`` (which makes browsers send no origin
either), is why its forms carry no token of their own.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from regulars.customers import consents, own_page, people, photos, purposes, requests
from regulars.customers.forms import OwnNameForm, OwnWordsForm
from regulars.customers.models import Customer
from regulars.customers.pace import Pace
from regulars.moments import audit, clock
from regulars.places.models import Place

STRANGERS = Pace(20, 60)
"""So many wrong addresses a minute from one place on the network, in one process."""
GUESTS = Pace(60, 60)
OwnView = Callable[..., HttpResponse]


def own(view: OwnView) -> OwnView:
    """Open a door to whoever holds a living address; everybody else is greeted all the same."""

    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        now = clock.now()
        customer = own_page.whose(token, now)
        at, address = now.timestamp(), request.META.get("REMOTE_ADDR", "")
        if not (GUESTS if customer else STRANGERS).within(token if customer else address, at):
            return private(gone(request, 429))
        if customer is None:
            return private(gone(request, 404))
        with translation.override(language(request, customer)):
            return private(view(request, token, customer, now))

    return opened


def private(answer: HttpResponse) -> HttpResponse:
    """Kept by no cache, told to no other page, shown by no search engine."""
    answer["Cache-Control"] = "no-store, private"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def gone(request: HttpRequest, status: int) -> HttpResponse:
    """Unknown, expired or closed: the same friendly page, and how to get a new address."""
    with translation.override(language(request, None)):
        return render(request, "customers/own_gone.html", {"busy": status == 429}, status=status)


def language(request: HttpRequest, customer: Customer | None) -> str:
    """The one chosen on the page, else the customer's own, else the browser's."""
    known = dict(settings.LANGUAGES)
    chosen = request.GET.get("in", "")
    own = customer.language if customer else ""
    return next((each for each in (chosen, own) if each in known),
                translation.get_language() or settings.LANGUAGE_CODE)  # fmt: skip


def where(customer: Customer) -> Place:
    """The place they know us by: where they were last, else the book itself."""
    tally = customer.tallies.select_related("place").order_by("-last_on", "pk").first()
    return tally.place if tally else customer.book


@own
def show(request: HttpRequest, token: str, customer: Customer, now: datetime) -> HttpResponse:
    if request.method == "POST":
        return HttpResponseRedirect(request.path, status=303)
    return page(request, token, customer, now)


def page(
    request: HttpRequest, token: str, customer: Customer, now: datetime, status: int = 200,
    **context: Any,
) -> HttpResponse:  # fmt: skip
    audit.looked(customer.opaque, customer.opaque, "own", now)
    whole = {
        "page": own_page.read(customer, now), "token": token, "key": uuid4().hex,
        "house": where(customer).called(), "zone": where(customer).time_zone,
        "lang": translation.get_language(),
        "cards": [made for make in own_page.CARDS if (made := make(customer, now))],
        "languages": settings.LANGUAGES, "waiting": {
            what: date.fromisoformat(found.facts["answer_by"]) for what in requests.WHATS
            if (found := requests.waiting(customer, what))
        }, **context,
    }  # fmt: skip
    return render(request, "customers/own.html", whole, status=status)


def back(request: HttpRequest, token: str, said: str) -> HttpResponse:
    chosen = translation.get_language()
    target = f"{reverse('own', args=[token])}?said={said}&in={chosen}"
    return HttpResponseRedirect(target, status=303)


def verb(act: OwnView) -> OwnView:
    """A verb of the own page: by POST only."""

    @wraps(act)
    def asked(request: HttpRequest, token: str, customer: Customer, now: datetime) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseRedirect(reverse("own", args=[token]))
        return act(request, token, customer, now)

    return own(asked)


@verb
def names(request: HttpRequest, token: str, customer: Customer, now: datetime) -> HttpResponse:
    form = OwnNameForm(request.POST)
    if not form.is_valid():
        return page(request, token, customer, now, 422, wrong=_("Write your name first."))
    told = form.cleaned_data
    people.name(customer, told["name"], told["title"], by=customer.opaque, now=now,
                place=where(customer), key=key(request, "name"))  # fmt: skip
    return back(request, token, "kept")


@verb
def words(request: HttpRequest, token: str, customer: Customer, now: datetime) -> HttpResponse:
    """What they add: a like, a dislike, an allergy with consent, or simply a word to us."""
    form = OwnWordsForm(request.POST)
    if not form.is_valid():
        return page(request, token, customer, now, 422, wrong=_("Write a word or two first."))
    told, place = form.cleaned_data, where(customer)
    try:
        with transaction.atomic():
            if told["agreed"] and told["sort"] == "allergy":
                consents.give(customer, "sensitive", by=customer.opaque, now=now, place=place,
                              how="own_page")  # fmt: skip
            own_page.add(customer, told["sort"], told["words"], now=now, place=place,
                         key=key(request, "words"))  # fmt: skip
    except purposes.NoConsent:
        return page(request, token, customer, now, 422, typed=told["words"], wrong=_(
            "For an allergy we need your word that we may keep it: tick the box below."
        ))  # fmt: skip
    return back(request, token, "kept")


@verb
def strikes(request: HttpRequest, token: str, customer: Customer, now: datetime) -> HttpResponse:
    own_page.strike(customer, request.POST.get("mark", ""), now=now, place=where(customer))
    return back(request, token, "struck")


@verb
def agreements(request: HttpRequest, token: str, customer: Customer, now: datetime) -> HttpResponse:
    """Give or take back in one tap."""
    purpose = request.POST.get("purpose", "")
    told: dict[str, Any] = {"by": customer.opaque, "now": now, "place": where(customer)}
    try:
        if "withdraw" in request.POST:
            consents.withdraw(customer, purpose, **told)
        else:
            consents.give(customer, purpose, how="own_page", **told)
    except consents.NoSuchPurpose:
        return page(request, token, customer, now, 404)
    return back(request, token, "kept")


@verb
def asked(request: HttpRequest, token: str, customer: Customer, now: datetime) -> HttpResponse:
    """A copy of everything, or to be forgotten: a person answers, by a day that is told here."""
    try:
        requests.ask(customer, request.POST.get("what", ""), place=where(customer), now=now)
    except LookupError:
        return page(request, token, customer, now, 404)
    return back(request, token, "asked")


@verb
def goodbye(request: HttpRequest, token: str, customer: Customer, now: datetime) -> HttpResponse:
    """They are done: the address is closed, and we say goodbye as at the door."""
    place = where(customer)
    shown = {"page": own_page.read(customer, now), "house": place.called(),
             "zone": place.time_zone}  # fmt: skip
    own_page.close(customer, by=customer.opaque, now=now, place=place)
    return render(request, "customers/own_goodbye.html", shown)


@own
def photo(request: HttpRequest, token: str, customer: Customer, now: datetime) -> HttpResponse:
    picture = photos.of(customer)
    if picture is None:
        return gone(request, 404)
    return HttpResponse(bytes(picture.jpeg), content_type="image/jpeg")


def key(request: HttpRequest, name: str) -> str | None:
    sent = request.POST.get("key", "")[:64]
    return f"own:{sent}:{name}" if sent else None
