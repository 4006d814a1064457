"""A list of bookings: the booking system's newest word, and nothing twice."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from regulars.customers import bookings, intakes
from regulars.customers.models import Booking, Customer, Handle
from regulars.moments.intake import Report
from regulars.moments.models import Moment
from tests.cast import Cast

NOW = datetime(2026, 3, 24, 1, 0, tzinfo=UTC)
LIST = """预订号,客人姓名,手机,日期,时间,人数,桌号,用途,状态
B1,余建平,15400001208,2026年3月28日,下午6:30,4,8,生日,已确认
B2,林小姐,13700000002,2026年3月29日,19:00,2,,,已取消
"""


def taken(cast: Cast, folder: Path, text: str, name: str = "bookings.csv") -> Report:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return intakes.take_in("bookings", file, cast.place, NOW, by="staff:1")


def numbers(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.repeated, report.refused


def stands() -> list[tuple[object, ...]]:
    return [
        (b.code, b.customer.name, f"{b.starts_at:%m-%d %H:%M}", b.party, b.where, b.aim, b.state)
        for b in Booking.objects.select_related("customer").order_by("pk")
    ]


@pytest.mark.mission("PL06")
def test_a_chinese_list_becomes_bookings_of_known_and_new_people(
    cast: Cast, tmp_path: Path
) -> None:
    """Known by the phone, or met by it; day and time stand in two columns."""
    report = taken(cast, tmp_path, LIST)
    assert numbers(report) == (2, 0, 0, 0)
    assert report.counts == {"bookings": 2, "customers": 1}
    assert stands() == [
        ("B1", "余建平", "03-28 10:30", 4, "8", "生日", "open"),
        ("B2", "林小姐", "03-29 11:00", 2, "", "", "cancelled"),
    ]
    kinds = Moment.objects.filter(subject=cast.yu.opaque).values_list("kind", flat=True)
    assert list(kinds) == ["booked"]


def test_the_same_list_again_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    """Also one that was called off, and one that was called off here by hand since."""
    taken(cast, tmp_path, LIST)
    bookings.cancel(Booking.objects.get(code="B1"), by="staff:1", now=NOW)
    before = stands(), Moment.objects.count()
    longer = LIST + "B3,王五,13700000003,2026年3月29日,20:00,2,,,\n"
    assert numbers(taken(cast, tmp_path, longer, "b.csv")) == (1, 0, 2, 0)
    assert stands()[:2] == before[0]


def test_a_changed_booking_of_the_same_number_is_changed(cast: Cast, tmp_path: Path) -> None:
    """Another hour, more guests; called off; the journal tells what it was."""
    taken(cast, tmp_path, LIST)
    moved = LIST.replace("下午6:30,4", "下午8:00,6")
    assert numbers(taken(cast, tmp_path, moved, "moved.csv")) == (0, 1, 1, 0)
    assert stands()[0] == ("B1", "余建平", "03-28 12:00", 6, "8", "生日", "open")
    off = moved.replace("已确认", "取消")
    assert numbers(taken(cast, tmp_path, off, "off.csv")) == (0, 1, 1, 0)
    assert stands()[0][-1] == "cancelled"


def test_without_a_number_it_is_who_when_and_where(cast: Cast, tmp_path: Path) -> None:
    """Again is repeated, more guests are a change, and what was closed here stays closed."""
    text = "name,starts_at,guests\n余建平,2026-03-28 18:30,4\n"
    assert numbers(taken(cast, tmp_path, text)) == (1, 0, 0, 0)
    assert numbers(taken(cast, tmp_path, text + "\n", "again.csv")) == (0, 0, 1, 0)
    assert numbers(taken(cast, tmp_path, text.replace(",4", ",5"), "more.csv")) == (0, 1, 0, 0)
    assert [row[3] for row in stands()] == [5]
    bookings.cancel(Booking.objects.get(), by="staff:1", now=NOW)
    assert numbers(taken(cast, tmp_path, text.replace(",4", ",6"), "late.csv")) == (0, 0, 1, 0)
    assert Booking.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        (",王先生,2026-03-28 18:30,,,", "name", "unknown"),
        (",,2026-03-28 18:30,,,", "phone", "nobody"),
        ("15400001208,,2026-03-28 18:30,2026-03-27 18:30,,", "ends_at", "backwards"),
        ("15400001208,,2036-03-28 18:30,,,", "starts_at", "far"),
        ("15400001208,,03/04/2026 18:30,,,", "starts_at", "day_or_month"),
        ("15400001208,,2026-03-28 18:30,,0,", "party", "no_whole"),
        ("15400001208,,2026-03-28 18:30,,2,perhaps", "state", "no_choice"),
        ("15400001208,,2026-03-28 18:30,,2,未到", "state", "not_yet"),
    ],
)
def test_a_wrong_booking_is_refused_with_its_reason(
    cast: Cast, tmp_path: Path, row: str, column: str, problem: str
) -> None:
    """And the row beside it is taken in; nobody is made from a name alone."""
    people = Customer.objects.count()
    header = "phone,name,starts_at,ends_at,party,state\n"
    report = taken(cast, tmp_path, f"{header}{row}\n15400000008,,2026-03-28,,,\n")
    assert report.new == 1
    assert [(r.row, r.column or "phone", r.problem) for r in report.refusals] == [
        (2, column, problem)]  # fmt: skip
    assert Customer.objects.count() == people


def test_a_dry_run_foretells_and_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    """Also who would be met for the first time."""
    file = tmp_path / "b.csv"
    file.write_text(LIST + "B1,余建平,15400001208,2026年3月28日,20:30,4,8,生日,已确认\n")
    before = Booking.objects.count(), Handle.objects.count(), Moment.objects.count()
    told: list[tuple[int, str]] = []
    dry = intakes.rehearse("bookings", file, cast.place, NOW, verdicts=told.extend)
    assert told == [(2, "new"), (3, "new"), (4, "changed")]
    assert (Booking.objects.count(), Handle.objects.count(), Moment.objects.count()) == before
    assert numbers(intakes.take_in("bookings", file, cast.place, NOW, by="x")) == numbers(dry)
