"""Chance today, within days, the best fortnight and the median: four answers that agree."""

import numpy as np
import pytest
from tests.engines.forecast.shops import FIRST_DAY, every, renewal_shop

from regulars.engines.forecast import Basis, History, run_out, when
from regulars.engines.forecast.judging import calibration_error
from regulars.engines.forecast.next_purchase import ask_at_fillings, ask_on, firsts, mark
from regulars.engines.forecast.opening import closures_of
from regulars.engines.forecast.window import best_window, waited_by

AS_OF = FIRST_DAY + 235


@pytest.fixture(scope="module")
def shop():
    return renewal_shop(3, 70, 8, 300, gap=18, noise=0.4)


@pytest.fixture(scope="module")
def answer(shop):
    return when(shop, AS_OF)


def test_the_answers_agree_with_each_other_and_never_lie_in_the_past(answer):
    due, known = answer.run_outs, answer.run_outs.basis != Basis.THIN
    assert known.all()
    chances = np.column_stack([answer.within(days) for days in range(1, 61)])
    assert np.array_equal(chances[:, 0], answer.hazard)
    assert (np.diff(chances, axis=1) >= -1e-6).all()
    assert 0.0 <= chances.min() <= chances.max() <= 1.0
    assert (answer.window.start >= AS_OF).all()
    assert np.array_equal(answer.window.end, answer.window.start + 14)
    assert np.array_equal(answer.window.centre, answer.window.start + 7)
    assert (answer.window.chance <= chances[:, -1] + 1e-6).all()
    assert (answer.window_at_filling.start > due.last_day).all()


def test_chances_come_true_as_often_as_they_say(shop, answer):
    asked = ask_on(shop, AS_OF)
    came = asked.moments.wait(asked.record) < 7
    stated = answer.within(7)
    assert calibration_error(stated, came) < 0.06
    order = np.argsort(stated)
    third = len(order) // 3
    assert came[order[-third:]].mean() > 4 * came[order[:third]].mean()


def test_the_fortnight_beats_the_pairs_own_and_the_interval_keeps_its_promise():
    shop = renewal_shop(3, 100, 10, 300, gap=18, noise=0.4)
    asked = ask_at_fillings(shop, AS_OF, AS_OF + 10, anew=10)
    marks = mark(asked)
    ours, own = marks.ways["ours"], marks.ways["pair quantiles"]
    assert marks.asked[0] > marks.asked[1] > marks.asked[2] > 100
    assert ours.right[0] > own.right[0]
    assert ours.near > own.near
    assert ours.score < own.score
    assert 0.74 <= ours.coverage <= 0.86
    once = mark(firsts(asked))
    assert once.asked[0] < marks.asked[0]


def test_what_comes_later_changes_nothing(shop, answer):
    again = when(shop.until(AS_OF), AS_OF)
    assert np.array_equal(again.by_day, answer.by_day)


def test_the_window_is_the_likeliest_stretch_and_the_median_is_another_answer():
    came = np.zeros((1, 61), np.float32)
    chance = np.r_[np.full(10, 0.03), np.zeros(10), np.full(5, 0.1), np.zeros(35)]
    came[0, 1:] = np.cumsum(chance)
    window = best_window(came, np.array([100], np.int32), np.array([True]), days=7)
    assert (window.start[0], window.end[0]) == (118, 124)
    assert window.chance[0] == pytest.approx(0.5)
    assert waited_by(came, 0.5, 60)[0] == pytest.approx(21.0, abs=0.01)
    with pytest.raises(ValueError, match="1 to 60 days"):
        best_window(came, np.array([100], np.int32), np.array([True]), days=61)


def test_a_pack_known_to_last_dates_what_was_bought_once():
    once = every(1, 1)
    as_of = FIRST_DAY + 5
    assert np.isnan(when(once, as_of).hazard).all()
    told = when(once, as_of, lasts={(1, 1): 25.0})
    due = told.run_outs
    assert Basis(due.basis[0]) is Basis.SHRUNK
    assert FIRST_DAY + 15 < due.due_at_filling[0] < FIRST_DAY + 30
    assert due.reason(0).english() == "bought once so far; the pack should last about 25 days"
    assert np.isfinite(told.hazard).all()


def test_a_pack_hardly_moves_whom_twenty_own_intervals_describe():
    as_of = FIRST_DAY + 19 * 12 + 4
    plain = run_out(every(12, 20), as_of)
    told = run_out(every(12, 20), as_of, lasts={(1, 1): 40.0})
    assert plain.due[0] <= told.due[0] < plain.due[0] + 3


def _finite(answer):
    due, known = answer.run_outs, answer.run_outs.basis != Basis.THIN
    for column in (answer.hazard, answer.within(7), answer.window.start, answer.window.chance,
                   answer.window_at_filling.centre, due.due, due.due_from, due.due_to):  # fmt: skip
        assert np.array_equal(np.isfinite(column), known)
    return answer


def _shop_like(day, customer=1, item=1, quantity=None):
    day = np.asarray(day)
    return History.from_arrays(
        np.broadcast_to(customer, day.shape), np.broadcast_to(item, day.shape), day, quantity
    )


@pytest.mark.parametrize(
    ("history", "thin"),
    [
        (History.from_arrays([], [], []), 0),
        (every(1, 1), 1),
        (_shop_like(np.full(500, FIRST_DAY), np.arange(500), np.arange(500) % 7), 500),
        (_shop_like([FIRST_DAY, FIRST_DAY + 3], quantity=[2, -5]), 1),
        (_shop_like([FIRST_DAY, FIRST_DAY + 3], quantity=[-1, -5]), 0),
        (_shop_like(FIRST_DAY + np.arange(60), item=np.arange(60)), 60),
        (_shop_like(np.r_[[FIRST_DAY + 9] * 3, FIRST_DAY, FIRST_DAY + 4]), 0),
        (_shop_like(FIRST_DAY + 10 * np.arange(6), quantity=[1, 1, 1, 1, 1, 1e300]), 0),
        (_shop_like(np.repeat(FIRST_DAY + 2 * np.arange(50), 20_000)), 0),
    ],
    ids=["nothing", "one purchase", "all in one second", "returns larger than purchases",
         "only returns", "items that never repeat", "unsorted and repeated rows",
         "an absurd quantity", "a million of one item"],
)  # fmt: skip
def test_wrong_data_are_dated_or_said_to_be_too_thin_and_never_nan(history, thin):
    answer = _finite(when(history, FIRST_DAY + 120))
    assert int((answer.run_outs.basis == Basis.THIN).sum()) == thin


def test_rows_dated_in_the_future_are_not_looked_at():
    whole = every(12, 40)
    as_of = FIRST_DAY + 10 * 12 + 4
    assert when(whole, as_of).run_outs.due[0] == when(whole.until(as_of), as_of).run_outs.due[0]


def test_a_household_that_splits_leaves_one_slower_and_one_newcomer(shop):
    split = FIRST_DAY + 200
    half = (shop.customer == 5) & (shop.day >= split) & (np.arange(len(shop)) % 2 == 0)
    who = np.where(half, 999, shop.customer)
    answer = _finite(when(History.from_arrays(who, shop.item, shop.day), AS_OF))
    assert {5, 999} <= set(answer.run_outs.customer.tolist())


def _shut(history, start, days):
    day = np.where(history.day >= start, history.day + days, history.day)
    return History.from_arrays(history.customer, history.item, day, history.quantity)


@pytest.mark.parametrize("days", [31, 170], ids=["a month", "out of season"])
def test_a_shut_shop_is_not_everybody_drifting_away(shop, answer, days):
    start = FIRST_DAY + 210
    shut = when(_shut(shop, start, days), AS_OF + days)
    assert (shut.closed.start.tolist(), shut.closed.length.tolist()) == ([start], [days])
    assert np.array_equal(shut.by_day, answer.by_day)
    assert np.array_equal(shut.run_outs.overdue, answer.run_outs.overdue)
    assert np.allclose(shut.run_outs.due, answer.run_outs.due + days)
    assert np.allclose(shut.window.start, answer.window.start + days)
    last = answer.run_outs.last_day
    assert np.array_equal(shut.run_outs.last_day, np.where(last >= start, last + days, last))


def test_a_silence_that_still_lasts_counts_for_nobody(shop, answer):
    late = when(shop.until(AS_OF), AS_OF + 40)
    assert (late.closed.start.tolist(), late.closed.length.tolist()) == ([AS_OF], [40])
    assert np.array_equal(late.by_day, answer.by_day)
    assert (late.run_outs.due >= AS_OF + 40).all()


def test_a_quiet_customer_or_a_weekly_rest_day_is_no_closure(shop):
    assert len(closures_of(every(30, 8), FIRST_DAY + 250)) == 0
    rested = shop.where(shop.day % 7 != 3)
    assert len(closures_of(rested, AS_OF)) == 0
