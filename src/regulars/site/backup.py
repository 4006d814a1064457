"""The whole house in one file, taken while it is open; and a file put back in its place.

The signing key stays outside, and so do the sessions: a backup opens no door.
"""

import os
import sqlite3
from contextlib import closing
from fcntl import LOCK_EX
from itertools import count
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from regulars.site.commands.words import Refusal
from regulars.site.house import home
from regulars.site.serve import Lock


def database() -> Path:
    if connection.vendor != "sqlite":
        raise Refusal("This house stands on PostgreSQL: use pg_dump and pg_restore.")
    return Path(str(settings.DATABASES["default"]["NAME"]))


def backup(target: Path) -> int:
    """Copy the database as it stands at one instant; return how many moments it holds.

    The file appears whole or not at all. Raises Refusal where there is nothing to copy, the
    target exists, or it cannot be written.
    """
    if not (source := database()).exists():
        raise Refusal(f"There is no database at {source}; nothing to back up.")
    if target.exists():
        raise Refusal(f"{target} exists already and is kept. Choose another name.")
    partial = target.with_name(f".{target.name}.partial")
    try:
        copy(source, partial)
        moments = verify(partial)
        os.replace(partial, target)
    except (OSError, sqlite3.Error) as trouble:
        raise Refusal(f"{target} could not be written: {trouble}.") from trouble
    finally:
        partial.unlink(missing_ok=True)
    return moments


def copy(source: Path, target: Path) -> None:
    """One consistent copy as a single file, without anybody's session in it."""
    os.close(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
        new.execute("PRAGMA secure_delete = ON")
        new.execute("DELETE FROM django_session")
        new.commit()
    with target.open("rb") as file:
        os.fsync(file.fileno())


def verify(file: Path) -> int:
    """Read a backup through; return how many moments it holds. Raises Refusal if it is no use."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as found:
            whole = found.execute("PRAGMA integrity_check(1)").fetchone()[0]
            applied = set(found.execute("SELECT app, name FROM django_migrations"))
            moments = int(found.execute("SELECT count(*) FROM moments_moment").fetchone()[0])
    except sqlite3.Error as trouble:
        raise Refusal(f"{file} is not a backup of Regulars: {trouble}.") from trouble
    if whole != "ok":
        raise Refusal(f"{file} is damaged: {whole}.")
    if newer := sorted(applied - set(MigrationLoader(None).disk_migrations)):
        raise Refusal(f"{file} was made by a newer Regulars ({newer[0][1]}). Upgrade first.")
    return moments


def restore(file: Path) -> tuple[int, Path | None]:
    """Put a backup in place of the database; return its moments and where the old one lies now.

    Everybody signs in again. Raises Refusal while the house is open, and where the file is no
    use: then nothing has changed.
    """
    if not file.exists():
        raise Refusal(f"There is no file {file}.")
    with Lock(LOCK_EX):
        place, moments = database(), verify(file)
        fresh = place.with_name(f"{place.name}.restoring")
        copy(file, fresh)
        if verify(fresh) != moments:
            raise Refusal(f"{file} could not be copied whole; nothing has changed.")
        connections.close_all()
        kept = set_aside(place)
        os.replace(fresh, place)
        call_command("migrate", verbosity=0, interactive=False)
    return moments, kept


def set_aside(old: Path) -> Path | None:
    """Keep what is there now, damaged or not, for whoever restored the wrong file."""
    if not old.exists():
        return None
    kept = next(
        path
        for number in count(1)
        if not (path := home() / f"before-restore-{number}.sqlite3").exists()
    )
    for part in ("-wal", "-shm", ""):
        if (file := Path(f"{old}{part}")).exists():
            os.replace(file, f"{kept}{part}")
    return kept
