"""What they were answered, how bad it turned out, small slips, and thanks after the fix.

No refusal of a wish before the nearest we can do was offered, in the database itself; what is
written of an answer, a judgement, a first word or a slip is not changed or removed.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

orderly = import_module("regulars.recovery.migrations.0002_in_order")

UNASKED = "a wish is answered once they were asked for it, and refused only after an offer"
ASKED = """EXISTS (SELECT 1 FROM recovery_step s WHERE s.case_id = NEW.case_id
    AND s.kind = 'heard' AND s.at <= NEW.at)"""
ANSWER = f"""CASE NEW.kind WHEN 'nearest' THEN {ASKED} ELSE EXISTS (
    SELECT 1 FROM recovery_answer a WHERE a.case_id = NEW.case_id AND a.kind = 'nearest'
      AND a.at <= NEW.at) END"""  # noqa: S608
RULES = (
    ("recovery_answer_order", "recovery_answer", "INSERT", ANSWER, UNASKED),
    *(
        (f"{table}_no_{verb.lower()}", table, verb, orderly.NEVER, orderly.KEPT)
        for table in ("recovery_answer", "recovery_rating", "recovery_reply", "recovery_slip")
        for verb in ("UPDATE", "DELETE")
    ),
)
SEVERITY = [("slight", "A small slip"), ("usual", "It bothers them"), ("grave", "It is serious")]
ANSWERS = [
    ("nearest", "the nearest we can do"),
    ("taken", "they took it"),
    ("refused", "it cannot be done"),
]
SLIPS = [
    ("cold", "Came cold"),
    ("name", "Wrong name"),
    ("wrong", "Not what they asked for"),
    ("waited", "Waited a little"),
    ("short", "Something was missing"),
    ("unclean", "Not clean"),
    ("bill", "A line on the bill"),
    ("tone", "A short word"),
    ("spilt", "A drop spilt"),
    ("gone", "Sold out"),
    ("noise", "Noise, draught, smell"),
    ("other", "Something else"),
]


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


def key():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def of_case(name):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=name, to="recovery.case"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0007_shut"),
        ("recovery", "0005_never_by_one_alone"),
    ]
    operations = [
        migrations.AddField(
            model_name="followup", name="thanked", field=models.BooleanField(default=False)
        ),
        migrations.AddField(
            model_name="step", name="disputed", field=models.BigIntegerField(null=True)
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", key()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("moment", models.BigIntegerField(unique=True)),
                ("stood", models.BooleanField()),
                ("ticked", models.BooleanField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply",
                        to="recovery.case",
                    ),
                ),
            ],
            options={"ordering": ["at", "pk"]},
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", key()),
                ("kind", models.CharField(choices=ANSWERS, max_length=8)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("moment", models.BigIntegerField(unique=True)),
                ("case", of_case("answers")),
            ],
            options={"ordering": ["at", "pk"]},
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", key()),
                ("severity", models.CharField(choices=SEVERITY, max_length=8)),
                ("exposed", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("moment", models.BigIntegerField(unique=True)),
                ("case", of_case("ratings")),
            ],
            options={"ordering": ["at", "pk"]},
        ),
        migrations.CreateModel(
            name="Slip",
            fields=[
                ("id", key()),
                ("kind", models.CharField(choices=SLIPS, max_length=8)),
                ("post", models.CharField(blank=True, max_length=30)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("moment", models.BigIntegerField(unique=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slips",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["place", "at"], name="slip_place")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind", ""), _negated=True), name="slip_kind"
                    )
                ],
            },
        ),
        migrations.RunPython(put_up, take_down),
    ]
