"""Nobody is turned away by one person alone, and what is signed or owed is not made to vanish.

A ban stands only with evidence, after a hearing, with an end, decided by somebody who was not
involved; from then on it only gets shorter. In the database itself, on both vendors.
"""

from importlib import import_module

from django.db import migrations

orderly = import_module("regulars.recovery.migrations.0002_in_order")

UNDECIDED = "a ban begins as a proposal"
UNFOUNDED = "a ban needs evidence, a hearing, an end, and a decision by somebody not involved"
SETTLED = "what was decided is not changed: it can only end earlier"
OWED = "who stopped, when, and by when support is owed is not changed"
KEPT = "what was signed or is owed is not changed or removed"

FREE = "NEW.verdict = '' AND NEW.decided_at IS NULL"
SAME_LOGIN = """EXISTS (SELECT 1 FROM places_staff a JOIN places_staff b ON a.user_id = b.user_id
    WHERE a.id = NEW.decided_by_id AND b.id = {whom})"""
INVOLVED = " OR ".join(
    (
        SAME_LOGIN.format(whom="NEW.proposed_by_id"),
        SAME_LOGIN.format(
            whom="(SELECT i.staff_id FROM recovery_incident i WHERE i.id = NEW.incident_id)"
        ),
        """EXISTS (SELECT 1 FROM recovery_evidence e JOIN places_staff w ON w.id = e.witness_id
    JOIN places_staff d ON d.user_id = w.user_id
    WHERE e.ban_id = NEW.id AND d.id = NEW.decided_by_id)""",
    )
)
FOUNDED = """OLD.verdict <> '' OR NEW.verdict = '' OR (
    EXISTS (SELECT 1 FROM recovery_evidence e WHERE e.ban_id = NEW.id AND e.at <= NEW.decided_at)
    AND NEW.heard_at IS NOT NULL AND NEW.heard_at <= NEW.decided_at
    AND NOT (INVOLVED))""".replace("INVOLVED", INVOLVED)
SHORTER = """OLD.verdict = '' OR (NEW.verdict = OLD.verdict AND NEW.decided_at = OLD.decided_at
    AND NEW.decided_by_id = OLD.decided_by_id
    AND (NEW.until IS NULL OR NEW.until <= OLD.until)
    AND (OLD.ended_at IS NULL OR NEW.ended_at = OLD.ended_at))"""
AS_BEGUN = """NEW.at = OLD.at AND NEW.staff_id = OLD.staff_id AND NEW.place_id = OLD.place_id
    AND NEW.support_due_at = OLD.support_due_at"""
SIGNED = """NEW.at = OLD.at AND NEW.by_id = OLD.by_id AND NEW.holds = OLD.holds
    AND NEW.words = OLD.words AND NEW.risk_id = OLD.risk_id"""
NEVER = "FALSE"

# name, table, verb, what has to be so, and what is said where it is not
RULES = (
    ("recovery_ban_begins", "recovery_ban", "INSERT", FREE, UNDECIDED),
    ("recovery_ban_founded", "recovery_ban", "UPDATE", FOUNDED, UNFOUNDED),
    ("recovery_ban_shorter", "recovery_ban", "UPDATE", SHORTER, SETTLED),
    ("recovery_incident_begun", "recovery_incident", "UPDATE", AS_BEGUN, OWED),
    ("recovery_riskcheck_signed", "recovery_riskcheck", "UPDATE", SIGNED, KEPT),
    ("recovery_evidence_no_update", "recovery_evidence", "UPDATE", NEVER, KEPT),
    ("recovery_drill_no_update", "recovery_drill", "UPDATE", NEVER, KEPT),
    *(
        (f"recovery_{table}_no_delete", f"recovery_{table}", "DELETE", NEVER, KEPT)
        for table in ("ban", "evidence", "appeal", "incident", "riskcheck", "drill")
    ),
)


def put_up(apps, schema_editor):
    for rule in RULES:
        if schema_editor.connection.vendor == "postgresql":
            for statement in orderly.postgresql(*rule):
                schema_editor.execute(statement)
        else:
            schema_editor.execute(orderly.sqlite(*rule))


def take_down(apps, schema_editor):
    for name, table, *_rest in RULES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("recovery", "0004_readiness_and_safety")]
    operations = [migrations.RunPython(put_up, take_down)]
