"""The delay playbook of a place: how often it promises a word, and what people get.

Rows are written, never changed: the latest holds, and what was told before stands as it was told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments import journal
from regulars.moments.kinds import DelayRuleSet
from regulars.places.models import Place, Staff
from regulars.recovery.disruption import wording
from regulars.recovery.models import Affected, DelayRule, Entitlement
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import again

LEAST, MOST = 5, 720
LONGEST, MOST_LINES = 300, 24
EVERY = 30
Said = dict[str, str]


@dataclass(frozen=True)
class Line:
    """From so many minutes of delay on, what one gets, by how it was booked (empty: however)."""

    minutes: int
    sort: str
    words: Said


@dataclass(frozen=True)
class Playbook:
    """The rule that holds: ``rule`` is None where none was written yet."""

    every: int
    after: Said
    lines: tuple[Line, ...]
    rule: DelayRule | None = None

    def entitled(self, language: str) -> tuple[tuple[int, str, str], ...]:
        """(minutes, sort, words) in one language."""
        return tuple(
            (line.minutes, line.sort, wording.in_language(line.words, language))
            for line in self.lines
        )


NONE = Playbook(EVERY, {}, ())


def of(place: Place) -> Playbook:
    """What holds here: the place's own, else that of the nearest node above it."""
    node: Place | None = place
    while node is not None:
        rule = DelayRule.objects.filter(place=node.pk).order_by("-pk").first()
        if rule is not None:
            rows = rule.entitlements.order_by("minutes", "pk")
            lines = tuple(Line(row.minutes, row.sort, row.words) for row in rows)
            return Playbook(rule.every, rule.after, lines, rule)
        node = node.parent
    return NONE


@transaction.atomic
def write(
    place: Place, every: int, after: Said, lines: Sequence[Line], *, by: Staff, now: datetime,
    key: str | None = None,
) -> DelayRule:  # fmt: skip
    """Write the playbook anew. Raises NotSo with the field and what helps."""
    if known := again(DelayRule, key, place=place.pk):
        return known
    if not LEAST <= every <= MOST:
        raise NotSo("every", _("Promise a word every {least} to {most} minutes.").format(
            least=LEAST, most=MOST))  # fmt: skip
    if len(lines) > MOST_LINES:
        raise NotSo("lines", _("{most} lines are enough; take some together.").format(
            most=MOST_LINES))  # fmt: skip
    for row, line in enumerate(lines, 1):
        check(line, row)
    told = journal.record(DelayRuleSet(every, len(lines)), about=f"place:{place.pk}", at=now,
                          by=by.opaque, place=place.pk, key=key)  # fmt: skip
    rule = DelayRule.objects.create(
        place=place, every=every, after=cleaned(after), set_by=by.opaque, set_at=now,
        moment=told.pk,
    )  # fmt: skip
    Entitlement.objects.bulk_create(
        Entitlement(rule=rule, sort=line.sort, minutes=line.minutes, words=cleaned(line.words))
        for line in lines
    )
    return rule


def check(line: Line, row: int) -> None:
    if not cleaned(line.words):
        raise NotSo(f"words{row}", _("Line {row}: say what they get.").format(row=row))
    if not 0 <= line.minutes <= 7 * 24 * 60:
        raise NotSo(f"minutes{row}", _("Line {row}: the delay is 0 minutes to 7 days.").format(
            row=row))  # fmt: skip
    if line.sort and line.sort not in Affected.Sort.values:
        known = ", ".join(Affected.Sort.values)
        raise NotSo(f"sort{row}", _("Line {row}: choose one of these: {codes}.").format(
            row=row, codes=known))  # fmt: skip


def cleaned(said: Said) -> Said:
    """Words by language, on one line each, the empty ones left out."""
    plain = {code: " ".join(words.replace("\0", "").split())[:LONGEST]
             for code, words in said.items()}  # fmt: skip
    return {code: words for code, words in plain.items() if words}
