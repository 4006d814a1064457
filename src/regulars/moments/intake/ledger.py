"""How far a file came: the ledger row moves on in the same transaction as the rows it counts."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments import journal
from regulars.moments.intake.declared import Unfit, Wrote
from regulars.moments.intake.trouble import Trouble
from regulars.moments.kinds import Imported
from regulars.moments.models import Import

UNFIT = "unfit"
"""Under this name the counts keep which rows the house could not take: {row: [field, problem]}.

A resumed import must hand the same rows back, and the house may know more by then.
"""


class Busy(Trouble):
    """Another process is taking in the same file right now."""


def begin(kind: str, place: int, digest: str, name: str, now: datetime) -> Import:
    """The entry of a file: a new one, or the one of an earlier run that stopped.

    A finished one that had refused rows begins anew: what lay in the future may be past by now.
    """
    entry, fresh = Import.objects.get_or_create(
        kind=kind, place=place, digest=digest,
        defaults={"name": name[:255], "started_at": now},
    )  # fmt: skip
    if not fresh and entry.finished_at and entry.refused:
        entry.rows = entry.new = entry.repeated = entry.refused = 0
        entry.counts, entry.started_at, entry.finished_at = {}, now, None
        entry.save()
    return entry


def advance(entry: Import, rows: int, refused: int, wrote: Wrote) -> None:
    """Count some chunks. Raises Busy where somebody else has counted them meanwhile."""
    before = entry.rows
    entry.rows, entry.counts = before + rows, added(entry.counts, wrote)
    refused += len(wrote.unfit)
    entry.new += wrote.new
    entry.refused += refused
    entry.repeated += rows - refused - wrote.new - wrote.changed
    values = {n: getattr(entry, n) for n in ("rows", "new", "repeated", "refused", "counts")}
    if entry.pk and not Import.objects.filter(pk=entry.pk, rows=before).update(**values):
        what = _("another process is taking in this very file.")
        raise Busy(what, _("Let it finish, or stop it and start this command again."))


def added(before: dict[str, object], wrote: Wrote) -> dict[str, object]:
    """The counts so far and those of the chunks just written."""
    counts = dict(before)
    for name, number in {**wrote.counts, "changed": wrote.changed}.items():
        if number:
            counts[name] = int(str(counts.get(name, 0))) + number
    if wrote.unfit:
        known = counts.get(UNFIT)
        told = {str(one.row): [one.field, one.problem] for one in wrote.unfit}
        counts[UNFIT] = {**(known if isinstance(known, dict) else {}), **told}
    return counts


def unfit_among(entry: Import, rows: Iterable[int]) -> list[Unfit]:
    """Which of these rows an earlier run could not take."""
    told = entry.counts.get(UNFIT, {})
    return [Unfit(row, *told[str(row)]) for row in rows if str(row) in told] if told else []


@transaction.atomic
def finish(entry: Import, *, by: str, now: datetime) -> None:
    """Close the entry; a file that brought or refused anything is a moment of the place."""
    if not Import.objects.filter(pk=entry.pk, finished_at=None).update(finished_at=now):
        return
    told = Imported(entry.name, entry.new, entry.repeated, entry.refused)
    if not entry.new and journal.of(f"place:{entry.place}", ["imported"]).filter(
        key__startswith=f"imported:{entry.pk}:"
    ):
        return
    journal.record(
        told, about=f"place:{entry.place}", at=now, by=by, place=entry.place,
        key=f"imported:{entry.pk}:{entry.started_at:%Y%m%dT%H%M%S.%f}",
    )  # fmt: skip
