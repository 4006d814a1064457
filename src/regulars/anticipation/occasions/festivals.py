"""The festivals of a place's own calendar: those it chose, else those of where it stands."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from regulars.anticipation.occasions import calendar
from regulars.places.models import Place


@dataclass(frozen=True)
class Festival:
    """One festival: its day, by the sun or by the moon."""

    code: str
    name: Promise | str
    month: int
    day: int
    by_moon: bool = False

    def next_on(self, start: date) -> date:
        return calendar.next_on(start, self.month, self.day, by_moon=self.by_moon)


FESTIVALS = {
    one.code: one
    for one in (
        Festival("spring", pgettext_lazy("festival", "Spring Festival"), 1, 1, True),
        Festival("lantern", pgettext_lazy("festival", "Lantern Festival"), 1, 15, True),
        Festival("dragon_boat", pgettext_lazy("festival", "Dragon Boat Festival"), 5, 5, True),
        Festival("mid_autumn", pgettext_lazy("festival", "Mid-Autumn Festival"), 8, 15, True),
        Festival("double_ninth", pgettext_lazy("festival", "Double Ninth Festival"), 9, 9, True),
        Festival("songkran", pgettext_lazy("festival", "Songkran"), 4, 13),
        Festival("christmas", pgettext_lazy("festival", "Christmas"), 12, 25),
        Festival("new_year", pgettext_lazy("festival", "New Year"), 1, 1),
    )
}
CHINESE = ("spring", "mid_autumn")
BY_ZONE = {
    "Asia/Shanghai": CHINESE, "Asia/Urumqi": CHINESE, "Asia/Taipei": CHINESE,
    "Asia/Hong_Kong": (*CHINESE, "christmas"), "Asia/Macau": (*CHINESE, "christmas"),
    "Asia/Singapore": (*CHINESE, "christmas"), "Asia/Bangkok": ("songkran", "new_year"),
}  # fmt: skip
ELSEWHERE = ("christmas",)


def usual(place: Place) -> tuple[str, ...]:
    """Those of the country the place's clock belongs to; of its language where the zone says
    nothing."""
    if place.time_zone in BY_ZONE:
        return BY_ZONE[place.time_zone]
    return CHINESE if place.language.startswith("zh") else ELSEWHERE


def of(place: Place, chosen: list[str] | None) -> tuple[Festival, ...]:
    """The festivals a place keeps; a code of an older version is left out."""
    codes = usual(place) if chosen is None else chosen
    return tuple(FESTIVALS[code] for code in codes if code in FESTIVALS)
