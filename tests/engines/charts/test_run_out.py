"""The run-out gauge for any span: labels never touch, days keep their order."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.engines import charts
from regulars.engines.charts.ticks import DateLine, Wish, every, place

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 2, 23)
WORDS = charts.RunOutWords("Rice", "desc", "今天", "24 日送", "八成落在这段", "about")
LABELS = {
    "number": lambda day: str(day.day),
    "chinese": lambda day: f"{day.month}月{day.day}日",
    "english": lambda day: day.strftime("%-d %b"),
    "long": lambda day: day.strftime("%A %-d %B %Y"),
}


def drawn(
    visit: int | None, due_from: int, due: int, due_to: int, label: str
) -> ElementTree.Element:
    days = [TODAY + timedelta(n) for n in (due_from, due, due_to)]
    on = None if visit is None else TODAY + timedelta(visit)
    mark = charts.run_out(TODAY, on, *days, WORDS, LABELS[label])
    return ElementTree.fromstring(mark.svg)


def boxes(root: ElementTree.Element) -> list[tuple[str, float, float]]:
    """Labels on the date line as (words, left, right), from the left."""
    found = [
        (each.text or "", float(each.get("x", 0)), charts.text_width(each.text or ""))
        for each in root.iter(f"{SVG}text")
        if each.get("y") == "107"
    ]
    return sorted(((w, x - long / 2, x + long / 2) for w, x, long in found), key=lambda b: b[1])


offsets = st.integers(-10, 120)


@given(
    visit=st.none() | offsets,
    days=st.tuples(offsets, offsets, offsets),
    label=st.sampled_from(sorted(LABELS)),
)
@settings(max_examples=150, deadline=None)
def test_date_labels_never_touch(visit: int | None, days: tuple[int, int, int], label: str) -> None:
    found = boxes(drawn(visit, *days, label))
    assert found
    for (_, _, right), (_, left, _) in pairwise(found):
        assert left - right >= 4


@pytest.mark.parametrize("span", [3, 5, 8, 13, 21, 34, 55, 89, 120])
def test_labels_stay_inside_and_the_median_is_always_named(span: int) -> None:
    root = drawn(span // 2, span // 2 + 1, span * 3 // 4, span, "english")
    found = boxes(root)
    assert LABELS["english"](TODAY + timedelta(span * 3 // 4)) in [words for words, _, _ in found]
    assert all(left >= -0.1 and right <= 232.1 for _, left, right in found)


def test_the_line_falls_to_the_median_under_the_open_dot() -> None:
    root = drawn(1, 2, 3, 5, "number")
    line = next(e for e in root.iter(f"{SVG}path") if e.get("class") == "ch-line")
    dot = next(e for e in root.iter(f"{SVG}circle"))
    start, end = (tuple(map(float, p.split())) for p in (line.get("d") or "")[1:].split("L"))
    assert start[0] < end[0]
    assert start[1] < end[1]
    assert end == (float(dot.get("cx", 0)), float(dot.get("cy", 0)))


def test_days_gone_by_leave_out_the_fall_and_keep_the_bar() -> None:
    classes = [e.get("class") for e in drawn(None, -9, -5, -2, "number").iter()]
    assert "ch-line" not in classes
    assert "ch-band" not in classes
    assert "ch-flag" not in classes
    assert "ch-likely" in classes


@pytest.mark.parametrize("days", [(0, 0, 0), (9, 9, 9), (5, 3, 1), (-4, -4, -4)])
def test_one_day_and_swapped_days_are_drawn(days: tuple[int, int, int]) -> None:
    root = drawn(days[1], *days, "english")
    assert len(list(root.iter(f"{SVG}circle"))) == 1


def test_rows_say_the_same_in_words() -> None:
    days = [TODAY + timedelta(n) for n in (1, 2, 3, 5)]
    rows = charts.run_out(TODAY, *days, WORDS, LABELS["number"]).rows
    assert rows == (("今天", "23"), ("24 日送", "24"), ("about", "26"), ("八成落在这段", "25 – 28"))


def test_the_best_days_are_bracketed_and_said_in_the_last_row() -> None:
    days = [TODAY + timedelta(n) for n in (2, 3, 5)]
    words = replace(WORDS, best="最合适的日子")
    best = (TODAY, TODAY + timedelta(14))
    mark = charts.run_out(TODAY, None, *days, words, LABELS["number"], best=best)
    assert mark.svg.count("ch-bracket") == 1
    assert mark.rows[-1] == ("最合适的日子", "23 – 9")


@given(st.integers(0, 4000), st.integers(60, 900), st.sampled_from(sorted(LABELS)))
@settings(max_examples=60, deadline=None)
def test_round_steps_fill_any_line_without_touching(days: int, width: int, label: str) -> None:
    line = DateLine(TODAY, TODAY + timedelta(days), 12, width - 12)
    ticks = place(every(line, LABELS[label]), line, width)
    assert ticks
    assert all(a.right + 4 <= b.left for a, b in pairwise(ticks))


def test_an_earlier_wish_wins() -> None:
    line = DateLine(TODAY, TODAY + timedelta(10), 0, 100)
    first, second = (Wish(TODAY + timedelta(n), "a long label") for n in (5, 6))
    assert [tick.day for tick in place([first, second], line, 100)] == [first.day]
