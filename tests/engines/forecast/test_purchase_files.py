"""A file of purchases in, a file of needs out; what is wrong is named with row and remedy."""

import csv
from datetime import UTC, date, datetime

import polars as pl
import pytest
from tests.engines.forecast.shops import FIRST_DAY, renewal_shop

from regulars.engines.forecast import PurchaseFileError, read_purchases
from regulars.engines.forecast.tables import day_of, evaluate_file, needs_file

HEADER = "customer,occurred_at,item,quantity\n"


@pytest.fixture
def file(tmp_path):
    def write(text, name="purchases.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture(scope="module")
def shop_file(tmp_path_factory):
    shop = renewal_shop(2, 40, 8, 200, gap=12, noise=0.4)
    path = tmp_path_factory.mktemp("shop") / "shop.csv"
    pl.DataFrame(
        {
            "customer": [f"{c:05d}" for c in shop.customer],
            "occurred_at": [day_of(d).isoformat() for d in shop.day],
            "item": [f"item {i}" for i in shop.item],
        }
    ).write_csv(path)
    return path


def refusal(path):
    with pytest.raises(PurchaseFileError) as caught:
        read_purchases(path)
    return str(caught.value)


def test_ids_stay_as_written_and_every_form_of_date_is_read(file):
    forms = ["2017-03-01", "2017-03-01T23:59:59Z", "2017-03-01 00:00", "20170301",
             "2017-03-01T10:30:00.123+08:00"]  # fmt: skip
    read = read_purchases(file(HEADER + "".join(f"007,{form},é 米,1\n" for form in forms)))
    assert (read.customers, read.items) == (["007"], ["é 米"])
    assert (read.first_day, read.last_day) == (date(2017, 3, 1), date(2017, 3, 1))
    assert read.history.quantity.tolist() == [5.0]


def test_parquet_reads_as_csv_does(tmp_path):
    path = tmp_path / "p.parquet"
    pl.DataFrame(
        {
            "customer": [7, 8],
            "occurred_at": [datetime(2017, 3, 1, 9, tzinfo=UTC)] * 2,
            "item": ["a", "b"],
        }
    ).write_parquet(path)
    read = read_purchases(path)
    assert (read.customers, read.items, read.first_day) == (
        ["7", "8"],
        ["a", "b"],
        date(2017, 3, 1),
    )


def test_a_byte_order_mark_a_blank_quantity_and_a_return_do_no_harm(file):
    text = "\ufeff" + HEADER + "a,2017-03-01,x,\na,2017-03-02,x,-1\n"
    assert read_purchases(file(text)).history.quantity.tolist() == [1.0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["the file is empty", "customer, occurred_at, item"]),
        ("customer;occurred_at;item\na;2017-01-01;x\n", ["semicolons", "commas"]),
        ("customer,ocurred,item\na,2017-01-01,x\n", ["row 1", "occurred_at is missing", "ocurred"]),
        ("household,day,sku\na,2017-01-01,x\n", ["customer is missing", "household"]),
        (HEADER + "a,2017-01-01,x,1\na,01/02/2017,x,1\n", ["row 3", "occurred_at", "2017-12-01"]),
        (HEADER + "a,2017-02-30,x,1\n", ["row 2", "'2017-02-30'"]),
        (HEADER + "a,1900-01-01,x,1\n", ["row 2", "1970"]),
        (HEADER + ",2017-01-01,x,1\n", ["row 2", "column customer", "empty"]),
        (HEADER + "a,2017-01-01,x,two\n", ["row 2", "column quantity", "'two'"]),
        (HEADER + f"a,2017-01-01,{'x' * 600},1\n", ["row 2", "column item", "longer"]),
        (HEADER.encode() + b"a,2017-01-01,caf\xe9,1\n", ["UTF-8"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_row_column_and_remedy(file, text, words):
    path = file(text)
    message = refusal(path)
    assert message.startswith(str(path))
    assert [word for word in words if word not in message] == []


def test_a_missing_file_is_named(tmp_path):
    assert "no such file" in refusal(tmp_path / "nowhere.csv")


def test_needs_are_written_as_promised(shop_file, tmp_path):
    out = tmp_path / "needs.csv"
    as_of = day_of(FIRST_DAY + 180)
    summary = needs_file(shop_file, as_of.isoformat(), 3, out)
    with out.open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert list(rows[0]) == [
        "customer",
        "item",
        "rank",
        "score",
        "due_from",
        "due",
        "due_to",
        "reason",
    ]
    assert (summary.rows, summary.customers, summary.note) == (len(rows), 40, "")
    assert [row["rank"] for row in rows[:3]] == ["1", "2", "3"]
    assert rows[0]["customer"] == "00000"
    assert as_of.isoformat() <= rows[0]["due_from"] <= rows[0]["due"] <= rows[0]["due_to"]
    assert rows[0]["reason"].startswith("bought ")


def test_what_happened_later_changes_no_byte_of_the_output(shop_file, tmp_path):
    as_of = day_of(FIRST_DAY + 150)
    cut = tmp_path / "cut.csv"
    pl.read_csv(shop_file, infer_schema=False).filter(
        pl.col("occurred_at") < as_of.isoformat()
    ).write_csv(cut)
    needs_file(shop_file, as_of, 5, tmp_path / "whole.out")
    needs_file(cut, as_of, 5, tmp_path / "cut.out")
    assert (tmp_path / "whole.out").read_bytes() == (tmp_path / "cut.out").read_bytes()


def test_a_header_alone_is_not_enough_yet(file, tmp_path):
    path, out = file(HEADER), tmp_path / "o.csv"
    assert needs_file(path, "2017-12-01", 5, out).note.startswith("not enough yet")
    assert out.read_text() == "customer,item,rank,score,due_from,due,due_to,reason\n"
    assert evaluate_file(path, "2017-12-01")["note"].startswith("not enough yet")


@pytest.mark.parametrize("day", ["2016-12-01", "2017-01-01"])
def test_a_morning_before_the_first_purchase_is_refused(file, tmp_path, day):
    with pytest.raises(PurchaseFileError, match="not after the first purchase, 2017-01-01"):
        needs_file(file(HEADER + "a,2017-01-01,x,1\n"), day, 5, tmp_path / "o.csv")


def test_a_split_after_the_last_purchase_is_refused(file):
    with pytest.raises(PurchaseFileError, match="choose an earlier split"):
        evaluate_file(file(HEADER + "a,2017-01-01,x,1\n"), "2017-06-01")
