"""A roster: who is on, where, from when to when; nobody at two posts at once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from regulars.moments.intake import Report
from regulars.moments.models import Moment
from regulars.places import shift_intake
from regulars.places.models import Shift
from tests.cast import Cast

NOW = datetime(2026, 3, 24, 1, 0, tzinfo=UTC)
ROSTER = """员工,日期,上班时间,下班时间,岗位
小李,2026/3/28,9:00,17:30,门口
zhou,2026/3/28,18:00,02:00,till
Kelsey,2026/3/29,9:00,17:00,
"""


def taken(cast: Cast, folder: Path, text: str, name: str = "roster.csv") -> Report:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return shift_intake.take_in(file, cast.place, NOW, by="staff:1")


def numbers(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.repeated, report.refused


def stands() -> list[tuple[object, ...]]:
    rows = Shift.objects.select_related("staff", "post").order_by("starts_at")
    return [
        (s.staff.name, s.post.code if s.post else "", f"{s.starts_at:%d %H:%M}",
         f"{s.ends_at:%d %H:%M}") for s in rows
    ]  # fmt: skip


@pytest.mark.mission("PL05")
def test_a_roster_in_chinese_puts_everybody_on(cast: Cast, tmp_path: Path) -> None:
    """By name or login; an end before the beginning is past midnight."""
    report = taken(cast, tmp_path, ROSTER)
    assert (numbers(report), report.counts) == ((3, 0, 0, 0), {"shifts": 3})
    assert stands() == [
        ("小李", "door", "28 01:00", "28 09:30"), ("老周", "till", "28 10:00", "28 18:00"),
        ("Kelsey", "", "29 01:00", "29 09:00")]  # fmt: skip
    assert Moment.objects.filter(kind="put_on").count() == 3
    assert report.sentences()[-1] == "That makes 3 new shifts."


def test_the_same_roster_again_changes_nothing_and_other_hours_are_a_change(
    cast: Cast, tmp_path: Path
) -> None:
    """The shift of the same person and beginning gets its new end; the journal tells both."""
    taken(cast, tmp_path, ROSTER)
    before = stands(), Moment.objects.exclude(kind="imported").count()
    assert numbers(taken(cast, tmp_path, ROSTER + "\n", "b.csv")) == (0, 0, 3, 0)
    assert (stands(), Moment.objects.exclude(kind="imported").count()) == before
    later = ROSTER.replace("17:30,门口", "18:30,")
    assert numbers(taken(cast, tmp_path, later, "later.csv")) == (0, 1, 2, 0)
    assert stands()[0] == ("小李", "door", "28 01:00", "28 10:30")
    assert Moment.objects.filter(kind="taken_off").count() == 1


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        ("nobody,2026-03-28 09:00,2026-03-28 12:00,", "staff", "no_staff"),
        ("外人,2026-03-28 09:00,2026-03-28 12:00,", "staff", "no_staff"),
        ("小李,2026-03-28 09:00,2026-03-27 12:00,", "ends_at", "backwards"),
        ("小李,2026-03-28 09:00,2026-03-30 12:00,", "ends_at", "too_lasting"),
        ("小李,2026-03-28 09:00,2026-03-28 12:00,roof", "post", "no_post"),
        ("老周,2026-03-28 09:00,2026-03-28 12:00,", "starts_at", "overlapping"),
        ("小李,2026-03-28 09:00,,", "ends_at", "missing"),
    ],
)
def test_a_wrong_shift_is_refused_with_its_reason(
    cast: Cast, tmp_path: Path, row: str, column: str, problem: str
) -> None:
    """And the row above it is taken in, by a dry run and for good alike."""
    header = "staff,starts_at,ends_at,post\n老周,2026-03-28 11:00,2026-03-28 13:00,\n"
    file = tmp_path / "roster.csv"
    file.write_text(f"{header}{row}\n")
    dry = shift_intake.rehearse(file, cast.place, NOW)
    assert not Shift.objects.exists()
    report = taken(cast, tmp_path, f"{header}{row}\n")
    assert numbers(report) == numbers(dry) == (1, 0, 0, 1)
    assert [(r.row, r.column, r.problem) for r in report.refusals] == [(3, column, problem)]


def test_two_of_one_name_need_their_login(cast: Cast, tmp_path: Path) -> None:
    """Nobody is put on by guessing."""
    cast.colleague.name = cast.clerk.name
    cast.colleague.save()
    hours = "2026-03-28 09:00,2026-03-28 17:00"
    report = taken(cast, tmp_path, f"staff,starts_at,ends_at\n小李,{hours}\nli,{hours}\n")
    assert numbers(report) == (1, 0, 0, 1)
    assert [r.problem for r in report.refusals] == ["several_staff"]
