"""Money as it is said and as it is typed; kept in minor units of the place's currency."""

from decimal import Decimal, InvalidOperation

from django.utils.formats import number_format

from regulars.customers.purchases import THOUSANDTHS, WITHOUT_MINOR

SIGNS = {"USD": "$", "CNY": "¥", "JPY": "¥", "EUR": "€", "GBP": "£", "TWD": "NT$", "HKD": "HK$",
         "THB": "฿"}  # fmt: skip
MOST = 10**12
"""No amount is larger; what is typed beyond it is a slip."""


def decimals(currency: str) -> int:
    """How many digits stand behind the point."""
    return 0 if currency in WITHOUT_MINOR else 3 if currency in THOUSANDTHS else 2


def said(amount: int, currency: str) -> str:
    """As one says it: ¥200, ¥12.50; whole amounts without their zeros."""
    digits = decimals(currency)
    whole = amount % 10**digits == 0
    figure = number_format(
        Decimal(amount) / 10**digits, decimal_pos=0 if whole else digits, force_grouping=True
    )
    return f"{SIGNS.get(currency, currency + ' ')}{figure}"


def typed(amount: int | None, currency: str) -> str:
    """As it stands in a field: digits and a point only; empty where there is none."""
    if amount is None:
        return ""
    digits = decimals(currency)
    text = f"{Decimal(amount) / 10**digits:.{digits}f}"
    return text.rstrip("0").rstrip(".") if digits else text


def read(text: str, currency: str) -> int:
    """An amount typed by hand, in minor units. Raises ValueError where it is none."""
    plain = text.strip().replace(",", "").replace(" ", "").replace("，", "")
    plain = plain.removeprefix(SIGNS.get(currency, currency)).removeprefix(currency)
    try:
        amount = Decimal(plain) * 10 ** decimals(currency)
    except InvalidOperation as wrong:
        raise ValueError(text) from wrong
    if not amount.is_finite() or amount != amount.to_integral_value() or abs(amount) > MOST:
        raise ValueError(text)
    return int(amount)
