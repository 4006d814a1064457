"""The extra of a case, chosen by the customer from what was offered openly."""

from django.db import transaction

from regulars.authority import remedies
from regulars.authority.models import Entry
from regulars.authority.questions import NotSo
from regulars.places.doors import StaffRequest
from regulars.recovery import steps
from regulars.recovery.answers import by, text
from regulars.recovery.models import Case
from regulars.recovery.steps import EXTRA, PutRight


def menu(case: Case, request: StaffRequest) -> remedies.Menu:
    """What this colleague may offer them now for the extra."""
    return remedies.menu(request.staff, request.now, customer=customer_of(case), case=case.opaque)


def customer_of(case: Case) -> str:
    return f"customer:{case.customer_id}" if case.customer_id else ""


@transaction.atomic
def put_right(request: StaffRequest, case: Case, owed: int, extra_amount: int) -> PutRight:
    """Step three, with what they chose from the menu as the extra, and the menu written down.

    A thing they chose is the extra by its name and cost where nothing else is typed. Raises what
    ``steps.put_right`` and ``remedies.note`` raise: then nothing is kept.
    """
    choice = remedies.picked(text(request, "shown", 200), text(request, "took", 20))
    thing = remedies.chosen(case.place, choice, customer_of(case))
    extra = text(request, "extra", 300)
    if choice.took == remedies.OWN and not extra:
        raise NotSo("extra", remedies.say_what())
    if thing is not None:
        extra, extra_amount = extra or thing.called(), extra_amount or thing.cost
    done = steps.put_right(
        case, restitution=text(request, "restitution", 300), extra=extra, restitution_amount=owed,
        extra_amount=extra_amount, **by(request, f"right:{case.pk}"),
    )  # fmt: skip
    remedies.note(
        request.staff, choice, customer=customer_of(case), case=case.opaque,
        entry=Entry.objects.filter(key=f"case-step:{done.step.pk}:{EXTRA}").first(),
        key=f"case-step:{done.step.pk}", now=request.now,
    )  # fmt: skip
    return done
