"""Columns find their fields by name, by what others call them, or by what the user says."""

import pytest

from regulars.moments.intake import Code, Instant, Trouble
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
