"""The whole house in one file, taken while it is open; and a file put back in its place.

The signing key stays outside, and so do the sessions: a backup opens no door. How the file is
written and read is the database's own way: `copies` on SQLite, `dumps` on PostgreSQL.
"""

import os
from fcntl import LOCK_EX
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from regulars.customers import erasure
from regulars.moments import clock
from regulars.site import copies, dumps
from regulars.site.commands.words import Refusal
from regulars.site.serve import Lock

WAYS = {"sqlite": copies, "postgresql": dumps}


def backup(target: Path) -> int:
    """Copy the database as it stands at one instant; return how many moments it holds.

    The file appears whole or not at all. Raises Refusal where there is nothing to copy, the
    target exists, or it cannot be written.
    """
    if target.exists():
        raise Refusal(f"{target} exists already and is kept. Choose another name.")
    partial = target.with_name(f".{target.name}.partial")
    try:
        WAYS[connection.vendor].write(partial)
        moments = verify(partial)
        os.replace(partial, target)
    except OSError as trouble:
        raise Refusal(f"{target} could not be written: {trouble}.") from trouble
    finally:
        partial.unlink(missing_ok=True)
    return moments


def verify(file: Path) -> int:
    """Read a backup through; return how many moments it holds. Raises Refusal if it is no use."""
    moments, applied = WAYS[connection.vendor].read(file)
    if newer := sorted(applied - set(MigrationLoader(None).disk_migrations)):
        raise Refusal(f"{file} was made by a newer Regulars ({newer[0][1]}). Upgrade first.")
    return moments


def restore(file: Path) -> tuple[int, str, int]:
    """Put a backup in place of the database; return its moments, where the old one is now, and how
    many customers who had been erased since were erased once more.

    Everybody signs in again. Raises Refusal while the house is open, and where the file is no
    use: then nothing has changed.
    """
    if not file.exists():
        raise Refusal(f"There is no file {file}.")
    with Lock(LOCK_EX):
        moments = verify(file)
        kept = WAYS[connection.vendor].put_back(file, moments)
        call_command("migrate", verbosity=0, interactive=False)
        forgotten = erasure.erase_again(clock.now())  # the house's own clock is back only now
    return moments, kept, forgotten
