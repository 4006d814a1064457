"""Limits and the ledger only grow: the database itself refuses to change or remove a line."""

from django.db import migrations

TABLES = ("authority_entry", "authority_limit")
REFUSAL = "the ledger is append-only: write a new line instead"


def sqlite(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def postgresql(table: str, verb: str) -> str:
    each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION authority_refuse()"
    )


FUNCTION = (
    "CREATE OR REPLACE FUNCTION authority_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
)
VERBS = {"sqlite": ("UPDATE", "DELETE"), "postgresql": ("UPDATE", "DELETE", "TRUNCATE")}


def forbid(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(FUNCTION)
    trigger = {"sqlite": sqlite, "postgresql": postgresql}[vendor]
    for table in TABLES:
        for verb in VERBS[vendor]:
            schema_editor.execute(trigger(table, verb))


def allow(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    on = {"sqlite": "", "postgresql": " ON {table}"}[vendor]
    for table in TABLES:
        for verb in VERBS[vendor]:
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}{on.format(table=table)}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION authority_refuse()")


class Migration(migrations.Migration):
    dependencies = [("authority", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
