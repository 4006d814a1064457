"""What is asked: who, what, how much, for whom; checked before anything is looked up."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from regulars.authority.acts import MEANS, NEVER_CHARGED, Act, Reason
from regulars.places.models import Staff

MOST_THINGS = 1000


class NotSo(ValueError):
    """What was asked cannot be: ``field`` says which part, the message why and what to do."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


@dataclass(frozen=True)
class Question:
    """One question of one person. ``customer`` and ``case`` are opaque or empty; ``thing`` is what
    it is in kind, in words; ``purchase`` the moment of the basket it is about."""

    staff: Staff
    act: str
    amount: int
    now: datetime
    customer: str = ""
    case: str = ""
    thing: str = ""
    count: int = 1
    reason: str = ""
    purchase: int | None = None
    currency: str = ""
    charge: int = 0

    @property
    def day(self) -> date:
        """The place's own day."""
        return self.staff.place.day_of(self.now)

    @property
    def said(self) -> frozenset[str]:
        """The conditions that the reason says to be so."""
        return MEANS.get(self.reason, frozenset())


def check(asked: Question) -> None:
    """Raises NotSo for what cannot be, whoever asks it."""
    if asked.act not in Act.values:
        raise NotSo("act", _("Choose what you want to do."))
    if asked.reason and asked.reason not in Reason.values:
        raise NotSo("reason", _("Choose why you do it."))
    if asked.amount < 0:
        raise NotSo("amount", _("An amount cannot be less than nothing. Write it without a minus."))
    if not 0 < asked.count <= MOST_THINGS:
        raise NotSo("count", _("Give at least one, and no more than a thousand."))
    check_currency(asked)
    check_charge(asked)
    check_strings(asked)


def check_strings(asked: Question) -> None:
    """A gift that hangs on a purchase, or has a price, is a discount."""
    if asked.act == Act.GESTURE and (asked.purchase is not None or asked.charge):
        raise tied()


def tied() -> NotSo:
    return NotSo("purchase", _("A gift tied to a purchase is no gift. Take it off the bill "
                               "instead, or give it without the purchase."))  # fmt: skip


def check_currency(asked: Question) -> None:
    ours = asked.staff.place.currency
    if asked.currency not in ("", ours):
        words = _("Limits here are in {ours}, not in {theirs}. Write the amount in {ours}.")
        raise NotSo("currency", words.format(ours=ours, theirs=asked.currency))


def check_charge(asked: Question) -> None:
    if asked.charge < 0:
        raise NotSo("charge", _("An amount cannot be less than nothing. Write it without a minus."))
    if asked.charge and asked.act == Act.FIRST_AID:
        raise NotSo("charge", _("First aid is never charged to anybody. Leave the charge out."))
    if asked.charge and asked.reason in NEVER_CHARGED:
        words = _("What puts our own mistake right is never charged. Leave the charge out.")
        raise NotSo("charge", words)
