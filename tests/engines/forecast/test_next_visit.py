"""Who comes on which day: own rhythm, own weekday, and a long silence fades."""

import numpy as np
import pytest
from tests.engines.forecast.shops import FIRST_DAY

from regulars.engines.forecast import Basis, History, next_visit

MONDAY = FIRST_DAY + 1 + 7 * 30  # 2017-01-01 was a Sunday


@pytest.fixture(scope="module")
def house() -> History:
    """Customers 0-49 come on Mondays, 50-99 on Thursdays, 100-149 any day at 20 %; 150 left."""
    rng = np.random.default_rng(4)
    rows = []
    for week in range(30):
        for customer in range(100):
            weekday = 1 if customer < 50 else 4
            if rng.random() < 0.9:
                rows.append((customer, FIRST_DAY + 7 * week + weekday))
        for day in range(7):
            rows += [(c, FIRST_DAY + 7 * week + day) for c in range(100, 150) if rng.random() < 0.2]
    rows += [(150, FIRST_DAY + 3 * k) for k in range(30)]
    rows += [(151, MONDAY - 2)]
    customer, day = np.array(rows).T
    return History.from_arrays(customer, np.zeros(len(day), int), day)


def test_monday_people_come_on_mondays(house):
    coming = next_visit(house, MONDAY)
    monday, thursday = coming.probability_on(MONDAY), coming.probability_on(MONDAY + 3)
    assert monday[:50].mean() > 0.75
    assert monday[50:100].mean() < 0.1
    assert thursday[50:100].mean() > 0.6
    assert monday[100:150].mean() == pytest.approx(0.2, abs=0.08)


def test_who_has_been_silent_for_months_fades(house):
    coming = next_visit(house, MONDAY)
    assert coming.probability_on(MONDAY)[150] < 0.05


def test_newcomers_lean_on_the_group_and_say_so(house):
    coming = next_visit(house, MONDAY)
    assert coming.customer[-1] == 151
    assert Basis(coming.basis[-1]) is Basis.GROUP
    assert Basis(coming.basis[0]) is Basis.OWN
    assert coming.reason(151).english() == (
        "came once so far; the rhythm is that of comparable customers"
    )
    assert coming.reason(0).english().endswith("about every 7 days")


def test_dates_are_whole_ordered_and_not_past(house):
    coming = next_visit(house, MONDAY)
    assert (coming.due_from >= MONDAY).all()
    assert (coming.due_from <= coming.due).all()
    assert (coming.due <= coming.due_to).all()
    assert (coming.due[:50] == MONDAY).mean() > 0.9


def test_only_the_next_eight_weeks_can_be_asked(house):
    coming = next_visit(house, MONDAY)
    for day in (MONDAY - 1, MONDAY + 56):
        with pytest.raises(ValueError, match="within 56 days"):
            coming.probability_on(day)
