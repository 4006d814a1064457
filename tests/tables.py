"""The database in which tests run: a copy of an empty house that is made once in a run."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator

from django.db import connection

from tests import postgres
from tests.site import houses


@contextlib.contextmanager
def copied() -> Iterator[None]:
    """Django's connection leads to the copy until this ends."""
    connection.close()
    before = connection.settings_dict["NAME"]
    make = on_the_server if postgres.given() else in_memory
    connection.settings_dict["NAME"] = make()
    try:
        yield
    finally:
        connection.settings_dict["NAME"] = before


def in_memory() -> str:
    name = "file:memorydb_default?mode=memory&cache=shared"
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(houses.migrated() / "regulars.sqlite3")) as made:
        made.backup(connection.connection)
    return name


def on_the_server() -> str:
    """It goes when this process ends."""
    mine = houses.ground(houses.ground_of_the_run() / f"tests-{os.getpid()}", houses.migrated())
    return postgres.named_for(mine)


def clear_away() -> None:
    """What the processes of a run shared on a server."""
    if postgres.given() and houses.migrated_here().exists():
        postgres.leave(postgres.named_for(houses.migrated_here()), postgres.given())
