"""What holds for every mark: well-formed, escaped, named, no inline style, ids of its own."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from regulars.engines import charts

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 3, 23)
NASTY = "<b>&\"'\x00王"
ROOT = Path(__file__).parents[3]


def day_label(day: date) -> str:
    return f"{day.day}<"


def of_gauge(key: str) -> charts.Mark:
    return charts.bar_gauge(3, 30, 1, charts.GaugeWords(NASTY, NASTY, NASTY, NASTY), key)


def of_jar(key: str) -> charts.Mark:
    return charts.jar(3, 30, 1, charts.GaugeWords(NASTY, NASTY, NASTY, NASTY), key)


def of_run_out(key: str) -> charts.Mark:
    days = [DAY + timedelta(n) for n in (1, 2, 3, 5)]
    words = charts.RunOutWords(NASTY, NASTY, NASTY, NASTY, NASTY, NASTY)
    return charts.run_out(DAY, *days, words, day_label, key)


def of_rhythm(key: str) -> charts.Mark:
    visits = [DAY + timedelta(n) for n in (0, 7, 14, 21, 60)]
    ahead = [DAY + timedelta(n) for n in (65, 67, 70)]
    words = charts.RhythmWords(NASTY, NASTY, NASTY, NASTY)
    return charts.rhythm(visits, *ahead, words, day_label, lambda n: f"{n}<", key)


def of_bars(key: str) -> charts.Mark:
    pair = charts.Pair(
        NASTY, charts.Estimate(0.8, 0.7, 0.9, 40), charts.Estimate(0.5, 0.4, 0.6, 40)
    )
    words = charts.BarsWords(NASTY, NASTY, NASTY, NASTY)
    return charts.bars([pair], words, lambda v: f"<{v}", lambda n: f"<{n}", key)


def of_trend(key: str) -> charts.Mark:
    points = [charts.Count(DAY + timedelta(i), i % 5, 10 if i != 3 else 5) for i in range(20)]
    words, notes = charts.TrendWords(NASTY, NASTY), [charts.Note(DAY, NASTY)]
    return charts.ratio_trend(points, words, day_label, lambda v: f"<{v:.2f}", key, notes=notes)


MARKS = [of_gauge, of_jar, of_run_out, of_rhythm, of_bars, of_trend]
each_mark = pytest.mark.parametrize("mark", MARKS)


@each_mark
def test_it_is_well_formed_and_escaped(mark: Callable[[str], charts.Mark]) -> None:
    root = ElementTree.fromstring(mark("k").svg)
    assert root.tag == f"{SVG}svg"
    assert not root.findall(".//b")
    assert "<b>&\"'王" in {each.text for each in root.iter(f"{SVG}text")}


@each_mark
def test_it_is_named_for_those_who_cannot_see_it(mark: Callable[[str], charts.Mark]) -> None:
    root = ElementTree.fromstring(mark("k").svg)
    ids = {each.get("id"): each.text for each in root.iter() if each.get("id")}
    assert root.get("role") == "img"
    assert [ids[name] for name in root.get("aria-labelledby", "").split()] == ["<b>&\"'王"] * 2


@each_mark
def test_it_passes_a_strict_content_policy(mark: Callable[[str], charts.Mark]) -> None:
    assert not re.search(r"style|<script|\son\w+=|href|//(?!www.w3.org)", mark("k").svg)


@each_mark
def test_two_on_one_page_share_no_id(mark: Callable[[str], charts.Mark]) -> None:
    one, two = (set(re.findall(r' id="([^"]+)"', mark(key).svg)) for key in ("a", "b"))
    assert one
    assert not one & two
    svg = mark("a").svg
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= one


@each_mark
def test_its_numbers_come_as_rows_of_one_width(mark: Callable[[str], charts.Mark]) -> None:
    rows = mark("k").rows
    assert rows
    assert len({len(row) for row in rows}) == 1


@each_mark
def test_every_coordinate_is_a_number(mark: Callable[[str], charts.Mark]) -> None:
    assert "nan" not in mark("k").svg
    assert "inf" not in re.sub(r"inside", "", mark("k").svg)


def test_every_class_is_coloured_and_documented() -> None:
    css = (ROOT / "src/regulars/site/static/regulars/css/charts.css").read_text("utf-8")
    docs = (ROOT / "docs/algorithms/charts.md").read_text("utf-8")
    used = {
        name
        for mark in MARKS
        for names in re.findall(r'class="([^"]+)"', mark("k").svg)
        for name in names.split()
    }
    coloured = set(re.findall(r"\.(ch(?:-[\w-]+)?)\b(?!\w)", css))
    assert used <= coloured
    assert {name for name in coloured if f"`{name}`" not in docs} == set()
