"""A customer's own journey: their browser asks the house, of themselves alone.

The key is made for them by the house's own server, or on their own page; pages of the websites the
house has listed may ask (CORS). Without their consent to *online* nothing of theirs is told.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.security import HttpBearer

from regulars.anticipation.models import CustomerKey, Prompt
from regulars.anticipation.prompts import asking, keys, personal, switches
from regulars.anticipation.prompts.api import (
    Code,
    OutcomeGiven,
    OutcomeKept,
    PromptTold,
    WishGiven,
    WishKept,
    kept,
    step_of,
    told,
)
from regulars.customers.models import Customer
from regulars.customers.pace import Pace
from regulars.customers.standing import the_one
from regulars.moments import audit, clock
from regulars.places.api import Id, answers
from regulars.places.machines import Problem

GUESTS = Pace(60, 60)
STRANGERS = Pace(20, 60)
ASK_FOR_KEY = {"WWW-Authenticate": 'Bearer realm="regulars-own"'}


class OwnRequest(HttpRequest):
    """What an operation is given: whose key it is, and the instant."""

    key: CustomerKey
    customer: Customer
    now: Any


class Own(HttpBearer):
    """The key of a customer's browser."""

    def __call__(self, request: HttpRequest) -> bool:
        asking_: OwnRequest = request  # type: ignore[assignment]
        return opened(asking_)

    def authenticate(self, request: HttpRequest, token: str) -> bool:
        raise NotImplementedError  # the header is read whole by ``opened``


own = Router(tags=["own journey"], auth=Own())


def opened(request: OwnRequest) -> bool:
    """Raises Problem 401 without a living key, 429 for whoever asks too fast, 403 for a page of a
    website that is not listed."""
    kind, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    request.now = clock.now()
    found = keys.whose(secret.strip(), request.now) if kind.lower() == "bearer" else None
    pace, name = (GUESTS, str(found.pk)) if found else (
        STRANGERS, request.META.get("REMOTE_ADDR", ""))  # fmt: skip
    if not pace.within(name, request.now.timestamp()):
        raise Problem(429, "too-fast", "Too many calls in a minute. Try again in one.",
                      headers={"Retry-After": "60"})  # fmt: skip
    if found is None:
        raise Problem(401, "no-key", "Send `Authorization: Bearer` with a key made for this "
                      "customer; it may have ended.", headers=ASK_FOR_KEY)  # fmt: skip
    origin = request.headers.get("Origin", "")
    if origin and not switches.listed(origin, found.place):
        raise Problem(403, "strange-website", "The house has not listed this website.")
    request.key, request.customer = found, the_one(found.customer)
    return True


def consented(view: Callable[..., Any]) -> Callable[..., Any]:
    """Open only while they agree to it; nothing is looked at otherwise."""

    @wraps(view)
    def asked(request: OwnRequest, *args: Any, **kwargs: Any) -> Any:
        if not personal.agreed(request.customer):
            raise Problem(403, "no-consent", "They have not agreed to this. Ask them first: "
                          "show the page as everybody sees it.")  # fmt: skip
        return view(request, *args, **kwargs)

    return asked


class MeTold(Schema):
    """Who they are to us as far as they agreed: how to greet them, their language, what they told
    us they like, need or do not want, and whether prompts are on."""

    called: str
    language: str
    preferences: list[str]
    prompts: bool


@own.get("", response=answers(MeTold), summary="What the page may be fitted to")
@consented
def me(request: OwnRequest) -> dict[str, Any]:
    who = request.customer
    audit.looked(who.opaque, who.opaque, "own", request.now)
    return {
        "called": personal.name(who), "language": who.language,
        "preferences": [fact.value for fact in personal.preferences(who)],
        "prompts": switches.on(request.key.place, who),
    }  # fmt: skip


@own.post("/journeys/{str:journey}/steps/{str:step}", response=answers(PromptTold, writes=True),
          summary="What they will probably need here")  # fmt: skip
@consented
def at_step(request: OwnRequest, journey: Code, step: Code) -> dict[str, Any]:
    """Once a day for each step; where prompts are off nothing is reckoned and nothing kept."""
    place, who = request.key.place, request.customer
    row = step_of(place, journey, step)
    return told(asking.ask(who, row, place, by=who.opaque, now=request.now))


@own.post(
    "/prompts/{int:prompt}/outcome",
    response=answers(OutcomeKept, writes=True),
    summary="What they chose",
)
@consented
def chose(request: OwnRequest, prompt: Id, told: OutcomeGiven) -> dict[str, Any]:
    row = Prompt.objects.filter(pk=prompt, customer=request.customer,
                                place=request.key.place).first()  # fmt: skip
    if row is None:
        raise Http404(str(prompt))
    return kept(row, told, request.customer.opaque, request.now)


@own.put("/prompts", response=answers(WishKept, writes=True), summary="Prompts on or off")
def wish(request: OwnRequest, told: WishGiven) -> dict[str, Any]:
    """Theirs to switch at any time, agreed or not."""
    who = request.customer
    switches.switch(who, told.on, by=who.opaque, now=request.now, place=request.key.place)
    return {"on": told.on}


@own.delete(
    "/key", response=answers(None, 204), summary="Signed out: no key of theirs opens any more"
)
def signed_out(request: OwnRequest) -> tuple[int, None]:
    keys.revoke(request.customer, request.now)
    return 204, None


def shared(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the page of a listed website read the answer; the preflight is answered here."""
    origin = request.headers.get("Origin", "")
    response["Vary"] = "Origin"
    if origin and switches.listed(origin):
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Accept-Language"
        response["Access-Control-Allow-Methods"] = "GET, POST, PUT, DELETE"
        response["Access-Control-Max-Age"] = "600"
    return response
