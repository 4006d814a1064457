"""Leaving without a word: who never complained, and is silent for longer than is theirs.

The chance that they have left is that of ``lapses.leaving``: their own rate of coming, less where
good signs gave credit, more where something went wrong that nobody put right. Its range comes from
how well their rate is known: a gap from n visits is known to about one part in √n.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import exp, sqrt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regulars.anticipation.lapses import leaving
from regulars.anticipation.lapses.leaving import Rhythm
from regulars.anticipation.models import Returning
from regulars.anticipation.values import signs
from regulars.anticipation.values.signs import Signs
from regulars.customers.models import Customer
from regulars.places.models import Place

DOUBT = 1.2816
GONE_DAYS, GONE_GAPS = 365, 10
"""Silent for both: gone, and no longer drifting; a list of them would bury the others."""


@dataclass(frozen=True)
class Drift:
    """Somebody who slips away: ``since`` the day they were last here, ``usual`` days between two
    visits of theirs, ``risk_low`` to ``risk_high`` the chance that they have left already."""

    customer: Customer
    since: date
    usual: float
    risk_low: float
    risk_high: float
    reasons: tuple[str, ...]
    days: int
    visits: int
    goodwill: int
    hurt: bool

    @property
    def risk(self) -> float:
        return (self.risk_low + self.risk_high) / 2


def drifting(place: Place, now: datetime) -> list[Drift]:
    """Uncomplaining customers of a place whose gap exceeds their own rhythm, highest risk first.

    Reads what the night wrote; nobody before the first night. Words are in the active language.
    """
    today = place.day_of(now)
    late = list(silent(place, today))
    known = signs.of_place(place, today, [row.customer_id for row in late])
    found = [drift(row, known.get(row.customer_id, Signs()), today) for row in late]
    return sorted((one for one in found if one), key=lambda one: (-one.risk, one.customer.pk))


def silent(place: Place, today: date) -> Iterable[Returning]:
    """Whose silence is longer than nine in ten of theirs, and who are not long gone."""
    rows = Returning.objects.filter(
        place=place, gap_high__isnull=False, customer__erased_at=None, customer__merged_into=None
    )
    for row in rows.select_related("customer"):
        days = (today - row.last_on).days
        assert row.gap is not None
        assert row.gap_high is not None
        gone = days > GONE_DAYS and days > GONE_GAPS * row.gap
        if days > row.gap_high and not gone:
            yield row


def drift(row: Returning, mine: Signs, today: date) -> Drift | None:
    """None where they told us: then there is a case, and no silence."""
    if mine.told or mine.sorry:
        return None
    days = (today - row.last_on).days
    hurt = mine.open is not None
    low, high = risk(row, mine.happy, hurt, today)
    assert row.gap is not None
    return Drift(
        row.customer, row.last_on, row.gap, low, high, reasons(row, mine, days), days, row.visits,
        mine.happy, hurt,
    )  # fmt: skip


def risk(row: Returning, happy: int, hurt: bool, today: date) -> tuple[float, float]:
    """The chance that they have left, if their rate is slower or faster than it looks."""
    mean = max(1.0, (row.last_on - row.first_on).days / max(row.visits - 1, 1))
    doubt = exp(DOUBT / sqrt(max(row.visits - 1, 1)))
    low, high = (
        leaving.silence(Rhythm(gap, row.visits, row.last_on), today, happy=happy, hurt=hurt).left
        for gap in (mean * doubt, mean / doubt)
    )
    return low, high


def reasons(row: Returning, mine: Signs, days: int) -> tuple[str, ...]:
    """Why they stand here, and what raises or lowers it."""
    usual = max(1, round(row.gap or 1))
    said = [
        _("{days} days without them; usually they come every {usual} days.").format(
            days=days, usual=usual
        ),
        ngettext("Never a word of complaint in {n} visit.",
                 "Never a word of complaint in {n} visits.", row.visits).format(n=row.visits),
    ]  # fmt: skip
    if mine.open is not None:
        said.append(_("Something went wrong on {day}, and nobody put it right.").format(
            day=day_said(mine.open)))  # fmt: skip
    if mine.happy:
        said.append(ngettext("{n} good moment with us speaks for them coming back.",
                             "{n} good moments with us speak for them coming back.",
                             mine.happy).format(n=mine.happy))  # fmt: skip
    return tuple(said)


def day_said(day: date) -> str:
    return date_format(day, pgettext("a day in words", "j F"))
