"""A backup of a house on SQLite: one consistent copy of its file."""

import os
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

from django.conf import settings
from django.db import connections

from regulars.site.commands.words import Refusal
from regulars.site.house import home


def database() -> Path:
    return Path(str(settings.DATABASES["default"]["NAME"]))


def write(target: Path) -> None:
    """A copy as a single file, without anybody's session in it. Raises OSError, Refusal."""
    if not (source := database()).exists():
        raise Refusal(f"There is no database at {source}; nothing to back up.")
    try:
        copy(source, target)
    except sqlite3.Error as trouble:
        raise OSError(str(trouble)) from trouble


def copy(source: Path, target: Path) -> None:
    os.close(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
        new.execute("PRAGMA secure_delete = ON")
        new.execute("DELETE FROM django_session")
        new.commit()
    with target.open("rb") as file:
        os.fsync(file.fileno())


def read(file: Path) -> tuple[int, set[tuple[str, str]]]:
    """How many moments a copy holds, and its migrations. Raises Refusal if it is no use."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as found:
            whole = found.execute("PRAGMA integrity_check(1)").fetchone()[0]
            applied = set(found.execute("SELECT app, name FROM django_migrations"))
            moments = int(found.execute("SELECT count(*) FROM moments_moment").fetchone()[0])
    except sqlite3.Error as trouble:
        raise Refusal(f"{file} is not a backup of Regulars: {trouble}.") from trouble
    if whole != "ok":
        raise Refusal(f"{file} is damaged: {whole}.")
    return moments, applied


def put_back(file: Path, moments: int) -> str:
    """Put a copy in place of the database; where the old one is now, empty where none was."""
    place = database()
    fresh = place.with_name(f"{place.name}.restoring")
    copy(file, fresh)
    if read(fresh)[0] != moments:
        raise Refusal(f"{file} could not be copied whole; nothing has changed.")
    connections.close_all()
    kept = set_aside(place)
    os.replace(fresh, place)
    return str(kept or "")


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
