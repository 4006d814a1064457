"""How much is left: by volume, with its doubt, and calm at the rims."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.engines import charts
from regulars.engines.charts.jar import BOTTOM, TOP, surface

SVG = "{http://www.w3.org/2000/svg}"
WORDS = charts.GaugeWords("Rice jar", "about 3.6 kg left", "3.6", "± 0.6 kg")


def layers(mark: charts.Mark) -> dict[str, tuple[float, float]]:
    """class or 'hatch' to (y, height)."""
    root = ElementTree.fromstring(mark.svg)
    return {
        (e.get("class") or "hatch"): (float(e.get("y", 0)), float(e.get("height", 0)))
        for e in root.iter(f"{SVG}rect")
    }


def test_more_is_higher_all_the_way_from_the_bottom_to_the_rim() -> None:
    heights = [surface(share / 100) for share in range(101)]
    assert heights[0] == BOTTOM
    assert heights[-1] == pytest.approx(TOP, abs=0.5)
    assert all(higher <= lower for lower, higher in pairwise(heights))


def test_half_the_rice_stands_near_half_the_height_and_little_stands_higher_than_its_share() -> (
    None
):
    assert surface(0.5) == pytest.approx(64, abs=4)
    assert (BOTTOM - surface(0.1)) / (BOTTOM - TOP) > 0.12


def test_the_hatching_spans_the_doubt() -> None:
    y, height = layers(charts.jar(3.6, 30, 0.6, WORDS))["hatch"]
    assert y == pytest.approx(surface(4.2 / 30), abs=0.1)
    assert y + height == pytest.approx(surface(3.0 / 30), abs=0.1)


def test_no_doubt_no_hatching() -> None:
    assert "hatch" not in layers(charts.jar(3.6, 30, 0, WORDS))


@pytest.mark.parametrize(
    ("level", "capacity", "doubt"),
    [(0, 30, 0), (0, 30, 5), (45, 30, 1), (-3, 30, 1), (30, 30, 30), (5, 0, 1), (15, 30, -3)],
)
def test_what_lies_outside_is_drawn_at_the_rim(level: float, capacity: float, doubt: float) -> None:
    for mark in (
        charts.jar(level, capacity, doubt, WORDS),
        charts.bar_gauge(level, capacity, doubt, WORDS),
    ):
        ElementTree.fromstring(mark.svg)
        assert "nan" not in mark.svg
        assert not re.search(r'height="-|width="-', mark.svg)


@given(st.floats(-10, 60), st.floats(0, 40))
@settings(max_examples=60, deadline=None)
def test_figures_stay_inside_the_jar(level: float, doubt: float) -> None:
    root = ElementTree.fromstring(charts.jar(level, 30, doubt, WORDS).svg)
    ys = [float(e.get("y", 0)) for e in root.iter(f"{SVG}text")]
    assert all(TOP + 15 <= y <= BOTTOM - 8 for y in ys)


@given(st.floats(0, 30), st.floats(0, 30))
@settings(max_examples=40, deadline=None)
def test_the_bar_gauge_ticks_in_order(one: float, other: float) -> None:
    def tick(level: float) -> float:
        svg = charts.bar_gauge(level, 30, 2, WORDS).svg
        return float(re.findall(r'class="ch-pole" d="M([\d.]+)', svg)[0])

    assert (tick(one) <= tick(other)) == (one <= other) or tick(one) == tick(other)


def test_rows_are_the_callers_or_the_figure() -> None:
    assert charts.jar(3.6, 30, 0.6, WORDS).rows == (("3.6", "± 0.6 kg"),)
    table = (("left", "3.6"), ("holds", "30"))
    assert charts.jar(3.6, 30, 0.6, charts.GaugeWords("t", table=table)).rows == table
