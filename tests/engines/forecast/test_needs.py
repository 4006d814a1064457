"""What will be in the next basket, and the shopkeeper's own guesses beside it."""

import numpy as np
import pytest
from tests.engines.forecast.shops import FIRST_DAY, renewal_shop

from regulars.engines.forecast import Basis, History, baselines, evaluate, needs


@pytest.fixture(scope="module")
def shop() -> History:
    return renewal_shop(7, 90, 15, 240, gap=14, noise=0.3)


def test_ranks_run_from_one_with_falling_scores(shop):
    found = needs(shop, FIRST_DAY + 200, top=5, learning=False)
    for customer in (0, 60, 89):
        rows = np.flatnonzero(found.customer == customer)
        assert found.rank[rows].tolist() == [1, 2, 3, 4, 5]
        assert (np.diff(found.score[rows]) <= 0).all()


def test_a_newcomer_is_offered_what_others_begin_with_and_it_says_so():
    rows = [(c, i, FIRST_DAY + 40 + c) for c in range(9) for i in (1, 2)] + [
        (99, 7, FIRST_DAY + 50)
    ]
    customer, item, day = np.array(rows).T
    found = needs(History.from_arrays(customer, item, day), FIRST_DAY + 60, top=3)
    mine = found.customer == 99
    new = np.flatnonzero(mine & (found.basis == Basis.GROUP))
    assert set(found.item[new]) == {1, 2}
    assert np.isnan(found.due[new]).all()
    assert found.reason(int(new[0])).english().startswith("many customers buy it")


def test_an_empty_history_needs_nothing():
    assert len(needs(History.from_arrays([], [], []), FIRST_DAY)) == 0


def test_personal_top_counts_days_and_prefers_the_later_of_equals():
    history = History.from_arrays([1] * 5, [4, 4, 5, 6, 3], [1, 2, 3, 4, 4])
    top = baselines.personal_top(history, 10, top=3)
    assert top.item.tolist() == [4, 3, 6]


def test_personal_and_global_top_fills_up_without_repeating():
    history = History.from_arrays([1, 2, 2, 2], [4, 4, 5, 5], [1, 1, 2, 3])
    top = baselines.personal_and_global_top(history, 10, top=5)
    assert top.customer.tolist() == [1, 1, 2, 2]
    assert top.item.tolist() == [4, 5, 5, 4]


def test_pair_mean_carries_the_mean_gap_on():
    history = History.from_arrays([1, 1, 1], [4, 4, 4], [0, 10, 30])
    mean = baselines.pair_mean(history, 31)
    sd = np.std([10, 20], ddof=1)
    assert mean.due.tolist() == [45.0]
    assert mean.due_to[0] == pytest.approx(45 + 1.2816 * sd)


def test_on_a_shop_of_known_rhythm_ours_beats_every_baseline(shop):
    marks = evaluate(shop, FIRST_DAY + 200, mornings=2)
    assert marks.run_out.hit_realised.gain.low > 0
    assert marks.run_out.hit_own.gain.low > 0
    assert marks.run_out.interval_score.gain.high < 0
    assert marks.needs.recall_at_10.gain.low > 0
    assert marks.needs.ndcg_at_10.gain.low > 0
    assert 0.75 <= marks.run_out.coverage.ours.value <= 0.85


def test_an_evaluation_with_nothing_on_one_side_says_not_enough_yet(shop):
    marks = evaluate(shop, FIRST_DAY)
    assert (marks.run_out, marks.note[:14]) == (None, "not enough yet")
