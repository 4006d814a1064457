"""Words for what reached somebody, and for their days."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from regulars.anticipation.guard import purposes
from regulars.anticipation.guard.reading import Reached
from regulars.anticipation.models import Occasion, Touch
from regulars.places.models import Place, Staff

FOR = {
    purposes.GREETINGS: gettext_lazy("to congratulate"),
    purposes.FOLLOW_UP: gettext_lazy("to keep in touch"),
    purposes.NEWS: gettext_lazy("news from us"),
    purposes.DUTY: gettext_lazy("we owed them a word"),
}


@dataclass(frozen=True)
class Line:
    """One word that reached them, as the page says it."""

    day: str
    way: str
    purpose: str
    by: str


def reached_words(one: Reached, place: Place) -> Line:
    ways = dict(Touch.Way.choices)
    who = one.by.partition(":")
    name = ""
    if who[0] == "staff" and who[2].isdecimal():
        name = Staff.objects.filter(pk=int(who[2])).values_list("name", flat=True).first() or ""
    return Line(
        date_format(one.at.astimezone(place.zone), pgettext("a day in words", "j F")),
        str(ways.get(one.way, _("A word"))), str(FOR.get(one.purpose, "")), name,
    )  # fmt: skip


def day_words(row: Occasion) -> str:
    """8/15 by the moon; 16 April."""
    if row.lunar:
        words = _("lunar month {month} (leap), day {day}") if row.leap else _(
            "lunar month {month}, day {day}")  # fmt: skip
        return words.format(month=row.month, day=row.day)
    day = date(2024, row.month, row.day)
    return date_format(day, pgettext("a day in words", "j F"))
