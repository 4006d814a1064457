"""What customers say is right, as they say it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.floor.models import Expectation
from regulars.floor.standards import touchpoints
from regulars.moments import journal
from regulars.moments.kinds import Expects
from regulars.places.models import Place, Staff
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import again

MOST = 60 * 24 * 366


@transaction.atomic
def say(
    place: Place, touchpoint: str, minutes: int, *, by: Staff, now: datetime,
    customer: Customer | None = None, key: str | None = None,
) -> Expectation:  # fmt: skip
    """Somebody said that so many minutes are right there. Raises NotSo."""
    if known := again(Expectation, key, place=place.pk):
        return known
    touchpoints.check(touchpoint, touchpoints.names(place))
    if not 0 <= minutes <= MOST:
        raise NotSo("minutes", _("How many minutes did they say? From none to a year."))
    told = journal.record(
        Expects(touchpoint=touchpoint, minutes=minutes),
        about=customer.opaque if customer else f"place:{place.pk}", at=now, by=by.opaque,
        place=place.pk, key=key,
    )  # fmt: skip
    return Expectation.objects.create(
        place=place, customer=customer, touchpoint=touchpoint, minutes=minutes, at=now,
        moment=told.pk,
    )  # fmt: skip


def of(place: Place, touchpoint: str, customer: Customer | None) -> int | None:
    """What this very customer said last; None where they said nothing."""
    if customer is None:
        return None
    rows = Expectation.objects.filter(place=place, touchpoint=touchpoint, customer=customer)
    return rows.values_list("minutes", flat=True).first()
