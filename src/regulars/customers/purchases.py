"""Purchases from a till or a spreadsheet: what the columns are, and the one verb ``take_in``."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import polars as pl

from regulars.customers.purchase_lines import Purchases
from regulars.moments import intake
from regulars.moments.intake import Code, Field, Instant, Money, Number, Options, Report
from regulars.moments.intake.rehearsal import Verdicts
from regulars.moments.intake.tables import open_table
from regulars.places.models import Place

WITHOUT_MINOR = {"JPY", "KRW", "VND", "CLP", "ISK", "PYG", "UGX", "XAF", "XOF", "XPF"}
THOUSANDTHS = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}


CUSTOMER = ("customer_id", "household_id", "household", "member", "member_id", "card", "card_no",
            "user_id", "client", "客户", "会员", "顾客", "客戶", "會員", "顧客")  # fmt: skip
OCCURRED_AT = ("transaction_timestamp", "timestamp", "datetime", "date", "time", "sold_at", "day",
               "日期", "时间", "時間")  # fmt: skip
ITEM = ("item_id", "product_id", "product", "sku", "article", "article_id", "barcode", "upc", "ean",
        "商品", "货号", "貨號")  # fmt: skip
QUANTITY = ("qty", "units", "count", "pieces", "数量", "數量")
AMOUNT = ("sales_value", "price_paid", "total", "line_total", "value", "revenue", "金额", "金額")
BASKET = ("basket_id", "transaction_id", "transaction", "receipt", "receipt_no", "order_id",
          "invoice", "invoice_no", "小票", "订单", "訂單")  # fmt: skip
CATEGORY = ("product_type", "product_category", "need", "类别", "類別")
LINE = ("line_no", "line_number", "line_id", "行号", "行號")


def fields(currency: str) -> tuple[Field, ...]:
    """The fields of a purchase, in the order in which they are judged."""
    exponent = 0 if currency in WITHOUT_MINOR else 3 if currency in THOUSANDTHS else 2
    return (
        Code("customer", True, CUSTOMER, longest=80),
        Instant("occurred_at", True, OCCURRED_AT),
        Code("item", True, ITEM, longest=120),
        Number("quantity", aliases=QUANTITY, default=1.0),
        Money("amount", aliases=AMOUNT, exponent=exponent),
        Code("basket", aliases=BASKET, longest=64),
        Code("category", aliases=CATEGORY, longest=120),
        Code("line", aliases=LINE, longest=64),
    )


def take_in(
    source: Path | pl.DataFrame, place: Place, now: datetime, *, by: str,
    mapping: Mapping[str, str] | None = None, name: str = "", refused: Path | None = None,
    each_line_counts: bool = False, progress: Callable[[int, int], None] | None = None,
) -> Report:  # fmt: skip
    """Take purchases into the journal; what is there already counts as repeated.

    ``source`` is a CSV or Parquet file, or a frame with columns as a file would have them. A
    file is resumed where an earlier run stopped, its refused rows go to ``refused`` (default:
    beside it), and when it is finished a moment ``imported`` is recorded; a frame leaves no
    such traces. ``mapping`` is {column: field}; ``name`` is the source that baskets name.
    ``progress`` is called after each chunk with its rows and the estimate of all rows.

    Raises :class:`~regulars.moments.intake.Trouble` where the file cannot be taken in.
    """
    table = open_table(source, name)
    purchases = Purchases(place, fields(place.currency), name or table.name, each_line_counts)
    options = Options(mapping or {}, refused, progress=progress)
    return intake.take_in(table, purchases, options, by=by, now=now)


def rehearse(
    source: Path | pl.DataFrame, place: Place, now: datetime, *,
    mapping: Mapping[str, str] | None = None, refused: Path | None = None,
    each_line_counts: bool = False, verdicts: Verdicts | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:  # fmt: skip
    """What ``take_in`` would do, row by row; nothing is written to the database."""
    table = open_table(source)
    purchases = Purchases(place, fields(place.currency), table.name, each_line_counts)
    options = Options(mapping or {}, refused, progress=progress)
    return intake.rehearse(table, purchases, options, now=now, verdicts=verdicts)
