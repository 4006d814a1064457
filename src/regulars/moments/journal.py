"""The journal: record, since, of, export. Whoever changes something writes it here."""

import hashlib
import secrets
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import transaction
from django.db.models import QuerySet

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
) -> Moment:
    """Append one moment and return it.

    A ``key`` already in the journal changes nothing: the moment recorded first is returned.
    ``words`` go to the erasable side row; the moment keeps only their salted digest.
    """
    with transaction.atomic():
        if key is not None and (known := Moment.objects.filter(key=key).first()):
            return known
        salt = secrets.token_hex(16)
        moment = Moment.objects.create(
            subject=about, happened_at=at, recorded_at=now or at, place=place, actor=by,
            kind=kind.code, facts=kind.facts(), corrects=corrects, key=key,
            words_digest=digest(salt, words) if words else "",
        )  # fmt: skip
        if words:
            Words.objects.create(moment=moment, text=words, salt=salt)
        return moment


def digest(salt: str, words: str) -> str:
    return hashlib.sha256(f"{salt}\n{words}".encode()).hexdigest()


def since(cursor: int, kinds: Collection[str] = (), limit: int = 1000) -> list[Moment]:
    """Moments recorded after ``cursor`` (a moment's id), oldest first."""
    rows = Moment.objects.filter(pk__gt=cursor)
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
    """The cursor of the newest moment; 0 in an empty journal."""
    return Moment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


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
