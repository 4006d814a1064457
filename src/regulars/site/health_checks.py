"""What the house as a whole is asked by `regulars check`: database, journal and clock."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q

from regulars.moments import deadlines, journal
from regulars.moments.health import Finding, check
from regulars.moments.models import Deadline, Line, Moment
from regulars.site import heartbeat

LATE = timedelta(minutes=2)
OLDEST = 15
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}
ALSO = {
    "sqlite": set[str](),
    "postgresql": {
        "moments_moment_no_truncate", "moments_line_no_truncate", "moments_moment_appending",
        "moments_moment_appended",
    },
}  # fmt: skip


def not_ready() -> Finding | None:
    """What keeps every other question from being asked: no database, or an older one."""
    if connection.vendor == "sqlite" and (ill := no_file()):
        return ill
    try:
        missing = unapplied()
    except DatabaseError as trouble:
        return Finding("database", False, cannot_be_read(str(trouble).partition("\n")[0]))
    if missing:
        return Finding(
            "database", False, f"{missing} migrations are missing; run `regulars migrate`."
        )
    return None


def no_file() -> Finding | None:
    file = Path(str(settings.DATABASES["default"]["NAME"]))
    if in_memory() or file.exists():
        return None
    return Finding(
        "database", False, f"There is no database at {file}; `regulars serve` makes one."
    )


def cannot_be_read(reason: str) -> str:
    if connection.vendor == "sqlite":
        file = settings.DATABASES["default"]["NAME"]
        return f"{file} cannot be read ({reason}); restore a backup."
    return (
        f"PostgreSQL cannot be reached ({reason}). See that the server runs, that the database "
        "stands (createdb) and that DATABASE_URL is right."
    )


def in_memory() -> bool:
    """As in tests: there is no file to look for."""
    return bool(connection.is_in_memory_db())  # type: ignore[attr-defined]


def unapplied() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@check("database")
def database(now: datetime) -> Finding:
    if ill := not_ready():
        return ill
    if connection.vendor == "sqlite" and (words := quick_check()) != "ok":
        return Finding("database", False, f"It is damaged ({words}); restore the latest backup.")
    if connection.vendor == "postgresql" and (old := server()) < OLDEST:
        return Finding("database", False, f"PostgreSQL {old} is too old; {OLDEST} is the oldest.")
    return Finding("database", True, "It opens, is whole, and no migration is missing.")


def quick_check() -> str:
    with connection.cursor() as cursor:
        return str(cursor.execute("PRAGMA quick_check(1)").fetchone()[0])


def server() -> int:
    """The server's own version: 15 of 15.7."""
    return int(connection.pg_version) // 10_000  # type: ignore[attr-defined]


@check("journal")
def append_only(now: datetime) -> Finding:
    """The triggers that forbid to change or remove a moment stand."""
    tables = (Moment._meta.db_table, Line._meta.db_table)
    wanted = {f"{table}_no_{verb}" for table in tables for verb in ("update", "delete")}
    if missing := sorted((wanted | ALSO[connection.vendor]) - triggers()):
        words = ", ".join(missing)
        return Finding("journal", False, f"It is no longer append-only: {words} missing; restore.")
    return Finding("journal", True, f"It is append-only and stands at no. {journal.latest()}.")


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


@check("clock")
def clock(now: datetime) -> Finding:
    """Nothing is overdue and nothing failed. What somebody works on just now is neither."""
    being_done = ~Q(lease="") & Q(leased_until__gt=now)
    open_ = Deadline.objects.filter(done_at=None).exclude(being_done).order_by("due_at")
    if failed := open_.exclude(trouble="").first():
        return Finding("clock", False, f"{failed} failed {failed.attempts} times: {failed.trouble}")
    if late := open_.filter(due_at__lte=now - LATE).first():
        return Finding("clock", False, f"{late} is overdue; {going()}")
    due = deadlines.next_due()
    return Finding("clock", True, f"Nothing is overdue; next due: {due or 'nothing'}; {going()}")


def going() -> str:
    if heartbeat.goes():
        return "the clock goes."
    return "the clock does not go: start it with `regulars serve`."
