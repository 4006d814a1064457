"""A purchase is found without a receipt."""

from datetime import timedelta

import pytest

from regulars.customers import merging, people, receipts
from tests.cast import MORNING, TODAY, Cast, bought


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


@pytest.mark.mission("CU02")
def test_any_one_of_who_what_and_when_is_enough(cast: Cast) -> None:
    """An item alone, or a day alone, finds the basket; whose it is stands on it."""
    tea = bought(cast.yu, cast.place, TODAY - timedelta(days=3), cast.tea)
    rice = bought(cast.wang, cast.place, TODAY - timedelta(days=2), cast.rice)
    bought(cast.yu, cast.elsewhere, TODAY - timedelta(days=3), cast.tea)
    day = TODAY - timedelta(days=2)
    found = [receipts.find(cast.place, "", "tea"), receipts.find(cast.place, "", "", day, day)]
    assert [[(one.moment, one.customer) for one in each] for each in found] == [
        [(tea.pk, cast.yu)], [(rice.pk, cast.wang)]]  # fmt: skip


@pytest.mark.mission("CU02")
def test_a_card_finds_what_was_bought_under_a_record_merged_since(cast: Cast) -> None:
    """The till knew the card, the house the name: one person now, and both their baskets."""
    card = people.introduce(cast.place, called="№ 4477", handles=[("card", "6222 0011 4477")])
    old = bought(card, cast.place, TODAY - timedelta(days=9), cast.tea)
    new = bought(cast.yu, cast.place, TODAY - timedelta(days=1), cast.tea)
    merging.merge(cast.yu, card, by="staff:1", now=MORNING, place=cast.place)
    for who in ("4477", "余建平"):
        found = [(one.moment, one.customer) for one in receipts.find(cast.place, who)]
        assert found == [(new.pk, cast.yu), (old.pk, cast.yu)]


def test_nobody_who_is_unknown_bought_anything(cast: Cast) -> None:
    """A name that nobody has is not the same as no name."""
    bought(cast.yu, cast.place, TODAY, cast.tea)
    assert receipts.find(cast.place, "龘靐") == ()
