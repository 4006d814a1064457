"""Dates as people write them, in the place's zone."""

from datetime import UTC, datetime

import polars as pl
import pytest

from regulars.moments.intake import instants, spoken

pytestmark = pytest.mark.once

SHANGHAI = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2026-03-31", "2026-03-31 00:00"), ("2026/3/31", "2026-03-31 00:00"),
        ("31.3.2026", "2026-03-31 00:00"), ("1.2.2026", "2026-02-01 00:00"),
        ("31/3/2026", "2026-03-31 00:00"), ("3/31/2026", "2026-03-31 00:00"),
        ("3/31/2026 2:05 PM", "2026-03-31 14:05"), ("5/5/2026 12:00 am", "2026-05-05 00:00"),
        ("2026年3月31日", "2026-03-31 00:00"), ("2026年3月31日 下午2:05", "2026-03-31 14:05"),
        ("2026年3月31日下午2点5分", "2026-03-31 14:05"),
        ("2026年03月31日 14時05分", "2026-03-31 14:05"),
        ("民國115年3月31日", "2026-03-31 00:00"),
        ("民国115年3月31日 上午9時30分", "2026-03-31 09:30"),
        ("2026-3-31 晚上8:00", "2026-03-31 20:00"), ("2026-3-31 凌晨12:30", "2026-03-31 00:30"),
        ("2026-3-31 中午12:30", "2026-03-31 12:30"),
        ("2026-03-31（星期二）14:05", "2026-03-31 14:05"),
        ("２０２６／３／３１　１４：０５", "2026-03-31 14:05"), ("20260331", "2026-03-31 00:00"),
        ("20260331 140500", "2026-03-31 14:05"), ("31 Mar 2026, 2pm", "2026-03-31 14:00"),
        ("Tue, March 31st, 2026 14:05", "2026-03-31 14:05"), ("31-Mar-2026", "2026-03-31 00:00"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_it_is_meant(text: str, wall: str) -> None:
    """By the wall clock of the place."""
    (found,) = instants.thorough(pl.Series([text]), SHANGHAI)
    local = datetime.fromisoformat(f"{wall}+08:00").astimezone(UTC)
    assert found == local


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-31T14:05:00+08", "2026-03-31T06:05:00"),
        ("2026-03-31 14:05Z", "2026-03-31T14:05:00"),
        ("2026年3月31日 14:05 +09:00", "2026-03-31T05:05:00"),
        ("31 Mar 2026 14:05:00 +0530", "2026-03-31T08:35:00"),
        ("2026-03-31 14:05 UTC+8", "2026-03-31T06:05:00"),
    ],
)  # fmt: skip
def test_a_zone_in_the_text_beats_the_places(text: str, instant: str) -> None:
    """Wherever the place stands."""
    for zone in (SHANGHAI, "America/New_York"):
        (found,) = instants.thorough(pl.Series([text]), zone)
        assert found == datetime.fromisoformat(f"{instant}+00:00")


@pytest.mark.parametrize(
    "text",
    ["1/2/2026", "12-11-2026 10:00", "2026-02-30", "30/2/2026", "13/13/2026", "26/3/31", "soon",
     "2026-03-31 25:00", "2026-03-31 14", "晚上12:00", "2026-03-31 下午", "民國115", "45678"],
)  # fmt: skip
def test_what_is_no_date_for_sure_is_none(text: str) -> None:
    """Nothing is guessed."""
    (found,) = instants.thorough(pl.Series([text]), SHANGHAI)
    assert found is None


def test_an_order_once_said_holds() -> None:
    """Day first, or month first; what leaves no choice is read either way."""
    texts = pl.Series(["1/2/2026", "31/3/2026", "3/31/2026"])
    days = {
        order: [f"{day:%m-%d}" for day in instants.thorough(texts, "UTC", order)]
        for order in ("dmy", "mdy")
    }  # type: ignore[arg-type]
    assert days == {"dmy": ["02-01", "03-31", "03-31"], "mdy": ["01-02", "03-31", "03-31"]}


def test_the_hour_that_spring_skips_and_the_one_that_autumn_repeats() -> None:
    """An hour later, and the first of the two; also where the date is written in words."""
    texts = pl.Series(["March 8, 2026 2:30 AM", "2025年11月2日 1:30"])
    assert list(instants.thorough(texts, "America/New_York")) == [
        datetime(2026, 3, 8, 7, 30, tzinfo=UTC),
        datetime(2025, 11, 2, 5, 30, tzinfo=UTC),
    ]


def test_a_birthday_has_no_zone() -> None:
    """The day is the day."""
    texts = pl.Series(["1979年4月16日", "16.4.1979", "1979-04-16 00:00:00", "soon", None])
    assert [str(day) for day in instants.days(texts, "")] == ["1979-04-16"] * 3 + ["None"] * 2
    assert spoken.read("1979-04-16") is not None
