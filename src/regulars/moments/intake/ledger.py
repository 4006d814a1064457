"""How far a file came: the ledger row moves on in the same transaction as the rows it counts."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments import journal
from regulars.moments.intake.trouble import Trouble
from regulars.moments.kinds import Imported
from regulars.moments.models import Import


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


def advance(entry: Import, rows: int, refused: int, wrote: Mapping[str, int]) -> None:
    """Count one chunk. Raises Busy where somebody else has counted it meanwhile."""
    before = entry.rows
    counts = dict(entry.counts)
    for name, number in wrote.items():
        if name != "new":
            counts[name] = counts.get(name, 0) + number
    entry.rows, entry.counts = before + rows, counts
    entry.new += wrote["new"]
    entry.refused += refused
    entry.repeated += rows - refused - wrote["new"]
    values = {n: getattr(entry, n) for n in ("rows", "new", "repeated", "refused", "counts")}
    if entry.pk and not Import.objects.filter(pk=entry.pk, rows=before).update(**values):
        what = _("another process is taking in this very file.")
        raise Busy(what, _("Let it finish, or stop it and start this command again."))


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
