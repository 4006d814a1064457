"""A full house: who is asked and what they say; ways to wait; what the house always does."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0005_channel_wishes"),
        ("places", "0007_shut"),
    ]

    operations = [
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.PositiveSmallIntegerField()),
                ("hurry", models.BooleanField(default=False)),
                ("full", models.BooleanField(default=True)),
                ("post", models.CharField(blank=True, max_length=30)),
                ("by", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField()),
                ("moment", models.BigIntegerField(unique=True)),
                ("checks", models.PositiveSmallIntegerField(default=0)),
                ("told_no_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("seated", "They sit"),
                            ("later", "Booked for later"),
                            ("left", "They left"),
                        ],
                        max_length=6,
                    ),
                ),
                ("present", models.BooleanField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.SET_NULL,
                        related_name="parties",
                        to="customers.customer",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="parties",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ["opened_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Pastime",
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
                            ("drink", "Something to drink"),
                            ("snack", "Something small to eat"),
                            ("game", "A game at the door"),
                            ("tour", "A look into the kitchen"),
                            ("ahead", "Order now, it is on the table when they sit"),
                            ("call", "They go for a walk; we call when it is free"),
                            ("own", "Our own"),
                        ],
                        max_length=8,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("improvised", models.BooleanField(default=False)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="pastimes",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Rite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.CharField(max_length=100)),
                ("say", models.CharField(blank=True, max_length=200)),
                ("post", models.CharField(blank=True, max_length=30)),
                ("after_paying", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="rites",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("full", "full"),
                            ("interval", "some minutes later"),
                            ("left", "somebody left"),
                            ("hand", "asked again by hand"),
                        ],
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="rounds",
                        to="floor.party",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("post", models.CharField(blank=True, max_length=30)),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("open", "asked"),
                            ("table", "a table"),
                            ("none", "no table"),
                            ("silent", "no answer"),
                        ],
                        default="open",
                        max_length=6,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(null=True)),
                ("at", models.DateTimeField(null=True)),
                ("by", models.CharField(blank=True, max_length=64)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="answers",
                        to="floor.round",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Tried",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("taken", models.BooleanField()),
                ("improvised", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("moment", models.BigIntegerField(unique=True)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="tried",
                        to="floor.party",
                    ),
                ),
                (
                    "pastime",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="tried",
                        to="floor.pastime",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="party",
            name="saved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="saved",
                to="floor.tried",
            ),
        ),
        migrations.CreateModel(
            name="Asking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("posts", models.JSONField(null=True)),
                ("within", models.PositiveSmallIntegerField(default=60)),
                ("again", models.PositiveSmallIntegerField(default=180)),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=models.CASCADE,
                        related_name="asking",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("again__gte", 30),
                            ("again__lte", 3600),
                            ("within__gte", 10),
                            ("within__lte", 900),
                        ),
                        name="asking_sane",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="pastime",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "own"), _negated=True),
                    models.Q(("name", ""), _negated=True),
                    _connector="OR",
                ),
                name="pastime_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="rite",
            constraint=models.CheckConstraint(
                condition=models.Q(("act", ""), _negated=True), name="rite_act"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(fields=("party", "number"), name="round_once"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)), fields=("party",), name="round_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("round", "post"), name="capacity_once"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("at__isnull", False), ("minutes__isnull", False), ("says", "table")),
                    models.Q(
                        ("at__isnull", False), ("minutes", None), ("says__in", ["none", "silent"])
                    ),
                    models.Q(("at", None), ("minutes", None), ("says", "open")),
                    _connector="OR",
                ),
                name="capacity_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="tried",
            constraint=models.UniqueConstraint(fields=("party", "pastime"), name="tried_once"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["place", "opened_at"],
                name="party_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gte", 1)), name="party_size"
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_no_at", None), ("checks__gte", 2), _connector="OR"),
                name="party_no_after_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("outcome", ""), ("present", None)),
                    models.Q(
                        ("ended_at__gte", models.F("opened_at")),
                        ("present__isnull", False),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="party_ended_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "seated"), _negated=True),
                    ("present", True),
                    _connector="OR",
                ),
                name="party_seated_present",
            ),
        ),
    ]
