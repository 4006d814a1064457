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
    "encoding": Reason(
        _("its letters do not fit the encoding of the rest of the file"),
        _("type the row anew; two files of different encodings may have been joined"),
    ),
    "error_cell": Reason(
        _("the spreadsheet shows an error here, not a value"),
        _("mend the formula, or type the value over it, and save again"),
    ),
    "unsaved": Reason(
        _("this is a formula whose result was not saved"),
        _("open the workbook in a spreadsheet program, save it, and import it again"),
    ),
    "missing": Reason(_("it is blank"), _("fill it in")),
    "too_long": Reason(_("the code is too long"), _("is this the right column? See --map")),
    "unprintable": Reason(_("there are control characters in it"), _("remove them")),
    "no_date": Reason(
        _("this is not a date"), _("write dates as 2026-03-31 or 2026-03-31 14:05")
    ),
    "day_or_month": Reason(
        _("this is not a date one can be sure of: is the day or the month first?"),
        _("say whether the day or the month is first (--dates dmy or mdy), or write 2026-03-31"),
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
    "far": Reason(
        _("the date lies more than three years ahead"), _("correct the year")
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
    "no_whole": Reason(
        _("this is not a whole number of the right size"), _("write digits alone, such as 4")
    ),
    "no_choice": Reason(
        _("this is none of the words we know here"),
        _("write one of those in the guide to importing, or leave it blank"),
    ),
    "long_text": Reason(_("the text is too long"), _("shorten it; or is this the right column?")),
    "no_phone": Reason(
        _("this is not a phone number"),
        _("write one number with its country code, such as +86 138 0000 1208"),
    ),
    "no_email": Reason(
        _("this is not an e-mail address"), _("write one, such as name@example.com")
    ),
    "unborn": Reason(
        _("this is not a birthday"),
        _("write the day with its year, such as 1979-04-16; or nothing"),
    ),
    "nobody": Reason(
        _("nothing says who it is"),
        _("give the row a code, a card, a phone number or an e-mail address"),
    ),
    "unknown": Reason(
        _("nobody here is known by it"),
        _("import the customers first, or give the row a phone number or a code"),
    ),
    "several": Reason(
        _("several people bear this name"), _("give the row a phone number or a code")
    ),
    "two_people": Reason(
        _("the numbers in this row belong to two people"),
        _("find out which is right; if they are one person, join the two records first"),
    ),
    "another_number": Reason(
        _("this belongs to somebody who has another number or card here"),
        _("find out which is right; two people are never joined by a file"),
    ),
    "another_name": Reason(
        _("this belongs to somebody of another name"),
        _("give the row its own code or card, or correct the number"),
    ),
    "no_post": Reason(
        _("there is no post of this name here"),
        _("write one of the place's posts, by its code or its name; or leave it blank"),
    ),
    "no_staff": Reason(
        _("nobody who works here is called so"),
        _("write the login or the name as it stands among the staff"),
    ),
    "several_staff": Reason(
        _("several who work here are called so"), _("write the login instead of the name")
    ),
    "not_yet": Reason(_("their hour has not come yet"), _("import the row when it is past")),
    "backwards": Reason(
        _("the end lies before the beginning"), _("correct one of the two")
    ),
    "too_lasting": Reason(
        _("it lasts longer than anybody stays"), _("correct the beginning or the end")
    ),
    "overlapping": Reason(
        _("this person is on another shift then"), _("correct one of the two shifts")
    ),
}  # fmt: skip
