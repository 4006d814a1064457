"""On which day of this year a day comes again, by the solar and by the lunar calendar.

By the sun 29 February is kept on 28 February where there is none. By the moon a leap month that
is missing is kept in the ordinary month of its number, and the 30th of a short month on the 29th.
The lunar calendar (lunar-python) is read only where somebody keeps a lunar day.
"""

from datetime import date, timedelta

LAST_LUNAR = 2100


class NoSuchDay(ValueError):
    """There is no such day in any year."""


def solar(year: int, month: int, day: int) -> date:
    """A yearly day in a year. Raises NoSuchDay for 30 February."""
    if (month, day) == (2, 29):
        day = 29 if is_leap(year) else 28
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay(f"{month}-{day}") from None


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def lunar(year: int, month: int, day: int, leap: bool = False) -> date:
    """The solar date of a yearly lunar day in a lunar year. Raises NoSuchDay."""
    from lunar_python import Lunar, LunarMonth

    if not 1 <= month <= 12 or not 1 <= day <= 30:
        raise NoSuchDay(f"{month}-{day}")
    number = -month if leap and LunarMonth.fromYm(year, -month) is not None else month
    length = LunarMonth.fromYm(year, number).getDayCount()
    found = Lunar.fromYmd(year, number, min(day, length)).getSolar()
    return date(found.getYear(), found.getMonth(), found.getDay())


def lunar_of(day: date) -> tuple[int, int, int, bool]:
    """Lunar year, month, day of a solar date, and whether the month is a leap month."""
    from lunar_python import Solar

    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return found.getYear(), abs(found.getMonth()), found.getDay(), found.getMonth() < 0


def next_on(
    start: date, month: int, day: int, *, by_moon: bool = False, leap: bool = False
) -> date:  # fmt: skip
    """The first day from ``start`` on which it comes again. A lunar year begins in the solar one
    and ends in the next, so the year before is looked at as well."""
    for year in range(start.year - 1, start.year + 2):
        found = lunar(year, month, day, leap) if by_moon else solar(year, month, day)
        if found >= start:
            return found
    raise NoSuchDay(f"{month}-{day}")


def days_from(start: date, ahead: int) -> list[date]:
    """``start`` and the days after it, ``ahead`` of them."""
    return [start + timedelta(days=n) for n in range(ahead + 1)]
