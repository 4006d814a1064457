"""`regulars forecast returns`: from a till's export to who returns, without a database."""

import json
from pathlib import Path

import polars as pl
import pytest
from tests.engines.forecast.cdnow import cdnow, foreseen
from typer.testing import CliRunner

from regulars.engines.forecast.returns.file import write
from regulars.site.commands.forecast import app


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """CDNOW's first 39 weeks and a little more, as a CSV."""
    _history, amounts = cdnow()
    path = tmp_path_factory.mktemp("returns") / "till.csv"
    table = pl.DataFrame({
        "customer": amounts.customer, "occurred_at": pl.Series(amounts.day).cast(pl.Date),
        "item": "cd", "amount": amounts.amount,
    })  # fmt: skip
    table.filter(pl.col("occurred_at") < pl.date(1997, 11, 1)).write_csv(path)
    return path


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["returns", *(str(word) for word in words)])
    return done.exit_code, done.output + (str(done.exception) if done.exception else "")


def test_a_file_becomes_rows_in_each_format(export: Path) -> None:
    """CSV, Parquet and JSON hold the same rows; JSON tells parameters and inputs too."""
    asked = ("--purchases", export, "--as-of", "1997-10-01", "--model", "bg", "--years", 20,
             "--margin", 0.3, "--horizon-days", 273)  # fmt: skip
    code, said = run(*asked, "--out", export.with_name("out.json"))
    assert (code, "2357 customers" in said) == (0, True)
    names = [str(who) for who in range(max(foreseen().records.customer) + 1)]
    for ending in ("csv", "parquet"):
        write(foreseen(), names, export.with_name(f"out.{ending}"))
    table = pl.read_csv(export.with_name("out.csv"), schema_overrides={"customer": pl.String})
    whole = json.loads(export.with_name("out.json").read_text())
    assert table.columns == [
        "customer", "first_visit", "last_visit", "repeat_visits", "alive", "comes", "visits",
        "spend", "value", "value_low", "value_mid", "value_high",
    ]  # fmt: skip
    assert len(table) == len(whole["rows"]) == 2357
    assert len(pl.read_parquet(export.with_name("out.parquet"))) == 2357
    assert table.null_count().sum_horizontal().item() == 0
    assert (whole["years"], whole["margin"], whole["discount"]) == (20, 0.3, 0.1)
    assert whole["parameters"]["r"]["estimate"] == pytest.approx(0.2426, abs=1e-3)


def test_wrong_questions_get_a_sentence_and_thin_files_write_nothing(export: Path) -> None:
    asked = ("--purchases", export, "--out", export.with_name("no.csv"))
    assert "model must be one of bg, mbg, pareto" in run(*asked, "--as-of", "1997-10-01",
                                                         "--model", "magic")[1]  # fmt: skip
    assert "years must be 1 to 20, not 99" in run(*asked, "--as-of", "1997-10-01",
                                                  "--years", 99)[1]  # fmt: skip
    code, said = run(*asked, "--as-of", "1996-01-01")
    assert (code, said.strip()) == (
        0, "not enough yet: 0 customers before that day; 50 are needed. Nothing was written.",
    )  # fmt: skip
    assert not export.with_name("no.csv").exists()
    odd = export.with_name("odd.csv")
    odd.write_text("customer,occurred_at,item,amount\na,2020-01-01,x,3\nb,2020-01-02,x,$5\n")
    said = run("--purchases", odd, "--as-of", "2021-01-01", "--out", odd.with_name("o.csv"))[1]
    assert "row 3, column amount: '$5' is not a number; write it as 12.50" in said


def test_the_file_judges_itself(export: Path) -> None:
    code, said = run("--purchases", export, "--as-of", "1997-10-01", "--evaluate", "--json")
    marks = json.loads(said)
    assert (code, marks["customers"], marks["days"]) == (0, 2357, 31)
    assert marks["ours"]["absolute_error"]["value"] < marks["same_rate"]["absolute_error"]["value"]
