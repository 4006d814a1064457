"""Before they come, to machines: a booking page asks at once, and shows what to bring."""

from typing import Annotated, Any, Literal

from django.http import Http404
from django.utils.translation import get_language
from ninja import Field, Router, Schema

from regulars.anticipation.journeys import conditions, services, tongues, wording
from regulars.anticipation.journeys.services import NotSo
from regulars.customers.api import look
from regulars.customers.models import Booking
from regulars.customers.standing import the_one
from regulars.places.api import IDEMPOTENT, Id, answers
from regulars.places.machines import MachineRequest, Problem, allowed, key_of, once

before = Router(tags=["bookings"])


class QuestionTold(Schema):
    """A yes-or-no question; with yes show ``instead``, never a bare no. ``answered`` says that it
    was answered, never what: that stays in the house. A ``sensitive`` answer is kept only with
    ``agreed``."""

    id: int
    asks: str
    instead: str
    sensitive: bool
    answered: bool


class BeforeTold(Schema):
    """What to tell whoever booked this, in the language asked for, and what to ask them."""

    bring: list[str]
    questions: list[QuestionTold]


class AnswerGiven(Schema):
    question: Annotated[int, Field(ge=1, le=2**53)]
    said: Literal["yes", "no"]
    agreed: bool = False


class AnswerKept(Schema):
    """It was written down. What to offer after a yes stands with the question."""

    question: int


def booking_of(request: MachineRequest, number: int) -> Booking:
    rows = Booking.objects.select_related("customer__merged_into", "place")
    found = rows.filter(pk=number, place=request.place, customer__erased_at=None).first()
    if found is None:
        raise Http404(str(number))
    return found


@before.get("/{int:booking}/before", response=answers(BeforeTold), summary="Before they come")
@allowed("before.see")
def to_tell(request: MachineRequest, booking: Id) -> dict[str, Any]:
    """The checklist and the questions of a booking."""
    row, language = booking_of(request, booking), get_language() or "en"
    look(request, the_one(row.customer), "api")
    kinds = services.of_booking(row)
    return {
        "bring": list(wording.items(kinds, language)),
        "questions": [
            {"id": line.condition.pk, "asks": tongues.told(line.condition.asks, language),
             "instead": tongues.told(line.condition.instead, language),
             "sensitive": line.condition.sensitive, "answered": not line.open}
            for line in conditions.lines(row, kinds)
        ],
    }  # fmt: skip


@before.post("/{int:booking}/answers", response=answers(AnswerKept, 201),
             openapi_extra=IDEMPOTENT, summary="They answered a question")  # fmt: skip
@allowed("before.write")
@once
def answered(
    request: MachineRequest, booking: Id, told: AnswerGiven
) -> tuple[int, dict[str, Any]]:  # fmt: skip
    row = booking_of(request, booking)
    condition = conditions.of(row, told.question)
    if condition is None:
        words = "This booking has no such question. Ask for its questions first."
        raise Problem(422, "invalid", words, (("question", words),))
    try:
        conditions.answer(
            row, condition, told.said, how="api", by=request.staff.opaque, now=request.now,
            agreed=told.agreed, key=key_of(request, "answer"),
        )  # fmt: skip
    except NotSo as wrong:
        raise Problem(422, "invalid", str(wrong), ((wrong.field, str(wrong)),)) from wrong
    return 201, {"question": condition.pk}
