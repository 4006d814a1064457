"""The five kinds of lists that can be taken in, and how each is: one table for both doors."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.customers import intakes, purchases
from regulars.customers.models import Booking, Title
from regulars.moments.intake import Field, Report
from regulars.places import shift_intake
from regulars.places.models import Place
from regulars.site import rounds

Words = Promise | str


@dataclass(frozen=True)
class Kind:
    """``regional`` lists may hold phone numbers, ``by_line`` ones identical lines that count."""

    code: str
    name: Words
    what: Words
    icon: str
    fields: Callable[[Place, str], tuple[Field, ...]]
    taking: Callable[..., Report]
    trying: Callable[..., Report]
    regional: bool = False
    by_line: bool = False


def listed(code: str) -> dict[str, Any]:
    return {
        "fields": lambda place, region: intakes.fields(code, place, region),
        "taking": partial(intakes.take_in, code),
        "trying": partial(intakes.rehearse, code),
        "regional": True,
    }


KINDS = {kind.code: kind for kind in (
    Kind("customers", _("Customers"), _("who they are: name, phone, card, birthday"), "people",
         **listed("customers")),
    Kind("purchases", _("Purchases"), _("what the till sold, a line for each item"), "receipt",
         lambda place, _region: purchases.fields(place.currency),
         purchases.take_in, purchases.rehearse, by_line=True),
    Kind("visits", _("Visits"), _("who came when, and when they left"), "walk", **listed("visits")),
    Kind("bookings", _("Bookings"), _("who has said that they will come"), "clock",
         **listed("bookings")),
    Kind("shifts", _("Shifts"), _("which of you is on, and where"), "chair",
         lambda _place, _region: shift_intake.fields(),
         shift_intake.take_in, shift_intake.rehearse),
)}  # fmt: skip

FIELDS: dict[str, Words] = {
    "customer": pgettext_lazy("column", "Their number"),
    "code": pgettext_lazy("column", "Number"),
    "card": _("Card"),
    "name": _("Name"),
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "reading": _("How it is said"),
    "title": _("How they like to be addressed"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "birthday": _("Birthday"),
    "language": _("Language"),
    "household": _("How many live there"),
    "address": _("Address"),
    "note": pgettext_lazy("column", "Note"),
    "occurred_at": pgettext_lazy("column", "When"),
    "item": _("What was bought"),
    "quantity": _("How many"),
    "amount": _("Paid"),
    "basket": _("Receipt"),
    "category": _("Category"),
    "line": _("Number of the line"),
    "arrived_at": pgettext_lazy("column", "Came"),
    "left_at": pgettext_lazy("column", "Left"),
    "touchpoint": _("Post"),
    "party": _("How many people"),
    "starts_at": pgettext_lazy("column", "Begins"),
    "ends_at": pgettext_lazy("column", "Ends"),
    "where": _("Room, table or chair"),
    "aim": _("What they come for"),
    "state": pgettext_lazy("column", "State"),
    "staff": _("Who is on"),
    "post": _("Post"),
}


VALUES: dict[str, dict[str, Words]] = {
    "title": dict(Title.choices),
    "language": dict(settings.LANGUAGES),
    "state": dict(Booking.State.choices),
}
"""Words for what is kept as a code."""


def take_in(kind: Kind, path: Path, place: Place, now: datetime, **told: Any) -> Report:
    """Take a file in; what is new is on today's board at the clock's next tick. Raises Trouble."""
    report = kind.taking(path, place, now, **told)
    if report.new or report.changed:
        rounds.look_ahead_soon(place, now)
    return report
