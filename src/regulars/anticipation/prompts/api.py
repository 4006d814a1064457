"""Prompts, to machines: a till or a shop's server asks at each step and tells what came of it."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404
from ninja import Field, Router, Schema

from regulars.anticipation.journeys.services import NotSo
from regulars.anticipation.models import JourneyStep, Prompt
from regulars.anticipation.prompts import asking, keys, measuring, steps, switches
from regulars.customers.api import known, look
from regulars.places.api import Id, Words, answers
from regulars.places.machines import MachineRequest, Problem, allowed

prompts = Router(tags=["journeys"])
Code = Annotated[Words, Field(min_length=1, max_length=40)]


class RateTold(Schema):
    """Of ``n`` prompts whose outcome was told, the share taken with its 95 % interval, beside what
    the simple rule would have got on the same occasions; null where ``n`` is too small."""

    n: int
    right: float | None
    low: float | None
    high: float | None
    simple: float | None


class StepTold(Schema):
    code: str
    name: str
    rate: RateTold


class JourneyTold(Schema):
    code: str
    name: str
    steps: list[StepTold]


class PromptAsked(Schema):
    customer: Id
    journey: Code
    step: Code


class PromptTold(Schema):
    """The likely next need, with its chance beside the simple rule's; ``why_none`` says why there
    is none: ``not_yet`` (too little is known) or ``off``."""

    id: int | None = None
    need: str = ""
    name: str = ""
    reason: str = ""
    chance: float | None = None
    simple: str = ""
    simple_chance: float | None = None
    why_none: Literal["", "off", "not_yet"] = ""


class OutcomeGiven(Schema):
    """``taken``; ``other`` with the code of the need they took instead, where it is known;
    ``nothing``."""

    outcome: Literal["taken", "other", "nothing"]
    took: Annotated[Words, Field(max_length=120)] = ""


class OutcomeKept(Schema):
    id: int
    outcome: str


class WishGiven(Schema):
    """Whether this customer wants prompts."""

    on: bool


class WishKept(Schema):
    on: bool


class KeyMade(Schema):
    """For the customer's own browser, shown only now."""

    key: str
    expires_at: datetime


@prompts.get("/journeys", response=answers(list[JourneyTold]), summary="Flows and their hit rates")
@allowed("prompt.see")
def journeys(request: MachineRequest) -> list[dict[str, Any]]:
    rates = measuring.rates(request.place)
    return [
        {"code": row.code, "name": row.called(), "steps": [
            {"code": step.code, "name": step.called(), "rate": rate_told(rates.get(step.pk))}
            for step in row.steps.all()
        ]}
        for row in steps.here(request.place)
    ]  # fmt: skip


def rate_told(rate: measuring.Rate | None) -> dict[str, Any]:
    if rate is None or not rate.enough:
        return {"n": rate.n if rate else 0, "right": None, "low": None, "high": None,
                "simple": None}  # fmt: skip
    ours = rate.ours
    return {"n": rate.n, "right": ours.point, "low": ours.low, "high": ours.high,
            "simple": rate.simple.point}  # fmt: skip


def step_of(place: Any, journey: str, step: str) -> JourneyStep:
    found = steps.step_of(place, journey, step)
    if found is None:
        words = "There is no such step here. Ask for the journeys first."
        raise Problem(422, "invalid", words, (("step", words),))
    return found


def told(row: Prompt | str) -> dict[str, Any]:
    """As it is answered: codes for machines, words in the language asked for."""
    if isinstance(row, str):
        return {"why_none": row}
    return {
        "id": row.pk, "need": row.need.code, "name": row.need.spoken(),
        "reason": asking.said(row), "chance": round(row.chance, 3),
        "simple": row.naive.code if row.naive else "",
        "simple_chance": None if row.naive_share is None else round(row.naive_share, 3),
    }  # fmt: skip


@prompts.post("/prompts", response=answers(PromptTold, writes=True), summary="The likely next need")
@allowed("prompt.use")
def prompted(request: MachineRequest, told_: PromptAsked) -> dict[str, Any]:
    """Once a day for each customer and step: asked again, it is the same prompt."""
    who = known(request, told_.customer)
    step = step_of(request.place, told_.journey, told_.step)
    found = asking.ask(who, step, request.place, by=request.staff.opaque, now=request.now)
    if found != asking.OFF:
        look(request, who, "api")
    return told(found)


@prompts.post("/prompts/{int:prompt}/outcome", response=answers(OutcomeKept, writes=True),
              summary="What came of it")  # fmt: skip
@allowed("prompt.use")
def ended(request: MachineRequest, prompt: Id, told: OutcomeGiven) -> dict[str, Any]:
    """The first answer stands."""
    row = Prompt.objects.filter(pk=prompt, place=request.place).first()
    if row is None:
        raise Http404(str(prompt))
    return kept(row, told, request.staff.opaque, request.now)


def kept(row: Prompt, told: OutcomeGiven, by: str, now: datetime) -> dict[str, Any]:
    try:
        row = asking.end(row, told.outcome, told.took, by=by, now=now)
    except NotSo as wrong:
        raise Problem(422, "invalid", str(wrong), ((wrong.field, str(wrong)),)) from wrong
    return {"id": row.pk, "outcome": str(row.outcome)}


@prompts.put("/customers/{int:customer}/prompts", response=answers(WishKept, writes=True),
             summary="They want prompts, or none")  # fmt: skip
@allowed("prompt.use")
def wished(request: MachineRequest, customer: Id, told: WishGiven) -> dict[str, Any]:
    who = known(request, customer)
    switches.switch(who, told.on, by=request.staff.opaque, now=request.now, place=request.place)
    return {"on": told.on}


@prompts.post("/customers/{int:customer}/key", response=answers(KeyMade, writes=True),
              summary="A key for their own browser")  # fmt: skip
@allowed("prompt.use")
def key_made(request: MachineRequest, customer: Id) -> dict[str, Any]:
    """Give it to the page of whoever has signed in with you, and to nobody else."""
    who = known(request, customer)
    row, secret = keys.make(who, request.place, by=request.staff.opaque, now=request.now)
    return {"key": secret, "expires_at": row.expires_at}
