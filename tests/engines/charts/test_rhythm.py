"""Visits, gaps and the next one."""

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.engines import charts
from regulars.engines.charts.rhythm import arc_height

SVG = "{http://www.w3.org/2000/svg}"
FIRST = date(2025, 5, 28)
WORDS = charts.RhythmWords("Rhythm", "desc", "tomorrow")


def label(day: date) -> str:
    return day.strftime("%-d %b")


def drawn(gaps: list[int], ahead: int | None = 25) -> tuple[ElementTree.Element, charts.Mark]:
    visits = [FIRST]
    for gap in gaps:
        visits.append(visits[-1] + timedelta(gap))
    nxt = None if ahead is None else visits[-1] + timedelta(ahead)
    mark = charts.rhythm(visits, nxt, nxt, nxt, WORDS, label, lambda n: f"{n} days")
    return ElementTree.fromstring(mark.svg), mark


def classes(root: ElementTree.Element, tag: str) -> list[str]:
    return [e.get("class", "") for e in root.iter(f"{SVG}{tag}")]


def test_a_strange_gap_is_dashed_and_named() -> None:
    root, mark = drawn([25, 24, 25, 37, 25, 26, 24, 25, 26, 25, 30])
    assert classes(root, "path").count("ch-arc ch-arc--strange") == 1
    assert "37 days" in [e.text for e in root.iter(f"{SVG}text")]
    assert "30 days" not in [e.text for e in root.iter(f"{SVG}text")]
    assert ("16 Sep", "37 days") in mark.rows


def test_the_next_is_an_open_dot_with_its_word() -> None:
    root, _ = drawn([25, 24, 25])
    assert classes(root, "circle") == ["ch-dot ch-dot--now"] * 4 + ["ch-dot ch-dot--next"]
    assert "tomorrow" in [e.text for e in root.iter(f"{SVG}text")]


def test_only_the_last_twelve_are_drawn() -> None:
    root, mark = drawn([7] * 30, None)
    assert classes(root, "circle") == ["ch-dot ch-dot--now"] * 12
    assert len(mark.rows) == 12


def test_one_visit_no_visit_and_the_same_day_twice_are_drawn() -> None:
    for visits in ([], [FIRST], [FIRST, FIRST, FIRST]):
        mark = charts.rhythm(visits, None, None, None, WORDS, label, str)
        root = ElementTree.fromstring(mark.svg)
        assert len(classes(root, "circle")) == len(set(visits)) == len(mark.rows)


def test_a_next_visit_that_should_have_been_draws_no_arc() -> None:
    root, _ = drawn([25, 24, 25], -3)
    assert "ch-arc ch-arc--next" not in classes(root, "path")


def test_few_gaps_make_no_habit_and_the_very_regular_may_be_a_day_late() -> None:
    assert charts.strange_gaps([7, 90, 7]) == (False, False, False)
    assert not any(charts.strange_gaps([7, 7, 7, 8, 7, 9]))
    assert charts.strange_gaps([7, 7, 7, 7, 30])[-1]


@given(st.lists(st.integers(1, 400), min_size=2, max_size=11))
@settings(max_examples=60, deadline=None)
def test_a_longer_gap_never_has_a_lower_arc(gaps: list[int]) -> None:
    ordered = sorted(gaps)
    heights = [arc_height(gap, 25) for gap in ordered]
    assert heights == sorted(heights)


@given(st.lists(st.integers(1, 200), max_size=14), st.none() | st.integers(-30, 90))
@settings(max_examples=100, deadline=None)
def test_no_two_labels_touch(gaps: list[int], ahead: int | None) -> None:
    root, _ = drawn(gaps, ahead)
    rows: dict[str, list[tuple[float, float]]] = {}
    for each in root.iter(f"{SVG}text"):
        row = "days" if each.get("y") == "66" else "gaps"
        half = charts.text_width(each.text or "") / 2
        middle = float(each.get("x", 0))
        rows.setdefault(row, []).append((middle - half, middle + half))
    for spans in rows.values():
        assert all(a[1] + 3.5 <= b[0] for a, b in pairwise(sorted(spans)))
