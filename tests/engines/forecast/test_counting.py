"""The Ibis counting on DuckDB gives what the NumPy features give, pair by pair and item by item."""

import numpy as np
import pytest
from tests.engines.forecast.kinds_of_shop import FIRST_DAY, shop

from regulars.engines.forecast import counting
from regulars.engines.forecast.basket.features import features_of
from regulars.engines.forecast.basket.outlook import outlook
from regulars.engines.forecast.basket.shortlist import Shortlist

MORNING = FIRST_DAY + 200


@pytest.fixture(scope="module")
def history():
    return shop("grocery", 25)


def test_ibis_on_duckdb_equals_numpy(history):
    view = outlook(history.until(MORNING), MORNING)
    pair = np.arange(len(view.starts))
    found = Shortlist(
        view.pair_customer, view.pair_item, pair, np.ones(len(pair)), np.zeros(len(pair))
    )
    features, names = features_of(view, found)
    mine = dict(zip(names, features.T, strict=True))
    bought = counting.table_of(history)
    theirs = counting.counted_by_duckdb(
        counting.pair_counts(bought, MORNING).order_by("customer", "item")
    )
    assert theirs["customer"].to_pylist() == view.customers[view.pair_customer].tolist()
    compared = ("share", "since_days", "first_days", "since_visits", "first_visits", "gap",
                "faded_0.5", "faded_0.75", "faded_0.9", "faded_0.97", "days_7", "days_30",
                "days_90", "visits")  # fmt: skip
    for name in compared:
        column = theirs[name].to_pandas().to_numpy(float, na_value=np.nan)
        np.testing.assert_allclose(column, mine[name], rtol=1e-5, err_msg=name)
    often = theirs["times"].to_numpy() > 2
    spread = theirs["spread"].to_pandas().to_numpy(float, na_value=np.nan)
    np.testing.assert_allclose(spread[often], mine["spread"][often], rtol=1e-3, atol=1e-3)

    items = counting.counted_by_duckdb(counting.item_counts(bought, MORNING).order_by("item"))
    first = np.unique(view.pair_item, return_index=True)[1]
    for name in ("item_share", "item_again", "item_per_buyer", "item_gap"):
        np.testing.assert_allclose(
            items[name].to_numpy(), mine[name][first], rtol=1e-5, err_msg=name
        )
