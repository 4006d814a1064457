"""Words that are for two people: under seal always, never searched, read by them alone."""

from datetime import datetime

from regulars.moments import journal, seal
from regulars.moments.kinds import Kind
from regulars.moments.models import Moment, Words
from regulars.places.models import Place, Staff


def write(
    kind: Kind, *, about: str, place: Place, by: Staff | str, now: datetime, words: str = "",
    key: str | None = None,
) -> Moment:  # fmt: skip
    """One moment whose words nobody reads in the database, nor in a backup of it."""
    return journal.record(
        kind, about=about, at=now, by=by if isinstance(by, str) else by.opaque, place=place.pk,
        words=words, key=key, secret=bool(words),
    )  # fmt: skip


def read(moment: int | None) -> str:
    """The words as they were written; empty where there are none or no key opens them."""
    said = Words.objects.filter(moment=moment).first() if moment is not None else None
    if said is None:
        return ""
    try:
        return said.told()
    except seal.Unreadable:
        return ""
