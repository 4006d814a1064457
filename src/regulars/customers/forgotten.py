"""The ledger of erasures, outside the database: an old backup must not bring anybody back.

One line per record: a mark of the database's own line of descent, the opaque name, the instant.
Nothing in it tells who that was. It lies beside the database (``regulars.sqlite3.erased``; on
PostgreSQL ``NAME.erased`` in the house) and is replayed whenever a backup is put back.
"""

import hashlib
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from regulars.customers.models import Customer


def ledger() -> Path | None:
    """Where the ledger lies; None for a database that only lives in memory."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite":
        return Path(settings.HOME) / f"{name}.erased"
    if ":memory:" in name or "mode=memory" in name:
        return None
    return Path(f"{name}.erased")


def descent() -> str:
    """A mark that a database shares with its backups and with no other: when it was begun.

    Numbers begin anew in every database; without this a ledger left lying would erase strangers.
    """
    begun = MigrationRecorder(connection).migration_qs.filter(app="moments", name="0001_initial")
    first = begun.values_list("applied", flat=True).first()
    return hashlib.sha256(f"{first:%Y-%m-%dT%H:%M:%S.%f}".encode()).hexdigest()[:16]


def note(customers: Iterable[int], now: datetime) -> None:
    """Write down that these are erased, on the disk before it is said to anybody."""
    if (file := ledger()) is None:
        return
    mark = descent()
    lines = "".join(f"{mark} customer:{pk} {now:%Y-%m-%dT%H:%M:%SZ}\n" for pk in customers)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), "w") as out:
        out.write(lines)
        out.flush()
        os.fsync(out.fileno())


def noted() -> set[int]:
    """Numbers of this database's customers that were erased, whatever the database says."""
    file = ledger()
    if file is None or not file.exists():
        return set()
    mark = descent()
    rows = (line.split() for line in file.read_text().splitlines())
    return {
        int(row[1].removeprefix("customer:")) for row in rows if len(row) == 3 and row[0] == mark
    }


def returned() -> list[Customer]:
    """Customers whom a backup brought back after they had been erased."""
    pks = noted()
    return list(Customer.objects.filter(pk__in=pks, erased_at=None).order_by("pk")) if pks else []


def never_again(highest: int) -> None:
    """No newcomer gets a number up to this one: it belongs to somebody who was forgotten."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('customers_customer', 'id'), GREATEST(%s,"
                " (SELECT COALESCE(max(id), 1) FROM customers_customer),"
                " (SELECT last_value FROM customers_customer_id_seq)))",
                [highest],
            )
            return
        row = ("customers_customer", highest)
        cursor.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT %s, 0 WHERE NOT EXISTS"
            " (SELECT 1 FROM sqlite_sequence WHERE name = 'customers_customer')",
            row[:1],
        )
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [row[1], row[0]]
        )


def wipe_what_is_freed() -> None:
    """SQLite: what is deleted is overwritten with zeros, not merely set free."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
