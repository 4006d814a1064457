"""Purchases of a till become customers, articles, baskets and lines."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from regulars.customers import purchases, recognition
from regulars.customers.models import Customer, Handle, Tally
from regulars.moments.models import Import, Line, Moment
from regulars.places.models import Article
from tests.cast import Cast

NOW = datetime(2026, 3, 24, 1, 0, tzinfo=UTC)
SALES = """household_id,basket_id,product_id,quantity,sales_value,product_type,transaction_timestamp
900,b1,milk-1,1,0.50,MILK,2026-03-01 11:53:26
900,b1,milk-2,2,1.99,MILK,2026-03-01 11:53:26
900,b2,rice,,,,2026-03-01 23:30:00
17,b3,rice,1,24.90,,2026-03-02
"""


def file_of(folder: Path, text: str, name: str = "sales.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def lines_of(moment: Moment) -> list[tuple[str, float, int | None]]:
    codes = dict(Article.objects.values_list("pk", "code"))
    lines = Line.objects.filter(moment=moment)
    return sorted((codes[line.article], line.quantity, line.amount) for line in lines)


def needs_of(*codes: str) -> list[str]:
    return [Article.objects.get(code=code).need.code for code in codes]


@pytest.mark.mission("MO01")
def test_a_tills_export_becomes_baskets_of_known_customers(cast: Cast, tmp_path: Path) -> None:
    """One moment per basket with its lines, in minor units, at the place's own time."""
    report = purchases.take_in(file_of(tmp_path, SALES), cast.place, NOW, by="staff:1")
    assert (report.rows, report.new, report.repeated, report.refused) == (4, 4, 0, 0)
    assert (report.baskets, report.customers) == (3, 2)
    who = Handle.objects.get(book=cast.place, kind="till", value="900").customer
    first, second = Moment.objects.filter(subject=who.opaque).order_by("happened_at")
    entry = Import.objects.get()
    assert (first.kind, first.place, first.actor) == (
        "purchased", cast.place.pk, f"import:{entry.pk}")  # fmt: skip
    assert first.facts == {"basket": "b1", "source": "sales.csv"}
    assert first.happened_at == datetime(2026, 3, 1, 3, 53, 26, tzinfo=UTC)
    assert first.recorded_at == NOW
    assert lines_of(first) == [("milk-1", 1.0, 50), ("milk-2", 2.0, 199)]
    assert lines_of(second) == [("rice", 1.0, None)]
    assert needs_of("milk-1", "milk-2", "rice") == ["MILK", "MILK", "rice"]


def test_a_finished_file_is_one_moment_of_the_place(cast: Cast, tmp_path: Path) -> None:
    """With its name and what became of its rows; the same file again adds no second one."""
    for _ in range(2):
        purchases.take_in(file_of(tmp_path, SALES), cast.place, NOW, by="staff:1")
    told = Moment.objects.get(kind="imported")
    assert told.subject == f"place:{cast.place.pk}"
    assert told.actor == "staff:1"
    assert told.facts == {"name": "sales.csv", "new": 4, "repeated": 0, "refused": 0}


def test_visits_are_counted_by_the_places_own_days(cast: Cast, tmp_path: Path) -> None:
    """Two baskets on one day are one visit."""
    purchases.take_in(file_of(tmp_path, SALES), cast.place, NOW, by="staff:1")
    who = Handle.objects.get(value="900").customer
    tally = Tally.objects.get(customer=who)
    assert (tally.visits, tally.first_on, tally.last_on) == (1, date(2026, 3, 1), date(2026, 3, 1))


def test_a_known_till_number_is_the_same_customer(cast: Cast, tmp_path: Path) -> None:
    """Nobody is made twice, and the numbers of another place are other people."""
    Handle.objects.create(customer=cast.yu, book=cast.place, kind="till", value="900")
    Handle.objects.create(customer=cast.wang, book=cast.elsewhere, kind="till", value="17")
    report = purchases.take_in(file_of(tmp_path, SALES), cast.place, NOW, by="staff:1")
    assert report.customers == 1
    assert Moment.objects.filter(subject=cast.yu.opaque, kind="purchased").count() == 2
    assert not Moment.objects.filter(subject=cast.wang.opaque, kind="purchased").exists()


def test_a_new_customer_is_found_by_the_tills_number(cast: Cast, tmp_path: Path) -> None:
    """Nobody has given them a name yet; the clerk types the number on the receipt."""
    sales = file_of(tmp_path, SALES.replace("900,", "90017,"))
    purchases.take_in(sales, cast.place, NOW, by="staff:1")
    who = Handle.objects.get(value="90017").customer
    (found,) = recognition.find(cast.place, "90017")
    assert found.customer == who


def test_parquet_a_frame_and_csv_give_the_same_rows(cast: Cast, tmp_path: Path) -> None:
    """Typed columns mean what their text would mean: whichever comes second adds nothing."""
    typed = pl.DataFrame(
        {"household_id": [900.0, 900.0, 900.0, 17.0], "basket_id": ["b1", "b1", "b2", "b3"],
         "product_id": ["milk-1", "milk-2", "rice", "rice"],
         "quantity": [1, 2, None, 1], "sales_value": [0.5, 1.99, None, 24.9],
         "transaction_timestamp": [datetime(2026, 3, 1, 11, 53, 26)] * 2  # noqa: DTZ001
         + [datetime(2026, 3, 1, 23, 30), datetime(2026, 3, 2)]}  # noqa: DTZ001
    )  # fmt: skip
    typed.write_parquet(tmp_path / "sales.parquet")
    first = purchases.take_in(tmp_path / "sales.parquet", cast.place, NOW, by="staff:1")
    frame = purchases.take_in(typed, cast.place, NOW, by="replay", name="Complete Journey")
    text = purchases.take_in(file_of(tmp_path, SALES), cast.place, NOW, by="staff:1")
    assert [(r.new, r.repeated) for r in (first, frame, text)] == [(4, 0), (0, 4), (0, 4)]
    assert needs_of("milk-1", "milk-2", "rice") == ["MILK", "MILK", "rice"]


def test_a_frame_leaves_no_ledger_and_no_moment_of_the_place(cast: Cast) -> None:
    """The replay of a day is no file; its baskets name the source and the actor given."""
    rows = pl.DataFrame({"customer": ["1"], "occurred_at": [NOW], "item": ["tea"]})
    report = purchases.take_in(rows, cast.place, NOW, by="replay", name="Complete Journey")
    moment = Moment.objects.get(kind="purchased")
    assert (report.new, moment.actor) == (1, "replay")
    assert moment.facts == {"source": "Complete Journey"}
    assert moment.happened_at == NOW
    assert not Import.objects.exists()
    assert not Moment.objects.filter(kind="imported").exists()


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-01", "2026-02-28T16:00:00Z"),
        ("2026/3/1 9:05", "2026-03-01T01:05:00Z"),
        ("2026-03-01T09:05:30", "2026-03-01T01:05:30Z"),
        ("2026-03-01T09:05:30.25Z", "2026-03-01T09:05:30.250000Z"),
        ("2026-03-01 09:05:30+0530", "2026-03-01T03:35:30Z"),
        (" 2026-03-01 09:05:30-04:00 ", "2026-03-01T13:05:30Z"),
    ],
)
def test_dates_are_read_as_people_and_programs_write_them(
    cast: Cast, tmp_path: Path, text: str, instant: str
) -> None:
    """Without a zone it is the place's own time."""
    sales = f"customer,occurred_at,item\n1,2026-03-02 10:00:00,a\n1,{text},tea\n"
    purchases.take_in(file_of(tmp_path, sales), cast.place, NOW, by="staff:1")
    first = Moment.objects.filter(kind="purchased").order_by("happened_at").first()
    assert first is not None
    assert first.happened_at.isoformat().replace("+00:00", "Z") == instant


def test_an_hour_that_the_clocks_skip_is_an_hour_later(cast: Cast, tmp_path: Path) -> None:
    """Half past two does not exist in New York on 8 March 2026; the row is not lost."""
    cast.place.time_zone = "America/New_York"
    sales = "customer,occurred_at,item\n1,2026-03-08 02:30:00,tea\n1,2025-11-02 01:30:00,tea\n"
    purchases.take_in(file_of(tmp_path, sales), cast.place, NOW, by="staff:1")
    found = Moment.objects.filter(kind="purchased").order_by("happened_at")
    assert [m.happened_at for m in found] == [
        datetime(2025, 11, 2, 5, 30, tzinfo=UTC),
        datetime(2026, 3, 8, 7, 30, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("currency", "text", "minor"),
    [("USD", "12.5", 1250), ("USD", "-0.99", -99), ("JPY", "1200", 1200), ("KWD", "1.234", 1234),
     ("EUR", '"12,50"', 1250), ("USD", "", None)],
)  # fmt: skip
def test_amounts_are_kept_in_minor_units(
    cast: Cast, tmp_path: Path, currency: str, text: str, minor: int | None
) -> None:
    """Cents, fen, yen; a decimal comma is understood, a blank amount is unknown."""
    cast.place.currency = currency
    sales = f"customer,occurred_at,item,amount\n1,2026-03-01,tea,{text}\n"
    purchases.take_in(file_of(tmp_path, sales), cast.place, NOW, by="staff:1")
    assert Line.objects.get().amount == minor


def test_receipt_numbers_that_begin_anew_each_day_are_different_baskets(
    cast: Cast, tmp_path: Path
) -> None:
    """A basket is one customer's, on one day."""
    sales = "customer,occurred_at,item,basket\n" + "".join(
        f"{who},2026-03-0{day},tea,1\n" for who in "ab" for day in (1, 2)
    )
    report = purchases.take_in(file_of(tmp_path, sales), cast.place, NOW, by="staff:1")
    assert (report.new, report.baskets) == (4, 4)


def test_zeros_in_front_stay(cast: Cast, tmp_path: Path) -> None:
    """A customer 007 is not a customer 7."""
    sales = "customer,occurred_at,item\n007,2026-03-01,tea\n7,2026-03-01,tea\n"
    report = purchases.take_in(file_of(tmp_path, sales), cast.place, NOW, by="staff:1")
    assert report.customers == 2
    assert Customer.objects.filter(handles__value="007").exists()
