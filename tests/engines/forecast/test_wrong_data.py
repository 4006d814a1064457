"""Histories as tills really write them: nothing breaks, and no NaN comes out as a chance."""

import numpy as np
import pytest
from tests.engines.forecast.kinds_of_shop import FIRST_DAY, shop

from regulars.engines.forecast import History, evaluate, needs, train

END = FIRST_DAY + 400


def one_thing(times: int) -> History:
    return History.from_arrays(np.ones(times), np.full(times, 7), np.full(times, FIRST_DAY))


@pytest.fixture(scope="module")
def cafe():
    return shop("cafe", 40)


def wrong(cafe: History) -> dict[str, History]:
    """What is wrong, and the history in which it is."""
    never = np.arange(3_000)
    closed = cafe.where((cafe.day < FIRST_DAY + 60) | (cafe.day >= FIRST_DAY + 90))
    half = (cafe.day >= FIRST_DAY + 80) & (cafe.item % 2 == 0) & (cafe.customer == 3)
    return {
        "one customer, one purchase": one_thing(1),
        "a million of one item": History.from_arrays([1], [7], [FIRST_DAY], [1e6]),
        "all in one second": one_thing(5_000),
        "only returns": History.from_arrays([1, 1], [7, 8], [FIRST_DAY] * 2, [-3, 0]),
        "returns larger than purchases": History.from_arrays(
            [1, 1, 1], [7, 7, 8], [FIRST_DAY, FIRST_DAY, FIRST_DAY + 3], [2, -9, 1]
        ),
        "nothing ever again": History.from_arrays(never % 50, never, FIRST_DAY + never // 20),
        "one day for all": History.from_arrays(never % 50, never % 31, np.full(3_000, FIRST_DAY)),
        "closed for a month": closed,
        "a household that splits": History(
            np.where(half, 999, cafe.customer), cafe.item, cafe.day, cafe.quantity
        ),
    }


def test_nothing_breaks_and_every_chance_is_a_chance(cafe):
    for what, history in wrong(cafe).items():
        ordered = History.from_arrays(history.customer, history.item, history.day, history.quantity)
        found = needs(ordered, END, top=5)
        assert ((found.score >= 0) & (found.score <= 1)).all(), what
        assert np.isfinite(found.rank).all(), what
        assert set(np.unique(found.customer)) == set(np.unique(ordered.customer)), what
        assert all(found.reason(i).english() for i in range(min(len(found), 20))), what


def test_unsorted_doubled_and_future_rows_change_nothing(cafe):
    model = train(cafe, END)
    mixed = np.random.default_rng(3).permutation(np.tile(np.arange(len(cafe)), 2))
    late = np.full(50, END + 30)
    messy = History.from_arrays(
        np.append(cafe.customer[mixed], np.zeros(50)), np.append(cafe.item[mixed], np.arange(50)),
        np.append(cafe.day[mixed], late), np.append(cafe.quantity[mixed], np.ones(50)),
    )  # fmt: skip
    clean, found = needs(cafe, END, model=model), needs(messy, END, model=model)
    np.testing.assert_array_equal(clean.item, found.item)
    np.testing.assert_allclose(clean.score, found.score)


def test_an_evaluation_of_next_to_nothing_says_so():
    for history in (one_thing(1), one_thing(30), History.from_arrays([], [], [])):
        marks = evaluate(history, "last-basket")
        assert marks.last_basket is None
        assert marks.note.startswith("not enough yet")
    with pytest.raises(ValueError, match="last-basket"):
        evaluate(one_thing(1), "yesterday")
