"""A return that is refused: only for a reason of the vocabulary, after the purchase was looked for
by who they are. That a slip of paper is missing is never it."""

import re
from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from regulars.authority import circumstances
from regulars.authority.models import Because, Refusal
from regulars.authority.questions import NotSo, Question
from regulars.engines import names
from regulars.moments import journal
from regulars.moments.kinds import ReturnRefused
from regulars.moments.models import Moment
from regulars.notebook import noticing
from regulars.places.models import Staff

LOOKED = ("who", "what", "when")
"""How a purchase is looked for: who they are, what it was, when."""
PAPER = re.compile(
    r"receipts?\b|\bslips?\b|\bpaper(work)?\b|\binvoice|\bticket\b|proof of purchase|\bbons?\b"
    r"|小票|收据|发票|票据|凭证|单据|凭条|无票|没票|没有票"
)
"""How one says that paper is missing; against folded words."""


def refuse(
    staff: Staff, because: str, *, looked: Collection[str], words: str = "", customer: str = "",
    purchase: int | None = None, key: str, now: datetime,
) -> Refusal:  # fmt: skip
    """Write a refusal down. Raises NotSo: for a reason outside the vocabulary, for paper, for “not
    found” where nobody looked by who they are or where there is a purchase."""
    if known := Refusal.objects.filter(key=key).first():
        return known
    ways = " ".join(one for one in LOOKED if one in set(looked))
    check(staff, because, ways, words, customer, purchase, now)
    try:
        with transaction.atomic():
            return written(staff, because, ways, words, customer, purchase, key, now)
    except (IntegrityError, journal.Again) as raced:
        if known := Refusal.objects.filter(key=key).first():
            return known
        raise raced


def check(
    staff: Staff, because: str, ways: str, words: str, customer: str, purchase: int | None,
    now: datetime,
) -> None:  # fmt: skip
    """Raises NotSo, with the field and what to do."""
    if because not in Because.values:
        raise NotSo("because", _("Choose a reason from the list. A missing slip is none: the "
                                 "purchase is found by who they are."))  # fmt: skip
    if PAPER.search(names.fold(words)):
        raise NotSo("words", _("A missing slip is no reason, and is not written down as one. Look "
                               "for the purchase by name, phone or card."))  # fmt: skip
    if purchase is not None:
        asked = Question(staff, "replacement", 0, now, customer, purchase=purchase)
        circumstances.check_purchase(asked)
    if because == Because.NOT_FOUND:
        check_looked(staff, ways, customer, purchase)
    if because == Because.GIVEN_BACK and not (
        purchase is not None and circumstances.given_back(purchase)
    ):
        raise NotSo("purchase", _("Nothing is written down as given back of that purchase."))


def check_looked(staff: Staff, ways: str, customer: str, purchase: int | None) -> None:
    """“Not found” only where it was looked for by who they are, and is not there."""
    if "who" not in ways.split():
        raise NotSo("looked", _("Look for it by who they are first: a name, a phone, the tail of "
                                "a card."))  # fmt: skip
    if purchase is not None:
        raise NotSo("purchase", _("But here it is: the purchase you name is found."))
    if customer and bought_anything(staff, customer):
        raise NotSo("because", _("They have bought here. Open their purchases and choose it."))


def bought_anything(staff: Staff, customer: str) -> bool:
    rows = Moment.objects.filter(kind="purchased", place=staff.place.pk)
    return rows.filter(subject__in=circumstances.records(customer)).exists()


def written(
    staff: Staff, because: str, ways: str, words: str, customer: str, purchase: int | None,
    key: str, now: datetime,
) -> Refusal:  # fmt: skip
    place, said = staff.place, words.strip()[:500]
    moment = journal.record(
        ReturnRefused(because=because, looked=ways), about=customer or staff.opaque, at=now,
        by=staff.opaque, place=place.pk, words=said, key=f"refused:{key}",
        secret=noticing.tells(said),
    )  # fmt: skip
    return Refusal.objects.create(
        place=place, staff=staff, customer=customer, purchase=purchase, because=because,
        looked=ways, at=now, key=key, moment=moment.pk,
    )  # fmt: skip
