"""Comfort before court, in the database itself: no step before the one it follows nor dated
before it, no finding without an apology, and what is written of a case is not changed or removed.
"""

from django.db import migrations

EARLIER = "the step before this one is missing, or lies later"
SHUT = "facts, fault and fairness stay shut until somebody has apologised"
KEPT = "what is written of a case is not changed or removed"
BEGUN = "when a case was opened is not changed"

STEP = """CASE NEW.kind WHEN 'apologised' THEN EXISTS (
    SELECT 1 FROM recovery_case c WHERE c.id = NEW.case_id AND c.opened_at <= NEW.at)
  ELSE EXISTS (
    SELECT 1 FROM recovery_step s WHERE s.case_id = NEW.case_id AND s.at <= NEW.at
      AND s.kind = CASE NEW.kind WHEN 'heard' THEN 'apologised' WHEN 'put_right' THEN 'heard'
                                 WHEN 'written_down' THEN 'put_right' END) END"""
FINDING = """EXISTS (SELECT 1 FROM recovery_step s WHERE s.case_id = NEW.case_id
    AND s.kind = 'apologised' AND s.at <= NEW.at)"""
NEVER = "FALSE"
SAME = "NEW.opened_at = OLD.opened_at AND NEW.code = OLD.code AND NEW.place_id = OLD.place_id"

# name, table, verb, what has to be so, and what is said where it is not
RULES = (
    ("recovery_step_order", "recovery_step", "INSERT", STEP, EARLIER),
    ("recovery_finding_shut", "recovery_finding", "INSERT", FINDING, SHUT),
    ("recovery_case_begun", "recovery_case", "UPDATE", SAME, BEGUN),
    ("recovery_case_kept", "recovery_case", "DELETE", NEVER, KEPT),
    *(
        (f"{table}_no_{verb.lower()}", table, verb, NEVER, KEPT)
        for table in ("recovery_step", "recovery_finding", "recovery_contact", "recovery_stage")
        for verb in ("UPDATE", "DELETE")
    ),
)


def sqlite(name, table, verb, so, words):
    return (
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN NOT ({so}) "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def postgresql(name, table, verb, so, words):
    back = "OLD" if verb == "DELETE" else "NEW"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT ({so}) THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF; "
        f"RETURN {back}; END $$",
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


def put_up(apps, schema_editor):
    for rule in RULES:
        if schema_editor.connection.vendor == "postgresql":
            for statement in postgresql(*rule):
                schema_editor.execute(statement)
        else:
            schema_editor.execute(sqlite(*rule))


def take_down(apps, schema_editor):
    for name, table, *_rest in RULES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("recovery", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
