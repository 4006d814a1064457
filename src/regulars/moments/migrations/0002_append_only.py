"""Moments and lines only grow: the database itself refuses to change or remove one."""

from django.db import migrations

TABLES = ("moments_moment", "moments_line")
REFUSAL = "the journal is append-only: record a correction instead"


def sqlite(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def postgresql(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION moments_refuse()"
    )


FUNCTION = (
    "CREATE OR REPLACE FUNCTION moments_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
)


def forbid(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(FUNCTION)
    trigger = {"sqlite": sqlite, "postgresql": postgresql}[vendor]
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(trigger(table, verb))


def allow(apps, schema_editor):
    on = {"sqlite": "", "postgresql": " ON {table}"}[schema_editor.connection.vendor]
    for table in TABLES:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}{on.format(table=table)}")


class Migration(migrations.Migration):
    dependencies = [("moments", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
