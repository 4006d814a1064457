"""Taking in a table somebody exported elsewhere: read, judge, write once, say what became of it.

Knows nothing of purchases: a room above declares its fields (:mod:`.fields`) and how one chunk
of judged rows becomes rows of the house (:class:`.declared.Intake`).
"""

from regulars.moments.intake.declared import Intake, Options
from regulars.moments.intake.fields import Code, Field, Instant, Money, Number
from regulars.moments.intake.ledger import Busy
from regulars.moments.intake.rehearsal import rehearse
from regulars.moments.intake.report import Report
from regulars.moments.intake.run import take_in
from regulars.moments.intake.trouble import Trouble

__all__ = [
    "Busy", "Code", "Field", "Instant", "Intake", "Money", "Number", "Options", "Report",
    "Trouble", "rehearse", "take_in",
]  # fmt: skip
