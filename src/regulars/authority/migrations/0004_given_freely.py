"""What was given, offered, refused and excepted only grows; and a gift has no strings.

The database refuses a gesture that names a purchase or a price: that would be a discount.
"""

from django.db import migrations

TABLES = (
    "authority_mark", "authority_offer", "authority_offered", "authority_refusal",
    "authority_exempted", "authority_settlement",
)  # fmt: skip
REFUSAL = "the ledger is append-only: write a new line instead"
STRINGS = "a gift tied to a purchase is no gift: write it as a discount"
TIED = "NEW.act = 'gesture' AND (NEW.purchase IS NOT NULL OR NEW.charge > 0)"


def sqlite(table, verb):
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def postgresql(table, verb):
    each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION authority_refuse()"
    )


NO_STRINGS = {
    "sqlite": (
        "CREATE TRIGGER authority_entry_no_strings BEFORE INSERT ON authority_entry "
        f"WHEN {TIED} BEGIN SELECT RAISE(ABORT, '{STRINGS}'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION authority_no_strings() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{STRINGS}' USING ERRCODE = 'check_violation'; END $$",
        "CREATE TRIGGER authority_entry_no_strings BEFORE INSERT ON authority_entry "
        f"FOR EACH ROW WHEN ({TIED}) EXECUTE FUNCTION authority_no_strings()",
    ),
}
VERBS = {"sqlite": ("UPDATE", "DELETE"), "postgresql": ("UPDATE", "DELETE", "TRUNCATE")}


def forbid(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    trigger = {"sqlite": sqlite, "postgresql": postgresql}[vendor]
    for table in TABLES:
        for verb in VERBS[vendor]:
            schema_editor.execute(trigger(table, verb))
    for statement in NO_STRINGS[vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    on = {"sqlite": "", "postgresql": " ON {table}"}[vendor]
    for table in TABLES:
        for verb in VERBS[vendor]:
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}{on.format(table=table)}")
    entry = on.format(table="authority_entry")
    schema_editor.execute(f"DROP TRIGGER authority_entry_no_strings{entry}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION authority_no_strings()")


class Migration(migrations.Migration):
    dependencies = [("authority", "0003_at_hand")]
    operations = [migrations.RunPython(forbid, allow)]
