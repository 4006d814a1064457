"""Who gets something added, by published rules: a tier only adds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_channel_wishes"),
        ("places", "0007_shut"),
    ]

    operations = [
        migrations.CreateModel(
            name="TierStanding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("vip", "VIP"),
                            ("key", "Key guest"),
                            ("ordinary", "As everybody"),
                        ],
                        max_length=8,
                    ),
                ),
                ("why", models.CharField(max_length=6)),
                ("since", models.DateTimeField()),
                ("visits", models.PositiveIntegerField(null=True)),
                ("months", models.PositiveIntegerField(null=True)),
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=models.CASCADE,
                        related_name="tier_standing",
                        to="customers.customer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TierAddition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("vip", "VIP"),
                            ("key", "Key guest"),
                            ("ordinary", "As everybody"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "service",
                    models.CharField(
                        choices=[
                            ("greeted", "whoever leads says good day in person"),
                            ("seat", "their favourite seat is kept, where they booked"),
                            ("longer", "a booking is held fifteen minutes longer"),
                            ("welcome", "a drink of welcome"),
                            ("taste", "a taste of what is new"),
                            ("parting", "a small something to take home"),
                            ("called", "a call before something they like runs out"),
                            ("fetched", "a taxi called, an umbrella to the door"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="tier_additions", to="places.place"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("book", "tier", "service"), name="tier_adds_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tier__in", ["vip", "key"]),
                            (
                                "service__in",
                                [
                                    "greeted",
                                    "seat",
                                    "longer",
                                    "welcome",
                                    "taste",
                                    "parting",
                                    "called",
                                    "fetched",
                                ],
                            ),
                        ),
                        name="tier_only_adds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TierChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("vip", "VIP"),
                            ("key", "Key guest"),
                            ("ordinary", "As everybody"),
                        ],
                        max_length=8,
                    ),
                ),
                ("by", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("moment", models.BigIntegerField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="tier_choices",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("customer",),
                        name="tier_choice_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tier__in", ["vip", "key"])), name="tier_choice_adds"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TierRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("vip", "VIP"),
                            ("key", "Key guest"),
                            ("ordinary", "As everybody"),
                        ],
                        max_length=8,
                    ),
                ),
                ("min_visits", models.PositiveIntegerField(default=0)),
                ("min_months", models.PositiveIntegerField(default=0)),
                ("min_spend", models.BigIntegerField(default=0)),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=64)),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="tier_rules", to="places.place"
                    ),
                ),
            ],
            options={
                "ordering": ["-tier"],
                "constraints": [
                    models.UniqueConstraint(fields=("book", "tier"), name="tier_rule_once"),
                    models.CheckConstraint(
                        condition=models.Q(("tier__in", ["vip", "key"])), name="tier_rule_of_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("min_spend__gte", 0),
                            models.Q(
                                ("min_visits__gt", 0),
                                ("min_months__gt", 0),
                                ("min_spend__gt", 0),
                                _connector="OR",
                            ),
                        ),
                        name="tier_rule_asks",
                    ),
                ],
            },
        ),
    ]
