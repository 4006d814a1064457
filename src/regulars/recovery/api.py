"""Cases, to machines: what is open, one of them, a new one, and its steps in their order."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404
from ninja import Field, Router, Schema

from regulars.authority.ledger import Beyond
from regulars.authority.questions import NotSo as NotGranted
from regulars.customers.models import Customer
from regulars.moments import audit
from regulars.places.api import IDEMPOTENT, Id, Words, answers
from regulars.places.machines import MachineRequest, Problem, allowed, key_of, once
from regulars.recovery import cases, contacts, ratings, reading, steps, wishes
from regulars.recovery.models import Case
from regulars.recovery.troubles import NotSo, NotYet

recovery = Router(tags=["recovery"])
MOST_AMOUNT = 10**12


class CaseLine(Schema):
    """An open case. ``due``: when the customer must have heard from us; null while nobody waits.
    ``next`` is the step whose turn it is; ``word`` whose word there is that it is over."""

    id: int
    owner: str
    severity: str
    post: str
    opened_at: datetime
    due: datetime | None
    next: str
    word: str
    closed_at: datetime | None


class CaseTold(CaseLine):
    """One case. ``facts``, ``fault`` and ``fairness`` are left out until somebody has
    apologised."""

    words: str
    code: str
    comforted: bool
    steps: list[dict[str, Any]]
    problems: list[dict[str, Any]]
    facts: str | None = None
    fault: str | None = None
    fairness: str | None = None


class CaseGiven(Schema):
    """What went wrong, in words; whom it happened to, where, and how bad it is for them."""

    words: Annotated[Words, Field(min_length=1, max_length=2000)]
    customer: Id | None = None
    post: Annotated[Words, Field(max_length=30)] = ""
    severity: Literal["", "slight", "usual", "grave"] = ""
    exposed: bool = False


class CaseMade(Schema):
    """The case that was opened; with ``code`` its customer follows it at their own door."""

    id: int
    code: str


class ComfortGiven(Schema):
    """An apology, said to them or sent; ``on_their_side`` where whoever said it says so."""

    how: Literal["said", "sent"]
    words: Annotated[Words, Field(min_length=1, max_length=2000)]
    on_their_side: bool | None = None


class HearingGiven(Schema):
    """What they say, what they wish, and what it is about in money (minor units)."""

    their_words: Annotated[Words, Field(min_length=1, max_length=2000)]
    wish: Annotated[Words, Field(min_length=1, max_length=500)]
    disputed_amount: Annotated[int, Field(ge=0, le=MOST_AMOUNT)] | None = None


class RestitutionGiven(Schema):
    """What was owed and the extra, apart; amounts in minor units of the place's currency."""

    restitution: Annotated[Words, Field(min_length=1, max_length=500)]
    restitution_amount: Annotated[int, Field(ge=0, le=MOST_AMOUNT)] = 0
    extra: Annotated[Words, Field(max_length=500)] = ""
    extra_amount: Annotated[int, Field(ge=0, le=MOST_AMOUNT)] = 0


class RecordGiven(Schema):
    """The class of the cause, the piece of our work, what failed."""

    cause: Annotated[Words, Field(max_length=20)]
    process: Annotated[Words, Field(max_length=200)] = ""
    defect: Annotated[Words, Field(max_length=300)] = ""


class ContactGiven(Schema):
    """What they were told."""

    words: Annotated[Words, Field(min_length=1, max_length=500)]


class AnswerGiven(Schema):
    """To an unusual wish: the nearest we can do; after that, that they took it, or that it cannot
    be done."""

    answer: Literal["nearest", "taken", "refused"]
    words: Annotated[Words, Field(max_length=500)] = ""


class RatingGiven(Schema):
    """How serious it turned out to be, whether many saw it, and why that looks different now."""

    severity: Literal["slight", "usual", "grave"]
    exposed: bool
    words: Annotated[Words, Field(min_length=1, max_length=500)]


class StepMade(Schema):
    """The moment it is written in; ``warning`` where something is still to be thought of."""

    moment: int
    warning: str = ""


@recovery.get("", response=answers(list[CaseLine]), summary="What is open")
@allowed("case.own")
def opened(request: MachineRequest) -> list[dict[str, Any]]:
    """Every case not closed by its customer's word; whoever waits longest for us first."""
    return [line(each) for each in reading.open_cases(request.place, request.now)]


@recovery.get("/{int:case}", response=answers(CaseTold), exclude_unset=True, summary="One case")
@allowed("case.own")
def one(request: MachineRequest, case: Id) -> dict[str, Any]:
    sheet = reading.case(request.place, case, request.now)
    if sheet is None:
        raise Http404(str(case))
    audit.looked(request.staff.opaque, f"case:{case}", "case", request.now)
    told = {
        **line(sheet.line), "words": sheet.line.words, "code": sheet.line.code,
        "comforted": sheet.comforted,
        "steps": [{"kind": each.kind, "at": each.at, "by": each.by, "words": each.words}
                  for each in sheet.steps],
        "problems": [{"id": each.pk, "words": each.words, "reached": each.reached,
                      "missing": list(each.missing)} for each in sheet.problems],
    }  # fmt: skip
    judged = {"facts": sheet.facts, "fault": sheet.fault, "fairness": sheet.fairness}
    return {**told, **judged} if sheet.comforted else told


def line(each: reading.Line) -> dict[str, Any]:
    return {
        "id": each.pk, "owner": each.owner_name, "severity": each.severity, "post": each.post,
        "opened_at": each.opened_at, "due": each.due, "next": each.next, "word": each.word,
        "closed_at": each.closed_at,
    }  # fmt: skip


@recovery.post("", response=answers(CaseMade, 201), openapi_extra=IDEMPOTENT,
               summary="Something went wrong")  # fmt: skip
@allowed("case.own")
@once
def told(request: MachineRequest, told: CaseGiven) -> tuple[int, dict[str, Any]]:
    """Both clocks run from now on; whoever the token stands for owns it."""
    whom = customer_of(request, told.customer)
    with said():
        case = cases.open_case(
            request.place, told.words, by=request.staff, now=request.now, customer=whom,
            post=told.post, severity=told.severity, exposed=told.exposed,
            key=key_of(request, "case"),
        )  # fmt: skip
    return 201, {"id": case.pk, "code": case.code}


def customer_of(request: MachineRequest, number: int | None) -> Customer | None:
    if number is None:
        return None
    rows = Customer.objects.filter(book=request.place.book_id, erased_at=None, pk=number)
    known = rows.first()
    if known is None:
        raise Http404(str(number))
    return known


@contextmanager
def said() -> Iterator[None]:
    """Refusals of the verbs as problems of the API."""
    try:
        yield
    except NotYet as wrong:
        raise Problem(409, "not-yet", str(wrong), ((wrong.first, str(wrong)),)) from None
    except (NotSo, NotGranted) as wrong:
        raise Problem(422, "not-so", str(wrong), ((wrong.field, str(wrong)),)) from None
    except Beyond as wrong:
        raise Problem(409, "beyond", str(wrong)) from None


def of(request: MachineRequest, number: int) -> Case:
    case = Case.objects.select_related("place").filter(pk=number, place=request.place).first()
    if case is None:
        raise Http404(str(number))
    return case


def by(request: MachineRequest, verb: str) -> dict[str, Any]:
    return {"by": request.staff, "now": request.now, "key": key_of(request, verb)}


@recovery.post("/{int:case}/comfort", response=answers(StepMade, 201), openapi_extra=IDEMPOTENT,
               summary="Step 1: they were comforted")  # fmt: skip
@allowed("case.own")
@once
def comforted(request: MachineRequest, case: Id, told: ComfortGiven) -> tuple[int, dict[str, Any]]:
    with said():
        step = steps.comfort(of(request, case), **told.dict(), **by(request, "comfort"))
    return 201, {"moment": step.moment, "warning": ""}


@recovery.post("/{int:case}/hearing", response=answers(StepMade, 201), openapi_extra=IDEMPOTENT,
               summary="Step 2: it was gone over together")  # fmt: skip
@allowed("case.own")
@once
def heard(request: MachineRequest, case: Id, told: HearingGiven) -> tuple[int, dict[str, Any]]:
    with said():
        step = steps.hear(of(request, case), **told.dict(), **by(request, "hear"))
    return 201, {"moment": step.moment, "warning": ""}


@recovery.post(
    "/{int:case}/restitution", response=answers(StepMade, 201), openapi_extra=IDEMPOTENT,
    summary="Step 3: it was put right",
)  # fmt: skip
@allowed("case.own")
@once
def righted(
    request: MachineRequest, case: Id, told: RestitutionGiven
) -> tuple[int, dict[str, Any]]:
    """Amounts go through the ledger; without an extra the answer carries a warning."""
    with said():
        done = steps.put_right(of(request, case), **told.dict(), **by(request, "right"))
    return 201, {"moment": done.step.moment, "warning": done.warning}


@recovery.post("/{int:case}/record", response=answers(StepMade, 201), openapi_extra=IDEMPOTENT,
               summary="Step 4: it was written down")  # fmt: skip
@allowed("case.own")
@once
def recorded(request: MachineRequest, case: Id, told: RecordGiven) -> tuple[int, dict[str, Any]]:
    with said():
        step = steps.write_down(of(request, case), **told.dict(), **by(request, "record"))
    return 201, {"moment": step.moment, "warning": ""}


@recovery.post("/{int:case}/contacts", response=answers(StepMade, 201), openapi_extra=IDEMPOTENT,
               summary="They were told how it goes")  # fmt: skip
@allowed("case.own")
@once
def contacted(request: MachineRequest, case: Id, told: ContactGiven) -> tuple[int, dict[str, Any]]:
    """A new twenty minutes begin."""
    with said():
        contact = contacts.tell_progress(of(request, case), **told.dict(), **by(request, "told"))
    return 201, {"moment": contact.moment, "warning": ""}


ANSWERS = {"nearest": wishes.offer, "taken": wishes.take, "refused": wishes.refuse}


@recovery.post("/{int:case}/answers", response=answers(StepMade, 201), openapi_extra=IDEMPOTENT,
               summary="An unusual wish was answered")  # fmt: skip
@allowed("case.own")
@once
def answered(request: MachineRequest, case: Id, told: AnswerGiven) -> tuple[int, dict[str, Any]]:
    """Refused only after the nearest we can do was offered."""
    with said():
        row = ANSWERS[told.answer](of(request, case), words=told.words, **by(request, told.answer))
    return 201, {"moment": row.moment, "warning": ""}


@recovery.post("/{int:case}/ratings", response=answers(StepMade, 201), openapi_extra=IDEMPOTENT,
               summary="How serious it is was judged anew")  # fmt: skip
@allowed("case.own")
@once
def rated(request: MachineRequest, case: Id, told: RatingGiven) -> tuple[int, dict[str, Any]]:
    """A new record; whoever leads hears of what has become serious."""
    with said():
        row = ratings.rate(of(request, case), **told.dict(), **by(request, "rate"))
    return 201, {"moment": row.moment, "warning": ""}
