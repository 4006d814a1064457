"""Refused rows go back to the person who can put them right."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.moments.intake import cells
from regulars.moments.intake.refused import RefusedFile, beside, harmless
from regulars.moments.intake.tables import open_table
from regulars.moments.intake.verdicts import COLUMN, PROBLEM

REFUSED = pl.DataFrame(
    {"who": ["=cmd()", "+86 1", "@x", "ok"], "§row": [2, 3, 4, 5], "§broken": [None] * 4,
     COLUMN: ["who"] * 4, PROBLEM: ["missing"] * 4}
)  # fmt: skip


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless_and_read_back_as_it_was() -> None:
    """The apostrophe that we write before =, +, - and @ is taken off when the file comes back."""
    codes = pl.DataFrame({"code": ["=1+1", "+8613", "-5", "@x", "it's", "'plain"]})
    safe = harmless(codes)["code"]
    assert safe.to_list() == ["'=1+1", "'+8613", "'-5", "'@x", "it's", "'plain"]
    assert cells.tidy(safe).to_list() == codes["code"].to_list()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.sampled_from("=+-@'\t ab客"), min_size=1, max_size=5), min_size=1))
def test_whatever_a_cell_holds_it_cannot_run_and_means_the_same_when_it_comes_back(
    texts: list[str],
) -> None:
    """No cell begins as a formula; what is read again is what was read the first time."""
    column = pl.Series("code", texts)
    safe = harmless(column.to_frame())["code"]
    assert not any(text[0] in "=+-@\t\r" for text in safe)
    once, again = cells.tidy(column).to_list(), cells.tidy(safe).to_list()
    assert [a for a, b in zip(once, again, strict=True) if a != b] == []


def test_the_name_of_a_column_cannot_run_either_and_is_itself_again(tmp_path: Path) -> None:
    """A header that begins as a formula gets the apostrophe, and loses it when read."""
    safe = harmless(pl.DataFrame({"=cmd()": ["1"], "b": ["2"]}))
    assert safe.columns == ["'=cmd()", "b"]
    safe.write_csv(tmp_path / "back.csv")
    assert open_table(tmp_path / "back.csv").columns == ["=cmd()", "b"]


def test_the_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    """Original cells, row, column, reason and remedy; no draft is left behind."""
    file = beside(tmp_path / "sales.csv")
    with RefusedFile(file) as out:
        out.add(REFUSED[:2])
        assert not file.exists()
        out.add(REFUSED[2:])
    assert [path.name for path in tmp_path.iterdir()] == ["sales.refused.csv"]
    lines = file.read_text("utf-8-sig").splitlines()
    assert lines[0] == "who,row,column,reason,remedy"
    assert lines[1:] == [f"{who},{row},who,it is blank,fill it in" for who, row in (
        ("'=cmd()", 2), ("'+86 1", 3), ("'@x", 4), ("ok", 5))]  # fmt: skip


def test_nothing_is_left_of_a_failed_one(tmp_path: Path) -> None:
    """Neither a draft nor half a file, and what stood there before stays."""
    file = tmp_path / "refused.csv"
    file.write_text("before")

    def fail() -> None:
        with RefusedFile(file) as out:
            out.add(REFUSED)
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        fail()
    assert [path.read_text() for path in tmp_path.iterdir()] == ["before"]
