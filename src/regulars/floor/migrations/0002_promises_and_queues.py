"""Promises and guarantees, who waits and for how long, and the ways in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0004_one_list_of_keys"),
        ("floor", "0001_full"),
        ("places", "0005_certified"),
        ("recovery", "0002_in_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guarantee",
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
                ("owed", models.CharField(max_length=300)),
                ("minutes", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=64)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guarantees",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="OwnStandard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("touchpoint", models.CharField(max_length=40)),
                ("minutes", models.PositiveIntegerField()),
                ("set_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_standards",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("post", models.CharField(blank=True, max_length=30)),
                ("made_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("due_at", models.DateTimeField()),
                ("told_by_them", models.BooleanField(default=False)),
                ("moment", models.BigIntegerField(unique=True)),
                ("kept_at", models.DateTimeField(null=True)),
                ("kept_by", models.CharField(blank=True, max_length=64)),
                ("broken_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=64)),
                ("forgotten", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="broken",
                        to="recovery.case",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="customers.customer",
                    ),
                ),
                (
                    "guarantee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="floor.guarantee",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="places.staff",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="places.place",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="recovery.case",
                    ),
                ),
            ],
            options={
                "ordering": ["due_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Wait",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.CharField(max_length=40)),
                ("party", models.PositiveSmallIntegerField(default=1)),
                ("since", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("own_minutes", models.PositiveIntegerField(null=True)),
                ("due_at", models.DateTimeField()),
                ("moment", models.BigIntegerField(unique=True)),
                ("served_at", models.DateTimeField(null=True)),
                ("served_by", models.CharField(blank=True, max_length=64)),
                ("gone_at", models.DateTimeField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waits",
                        to="customers.customer",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waits",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ["since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="WayIn",
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
                ("code", models.SlugField(max_length=30)),
                ("minutes", models.PositiveIntegerField()),
                (
                    "when",
                    models.CharField(
                        choices=[
                            ("always", "every minute of the week"),
                            ("open", "while we are open"),
                        ],
                        default="always",
                        max_length=6,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "keeper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="keeps",
                        to="places.staff",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ways_in",
                        to="places.place",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="places.touchpoint",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Gap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("begins_at", models.DateTimeField()),
                ("told_at", models.DateTimeField()),
                (
                    "way",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gaps",
                        to="floor.wayin",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Expectation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("touchpoint", models.CharField(max_length=40)),
                ("minutes", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("moment", models.BigIntegerField(unique=True)),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expectations",
                        to="customers.customer",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expectations",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["place", "touchpoint", "-at"], name="expectation_of")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="guarantee",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gt", 0)), name="guarantee_ahead"
            ),
        ),
        migrations.AddConstraint(
            model_name="ownstandard",
            constraint=models.UniqueConstraint(
                fields=("place", "touchpoint"), name="own_standard_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ownstandard",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gt", 0)), name="own_standard_ahead"
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                condition=models.Q(("kept_at", None), ("withdrawn_at", None)),
                fields=["place", "due_at"],
                name="promise_open",
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["place", "made_at"], name="promise_made"),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_at", None), ("kept_at", None), _connector="OR"),
                name="promise_one_end",
            ),
        ),
        migrations.AddIndex(
            model_name="wait",
            index=models.Index(
                condition=models.Q(("gone_at", None), ("served_at", None)),
                fields=["place", "since"],
                name="wait_open",
            ),
        ),
        migrations.AddIndex(
            model_name="wait",
            index=models.Index(fields=["place", "at", "since"], name="wait_at"),
        ),
        migrations.AddConstraint(
            model_name="wait",
            constraint=models.CheckConstraint(
                condition=models.Q(("served_at", None), ("gone_at", None), _connector="OR"),
                name="wait_one_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="wait",
            constraint=models.CheckConstraint(
                condition=models.Q(("party__gt", 0)), name="wait_party"
            ),
        ),
        migrations.AddConstraint(
            model_name="wait",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gte", models.F("since"))), name="wait_sane"
            ),
        ),
        migrations.AddConstraint(
            model_name="wayin",
            constraint=models.UniqueConstraint(fields=("place", "code"), name="way_in_once"),
        ),
        migrations.AddConstraint(
            model_name="wayin",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gt", 0)), name="way_in_ahead"
            ),
        ),
        migrations.AddConstraint(
            model_name="gap",
            constraint=models.UniqueConstraint(fields=("way", "begins_at"), name="gap_once"),
        ),
    ]
