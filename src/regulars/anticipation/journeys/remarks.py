"""Beside a booking on the day's list: how many questions are still to be asked of it."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import ngettext

from regulars.anticipation.journeys import conditions, services
from regulars.customers.beforehand import Remark, remarker
from regulars.customers.models import Booking
from regulars.places.models import Place


@remarker
def to_ask(place: Place, rows: Sequence[Booking]) -> Mapping[int, Remark]:
    """Whoever writes the booking down asks at once: this is the first contact."""
    known = [each for each in services.here(place) if services.asked_of(each)]
    if not known:
        return {}
    page = reverse("before", args=[place.slug])
    open_ones = {
        pk: sum(line.open for line in lines)
        for pk, lines in conditions.lines_of(rows, known).items()
    }
    return {pk: Remark(words(n), page, f"b{pk}", at_once=True) for pk, n in open_ones.items() if n}


def words(n: int) -> str:
    return ngettext("{n} question to ask", "{n} questions to ask", n).format(n=n)
