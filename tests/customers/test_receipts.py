"""A purchase is found without a receipt."""

from datetime import timedelta

import pytest

from regulars.customers import receipts
from tests.cast import TODAY, Cast, bought


@pytest.mark.mission("CU02")
@pytest.mark.parametrize("who", ["1208", "余建平", "yjp"])
def test_a_basket_is_found_by_who_it_was_what_it_was_and_when(cast: Cast, who: str) -> None:
    """Phone tail or name, an item in either language and a range of days give the one basket."""
    long_ago = bought(cast.yu, cast.place, TODAY - timedelta(days=90), cast.tea)
    wanted = bought(cast.yu, cast.place, TODAY - timedelta(days=3), cast.tea, cast.rice)
    bought(cast.yu, cast.place, TODAY - timedelta(days=2), cast.rice)
    bought(cast.wang, cast.place, TODAY - timedelta(days=3), cast.tea)
    week = TODAY - timedelta(days=7)
    for item in ("茶", "Tea", "te"):
        (found,) = receipts.find(cast.place, who, item, since=week, until=TODAY)
        assert (found.moment, found.customer, found.total) == (wanted.pk, cast.yu, 1000)
        assert sorted((line.name, line.asked) for line in found.lines) == [
            ("rice", False), ("tea", True)]  # fmt: skip
    every = receipts.find(cast.place, who, "tea")
    assert [each.moment for each in every] == [wanted.pk, long_ago.pk]


def test_the_last_day_of_the_range_counts_whole(cast: Cast) -> None:
    """A basket late on the last day is inside it, by the place's own clock."""
    late = bought(cast.yu, cast.place, TODAY, cast.tea, hour=23)
    (found,) = receipts.find(cast.place, "1208", since=TODAY, until=TODAY)
    assert found.moment == late.pk


@pytest.mark.mission("CU02")
def test_the_receipt_page_finds_it_and_the_outsider_finds_nothing(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Over HTTP: the clerk sees the basket; whoever works elsewhere is told nothing is there."""
    bought(cast.yu, cast.place, TODAY, cast.tea)
    asked = {"who": "1208", "item": "tea"}
    page = door(cast.clerk).get("/p/corner/receipts/", asked)
    assert "tea" in page.content.decode()
    assert door(cast.outsider).get("/p/corner/receipts/", asked).status_code == 404
    empty = door(cast.outsider).get("/p/elsewhere/receipts/", asked)
    assert "余" not in empty.content.decode()
