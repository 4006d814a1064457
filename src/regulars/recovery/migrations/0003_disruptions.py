import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_channel_wishes"),
        ("places", "0006_notices"),
        ("recovery", "0002_in_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="DelayRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("every", models.PositiveSmallIntegerField(default=30)),
                ("after", models.JSONField(default=dict)),
                ("set_by", models.CharField(max_length=64)),
                ("set_at", models.DateTimeField()),
                ("moment", models.BigIntegerField(unique=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delay_rules",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ["place", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Disruption",
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
                        choices=[("late", "Later than planned"), ("off", "Cannot take place")],
                        default="late",
                        max_length=4,
                    ),
                ),
                ("thing", models.CharField(max_length=120)),
                ("reason", models.CharField(max_length=12)),
                ("said", models.JSONField(default=dict)),
                ("starts_at", models.DateTimeField()),
                ("new_at", models.DateTimeField(null=True)),
                ("known_at", models.DateTimeField()),
                ("whom", models.JSONField(default=dict)),
                ("every", models.PositiveSmallIntegerField(default=30)),
                ("next_at", models.DateTimeField(null=True)),
                ("draft", models.JSONField(default=dict)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=64)),
                ("moment", models.BigIntegerField(unique=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=64)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[("lifted", "As planned after all"), ("over", "It is over")],
                        max_length=6,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disruptions",
                        to="places.staff",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disruptions",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Bulletin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first", "First word"),
                            ("news", "News"),
                            ("none", "No news yet"),
                            ("changed", "A new time"),
                            ("lifted", "As planned after all"),
                            ("over", "It is over"),
                        ],
                        max_length=7,
                    ),
                ),
                ("said", models.JSONField(default=dict)),
                ("new_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("next_at", models.DateTimeField(null=True)),
                ("by", models.CharField(max_length=64)),
                ("moment", models.BigIntegerField(unique=True)),
                (
                    "disruption",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bulletins",
                        to="recovery.disruption",
                    ),
                ),
            ],
            options={
                "ordering": ["disruption", "number"],
            },
        ),
        migrations.CreateModel(
            name="Affected",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("bookings", models.PositiveSmallIntegerField(default=1)),
                ("party", models.PositiveIntegerField(default=1)),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("booked", "booked with us"),
                            ("online", "booked or bought online"),
                            ("bought", "bought here"),
                        ],
                        max_length=6,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("place_in_line", models.PositiveIntegerField()),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("help", "needs help along the way"),
                            ("care", "needs us first"),
                            ("home", "somebody at home needs help"),
                            ("soon", "soonest to set out"),
                        ],
                        max_length=4,
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("way", models.CharField(blank=True, max_length=8)),
                (
                    "heard",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("us", "From us, before"),
                            ("here", "Only here at the counter"),
                            ("elsewhere", "Elsewhere first"),
                        ],
                        max_length=9,
                    ),
                ),
                ("heard_at", models.DateTimeField(null=True)),
                ("heard_by", models.CharField(blank=True, max_length=64)),
                ("forgotten", models.BooleanField(default=False)),
                (
                    "booking",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="customers.booking",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affected",
                        to="customers.customer",
                    ),
                ),
                (
                    "disruption",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affected",
                        to="recovery.disruption",
                    ),
                ),
            ],
            options={
                "ordering": ["disruption", "place_in_line", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Entitlement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sort",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("booked", "booked with us"),
                            ("online", "booked or bought online"),
                            ("bought", "bought here"),
                        ],
                        max_length=6,
                    ),
                ),
                ("minutes", models.PositiveIntegerField()),
                ("words", models.JSONField(default=dict)),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entitlements",
                        to="recovery.delayrule",
                    ),
                ),
            ],
            options={
                "ordering": ["minutes", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("way", models.CharField(max_length=8)),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("claim", models.CharField(blank=True, max_length=32)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("trouble", models.CharField(blank=True, max_length=60)),
                ("listed", models.BooleanField(default=False)),
                ("by", models.CharField(blank=True, max_length=64)),
                (
                    "affected",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="recovery.affected",
                    ),
                ),
                (
                    "bulletin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="recovery.bulletin",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="delayrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("every__gte", 5), ("every__lte", 720)), name="delay_every"
            ),
        ),
        migrations.AddIndex(
            model_name="disruption",
            index=models.Index(fields=["place", "-opened_at"], name="disruption_latest"),
        ),
        migrations.AddIndex(
            model_name="disruption",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["place"], name="disruption_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="bulletin",
            constraint=models.UniqueConstraint(
                fields=("disruption", "number"), name="bulletin_numbered"
            ),
        ),
        migrations.AddIndex(
            model_name="affected",
            index=models.Index(fields=["disruption", "place_in_line"], name="affected_line"),
        ),
        migrations.AddConstraint(
            model_name="affected",
            constraint=models.UniqueConstraint(
                fields=("disruption", "customer"), name="affected_once"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("ended_at", None), ("listed", False)),
                fields=["bulletin", "due_at", "id"],
                name="letter_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("ended_at", None), ("listed", True)),
                fields=["bulletin"],
                name="letter_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(fields=("bulletin", "affected"), name="letter_once"),
        ),
    ]
