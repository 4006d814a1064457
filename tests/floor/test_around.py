"""Who is here and who is due, by which recognition ranks."""

from datetime import timedelta

import pytest

from regulars.customers import bookings, merging, people, visits
from regulars.floor import around
from regulars.moments import clock
from tests.cast import Cast

DAY = timedelta(days=1)


def test_who_sleeps_here_since_yesterday_is_here_until_they_left(cast: Cast) -> None:
    """A stay from the day before yesterday until tomorrow; one that ended is not. The goodbye."""
    now = clock.now()
    start, _end = cast.place.hours_of(cast.place.day_of(now))
    for customer, until in ((cast.yu, now + DAY), (cast.wang, start - timedelta(hours=1))):
        begins = start - 2 * DAY
        bookings.book(cast.place, customer, begins, ends_at=until, by="staff:1", now=begins)
    assert around.read(cast.place, now) == (frozenset({cast.yu.pk}), frozenset())
    visits.depart(cast.yu, cast.place, by="staff:1", now=now)
    assert around.read(cast.place, now) == (frozenset(), frozenset())


@pytest.mark.mission("CU05")
def test_a_merged_record_counts_as_the_one_that_stands(cast: Cast) -> None:
    """Mr Yu came under his other record, and is due under his own: he is here, and once."""
    now = clock.now()
    other = people.introduce(cast.place, name="余建平", handles=[("phone", "15400001208")])
    visits.arrive(other, cast.place, by="staff:1", now=now)
    start, _end = cast.place.hours_of(cast.place.day_of(now))
    bookings.book(cast.place, cast.yu, start, by="staff:1", now=now)
    merging.merge(cast.yu, other, by="staff:1", now=now)
    assert around.read(cast.place, now) == (frozenset({cast.yu.pk}), frozenset())
