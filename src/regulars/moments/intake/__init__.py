"""Taking in a table somebody exported elsewhere: read, judge, write once, say what became of it.

Knows nothing of purchases: a room above declares its fields (:mod:`.fields`, :mod:`.words`) and
how one chunk of judged rows becomes rows of the house (:class:`.declared.Intake`).
"""

from regulars.moments.intake.declared import Intake, Options, Unfit, Wrote
from regulars.moments.intake.fields import Code, Field, Instant, Money, Number
from regulars.moments.intake.how import How
from regulars.moments.intake.ledger import Busy
from regulars.moments.intake.rehearsal import rehearse
from regulars.moments.intake.report import Report
from regulars.moments.intake.run import take_in
from regulars.moments.intake.trouble import Trouble
from regulars.moments.intake.words import Choice, Day, Email, Phone, Text, Whole

__all__ = [
    "Busy", "Choice", "Code", "Day", "Email", "Field", "How", "Instant", "Intake", "Money",
    "Number", "Options", "Phone", "Report", "Text", "Trouble", "Unfit", "Whole", "Wrote",
    "rehearse", "take_in",
]  # fmt: skip
