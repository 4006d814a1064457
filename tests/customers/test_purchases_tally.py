"""Visits are days on which a customer bought or was met, counted once."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.customers import purchases, tally, visits
from regulars.customers.models import Handle, Tally
from tests.cast import Cast
from tests.customers.test_purchases import NOW, file_of

HEADER = "customer,occurred_at,item,basket\n"
SALE = st.tuples(st.sampled_from("abc"), st.integers(0, 60))


def count(customer: int) -> tuple[int, date | None, date | None]:
    return Tally.objects.values_list("visits", "first_on", "last_on").get(customer=customer)


def test_a_day_counts_once_whether_the_till_or_a_person_saw_the_customer(
    cast: Cast, tmp_path: Path
) -> None:
    """Met and bought on one day, in either order, is one visit; other days count."""
    Handle.objects.create(customer=cast.yu, book=cast.place, kind="till", value="yu")
    visits.arrive(cast.yu, cast.place, by="staff:1", now=NOW - timedelta(days=2))
    sales = HEADER + "yu,2026-03-22 18:00,tea,1\nyu,2026-03-24 08:00,tea,2\nyu,2026-01-05,tea,3\n"
    purchases.take_in(file_of(tmp_path, sales), cast.place, NOW, by="staff:1")
    visits.arrive(cast.yu, cast.place, by="staff:1", now=NOW)
    expected = (3, date(2026, 1, 5), date(2026, 3, 24))
    assert count(cast.yu.pk) == expected
    tally.recount(cast.place, [cast.yu.pk])
    assert count(cast.yu.pk) == expected


def test_days_are_the_places_own(cast: Cast, tmp_path: Path) -> None:
    """Half past eleven at night and half past midnight in Shanghai are two days, one in UTC."""
    sales = HEADER + "c,2026-03-01 23:30,tea,1\nc,2026-03-02 00:30,tea,2\n"
    purchases.take_in(file_of(tmp_path, sales), cast.place, NOW, by="staff:1")
    who = Handle.objects.get(value="c").customer_id
    assert count(who) == (2, date(2026, 3, 1), date(2026, 3, 2))


def test_recounting_mends_a_wrong_count_and_leaves_others_alone(cast: Cast, tmp_path: Path) -> None:
    """Whatever stood there, the journal decides; who never came is counted as such."""
    purchases.take_in(
        file_of(tmp_path, HEADER + "c,2026-03-01,tea,1\n"), cast.place, NOW, by="staff:1"
    )
    who = Handle.objects.get(value="c").customer_id
    Tally.objects.filter(customer=who).update(visits=99, last_on=date(2026, 3, 9))
    Tally.objects.create(customer=cast.wang, place=cast.place, visits=7)
    Tally.objects.create(customer=cast.yu, place=cast.elsewhere, visits=5)
    tally.recount(cast.place, [who, cast.wang.pk])
    assert count(who) == (1, date(2026, 3, 1), date(2026, 3, 1))
    assert count(cast.wang.pk) == (0, None, None)
    assert count(cast.yu.pk) == (5, None, None)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(SALE, min_size=1, max_size=9), min_size=1, max_size=3))
def test_counting_file_by_file_equals_counting_anew(
    cast: Cast, tmp_path: Path, files: list[list[tuple[str, int]]]
) -> None:
    """The count that each import adds up is the one that the whole journal gives."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for rows in files:
        lines = [
            f"{who},{start + timedelta(hours=7 * n):%Y-%m-%d %H:%M}Z,tea,\n" for who, n in rows
        ]
        file = file_of(tmp_path, HEADER + "".join(lines))
        purchases.take_in(file, cast.place, NOW, by="staff:1")
    before = list(Tally.objects.order_by("pk").values_list())
    tally.recount(cast.place, [row[1] for row in before])
    assert list(Tally.objects.order_by("pk").values_list()) == before
