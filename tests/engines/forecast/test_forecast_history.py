"""One row is one filling: a customer, an item, a day."""

import numpy as np
import pytest

from regulars.engines.forecast import History


def rows(history: History) -> list[tuple[int, int, int, float]]:
    columns = (history.customer, history.item, history.day, history.quantity)
    return [tuple(row) for row in zip(*(c.tolist() for c in columns), strict=True)]


def test_lines_of_one_day_are_one_filling_and_the_order_does_not_matter():
    history = History.from_arrays([2, 1, 1, 1], [5, 7, 5, 5], [11, 10, 10, 10], [1, 1, 2, 3])
    assert rows(history) == [(1, 5, 10, 5.0), (1, 7, 10, 1.0), (2, 5, 11, 1.0)]


def test_returns_and_nothings_are_not_fillings_and_a_missing_quantity_is_one():
    history = History.from_arrays([1, 1, 1], [5, 6, 7], [10, 10, 10], [-1, 0, np.nan])
    assert rows(history) == [(1, 7, 10, 1.0)]


def test_until_is_strictly_before_the_morning():
    history = History.from_arrays([1, 1], [5, 5], [10, 11])
    assert rows(history.until(11)) == [(1, 5, 10, 1.0)]
    assert rows(history.since(11)) == [(1, 5, 11, 1.0)]


def test_columns_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="same length"):
        History.from_arrays([1], [1, 2], [3])


def test_wide_ids_sort_as_well_as_small_ones():
    big = 2**61
    history = History.from_arrays([big, -big, big], [big, -big, -big], [3, 2, 1])
    assert rows(history) == [(-big, -big, 2, 1.0), (big, -big, 1, 1.0), (big, big, 3, 1.0)]
