"""The page of standards: each touchpoint with what is right, what was measured and how often."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.engines.expected import ENOUGH
from regulars.floor.standards import current, measured, touchpoints
from regulars.floor.standards.current import Standard
from regulars.floor.standards.measured import Measured
from regulars.floor.standards.touchpoints import CASE, CHANNEL
from regulars.places.models import Place


@dataclass(frozen=True)
class Row:
    """One touchpoint. ``bar`` are low, point and high of the hit rate in percent, None without
    any; ``editable`` where the house's own standard is set here."""

    code: str
    name: str
    minutes: int
    whose: str
    n: int
    took: str
    rate: str
    bar: tuple[int, int, int] | None
    own: int
    editable: bool
    weakest: bool = False


def rows(place: Place, now: datetime) -> list[Row]:
    """The weakest first; what was not measured yet at the end, in the customers' order."""
    names = touchpoints.names(place)
    standards = current.all_of(place, names, now)
    found = measured.read(place, standards[CASE].minutes, now)
    made = [row(code, name, standards[code], found.get(code) or Measured())
            for code, name in names.items()]  # fmt: skip
    known = sorted((each for each in made if each.bar), key=lambda each: (each.bar or (0, 0))[1])
    return known + [each for each in made if not each.bar]


def row(code: str, name: str, standard: Standard, found: Measured) -> Row:
    share = found.rate
    bar = None
    if share.point is not None:
        bar = (round(share.low * 100), round(share.point * 100), round(share.high * 100))
    return Row(
        code, name, standard.minutes, whose(standard), found.n, took(found), rate(found, bar),
        bar, standard.own, not code.startswith(CHANNEL),
    )  # fmt: skip


def whose(standard: Standard) -> str:
    """Whose standard it is, and from how many it is known."""
    told = standard.told
    if told.value is None:
        return ngettext(
            "{n} customer has said; {enough} are enough. Our own standard stands: {own} min.",
            "{n} customers have said; {enough} are enough. Our own standard stands: {own} min.",
            told.n,
        ).format(n=told.n, enough=ENOUGH, own=standard.own)
    words = _(
        "As customers say: three in four are content with it (n = {n}, likely {low} to {high} min)."
    )
    return together(words.format(n=told.n, low=f"{told.low:g}", high=f"{told.high:g}"))


def took(found: Measured) -> str:
    if found.median is None or found.nine_in_ten is None:
        return _("Nobody was seen to yet.") if found.n else _("Nothing measured in 30 days yet.")
    words = _("Half waited up to {median} min, nine in ten up to {most} min.").format(
        median=minutes(found.median), most=minutes(found.nine_in_ten)
    )
    if not found.gone:
        return words
    return words + " " + ngettext(
        "{n} went away.", "{n} went away.", found.gone
    ).format(n=found.gone)  # fmt: skip


def minutes(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if value < 10 else f"{value:.0f}"


def rate(found: Measured, bar: tuple[int, int, int] | None) -> str:
    if bar is None:
        return ""
    words = _("{point} % within their time, likely {low} to {high} % (n = {n})").format(
        low=bar[0], point=bar[1], high=bar[2], n=found.n
    )
    return together(words)


def together(words: str) -> str:
    """An n never stands on another line than its figure."""
    return words.replace("n = ", "n\u00a0=\u00a0")
