"""Columns find their fields by name, by what others call them, or by what the user says."""

import polars as pl
import pytest

from regulars.moments.intake import Code, Instant, Trouble
from regulars.moments.intake.joining import column_of
from regulars.moments.intake.mapping import given, match

FIELDS = (
    Code("customer", True, ("household_id", "card")),
    Instant("occurred_at", True, ("transaction_timestamp", "date")),
    Code("item", True, ("product_id",)),
    Code("basket", aliases=("basket_id",)),
)


def test_case_spaces_and_well_known_names_are_understood() -> None:
    """A till's own export needs no mapping."""
    columns = ["Household ID", "TRANSACTION_TIMESTAMP", "product-id", "basket_id", "store_id"]
    assert match(columns, FIELDS, {}, "f.csv") == {
        "customer": "Household ID", "occurred_at": "TRANSACTION_TIMESTAMP",
        "item": "product-id", "basket": "basket_id",
    }  # fmt: skip


def test_an_equal_name_beats_a_well_known_one_and_the_user_beats_both() -> None:
    """``customer`` is taken before ``card``; --map takes what it names; COLUMN= leaves one out."""
    columns = ["card", "customer", "date", "item", "basket", "who"]
    assert match(columns, FIELDS, {}, "f.csv")["customer"] == "customer"
    chosen = given(["who=customer", "basket="])
    assert match(columns, FIELDS, chosen, "f.csv") == {
        "customer": "who", "occurred_at": "date", "item": "item"}  # fmt: skip


def test_chinese_names_are_one_in_both_scripts_and_every_width() -> None:
    """簡 and 繁, full-width letters, stars of forms."""
    fields = (Code("customer", True, ("会员卡号",)), Instant("occurred_at", True, ("开始时间",)))
    assert match(["會員 卡號＊", "開始時間", "備註"], fields, {}, "f.csv") == {
        "customer": "會員 卡號＊", "occurred_at": "開始時間"}  # fmt: skip


def test_a_day_and_a_time_in_two_columns_are_one_field() -> None:
    """Found by their names, or said by hand; a column that holds both is left alone."""
    fields = (
        Code("customer", True),
        Instant("starts_at", True, ("start", "time"), ("start", "time"), ("date",)),
        Instant("ends_at", False, ("end",), ("end",), ("date",)),
    )
    assert match(["customer", "date", "start", "end"], fields, {}, "f.csv") == {
        "customer": "customer", "starts_at": "date + start", "ends_at": "date + end"}  # fmt: skip
    assert match(["customer", "start", "end"], fields, {}, "f.csv")["starts_at"] == "start"
    chosen = given(["on+at=starts_at"])
    assert match(["customer", "on", "at"], fields, chosen, "f.csv")["starts_at"] == "on+at"
    frame = pl.DataFrame({"on": ["2026-03-01", "2026-03-02 00:00:00", ""], "at": ["9:05", "", ""]})
    assert column_of(frame, "on+at").to_list() == ["2026-03-01 9:05", "2026-03-02", None]
    assert column_of(frame, "on+at", day_alone=False).to_list() == ["2026-03-01 9:05", None, None]


def test_missing_columns_are_named_with_the_closest_names() -> None:
    """The remedy can be copied to the command line."""
    with pytest.raises(Trouble) as told:
        match(["custmer", "ocurred at", "item", "x"], FIELDS, {}, "f.csv")
    assert str(told.value) == (
        "f.csv, row 1: no column for customer, occurred_at. The columns of the file are: custmer, "
        "ocurred at, item, x. If the closest names are right, add: "
        '--map custmer=customer --map "ocurred at"=occurred_at'
    )


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["card"], "does not say which column is which field"),
        (["card=custommer"], "there is no field custommer. The fields are: basket, customer,"),
        (["kard=customer"], "names the column “kard”, which the file does not have. Perhaps"),
    ],
)
def test_a_mapping_that_cannot_be_is_named(texts: list[str], said: str) -> None:
    """Unknown fields and columns are refused with what there is."""
    with pytest.raises(Trouble, match=said):
        match(["card", "date", "item"], FIELDS, given(texts), "f.csv")
