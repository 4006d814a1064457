"""Authority, to machines: may I, what is left, give it, and a return that is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal
from uuid import uuid4

from django.http import Http404
from ninja import Field, Router, Schema

from regulars.authority import asking, giving, ledger, returns
from regulars.authority.acts import Act, Reason
from regulars.authority.asking import Answer
from regulars.authority.models import Because
from regulars.authority.questions import NotSo, Question
from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.places.api import IDEMPOTENT, Id, Words, answers
from regulars.places.machines import MachineRequest, Problem, allowed, key_of, once

authority = Router(tags=["authority"])
MOST_AMOUNT = 10**12
Amount = Annotated[int, Field(ge=0, le=MOST_AMOUNT)]
Case = Annotated[Words, Field(max_length=40, pattern=r"^(case:[0-9]{1,15})?$")]
Currency = Annotated[Words, Field(max_length=3)]


class AnswerTold(Schema):
    """The answer in one sentence, and what it holds. ``up_to`` is minor units of the place's
    currency, null without a bound; ``ask`` is whom to ask instead."""

    yes: bool
    up_to: int | None
    currency: str
    because: str
    line: str
    ask: str | None
    on_shift: bool


class RoomTold(Schema):
    """How far one may go in an act just now; ``up_to`` null without a bound."""

    act: str
    up_to: int | None


class GrantGiven(Schema):
    """What is given or promised, to whom, and why. ``amount`` and ``charge`` are minor units;
    ``mother``: no rule fits, and one would tell her (for what nobody foresaw)."""

    act: Act
    amount: Amount = 0
    reason: Reason
    customer: Id | None = None
    case: Case = ""
    thing: Annotated[Words, Field(max_length=120)] = ""
    count: Annotated[int, Field(ge=1, le=1000)] = 1
    purchase: Id | None = None
    currency: Currency = ""
    charge: Amount = 0
    words: Annotated[Words, Field(max_length=300)] = ""
    promise: bool = False
    mother: bool = False


class EntryMade(Schema):
    """The line of the ledger and its moment."""

    id: int
    moment: int


class RefusalGiven(Schema):
    """A return that is refused: ``looked`` is how the purchase was looked for. That paper is
    missing is no reason, in no field."""

    because: Because
    looked: list[Literal["who", "what", "when"]] = []
    customer: Id | None = None
    purchase: Id | None = None
    words: Annotated[Words, Field(max_length=300)] = ""


@contextmanager
def said() -> Iterator[None]:
    """Refusals of the verbs as problems of the API."""
    try:
        yield
    except NotSo as wrong:
        raise Problem(422, "not-so", str(wrong), ((wrong.field, str(wrong)),)) from None
    except ledger.Beyond as wrong:
        raise Problem(409, "beyond", str(wrong)) from None


def opaque_of(request: MachineRequest, number: int | None) -> str:
    """A customer of this place's book as the ledger names them. Raises Http404."""
    if number is None:
        return ""
    rows = Customer.objects.select_related("merged_into")
    known = rows.filter(book=request.place.book_id, erased_at=None, pk=number).first()
    if known is None:
        raise Http404(str(number))
    return the_one(known).opaque


@authority.get("/may-i", response=answers(AnswerTold), summary="May I?")
@allowed("authority.use")
def may_i(
    request: MachineRequest, act: Act, amount: Amount = 0, reason: Reason | None = None,
    customer: Id | None = None, case: Case = "",
    thing: Annotated[Words, Field(max_length=120)] = "",
    count: Annotated[int, Field(ge=1, le=1000)] = 1, purchase: Id | None = None,
    currency: Currency = "",
) -> dict[str, Any]:  # fmt: skip
    """Nothing is written and nothing promised: the room there is, or whom to ask, just now."""
    with said():
        found = asking.answer(Question(
            request.staff, act, amount, request.now, opaque_of(request, customer), case, thing,
            count, reason or "", purchase, currency,
        ))  # fmt: skip
    return told_of(found, request.place.currency)


def told_of(found: Answer, currency: str) -> dict[str, Any]:
    return {
        "yes": found.yes, "up_to": found.up_to, "currency": currency, "because": found.because,
        "line": found.line, "ask": found.ask.name if found.ask else None,
        "on_shift": found.on_shift,
    }  # fmt: skip


@authority.get("/balance", response=answers(list[RoomTold]), summary="What is mine to decide")
@allowed("authority.see")
def balance(request: MachineRequest) -> list[dict[str, Any]]:
    """Every act somebody like this token may decide now, with how much is left at once."""
    found = ledger.balance(request.staff, request.now)
    return [{"act": act, "up_to": up_to} for act, up_to in found.items()]


@authority.post("/grants", response=answers(EntryMade, 201), openapi_extra=IDEMPOTENT,
                summary="Give it, or promise it")  # fmt: skip
@allowed("authority.use")
@once
def given(request: MachineRequest, told: GrantGiven) -> tuple[int, dict[str, Any]]:
    """Within the limits it stands at once; beyond them a 409 names whom to ask. Nothing is
    overspent, nothing is given twice under one key."""
    with said():
        entry = written(request, told)
    return 201, {"id": entry.pk, "moment": entry.moment}


def written(request: MachineRequest, told: GrantGiven) -> Any:
    key = key_of(request, "grant") or f"api:{uuid4().hex}"
    whom = opaque_of(request, told.customer)
    if told.act == Act.GESTURE:
        giving.no_strings(f"{told.thing} {told.words}", told.purchase)
    if told.act == Act.UNFORESEEN and not told.promise:
        return giving.as_for_her(
            request.staff, told.words or told.thing, would_tell=told.mother, amount=told.amount,
            customer=whom, case=told.case, key=key, now=request.now,
        )  # fmt: skip
    verb = ledger.promise if told.promise else ledger.give
    return verb(
        request.staff, told.act, told.amount, reason=told.reason, words=told.words, customer=whom,
        case=told.case, key=key, now=request.now, thing=told.thing, count=told.count,
        purchase=told.purchase, currency=told.currency, charge=told.charge,
    )  # fmt: skip


@authority.post("/refusals", response=answers(EntryMade, 201), openapi_extra=IDEMPOTENT,
                summary="A return that is refused")  # fmt: skip
@allowed("authority.use")
@once
def refused(request: MachineRequest, told: RefusalGiven) -> tuple[int, dict[str, Any]]:
    """Only for a reason of the list, after the purchase was looked for by who they are."""
    key = key_of(request, "refusal") or f"api:{uuid4().hex}"
    with said():
        kept = returns.refuse(
            request.staff, told.because, looked=told.looked, words=told.words,
            customer=opaque_of(request, told.customer), purchase=told.purchase, key=key,
            now=request.now,
        )  # fmt: skip
    return 201, {"id": kept.pk, "moment": kept.moment}
