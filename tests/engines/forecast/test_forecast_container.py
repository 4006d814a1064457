"""The rice jar: measured once, and brought before it is empty."""

from datetime import date

import pytest

from regulars.engines.forecast import (
    Basis,
    Container,
    DailyUse,
    Leftover,
    container_run_out,
    learn_daily_use,
)

JAR = Container(30.0, DailyUse(1.2, 0.12), date(2026, 3, 1), lead_days=2)


def test_the_thirty_kilo_jar_of_five_is_empty_on_26_march_and_visited_on_the_24th():
    jar = container_run_out(JAR)
    assert (jar.empty_on, jar.visit_on) == (date(2026, 3, 26), date(2026, 3, 24))
    assert jar.basis is Basis.CONTAINER
    assert jar.reason().english() == "30 filled, 1.2 used a day"


def test_five_mouths_eating_240_grams_use_as_much_as_1200_in_all():
    assert DailyUse.of(5, 0.24).mean == pytest.approx(1.2)


def test_the_range_follows_the_uncertainty_of_the_daily_use():
    jar = container_run_out(JAR)
    assert (jar.empty_from, jar.empty_to) == (date(2026, 3, 23), date(2026, 3, 30))


def test_what_remains_falls_day_by_day_with_a_widening_margin():
    jar = container_run_out(JAR)
    first, tenth, late = (jar.remaining(date(2026, 3, day)) for day in (1, 11, 31))
    assert (first.amount, first.low, first.high) == (30.0, 30.0, 30.0)
    assert tenth.amount == pytest.approx(18.0)
    assert tenth.high - tenth.low == pytest.approx(2 * 1.2816 * 0.12 * 10)
    assert late.amount == 0.0


def test_more_left_than_expected_means_they_use_less_so_the_next_visit_comes_later():
    seen = Leftover(date(2026, 3, 1), 30.0, date(2026, 3, 24), 7.0)
    learnt = learn_daily_use(JAR.daily_use, [seen])
    assert 1.0 < learnt.mean < 1.2
    assert learnt.sd < JAR.daily_use.sd
    refilled = Container(30.0, learnt, date(2026, 3, 24))
    assert container_run_out(refilled).empty_on > date(2026, 4, 18)


def test_repeated_visits_find_the_true_use():
    seen = [Leftover(date(2026, m, 1), 30.0, date(2026, m, 21), 10.0) for m in range(1, 7)]
    assert learn_daily_use(JAR.daily_use, seen).mean == pytest.approx(1.0, abs=0.03)


def test_old_sights_fade_when_the_household_changes():
    old = [Leftover(date(2025, m, 1), 30.0, date(2025, m, 21), 10.0) for m in range(1, 7)]
    new = [Leftover(date(2026, 6, 1), 30.0, date(2026, 6, 11), 10.0)]
    assert learn_daily_use(JAR.daily_use, old + new).mean > 1.3


def test_an_empty_jar_says_at_least_and_never_lowers_the_use():
    empty = Leftover(date(2026, 3, 1), 30.0, date(2026, 4, 20), 0.0)
    assert learn_daily_use(JAR.daily_use, [empty]).mean == pytest.approx(1.2)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Container(0.0, DailyUse(1.2, 0.1), date(2026, 3, 1)),
        lambda: Container(30.0, DailyUse(1.2, 0.1), date(2026, 3, 1), filled_amount=31.0),
        lambda: DailyUse(0.0, 0.1),
    ],
)
def test_impossible_jars_are_refused(wrong):
    with pytest.raises(ValueError, match=r"must|cannot"):
        wrong()
