"""When purchases are wrong, a message names file, row, column and remedy, and nothing is lost."""

import csv
from pathlib import Path

import polars as pl
import pytest

from regulars.customers import purchases
from regulars.moments.intake import How, Trouble
from regulars.moments.models import Import, Line, Moment
from tests.cast import Cast
from tests.customers.test_purchases import NOW, file_of

GOOD = "9,2026-03-01,tea,1,1.50\n"
HEADER = "customer,occurred_at,item,quantity,amount\n"


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("1,2026-03-26,tea,1,1", "occurred_at", "lies in the future"),
        ("1,2999-01-01 10:00:00,tea,1,1", "occurred_at", "lies in the future"),
        ("1,1900-01-01,tea,1,1", "occurred_at", "1900 is what a spreadsheet makes"),
        ("1,1899-12-30 00:00:00,tea,1,1", "occurred_at", "before 1990"),
        ("1,45678,tea,1,1", "occurred_at", "a spreadsheet's day number"),
        ("1,soon,tea,1,1", "occurred_at", "not a date"),
        ("1,2026-02-30,tea,1,1", "occurred_at", "not a date"),
        ("1,01/02/2026,tea,1,1", "occurred_at", "not a date"),
        ("1,,tea,1,1", "occurred_at", "blank"),
        (",2026-03-01,tea,1,1", "customer", "blank"),
        ("1,2026-03-01,  ,1,1", "item", "blank"),
        (f"{'x' * 81},2026-03-01,tea,1,1", "customer", "too long"),
        (f"1,2026-03-01,{'x' * 100_000},1,1", "item", "too long"),
        (f"1,2026-03-01,{'x' * 200_000},1,1", "", "far too long"),
        ("1,2026-03-01,te\x07a,1,1", "item", "control characters"),
        ("1,2026-03-01,tea,-1,1", "quantity", "negative"),
        ("1,2026-03-01,tea,100001,1", "quantity", "absurdly large"),
        ("1,2026-03-01,tea,two,1", "quantity", "not a number"),
        ("1,2026-03-01,tea,nan,1", "quantity", "not a number"),
        ("1,2026-03-01,tea,inf,1", "quantity", "not a number"),
        ("1,2026-03-01,tea,1,$1", "amount", "not a number"),
        ("1,2026-03-01,tea,1,1e12", "amount", "absurdly large"),
        ("1,2026-03-01,tea,1,-1e12", "amount", "absurdly large"),
        ("1,2026-03-01,tea,1", "", "fewer cells"),
        ("1,2026-03-01,tea,1,1,1", "", "more cells"),
        ("1,2026-03-01,tea,1,\0", "", "NUL byte"),
        ('1,2026-03-01,"tea,1,1', "", "a quote is opened and never closed"),
    ],
)
def test_a_wrong_row_is_refused_and_its_neighbours_are_taken_in(
    cast: Cast, tmp_path: Path, row: str, column: str, reason: str
) -> None:
    """The refusal names row, column, reason and remedy; the row comes back as a file."""
    file = file_of(tmp_path, HEADER + GOOD + row + "\n" + GOOD.replace("9", "8", 1))
    report = purchases.take_in(file, cast.place, NOW, by="staff:1")
    assert (report.new, report.refused) == (2, 1)
    (refusal,) = report.refusals
    assert (refusal.row, refusal.column) == (3, column)
    assert reason in refusal.reason
    assert refusal.remedy
    with (tmp_path / "sales.refused.csv").open(encoding="utf-8-sig", newline="") as back:
        (line,) = csv.DictReader(back)
    assert (line["row"], line["column"], line["reason"]) == ("3", column, refusal.reason)
    text = "".join(line[name] for name in HEADER.strip().split(","))
    assert text.replace("'", "").startswith(row.split(",", 1)[0].replace("\0", ""))


@pytest.mark.parametrize(
    "row", ["1,2026-03-01,tea,0,0", "1,2026-03-01,tea,100000,1", "1,2026-03-24 23:00:00,tea,,",
            "1,1990-01-02,tea,0.001,-5"]
)  # fmt: skip
def test_unusual_rows_are_not_refused(cast: Cast, tmp_path: Path, row: str) -> None:
    """A weighed nothing, a wholesale order, tonight, a return by amount."""
    report = purchases.take_in(file_of(tmp_path, HEADER + row), cast.place, NOW, by="staff:1")
    assert (report.new, report.refused) == (1, 0)


def test_refused_rows_put_right_are_taken_in_from_their_own_file(
    cast: Cast, tmp_path: Path
) -> None:
    """The added columns do no harm, and a code that was made harmless is itself again."""
    wrong = HEADER + "+86 130,2026-13-01,tea,1,1\n"
    purchases.take_in(file_of(tmp_path, wrong), cast.place, NOW, by="staff:1")
    back = tmp_path / "sales.refused.csv"
    back.write_text(back.read_text().replace("2026-13-01", "2026-03-01"))
    report = purchases.take_in(back, cast.place, NOW, by="staff:1")
    assert (report.new, report.refused) == (1, 0)
    from regulars.customers.models import Handle

    assert Handle.objects.filter(kind="till", value="+86 130").exists()


def test_a_cell_of_100_mb_costs_one_row(cast: Cast, tmp_path: Path) -> None:
    """It is refused, the rows around it are taken in, and the refused file stays small."""
    file = tmp_path / "sales.csv"
    with file.open("w") as out:
        out.write(HEADER + GOOD + '1,2026-03-01,"')
        for _ in range(100):
            out.write("x" * 1_000_000)
        out.write('",1,1\n' + GOOD.replace("9", "8", 1))
    report = purchases.take_in(file, cast.place, NOW, by="staff:1")
    assert (report.rows, report.new, report.refused) == (3, 2, 1)
    assert (report.refusals[0].row, report.refusals[0].reason) == (3, "the row is far too long")
    assert (tmp_path / "sales.refused.csv").stat().st_size < 2000


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (HEADER.replace("customer", "custmer").encode(), "--map custmer=customer"),
        (HEADER.replace(",", "^").encode(), "Separate the cells by commas"),
        (b"%PDF-1.7 " + HEADER.encode(), "a picture or a printed page"),
        (b"PK\x03\x04" + HEADER.encode(), "the workbook is damaged"),
    ],
)
def test_a_wrong_file_is_named_and_nothing_of_it_is_taken_in(
    cast: Cast, tmp_path: Path, data: bytes, said: str
) -> None:
    """Missing columns with the closest names, a wrong separator, no table at all."""
    file = tmp_path / "sales.csv"
    file.write_bytes(data)
    with pytest.raises(Trouble, match=r"sales.csv") as told:
        purchases.take_in(file, cast.place, NOW, by="staff:1")
    assert said in str(told.value)
    assert not Import.objects.exists()
    assert not Moment.objects.filter(kind="purchased").exists()


def test_rows_in_another_encoding_are_refused_and_the_others_taken_in(
    cast: Cast, tmp_path: Path
) -> None:
    """Two files were joined; row number, reason and remedy, and the sentence in the report."""
    file = tmp_path / "sales.csv"
    rows = ["王,2026-03-01,茶,1,1\n".encode(), "李,2026-03-01,米,1,1\n".encode("gb18030"),
            "陈,2026-03-01,茶,1,1\n".encode(), GOOD.encode()]  # fmt: skip
    file.write_bytes(HEADER.encode() + b"".join(rows))
    report = purchases.take_in(file, cast.place, NOW, by="staff:1")
    assert (report.new, report.refused) == (3, 1)
    assert [(r.row, r.problem) for r in report.refusals] == [(3, "encoding")]
    assert report.refusals[0].remedy
    assert report.sentences()[0] == (
        "It is of mixed encodings: rows that do not fit UTF-8 are refused."
    )


def test_a_whole_column_settles_what_a_lone_date_does_not(cast: Cast, tmp_path: Path) -> None:
    """Day and month are told by the row that leaves no choice, however far below it stands."""
    below = "".join(f"{n},05/04/2025,tea,1,1\n" for n in range(40))
    for told, last in (("2025-04-05", "31/03/2025"), ("2025-05-04", "03/31/2025")):
        text = f"{HEADER}{below}1,{last},rice,1,1\n"
        report = purchases.take_in(file_of(tmp_path, text), cast.place, NOW, by="staff:1")
        assert (report.rows, report.refused) == (41, 0)
        days = {
            f"{cast.place.day_of(m.happened_at)}" for m in Moment.objects.filter(kind="purchased")
        }
        assert told in days
    both = f"{HEADER}1,05/04/2025,x,1,1\n1,31/03/2025,x,1,1\n1,03/31/2025,x,1,2\n"
    report = purchases.take_in(file_of(tmp_path, both), cast.place, NOW, by="staff:1")
    assert [(r.row, r.problem) for r in report.refusals] == [(2, "day_or_month")]
    said = purchases.take_in(
        file_of(tmp_path, both), cast.place, NOW, by="staff:1", how=How(dates="dmy")
    )
    assert said.refused == 0


def test_a_file_with_nothing_below_its_header_is_fine(cast: Cast, tmp_path: Path) -> None:
    """And says so."""
    report = purchases.take_in(file_of(tmp_path, HEADER), cast.place, NOW, by="staff:1")
    assert (report.rows, report.refused) == (0, 0)
    assert report.sentences() == ["sales.csv: there are no rows below the header."]


def test_a_dry_run_judges_each_row_and_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    """New, repeated within the file, repeated from before, and refused, in the order of rows."""
    purchases.take_in(file_of(tmp_path, HEADER + GOOD), cast.place, NOW, by="staff:1")
    before = (Moment.objects.count(), Line.objects.count(), Import.objects.count())
    new = GOOD.replace("tea", "rice")
    file = file_of(tmp_path, HEADER + GOOD + new + "1,1900-01-01,a,1,1\n" + new, "b.csv")
    told: list[tuple[int, str]] = []
    report = purchases.rehearse(file, cast.place, NOW, verdicts=told.extend)
    assert told == [(2, "repeated"), (3, "new"), (4, "refused"), (5, "repeated")]
    assert (report.new, report.repeated, report.refused, report.doubled) == (1, 2, 1, 1)
    assert (Moment.objects.count(), Line.objects.count(), Import.objects.count()) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.csv", "sales.csv"]


def test_wrong_cells_of_typed_columns_are_refused_too(cast: Cast) -> None:
    """A Parquet file or a frame brings dates and numbers of its own."""
    from datetime import datetime

    rows = pl.DataFrame(
        {"customer": [1, 2, None], "item": ["a", "b", "c"], "quantity": [1.0, float("inf"), 1.0],
         "occurred_at": [datetime(1900, 1, 1), datetime(2026, 3, 1), datetime(2026, 3, 1)]}  # noqa: DTZ001
    )  # fmt: skip
    report = purchases.take_in(rows, cast.place, NOW, by="replay")
    assert [(r.row, r.column) for r in report.refusals] == [
        (1, "occurred_at"), (2, "quantity"), (3, "customer")]  # fmt: skip
