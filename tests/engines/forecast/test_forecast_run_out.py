"""When they will need it again: dates that keep their promises, or "not enough yet"."""

import numpy as np
import pytest
from tests.engines.forecast.shops import FIRST_DAY, every, renewal_shop

from regulars.engines.forecast import Basis, History, Parameters, run_out


@pytest.fixture(scope="module")
def shop() -> History:
    return renewal_shop(3, 150, 12, 300, gap=18, noise=0.4)


def test_someone_who_buys_every_twelve_days_is_due_twelve_days_after_the_last():
    due = run_out(every(12, 20), FIRST_DAY + 19 * 12 + 4)
    assert due.basis.tolist() == [Basis.OWN]
    assert due.due[0] == pytest.approx(FIRST_DAY + 20 * 12, abs=1.5)
    assert due.reason(0).english() == "bought 20 times, about every 12 days"


def test_one_purchase_in_a_small_shop_is_not_enough_yet():
    due = run_out(every(1, 1), FIRST_DAY + 5)
    assert due.basis.tolist() == [Basis.THIN]
    assert np.isnan([due.due_from[0], due.due[0], due.due_to[0]]).all()
    assert not due.overdue[0]
    assert due.reason(0).english() == "bought once: not enough yet"


def test_one_purchase_of_a_well_known_item_leans_on_the_others(shop):
    newcomer = History.from_arrays(
        np.append(shop.customer, 999), np.append(shop.item, 3),
        np.append(shop.day, FIRST_DAY + 298), np.append(shop.quantity, 1.0),
    )  # fmt: skip
    due = run_out(newcomer, FIRST_DAY + 300)
    assert Basis(due.basis[-1]) is Basis.SHRUNK
    assert FIRST_DAY + 303 < due.due[-1] < FIRST_DAY + 335
    assert due.reason(len(due) - 1).english().startswith("bought once so far; others need it")


def test_a_double_filling_lasts_longer_where_the_shop_shows_it():
    bulk = renewal_shop(5, 120, 6, 300, gap=15, noise=0.2, bulk=(1, 1, 2, 4), exponent=0.8)
    as_of = FIRST_DAY + 300
    due = run_out(bulk, as_of)
    wait = (due.due_at_filling - due.last_day) / due.own_gap
    many = due.gaps >= 8
    large, small = many & (due.size > 1.6), many & (due.size < 0.8)
    assert np.median(wait[large]) > 1.6 * np.median(wait[small])
    row = int(np.flatnonzero(large & (due.size < 2.5) & (due.size > 1.75) & ~due.overdue)[0])
    assert due.reason(row).english().endswith("the last filling was double the usual, so later")


def test_long_silence_is_marked_and_never_dated_in_the_past():
    as_of = FIRST_DAY + 20 * 12 + 60
    due = run_out(every(12, 20), as_of)
    assert due.overdue.tolist() == [True]
    assert as_of <= due.due_from[0] <= due.due[0] <= due.due_to[0]
    assert due.reason(0).english().endswith("later than usual")


def test_an_empty_history_gives_an_empty_answer():
    assert len(run_out(History.from_arrays([], [], []), FIRST_DAY)) == 0


def test_larger_households_are_expected_sooner_when_sizes_are_known():
    rng = np.random.default_rng(1)
    rows = [(c, i, d) for c in range(120) for i in range(6) for d in _days(rng, 1 + c % 5)]
    newcomers = [(c, 2, 295) for c in (1000, 1004)]
    customer, item, day = np.array(rows + newcomers).T
    sizes = {c: 1 + c % 5 for c in (*range(120), 1000, 1004)}
    due = run_out(
        History.from_arrays(customer, item, FIRST_DAY + day), FIRST_DAY + 300, sizes=sizes
    )
    single, five = due.due_at_filling[-2:] - due.last_day[-2:]
    assert five < 0.6 * single


def _days(rng: np.random.Generator, size: int) -> list[int]:
    gaps = 40.0 / size * rng.lognormal(0.0, 0.3, 80)
    at = np.cumsum(gaps)
    return [int(day) for day in at[at < 290]]


@pytest.fixture(scope="module")
def whole() -> History:
    return renewal_shop(11, 400, 12, 330, gap=25, noise=0.6)


@pytest.mark.parametrize("horizon", [28, 56])
def test_eighty_percent_intervals_cover_eighty_percent_where_the_truth_is_known(whole, horizon):
    as_of = FIRST_DAY + 330 - horizon
    due = run_out(whole, as_of, parameters=Parameters(horizon_days=horizon))
    later = whole.since(as_of)
    starts = later.pair_starts()
    found = dict(zip(zip(later.customer[starts], later.item[starts], strict=True),
                     later.day[starts], strict=True))  # fmt: skip
    pairs = zip(due.customer, due.item, strict=True)
    next_day = np.array([float(found.get(pair, np.nan)) for pair in pairs])
    came = np.isfinite(next_day) & (due.basis != Basis.THIN)
    inside = (next_day >= due.due_from) & (next_day <= due.due_to)
    assert came.sum() > 2000
    assert 0.77 <= inside[came].mean() <= 0.83
    assert due.returns.mean() == pytest.approx(np.isfinite(next_day).mean(), abs=0.04)
