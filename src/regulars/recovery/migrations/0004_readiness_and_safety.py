import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_channel_wishes"),
        ("places", "0007_shut"),
        ("recovery", "0003_disruptions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ban",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("moment", models.BigIntegerField(unique=True)),
                ("offered_on", models.DateField(null=True)),
                ("heard_at", models.DateTimeField(null=True)),
                ("came", models.BooleanField(null=True)),
                ("hearing", models.BigIntegerField(null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("ban", "not served until then"), ("no", "served as before")],
                        max_length=4,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.BigIntegerField(null=True)),
                ("until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bans",
                        to="customers.customer",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bans_decided",
                        to="places.staff",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bans",
                        to="places.place",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bans_proposed",
                        to="places.staff",
                    ),
                ),
            ],
            options={
                "ordering": ["-proposed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("moment", models.BigIntegerField(unique=True)),
                ("due_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stands", "It stands"),
                            ("shorter", "It ends earlier"),
                            ("lifted", "It is lifted"),
                        ],
                        max_length=8,
                    ),
                ),
                ("answer", models.BigIntegerField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.staff",
                    ),
                ),
                (
                    "ban",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals",
                        to="recovery.ban",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HouseStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "behaviour",
                    models.CharField(
                        choices=[
                            ("mistaken", "They are mistaken"),
                            ("provoking", "They provoke"),
                            ("drunk", "They have drunk too much"),
                            ("harassing", "They harass somebody"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=200)),
                ("by", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("moment", models.BigIntegerField(unique=True)),
                ("taken_off_at", models.DateTimeField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="house_steps",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("insult", "Insulted or shouted at"),
                            ("harassment", "Touched or harassed"),
                            ("threat", "Threatened"),
                            ("assault", "Hit, pushed or thrown at"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("moment", models.BigIntegerField(unique=True)),
                ("told", models.BigIntegerField(null=True)),
                ("coming_at", models.DateTimeField(null=True)),
                ("back_at", models.DateTimeField(null=True)),
                ("slip_at", models.DateTimeField(null=True)),
                ("support_due_at", models.DateTimeField()),
                ("supported_at", models.DateTimeField(null=True)),
                ("supported_by", models.CharField(blank=True, max_length=64)),
                ("care", models.BigIntegerField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="recovery.case",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="customers.customer",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="places.staff",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="places.place",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="places.staff",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("record", "A record of the house"),
                            ("witness", "A colleague who saw it"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("moment", models.BigIntegerField(unique=True)),
                (
                    "ban",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="recovery.ban",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="recovery.case",
                    ),
                ),
                (
                    "witness",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.staff",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="recovery.incident",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="ban",
            name="incident",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bans",
                to="recovery.incident",
            ),
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(db_index=True, max_length=64)),
                (
                    "ban",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="recovery.ban",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Playbook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("name_zh_hans", models.CharField(blank=True, max_length=120)),
                ("name_zh_hant", models.CharField(blank=True, max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("delay", "It takes longer than we promised"),
                            ("weather", "Ice, storm, flood"),
                            ("power", "The power is out"),
                            ("system", "The till or the system is down"),
                            ("person", "A key person is missing"),
                            ("spilled", "Spilled on a guest"),
                            ("full", "Promised to two at once"),
                            ("skin", "It burns or itches"),
                            ("other", "Something else"),
                        ],
                        max_length=8,
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("drill_days", models.PositiveSmallIntegerField(default=180)),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="playbooks",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("texts", models.JSONField()),
                ("dignity", models.CharField(max_length=300)),
                ("written_by", models.CharField(max_length=64)),
                ("written_at", models.DateTimeField()),
                ("moment", models.BigIntegerField(unique=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "in force"), ("rejected", "not accepted")],
                        max_length=8,
                    ),
                ),
                ("reviewed_by", models.CharField(blank=True, max_length=64)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "playbook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="recovery.playbook",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Drill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("learned", models.CharField(max_length=500)),
                ("by", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("moment", models.BigIntegerField(unique=True)),
                (
                    "playbook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drills",
                        to="recovery.playbook",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Readiness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("door", models.CharField(blank=True, max_length=120)),
                ("opened_at", models.DateTimeField(null=True)),
                ("opened_by", models.CharField(blank=True, max_length=64)),
                (
                    "follow_owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="places.staff",
                    ),
                ),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readiness",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=200)),
                (
                    "likely",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "little"), (2, "middling"), (3, "much")]
                    ),
                ),
                (
                    "harm",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "little"), (2, "middling"), (3, "much")]
                    ),
                ),
                ("look", models.CharField(max_length=300)),
                ("every_days", models.PositiveSmallIntegerField()),
                ("begun_at", models.DateTimeField()),
                ("moment", models.BigIntegerField(unique=True)),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RiskCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("holds", models.BooleanField()),
                ("words", models.CharField(blank=True, max_length=300)),
                ("moment", models.BigIntegerField(unique=True)),
                ("mended_at", models.DateTimeField(null=True)),
                ("mended", models.CharField(blank=True, max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.staff",
                    ),
                ),
                (
                    "mended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.staff",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="recovery.risk",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Tick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "behaviour",
                    models.CharField(
                        choices=[
                            ("mistaken", "They are mistaken"),
                            ("provoking", "They provoke"),
                            ("drunk", "They have drunk too much"),
                            ("harassing", "They harass somebody"),
                        ],
                        max_length=10,
                    ),
                ),
                ("step", models.CharField(max_length=20)),
                ("by", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("moment", models.BigIntegerField(unique=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ticks",
                        to="recovery.case",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Coaching",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("until", models.DateField()),
                ("moment", models.BigIntegerField(unique=True)),
                ("answer", models.BigIntegerField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coachings",
                        to="recovery.case",
                    ),
                ),
                (
                    "coach",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coaches",
                        to="places.staff",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coached",
                        to="places.staff",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("coach")), _negated=True),
                        name="coached_by_another",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                condition=models.Q(("slip_at", None), ("supported_at", None)),
                fields=["place", "support_due_at"],
                name="incident_owed",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("support_due_at__gt", models.F("at"))), name="incident_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "witness"), ("witness__isnull", False)),
                    models.Q(
                        ("kind", "record"),
                        models.Q(
                            ("case__isnull", False), ("incident__isnull", False), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="evidence_of_something",
            ),
        ),
        migrations.AddIndex(
            model_name="ban",
            index=models.Index(
                condition=models.Q(("ended_at", None), ("verdict", "ban")),
                fields=["customer", "until"],
                name="ban_standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="ban",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "ban"), _negated=True),
                    models.Q(("until__gt", models.F("decided_at")), ("until__isnull", False)),
                    _connector="OR",
                ),
                name="ban_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="ban",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("verdict", "")),
                    models.Q(
                        models.Q(("verdict", ""), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="ban_decided_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="ban",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("came", None), ("heard_at", None), ("hearing", None)),
                    models.Q(
                        ("came__isnull", False),
                        ("heard_at__isnull", False),
                        ("offered_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="ban_heard_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.UniqueConstraint(fields=("ban", "digest"), name="mark_once"),
        ),
        migrations.AddConstraint(
            model_name="playbook",
            constraint=models.CheckConstraint(
                condition=models.Q(("drill_days__gte", 1)), name="playbook_drilled"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("dignity", ""), _negated=True), name="edition_dignity"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("reviewed_by", models.F("written_by")), _negated=True),
                name="edition_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reviewed_at", None), ("reviewed_by", ""), ("verdict", "")),
                    models.Q(
                        models.Q(("verdict", ""), _negated=True),
                        models.Q(("reviewed_by", ""), _negated=True),
                        ("reviewed_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="edition_reviewed",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("every_days__range", (1, 730)),
                    ("harm__range", (1, 3)),
                    ("likely__range", (1, 3)),
                ),
                name="risk_sane",
            ),
        ),
        migrations.AddConstraint(
            model_name="tick",
            constraint=models.UniqueConstraint(
                fields=("case", "behaviour", "step"), name="tick_once"
            ),
        ),
    ]
