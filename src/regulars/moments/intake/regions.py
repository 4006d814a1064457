"""Which country a place stands in, by its time zone: phone numbers without a code are of there."""

from functools import cache
from importlib import resources

BY_CURRENCY = {"CNY": "CN", "TWD": "TW", "HKD": "HK", "MOP": "MO", "SGD": "SG", "MYR": "MY",
               "JPY": "JP", "KRW": "KR", "GBP": "GB", "CAD": "CA", "AUD": "AU", "NZD": "NZ",
               "CHF": "CH", "THB": "TH", "VND": "VN", "INR": "IN", "USD": "US"}  # fmt: skip


def region_of(zone: str, currency: str = "") -> str:
    """The two letters of a country; of the currency where the zone names none; else ""."""
    return countries().get(zone) or BY_CURRENCY.get(currency, "")


@cache
def countries() -> dict[str, str]:
    """{zone: country} of the time zone database."""
    try:
        text = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    except (FileNotFoundError, ModuleNotFoundError):
        return {}
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}
