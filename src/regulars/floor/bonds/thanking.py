"""Thanks for bringing somebody: said by a person within fourteen days, and without any string. The
clock reminds, and marks what came late; it thanks nobody by itself."""

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from regulars.authority import giving
from regulars.authority.questions import NotSo as Tied
from regulars.customers.bonds import circle, familiarity, pacing
from regulars.customers.bonds.circle import NotSo
from regulars.customers.models import Introduction
from regulars.customers.recognition import said
from regulars.engines import names, together
from regulars.floor.bonds import shared_words
from regulars.floor.known import Unknown
from regulars.moments import journal
from regulars.moments.deadlines import handles
from regulars.moments.kinds import ThanksLate
from regulars.moments.models import Deadline
from regulars.places import notices
from regulars.places.models import Place, Staff
from regulars.places.permissions import LEADERS

STRINGS = (
    "discount", "voucher", "coupon", "% off", "percent off", "points", "next purchase",
    "next order", "bring more", "another friend", "折", "优惠", "券", "积分", "返现", "返利",
    "下次消费", "再带", "再介绍", "满减", "红包",
)  # fmt: skip
"""What ties thanks to a purchase, a discount or to bringing more; against folded words."""


def of(place: Place, number: int) -> Introduction:
    """An introduction written at this place. Raises Unknown."""
    rows = Introduction.objects.select_related("customer", "introducer", "place", "owner")
    row = rows.filter(pk=number, place=place).first()
    if row is None:
        raise Unknown(f"introduction {number}")
    return row


def thank(
    number: int, words: str, place: Place, *, by: Staff, now: datetime, key: str | None = None
) -> Introduction:
    """Thank whoever brought somebody. Raises Unknown; NotSo where the words hold a string, tell of
    the other one without their consent, or are closer than we are."""
    row = of(place, number)
    no_strings(words)
    if found := together.alone(words):
        raise NotSo(shared_words.returned(found))
    if not pacing.fits(words, familiarity.level_of(row.introducer, place.day_of(now))):
        raise NotSo(_("That sounds closer than we are. Thank them by name, and mean it."))
    return circle.thanked(row, words, by=by, now=now, key=key)


def no_strings(words: str) -> None:
    """Raises NotSo where thanks are tied to a purchase, a discount or to bringing more."""
    try:
        giving.no_strings(words)
    except Tied as tied:
        raise NotSo(without()) from tied
    folded = names.fold(words)
    if any(names.fold(each) in folded for each in STRINGS):
        raise NotSo(without())


def without() -> str:
    return _("Thanks have no strings: nothing to buy, no discount, nobody else to bring. "
             "Leave that out.")  # fmt: skip


def offered(row: Introduction) -> str:
    """Words to begin from: with the other one's name only where they agreed."""
    name, guest = said(row.introducer).text, said(row.customer).text
    if row.may_name:
        return _("{name}, thank you for bringing {guest} to us. That means a lot.").format(
            name=name, guest=guest)  # fmt: skip
    return _("{name}, thank you for speaking well of us. That means a lot.").format(name=name)


@handles("introduction")
def due(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Four days before the end whoever is to thank is reminded; at the end it is marked late, and
    whoever leads hears of it."""
    number, what = deadline.subject.split("/")
    row = Introduction.objects.select_related("owner", "place", "introducer").filter(
        pk=int(number), thanked_at=None).first()  # fmt: skip

    def effect() -> None:
        if row is not None:
            (late if what == "late" else remind)(row, now)

    return effect


def remind(row: Introduction, now: datetime) -> None:
    for whom in owners(row):
        with translation.override(whom.reads(row.place)):
            notices.tell(
                whom, _("Somebody waits for our thanks"),
                _("A guest brought somebody to us. Thank them in the next four days."),
                reverse("thanks-owed", args=[row.place.slug]), urgent=False,
                key=f"thanks:{row.pk}:{whom.pk}", now=now,
            )  # fmt: skip


def late(row: Introduction, now: datetime) -> None:
    if row.late_at is None:
        Introduction.objects.filter(pk=row.pk).update(late_at=now)
        journal.record(ThanksLate(row.pk), about=row.introducer.opaque, at=now, by="clock",
                       place=row.place_id, key=f"thanks_late:{row.pk}")  # fmt: skip
    for whom in {one.pk: one for one in (*owners(row), *leaders(row.place))}.values():
        with translation.override(whom.reads(row.place)):
            notices.tell(
                whom, _("Thanks are late"),
                _("A guest brought somebody to us two weeks ago, and nobody has thanked them."),
                reverse("thanks-owed", args=[row.place.slug]), urgent=False,
                key=f"thanks_late:{row.pk}:{whom.pk}", now=now,
            )  # fmt: skip


def owners(row: Introduction) -> list[Staff]:
    """Whoever wrote it down; whoever leads, where they have left."""
    if row.owner is not None and row.owner.left_at is None:
        return [row.owner]
    return leaders(row.place)


def leaders(place: Place) -> list[Staff]:
    rows = Staff.objects.filter(place=place, role__in=LEADERS, left_at=None, user__is_active=True)
    return list(rows.order_by("pk"))
