"""A backup of a house on PostgreSQL: by pg_dump, and back by pg_restore into a new database.

The new database takes the name of the old one only when it is whole; the old one is kept under
another name. For that the house's user must be allowed to make databases.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from regulars.site.bell import address
from regulars.site.commands.words import Refusal

WITHOUT = ("--no-owner", "--no-privileges")
KEEPERS = ("postgres", "template1")


def write(target: Path) -> None:
    """A dump without anybody's session in it. Raises Refusal."""
    os.close(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    words = ["--format=custom", "--exclude-table-data=django_session", *WITHOUT]
    told = run("pg_dump", *words, f"--file={target}", f"--dbname={where()}")
    if told.returncode:
        raise Refusal(f"pg_dump could not copy the database: {last(told.stderr)}")


def read(file: Path) -> tuple[int, set[tuple[str, str]]]:
    """How many moments a dump holds, and its migrations. Raises Refusal if it is no use."""
    command, environment = told_to("pg_restore", "--file=-", str(file))
    with subprocess.Popen(  # noqa: S603  our own command
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as reading:
        assert reading.stdout is not None
        assert reading.stderr is not None
        moments, migrations = contents(reading.stdout)
        said = reading.stderr.read().decode(errors="replace")
    if reading.returncode or not migrations:
        raise Refusal(f"{file} is not a backup of Regulars: {last(said) or 'it holds no house.'}")
    return moments, migrations


def contents(lines: Any) -> tuple[int, set[tuple[str, str]]]:
    """Count the moments and collect the migrations while the whole dump passes by."""
    moments, migrations, table = 0, set[tuple[str, str]](), b""
    for line in lines:
        if table:
            if line == b"\\.\n":
                table = b""
            elif table.endswith(b".moments_moment"):
                moments += 1
            elif table.endswith(b".django_migrations"):
                _id, app, name, *_when = line.decode().split("\t")
                migrations.add((app, name))
        elif line.startswith(b"COPY ") and line.endswith(b"FROM stdin;\n"):
            table = line.split(b" ")[1]
    return moments, migrations


def put_back(file: Path, moments: int) -> str:
    """Restore into a new database and let it take the old one's place; what the old is called."""
    name = str(connection.settings_dict["NAME"])
    connections.close_all()
    with keeper() as line:
        alone(line, name)
        fresh = f"{name}_restoring"
        anew(line, fresh)
        try:
            fill(file, fresh, moments)
        except Refusal:
            order(line, "DROP DATABASE {}", fresh)
            raise
        kept = unused(line, f"{name}_before_restore")
        order(line, "ALTER DATABASE {} RENAME TO {}", name, kept)
        order(line, "ALTER DATABASE {} RENAME TO {}", fresh, name)
    return f"the database {kept}"


@contextmanager
def keeper() -> Iterator[psycopg.Connection[Any]]:
    """A line to the server that is not a line to the house's own database."""
    reasons = []
    for database in KEEPERS:
        try:
            line = psycopg.connect(**{**address(), "dbname": database})
        except psycopg.OperationalError as trouble:
            reasons.append(str(trouble))
            continue
        with line:
            yield line
        return
    raise Refusal(f"The server cannot be reached: {last(reasons[0])}")


def alone(line: psycopg.Connection[Any], name: str) -> None:
    """Nobody else may be connected: the house must be closed on every machine."""
    others = line.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name])
    if (connected := others.fetchone()) and connected[0]:
        raise Refusal(
            f"The database {name} is in use ({connected[0]} connected): "
            "close the house on every machine first."
        )


def anew(line: psycopg.Connection[Any], name: str) -> None:
    try:
        order(line, "DROP DATABASE IF EXISTS {}", name)
        order(line, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
    except psycopg.errors.InsufficientPrivilege as refused:
        user = line.info.user
        raise Refusal(
            f"The user {user} may not make databases. Let it: ALTER ROLE {user} CREATEDB."
        ) from refused


def fill(file: Path, name: str, moments: int) -> None:
    told = run("pg_restore", "--exit-on-error", *WITHOUT, f"--dbname={where(name)}", str(file))
    if told.returncode:
        raise Refusal(f"{file} could not be restored; nothing has changed: {last(told.stderr)}")
    with psycopg.connect(**{**address(), "dbname": name}) as line:
        found = line.execute("SELECT count(*) FROM moments_moment").fetchone()
    if found != (moments,):
        raise Refusal(f"{file} could not be restored whole; nothing has changed.")


def unused(line: psycopg.Connection[Any], stem: str) -> str:
    taken = {name for (name,) in line.execute("SELECT datname FROM pg_database")}
    return next(name for number in count(1) if (name := f"{stem}_{number}") not in taken)


def order(line: psycopg.Connection[Any], statement: str, *names: str) -> None:
    line.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def where(database: str = "") -> str:
    """How libpq finds the database; the password goes by another way, for nobody to see."""
    known = {name: value for name, value in address().items()
             if value and name not in ("password", "autocommit", "client_encoding")}  # fmt: skip
    return make_conninfo(**{**known, **({"dbname": database} if database else {})})


def run(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    command, environment = told_to(program, *words)
    return subprocess.run(  # noqa: S603  our own command
        command, env=environment, capture_output=True, text=True, check=False
    )


def told_to(program: str, *words: str) -> tuple[list[str], dict[str, str]]:
    """The command and its environment. Raises Refusal where PostgreSQL's own tools are missing."""
    if (found := shutil.which(program)) is None:
        raise Refusal(
            f"{program} is not on this machine. Install PostgreSQL's client programs "
            "(on Debian: apt install postgresql-client), of the server's version or newer."
        )
    password = str(address().get("password") or "")
    return [found, *words], {**os.environ, **({"PGPASSWORD": password} if password else {})}


def last(said: str) -> str:
    lines = said.strip().splitlines()
    return lines[-1] if lines else ""
