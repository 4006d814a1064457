"""Purchases from a till or a spreadsheet: what the columns are, and the one verb ``take_in``."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import polars as pl

from regulars.customers import findable
from regulars.customers.purchase_lines import Purchases
from regulars.moments import intake
from regulars.moments.intake import Code, Field, How, Instant, Money, Number, Options, Report
from regulars.moments.intake.how import AS_FOUND
from regulars.moments.intake.mapping import known_names
from regulars.moments.intake.rehearsal import Verdicts
from regulars.moments.intake.tables import open_table
from regulars.places.models import Place

WITHOUT_MINOR = {"JPY", "KRW", "VND", "CLP", "ISK", "PYG", "UGX", "XAF", "XOF", "XPF"}
THOUSANDTHS = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}


CUSTOMER = ("customer_id", "household_id", "household", "member", "member_id", "card", "card_no",
            "user_id", "client", "customer_no", "客户", "会员", "顾客", "客户编号", "会员号",
            "会员编号", "会员卡号", "会员id", "卡号")  # fmt: skip
OCCURRED_AT = ("transaction_timestamp", "timestamp", "datetime", "date", "time", "sold_at", "day",
               "transaction_date", "日期", "时间", "交易时间", "消费时间", "销售时间", "下单时间",
               "购买时间", "日期时间", "交易日期", "消费日期", "销售日期")  # fmt: skip
CLOCKS = ("time", "hour", "transaction_time", "时间", "交易时间", "时刻")
DAYS = ("date", "day", "transaction_date", "日期", "交易日期", "消费日期", "销售日期")
ITEM = ("item_id", "product_id", "product", "sku", "article", "article_id", "barcode", "upc",
        "ean", "item_name", "商品", "货号", "商品编号", "商品名称", "品名", "条码", "品项",
        "菜品", "项目")  # fmt: skip
QUANTITY = ("qty", "units", "count", "pieces", "数量", "件数")
AMOUNT = ("sales_value", "price_paid", "total", "line_total", "value", "revenue", "金额", "小计",
          "实收金额", "销售额")  # fmt: skip
BASKET = ("basket_id", "transaction_id", "transaction", "receipt", "receipt_no", "order_id",
          "invoice", "invoice_no", "order_no", "小票", "订单", "小票号", "订单号", "订单编号",
          "单号", "发票号码")  # fmt: skip
CATEGORY = ("product_type", "product_category", "need", "类别", "品类", "分类")
LINE = ("line_no", "line_number", "line_id", "行号", "序号")


def fields(currency: str) -> tuple[Field, ...]:
    """The fields of a purchase, in the order in which they are judged."""
    exponent = 0 if currency in WITHOUT_MINOR else 3 if currency in THOUSANDTHS else 2
    return (
        Code("customer", True, CUSTOMER, longest=80),
        Instant("occurred_at", True, OCCURRED_AT, clocks=CLOCKS, days=DAYS),
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
    how: How = AS_FOUND,
) -> Report:  # fmt: skip
    """Take purchases into the journal; what is there already counts as repeated.

    ``source`` is a text, Excel or Parquet file, or a frame with columns as a file would have them.
    A file is resumed where an earlier run stopped, its refused rows go to ``refused`` (default:
    beside it), and when it is finished a moment ``imported`` is recorded; a frame leaves no
    such traces. ``mapping`` is {column: field}; ``name`` is the source that baskets name.
    ``progress`` is called after each chunk with its rows and the estimate of all rows; ``how`` is
    how the file is read, where that is not left to us.

    Raises :class:`~regulars.moments.intake.Trouble` where the file cannot be taken in.
    """
    wanted = fields(place.currency)
    table = open_table(source, name, how, known_names(wanted))
    purchases = Purchases(place, wanted, name or table.name, each_line_counts)
    options = Options(mapping or {}, refused, progress, how)
    report = intake.take_in(table, purchases, options, by=by, now=now)
    findable.came(place.pk)
    return report


def rehearse(
    source: Path | pl.DataFrame, place: Place, now: datetime, *,
    mapping: Mapping[str, str] | None = None, refused: Path | None = None,
    each_line_counts: bool = False, verdicts: Verdicts | None = None,
    progress: Callable[[int, int], None] | None = None, how: How = AS_FOUND,
    most: int | None = None,
) -> Report:  # fmt: skip
    """What ``take_in`` would do, row by row; nothing is written to the database.

    ``most`` looks at so many rows only, or a few more.
    """
    wanted = fields(place.currency)
    table = open_table(source, "", how, known_names(wanted))
    purchases = Purchases(place, wanted, table.name, each_line_counts)
    options = Options(mapping or {}, refused, progress, how, most)
    return intake.rehearse(table, purchases, options, now=now, verdicts=verdicts)
