"""One date or instant as people write it, in numbers or words, in English and Chinese.

``31.3.2026`` is the day first wherever dots are written. ``3/31/2026`` and ``31/3/2026`` say which
number is the month; ``1/2/2026`` does not, and is read only where somebody has said so.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from regulars.moments.intake.how import Order

MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAY = re.compile(
    r"[(（]?(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|"
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b)[)）]?[,，]?",
    re.IGNORECASE,
)
CLOCK = (
    r"(?P<half>上午|下午|晚上|凌晨|早上|早晨|清晨|中午|傍晚|am|pm)?\s*"
    r"(?P<H>\d{1,2})\s*(?:[:時时點点]\s*(?:(?P<M>\d{1,2})\s*分?\s*"
    r"(?::?\s*(?P<S>\d{1,2})\s*秒?(?:[.,](?P<f>\d{1,9}))?)?)?)?"
    r"\s*(?P<half2>am|pm|a\.m\.?|p\.m\.?)?"
)
ZONE = r"\s*(?P<z>z|utc|gmt|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?)?"
DAYS = (
    r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日號号]?",
    r"民[國国]\s*(?P<roc>\d{1,3})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日號号]?",
    r"(?P<one>\d{1,2})(?P<sep>[-/.])(?P<two>\d{1,2})(?P=sep)(?P<y>\d{4})",
    r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[-.\s]\s*(?P<name>[a-z]{3,9})\.?[-,\s]\s*(?P<y>\d{4})",
    r"(?P<name>[a-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})",
    r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)",
)
WHOLE = [re.compile(rf"{day}(?:[\s,T]*{CLOCK})?{ZONE}", re.IGNORECASE) for day in DAYS]
PACKED = re.compile(r"((?:19|20)\d{6})[T ]?(\d\d)(\d\d)(\d\d)?(Z)?", re.IGNORECASE)
MORNING, EVENING = ("上午", "早上", "早晨", "清晨", "am"), ("下午", "傍晚", "pm")


@dataclass(frozen=True)
class Said:
    """``wall`` is the time on the wall; ``offset`` what the text says of the zone, if anything."""

    wall: datetime
    offset: timedelta | None = None


def read(text: str, order: Order = "") -> Said | None:
    """What the text says, or None where it says no instant, or none for sure."""
    plain = tidy(text)
    if packed := PACKED.fullmatch(plain):
        day, hour, minute, second, zone = packed.groups()
        plain = f"{day} {hour}:{minute}:{second or '00'}{zone or ''}"
    for pattern in WHOLE:
        if found := pattern.fullmatch(plain):
            return said(found.groupdict(), order)
    return None


def tidy(text: str) -> str:
    return WEEKDAY.sub(" ", unicodedata.normalize("NFKC", text)).strip().lower()


def said(parts: dict[str, str | None], order: Order) -> Said | None:
    day, hour = day_of(parts, order), hour_of(parts)
    if day is None or hour is None:
        return None
    zone = parts["z"]
    return Said(datetime.combine(day, hour), offset(zone) if zone else None)


def day_of(parts: dict[str, str | None], order: Order) -> date | None:
    numbers = {name: int(text) for name in ("y", "m", "d", "roc", "one", "two")
               if (text := parts.get(name))}  # fmt: skip
    year = numbers.get("y", 0) or numbers["roc"] + 1911
    if name := parts.get("name"):
        numbers["m"] = MONTHS.get(name[:3], 0)
    if "one" in numbers:
        pair = day_and_month(numbers["one"], numbers["two"], str(parts["sep"]), order)
        if pair is None:
            return None
        numbers["d"], numbers["m"] = pair
    try:
        return date(year, numbers["m"], numbers["d"])
    except ValueError:
        return None


def day_and_month(one: int, two: int, sep: str, order: Order) -> tuple[int, int] | None:
    """Which of two numbers is the day; None where nothing says so."""
    if sep == "." or one > 12 or one == two:
        return one, two
    if two > 12 or order == "mdy":
        return two, one
    return (one, two) if order == "dmy" else None


def hour_of(parts: dict[str, str | None]) -> time | None:
    """The time of day; midnight where none is said."""
    if parts.get("H") is None:
        return time()
    half = (parts["half"] or parts["half2"] or "").replace(".", "")
    if parts["M"] is None and not half:
        return None
    hour = halved(int(str(parts["H"])), half)
    micro = int((parts["f"] or "0").ljust(6, "0")[:6])
    try:
        return time(hour, int(parts["M"] or 0), int(parts["S"] or 0), micro)
    except ValueError:
        return None


def halved(hour: int, half: str) -> int:
    """The hour of 24; 99 where hour and half of the day do not go together."""
    if half in EVENING or (half == "晚上" and hour != 12):
        return hour + 12 if hour < 12 else hour
    if half == "中午":
        return hour if hour in (11, 12) else hour + 12 if hour in (1, 2) else 99
    if half in MORNING or half == "凌晨":
        return 0 if hour == 12 else hour if hour < 12 else 99
    return hour if not half else 99


def offset(zone: str) -> timedelta:
    """``+08:00``, ``+8``, ``UTC+8`` as a duration; Z is none."""
    digits = zone.lower().removeprefix("utc").removeprefix("gmt").replace(":", "")
    if digits in ("", "z"):
        return timedelta()
    number = digits[1:].rjust(2, "0")
    hours, minutes = (number, "0") if len(number) == 2 else (number[:-2], number[-2:])
    total = timedelta(hours=int(hours), minutes=int(minutes))
    return -total if digits.startswith("-") else total


def in_utc(said: Said) -> datetime:
    """An instant whose text names its zone."""
    return said.wall.replace(tzinfo=timezone(said.offset or timedelta())).astimezone(UTC)
