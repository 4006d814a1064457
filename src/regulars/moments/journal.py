"""The journal: record, since, of, export. Whoever changes something writes it here."""

import hashlib
import secrets
from collections.abc import Collection, Iterator, Sequence
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from regulars.moments import seal
from regulars.moments.horizon import horizon
from regulars.moments.kinds import Kind
from regulars.moments.models import Moment, Words

COLUMNS = ("id", "subject", "happened_at", "recorded_at", "place", "actor", "kind", "corrects")
BATCH = 20_000


def record(
    kind: Kind,
    *,
    about: str,
    at: datetime,
    by: str,
    place: int | None = None,
    now: datetime | None = None,
    words: str = "",
    key: str | None = None,
    corrects: int | None = None,
    secret: bool = False,
) -> Moment:
    """Append one moment and return it.

    A ``key`` already in the journal changes nothing: the moment recorded first is returned.
    ``words`` go to the erasable side row, under seal where they are ``secret``; the moment keeps
    only their salted digest.
    """
    alone = not connection.in_atomic_block
    try:
        with transaction.atomic():
            if key is not None and (known := Moment.objects.filter(key=key).first()):
                if not alone and (settled := begun_at.get()) is not None and known.pk > settled:
                    raise Again(key)
                return known
            salt = secrets.token_hex(16)
            moment = Moment.objects.create(
                subject=about, happened_at=at, recorded_at=now or at, place=place, actor=by,
                kind=kind.code, facts=kind.facts(), corrects=corrects, key=key,
                words_digest=digest(salt, words) if words else "",
            )  # fmt: skip
            if words and secret:
                Words.objects.create(moment=moment, sealed=under_seal(salt, words))
            elif words:
                Words.objects.create(moment=moment, text=words, salt=salt)
            return moment
    except IntegrityError as raced:
        return recorded_meanwhile(key, alone, raced)


def record_many(
    rows: Sequence[tuple[Kind, str, int | None, str]], *, by: str, at: datetime
) -> None:
    """Append moments without words: kind, about, place and key of each, in one statement.

    Raises IntegrityError where a key is in the journal already: then none is recorded.
    """
    Moment.objects.bulk_create(
        Moment(subject=about, happened_at=at, recorded_at=at, place=place, actor=by,
               kind=kind.code, facts=kind.facts(), key=key)
        for kind, about, place, key in rows
    )  # fmt: skip


class Again(Exception):
    """Somebody else wrote the same at the same instant: undo what was begun, and do it again.

    On PostgreSQL only, where two may begin before either has ended; the second time finds what
    the other wrote. ``site.troubled`` does a page's act again; a deadline is done again anyway.
    """


begun_at: ContextVar[int | None] = ContextVar("begun_at", default=None)
"""How far the journal had settled when an act began that may be done once more, else None."""


def recorded_meanwhile(key: str | None, alone: bool, raced: IntegrityError) -> Moment:
    """The moment of the same key that another wrote between our look and our writing.

    Raises Again where more was begun in the transaction than this moment.
    """
    known = Moment.objects.filter(key=key).first() if key is not None else None
    if known is None:
        raise raced
    if not alone:
        raise Again(key) from raced
    return known


def under_seal(salt: str, words: str) -> bytes:
    return seal.seal(f"{salt}\n{words}")


def hide(moment: int) -> None:
    """Put the words of a moment under seal. Those erased, or sealed already, stay as they are."""
    said = Words.objects.filter(moment=moment, sealed=None).exclude(text="").first()
    if said is not None:
        sealed = under_seal(said.salt, said.text)
        Words.objects.filter(pk=said.pk).update(text="", salt="", sealed=sealed)


def digest(salt: str, words: str) -> str:
    return hashlib.sha256(f"{salt}\n{words}".encode()).hexdigest()


def since(cursor: int, kinds: Collection[str] = (), limit: int = 1000) -> list[Moment]:
    """Moments recorded after ``cursor`` (a moment's id), oldest first; none is ever skipped."""
    rows = Moment.objects.filter(pk__gt=cursor, pk__lte=horizon().settled)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return list(rows.order_by("pk")[:limit])


def of(subject: str, kinds: Collection[str] = ()) -> QuerySet[Moment]:
    """Everything recorded about one subject, latest first, with its words where they remain."""
    rows = Moment.objects.filter(subject=subject).select_related("words")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return rows.order_by("-happened_at", "-pk")


def latest() -> int:
    """The cursor of the newest moment below which nothing can appear; 0 in an empty journal."""
    settled = Moment.objects.filter(pk__lte=horizon().settled)
    return settled.order_by("-pk").values_list("pk", flat=True).first() or 0


def erase_words(subject: str) -> int:
    """Remove what was said about a subject; the moments stay, and nobody can read them back."""
    return Words.objects.filter(moment__subject=subject).delete()[0]


SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("subject", pa.string()),
        ("happened_at", pa.timestamp("us", tz="UTC")),
        ("recorded_at", pa.timestamp("us", tz="UTC")),
        ("place", pa.int64()),
        ("actor", pa.string()),
        ("kind", pa.string()),
        ("corrects", pa.int64()),
        ("facts", pa.string()),
    ]
)


def batches(kinds: Collection[str] = ()) -> Iterator[pa.RecordBatch]:
    """The journal as Arrow batches in the order it was written; facts as JSON text."""
    import json

    cursor = 0
    while rows := since(cursor, kinds, BATCH):
        columns = {name: [getattr(row, name) for row in rows] for name in COLUMNS}
        columns["facts"] = [json.dumps(row.facts, ensure_ascii=False) for row in rows]
        yield pa.RecordBatch.from_pydict(columns, schema=SCHEMA)
        cursor = rows[-1].pk


def export(path: Path, kinds: Collection[str] = ()) -> int:
    """Write the journal (without personal words) to a Parquet file; return the rows written."""
    written = 0
    with pq.ParquetWriter(path, SCHEMA) as file:
        for batch in batches(kinds):
            file.write_batch(batch)
            written += batch.num_rows
    return written
