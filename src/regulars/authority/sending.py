"""What is beyond somebody's limits goes up at once, and whoever was asked is told."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from regulars.authority import asking, ledger
from regulars.authority.models import Entry
from regulars.authority.questions import Question
from regulars.places import notices
from regulars.places.models import Staff


@transaction.atomic
def send_up(asked: Question, *, words: str, key: str) -> Entry:
    """Write that it was asked, and tell whom the answer named. Raises NotSo."""
    found = asking.answer(asked)
    entry = ledger.ask(
        asked.staff, asked.act, asked.amount, whom=found.ask, reason=asked.reason, words=words,
        customer=asked.customer, case=asked.case, key=key, now=asked.now, thing=asked.thing,
        count=asked.count, purchase=asked.purchase, currency=asked.currency,
    )  # fmt: skip
    if found.ask is not None:
        tell(found.ask, asked, entry)
    return entry


def tell(whom: Staff, asked: Question, entry: Entry) -> None:
    """In their language, without a customer's name."""
    with override(whom.reads(asked.staff.place)):
        subject = _("{name} asks you to decide something").format(name=asked.staff.name)
        line = _("{name} asks for your word, with the guest still there.")
    notices.tell(
        whom, subject, line.format(name=asked.staff.name),
        reverse("authority", args=[asked.staff.place.slug]), urgent=False,
        key=f"authority:{entry.pk}", now=asked.now,
    )  # fmt: skip
