"""`regulars forecast due`: a till's export in, when each is due out, empty where unknown."""

from datetime import date

import polars as pl
import pytest
from tests.engines.forecast.shops import FIRST_DAY, renewal_shop
from typer.testing import CliRunner

from regulars.engines.forecast import PurchaseFileError
from regulars.engines.forecast.due_file import due_file
from regulars.engines.forecast.tables import day_of
from regulars.site.commands.forecast import app

COLUMNS = [
    "customer", "item", "bought", "last_bought", "chance_today", "chance_within_10", "window_from",
    "window_to", "window_chance", "due_from", "due", "due_to", "returns", "overdue", "basis",
    "reason",
]  # fmt: skip


@pytest.fixture(scope="module")
def till(tmp_path_factory):
    shop = renewal_shop(2, 30, 4, 220, gap=12, noise=0.4)
    path = tmp_path_factory.mktemp("till") / "till.csv"
    lines = [
        f"{c:05d},{day_of(d).isoformat()},item {i}"
        for c, i, d in zip(shop.customer, shop.item, shop.day, strict=True)
    ]
    lines += ["new,2017-06-01,kettle", "new,2017-06-01,kettle"]
    path.write_text("customer,occurred_at,item\n" + "\n".join(lines) + "\n")
    return path


def test_due_writes_every_pair_with_its_chances_and_says_what_is_not_enough(till, tmp_path):
    out, as_of = tmp_path / "due.csv", day_of(FIRST_DAY + 200).isoformat()
    done = CliRunner().invoke(
        app, ["due", "--purchases", str(till), "--as-of", as_of, "--days", "10", "--out", str(out)]
    )
    assert done.exit_code == 0, done.output
    table = pl.read_csv(out, try_parse_dates=True, schema_overrides={"customer": pl.String})
    assert table.columns == COLUMNS
    assert "nan" not in out.read_text().lower()
    thin = table.filter(pl.col("basis") == "thin")
    assert thin.select("customer", "item", "bought", "due", "chance_today", "reason").rows() == [
        ("new", "kettle", 1, None, None, "bought once: not enough yet")
    ]
    dated = table.filter(pl.col("basis") != "thin")
    assert dated["due"].min() >= date.fromisoformat(as_of)
    assert dated["chance_within_10"].is_between(0, 1).all()
    assert f"{len(dated)} dated, 1 with not enough yet, as of {as_of}" in done.output
    assert "fillings on or after" in done.output


def test_parquet_holds_the_same_and_without_a_file_it_is_told(till, tmp_path):
    out = tmp_path / "due.parquet"
    summary = due_file(till, "2017-06-20", 10, out)
    assert pl.read_parquet(out).equals(summary.table)
    told = CliRunner().invoke(app, ["due", "--purchases", str(till), "--as-of", "2017-06-20"])
    assert "chance_within_7" in told.output


def test_thin_files_and_shut_shops_say_so(tmp_path, till):
    path = tmp_path / "one.csv"
    path.write_text("customer,occurred_at,item\na,2017-03-01T09:00:00,tea\n")
    summary = due_file(path, "2017-03-09")
    assert summary.notes == ("not enough yet: nobody has bought anything often enough to be dated",)
    assert len(summary.table) == 1
    path.write_text("customer,occurred_at,item\n")
    assert len(due_file(path, "2017-03-09").table) == 0
    late = due_file(till, "2017-10-01")
    assert late.notes == (
        "nobody bought anything since 2017-08-09: the shop is shut or the file ends there; "
        "these days do not count as silence",
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"as_of": "2016-01-01"}, "is not after the first purchase"),
        ({"as_of": "soon"}, "is not a date"),
        ({"as_of": "2017-06-01", "days": 61}, "days must be 1 to 60, not 61"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_remedy(till, options, words):
    with pytest.raises(PurchaseFileError, match=words):
        due_file(till, **options)
