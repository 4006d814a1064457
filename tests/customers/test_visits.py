"""How many-th time this is."""

from datetime import timedelta

import pytest

from regulars.customers import visits
from regulars.customers.models import Tally
from tests import cast as casting
from tests.cast import MORNING, TODAY, Cast


@pytest.mark.mission("CU04", "FL05")
def test_the_sixth_visit_hopes_for_the_seventh(cast: Cast) -> None:
    """Five earlier days make today's visit the sixth, and goodbye names the seventh."""
    casting.regular(cast.yu, cast.place, 30, 5)
    arrived = visits.arrive(cast.yu, cast.place, by=cast.clerk.opaque, now=MORNING)
    left = visits.depart(
        cast.yu, cast.place, by=cast.clerk.opaque, now=MORNING + timedelta(hours=1)
    )
    assert arrived.facts["ordinal"] == 6
    assert (left.facts["ordinal"], left.facts["hoped_for"]) == (6, 7)


@pytest.mark.mission("CU04")
def test_visits_are_counted_here_and_across_the_chain(cast: Cast) -> None:
    """Each place counts its own days; the brand counts them all."""
    casting.regular(cast.yu, cast.place, 30, 3)
    visits.count_visit(cast.yu, cast.elsewhere, TODAY)
    count = visits.count(cast.yu, cast.place)
    assert (count.here, count.anywhere) == (3, 4)


def test_a_day_is_one_visit_however_often_they_come_in(cast: Cast) -> None:
    """A second arrival and a till visit on the same day add nothing."""
    first = visits.arrive(cast.yu, cast.place, by=cast.clerk.opaque, now=MORNING)
    again = visits.arrive(
        cast.yu, cast.place, by=cast.clerk.opaque, now=MORNING + timedelta(hours=5)
    )
    visits.count_visit(cast.yu, cast.place, TODAY)
    assert again.pk == first.pk
    assert Tally.objects.get(customer=cast.yu).visits == 1


def test_the_day_ends_at_the_places_own_midnight(cast: Cast) -> None:
    """23:59 and 00:01 in Shanghai are two visits, though one day in UTC."""
    before = cast.place.start_of(TODAY) - timedelta(minutes=1)
    visits.arrive(cast.yu, cast.place, by=cast.clerk.opaque, now=before)
    after = visits.arrive(
        cast.yu, cast.place, by=cast.clerk.opaque, now=before + timedelta(minutes=2)
    )
    assert after.facts["ordinal"] == 2
