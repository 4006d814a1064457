"""Comparisons and shares, each with its interval and its n."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from regulars.engines import charts

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 3, 1)


def percent(share: float) -> str:
    return f"{share:.0%}"


def trend(counts: list[tuple[int, int]]) -> tuple[ElementTree.Element, charts.Mark]:
    points = [charts.Count(DAY + timedelta(i), k, n) for i, (k, n) in enumerate(counts)]
    mark = charts.ratio_trend(
        points, charts.TrendWords("Ratio"), lambda day: day.strftime("%-d %b"), percent
    )
    return ElementTree.fromstring(mark.svg), mark


def bars_of(*values: float) -> list[float]:
    """Lengths of the filled bars."""
    pairs = [
        charts.Pair("p", charts.Estimate(v, v, v, 9), charts.Estimate(0, 0, 0, 9)) for v in values
    ]
    mark = charts.bars(pairs, charts.BarsWords("t", "", "ours", "base"), percent, str)
    root = ElementTree.fromstring(mark.svg)
    return [float(e.get("width", 0)) for e in root.iter(f"{SVG}rect") if e.get("class") == "ch-bar"]


@given(st.integers(0, 400), st.integers(0, 400))
@settings(max_examples=40, deadline=None)
def test_wilson_agrees_with_scipy(k: int, more: int) -> None:
    n = k + more
    interval = charts.wilson(k, n)
    if n == 0:
        assert interval == (0, 1, None)
        return
    oracle = binomtest(k, n).proportion_ci(method="wilson")
    assert interval.low == pytest.approx(oracle.low, abs=1e-9)
    assert interval.high == pytest.approx(oracle.high, abs=1e-9)


def test_wilson_refuses_what_is_no_share() -> None:
    for k, n in ((-1, 3), (4, 3)):
        with pytest.raises(ValueError, match="not a share"):
            charts.wilson(k, n)


def test_newcombe_gives_the_published_interval() -> None:
    """Table II of 1998: 56 of 70 against 48 of 80 is 0.2, with 0.0524 to 0.3339 by method 10."""
    found = charts.newcombe(56, 70, 48, 80)
    assert [round(each or 0, 4) for each in found] == [0.0524, 0.3339, 0.2]
    assert charts.newcombe(0, 0, 48, 80) == (-1, 1, None)


def test_bars_are_as_long_as_their_values_and_start_at_zero() -> None:
    short, middle, long = bars_of(0.2, 0.4, 0.8)
    assert middle == pytest.approx(2 * short, abs=0.2)
    assert long == pytest.approx(4 * short, abs=0.4)


def test_no_pairs_and_all_zero_are_drawn() -> None:
    assert bars_of() == []
    assert bars_of(0.0) == [0.0]


def test_every_bar_says_its_value_interval_and_n() -> None:
    pair = charts.Pair(
        "hit", charts.Estimate(0.82, 0.78, 0.86, 1204), charts.Estimate(0.55, 0.5, 0.6, 900)
    )
    mark = charts.bars([pair], charts.BarsWords("t", "", "ours", "base"), percent, "n {}".format)
    assert mark.rows == (
        ("hit", "ours", "82%", "78% – 86%", "n 1204"),
        ("hit", "base", "55%", "50% – 60%", "n 900"),
    )
    assert "82% · n 1204" in mark.svg


def test_a_day_without_counts_breaks_the_line() -> None:
    root, mark = trend([(3, 10), (4, 10), (0, 0), (5, 10), (6, 10)])
    classes = [e.get("class") for e in root.iter(f"{SVG}path")]
    assert classes.count("ch-line") == classes.count("ch-band") == 2
    assert mark.rows[2] == ("3 Mar", "0", "0", "", "")
    assert mark.rows[0] == ("1 Mar", "3", "10", "30%", "11% – 60%")


def test_more_is_higher_and_the_last_day_is_said_in_figures() -> None:
    root, _ = trend([(1, 10), (5, 10), (9, 10)])
    line = next(e for e in root.iter(f"{SVG}path") if e.get("class") == "ch-line")
    heights = [float(point.split()[1]) for point in (line.get("d") or "")[1:].split("L")]
    assert heights == sorted(heights, reverse=True)
    assert "90%" in [e.text for e in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("counts", [[], [(0, 0)], [(2, 8)], [(0, 5)] * 3, [(5, 5)] * 3])
def test_little_or_nothing_is_drawn_without_complaint(counts: list[tuple[int, int]]) -> None:
    root, mark = trend(counts)
    assert root.get("role") == "img"
    assert len(mark.rows) == len(counts)
    assert "nan" not in mark.svg
