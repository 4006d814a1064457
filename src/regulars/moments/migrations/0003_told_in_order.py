"""On PostgreSQL: a cursor that skips nothing, a word to whoever listens, and no TRUNCATE.

Transactions end there in another order than they were given their ids, so "all ids above my last
one" would skip those that come late. Whoever appends therefore first leaves word, as a shared
advisory lock of the transaction, how far the ids had been given out by then: theirs are above
it. A reader takes what lies below all such words. Nobody waits for anybody.
docs/decisions/0005-two-databases.md has the argument and the figures. 4611686018427387904 is
2^62: it tells these locks from any other.
"""

from django.db import migrations

FUNCTIONS = (
    """
CREATE OR REPLACE FUNCTION moments_appending() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE given bigint;
BEGIN
  IF coalesce(current_setting('regulars.appending', true), '') = '' THEN
    SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END
      INTO given FROM moments_moment_id_seq;
    PERFORM pg_advisory_xact_lock_shared(4611686018427387904 + given);
    PERFORM set_config('regulars.appending', 'yes', true);
  END IF;
  RETURN NULL;
END $$""",
    """
CREATE OR REPLACE FUNCTION moments_appended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('moments', '');
  RETURN NULL;
END $$""",
    """
CREATE OR REPLACE FUNCTION moments_horizon(OUT settled bigint, OUT newest bigint)
LANGUAGE plpgsql AS $$
DECLARE awaited bigint;
BEGIN
  SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END
    INTO newest FROM moments_moment_id_seq;
  SELECT min(((classid::bigint << 32) | objid::bigint) - 4611686018427387904) INTO awaited
    FROM pg_locks
   WHERE locktype = 'advisory' AND objsubid = 1 AND (classid::bigint >> 30) = 1
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
     AND pid IS DISTINCT FROM pg_backend_pid();
  settled := least(newest, awaited);
END $$""",
)
TRIGGERS = (
    ("moments_moment_appending", "BEFORE INSERT", "moments_moment", "moments_appending"),
    ("moments_moment_appended", "AFTER INSERT", "moments_moment", "moments_appended"),
    ("moments_moment_no_truncate", "BEFORE TRUNCATE", "moments_moment", "moments_refuse"),
    ("moments_line_no_truncate", "BEFORE TRUNCATE", "moments_line", "moments_refuse"),
)


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for function in FUNCTIONS:
        schema_editor.execute(function)
    for name, when, table, function in TRIGGERS:
        schema_editor.execute(
            f"CREATE TRIGGER {name} {when} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
        )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for name, _when, table, _function in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
    for function in ("moments_appending", "moments_appended", "moments_horizon"):
        schema_editor.execute(f"DROP FUNCTION {function}()")


class Migration(migrations.Migration):
    dependencies = [("moments", "0002_append_only")]
    operations = [migrations.RunPython(make, remove)]
