"""What holds for any history: order, origin of time and the future do not matter."""

import warnings

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.engines.forecast import Basis, History, needs, next_visit, run_out

START = 17_000
rows = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(0, 120), st.integers(-1, 6)),
    max_size=120,
)  # fmt: skip
quick = settings(max_examples=8, deadline=None)


def history(lines: list[tuple[int, int, int, int]], shift: int = 0) -> History:
    customer, item, day, quantity = np.array(lines, np.int64).reshape(-1, 4).T
    return History.from_arrays(customer, item, day + START + shift, quantity)


def dates(found) -> np.ndarray:
    return np.array([found.due_from, found.due, found.due_to])


@quick
@given(rows, st.randoms())
def test_the_order_of_the_lines_does_not_matter(lines, random):
    mixed = random.sample(lines, len(lines))
    for forecast in (run_out, next_visit, needs):
        one, two = forecast(history(lines), START + 100), forecast(history(mixed), START + 100)
        np.testing.assert_array_equal(dates(one), dates(two))


@quick
@given(rows, st.integers(-3, 3))
def test_a_shift_by_whole_weeks_shifts_the_forecast(lines, weeks):
    shift = 7 * weeks
    for forecast in (run_out, next_visit, needs):
        one = forecast(history(lines), START + 100)
        two = forecast(history(lines, shift), START + 100 + shift)
        np.testing.assert_allclose(dates(one) + shift, dates(two), atol=1e-6)


@quick
@given(rows, rows)
def test_what_lies_on_or_after_the_morning_is_never_seen(lines, future):
    later = [(c, i, 100 + d, q) for c, i, d, q in future]
    for forecast in (run_out, next_visit, needs):
        past = [line for line in lines if line[2] < 100]
        one = forecast(history(past), START + 100)
        two = forecast(history(past + later), START + 100)
        np.testing.assert_array_equal(dates(one), dates(two))
        np.testing.assert_array_equal(one.customer, two.customer)


@quick
@given(rows)
def test_dates_are_ordered_not_past_and_missing_only_where_thin(lines):
    due = run_out(history(lines), START + 100)
    dated = due.basis != Basis.THIN
    assert (np.isnan(dates(due)).any(axis=0) == ~dated).all()
    assert (due.due_from[dated] >= START + 100).all()
    assert (due.due_from <= due.due)[dated].all()
    assert (due.due <= due.due_to)[dated].all()


@quick
@given(rows, st.integers(0, 55))
def test_chances_are_chances(lines, ahead):
    coming = next_visit(history(lines), START + 100)
    chance = coming.probability_on(START + 100 + ahead)
    assert ((chance >= 0) & (chance <= 1)).all()
    found = needs(history(lines), START + 100, top=3)
    assert ((found.score >= 0) & (found.score <= 1)).all()
    assert (found.rank <= 3).all()


def test_nothing_warns_on_tiny_histories():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for lines in ([], [(1, 1, 5, 1)], [(1, 1, 5, 1), (1, 1, 9, 1)]):
            pairs = len({line[:2] for line in lines})
            assert len(run_out(history(lines), START + 100)) == pairs
            assert len(next_visit(history(lines), START + 100)) == len({c for c, *_ in lines})
            assert len(needs(history(lines), START + 100)) >= pairs
