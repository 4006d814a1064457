"""Why a row is refused, and what to do about it: one table of sentences."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Reason:
    text: Promise | str
    remedy: Promise | str


REASONS: dict[str, Reason] = {
    "short": Reason(
        _("the row has fewer cells than the header"),
        _("complete the row; every line needs the same separators"),
    ),
    "wide": Reason(
        _("the row has more cells than the header"),
        _("put quotes around a cell that holds the separator"),
    ),
    "quote": Reason(
        _("a quote is opened and never closed"),
        _("close the quote, or double it where it belongs to the text"),
    ),
    "long": Reason(
        _("the row is far too long"),
        _("shorten its cells; a quote may be missing, or a picture may have got into the table"),
    ),
    "nul": Reason(
        _("there is a NUL byte in it"), _("export the row again; the file was damaged on its way")
    ),
    "missing": Reason(_("it is blank"), _("fill it in")),
    "too_long": Reason(_("the code is too long"), _("is this the right column? See --map")),
    "unprintable": Reason(_("there are control characters in it"), _("remove them")),
    "no_date": Reason(
        _("this is not a date"), _("write dates as 2026-03-31 or 2026-03-31 14:05")
    ),
    "serial": Reason(
        _("this is a spreadsheet's day number, not a date"),
        _("give the column a date format in the spreadsheet (yyyy-mm-dd) and export it again"),
    ),
    "early": Reason(
        _("the date lies before 1990; 1900 is what a spreadsheet makes of an empty date"),
        _("fill in the real date"),
    ),
    "future": Reason(
        _("the date lies in the future"), _("correct the date, or import the row when it is past")
    ),
    "no_number": Reason(
        _("this is not a number"), _("write digits with a point: 1250.50; no units, no signs")
    ),
    "negative": Reason(
        _("the quantity is negative"),
        _("record a return by its own means; quantities are zero or more"),
    ),
    "absurd": Reason(
        _("the number is absurdly large"), _("is this the right column? See --map")
    ),
}  # fmt: skip
