"""Limits, the ledger and its guarded sums."""

import django.db.models.deletion
from django.db import migrations, models

ACTS = [
    ("refund", "Give money back"),
    ("discount", "Take something off the bill"),
    ("replacement", "Replace it"),
    ("extra", "Something extra after a mishap"),
    ("gesture", "A small gift, without strings"),
    ("comfort", "A comfort, here and now"),
    ("upgrade", "Something better than they booked"),
    ("unforeseen", "What no rule has thought of"),
    ("first_aid", "First aid"),
]
SPANS = [
    ("each", "each time"),
    ("case", "for one case"),
    ("day", "for one person in a day"),
    ("month", "for the place in a month"),
]
ROLES = [("clerk", "Clerk"), ("manager", "Manager"), ("owner", "Owner")]
KINDS = [
    ("given", "given"),
    ("promised", "promised"),
    ("overturned", "overturned"),
    ("asked", "asked"),
]
REASONS = [
    ("our_fault", "our mistake"),
    ("restitution", "putting our mistake right"),
    ("emergency", "an emergency"),
    ("waited", "they had to wait"),
    ("not_right", "it did not suit them"),
    ("extra", "on top of putting it right"),
    ("kindness", "kindness, nothing in return"),
    ("unforeseen", "no rule fitted"),
]
PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    initial = True
    dependencies = [("places", "0005_certified")]
    operations = [
        migrations.CreateModel(
            name="Purse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=120, unique=True)),
                ("spent", models.BigIntegerField(default=0)),
                ("count", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 0), ("spent__gte", 0)), name="purse_sane"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Limit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(blank=True, choices=ROLES, max_length=10)),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("act", models.CharField(blank=True, choices=ACTS, max_length=12)),
                ("span", models.CharField(choices=SPANS, max_length=6)),
                ("amount", models.BigIntegerField(null=True)),
                ("count", models.PositiveIntegerField(null=True)),
                ("effective_from", models.DateField()),
                ("conditions", models.CharField(blank=True, max_length=120)),
                ("set_by", models.CharField(max_length=64)),
                ("set_at", models.DateTimeField()),
                ("key", models.CharField(max_length=120, null=True, unique=True)),
                (
                    "job",
                    models.ForeignKey(
                        null=True, on_delete=PROTECT, related_name="limits", to="places.job"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(on_delete=PROTECT, related_name="limits", to="places.place"),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        fields=["place", "act", "role", "job", "level"], name="limit_asked"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="limit_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("job", None), ("role", ""), _connector="OR"),
                        name="limit_whose",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("customer", models.CharField(blank=True, max_length=64)),
                ("case", models.CharField(blank=True, max_length=64)),
                ("act", models.CharField(choices=ACTS, max_length=12)),
                ("kind", models.CharField(choices=KINDS, max_length=10)),
                ("amount", models.BigIntegerField(default=0)),
                ("currency", models.CharField(max_length=3)),
                ("charge", models.BigIntegerField(default=0)),
                ("count", models.PositiveIntegerField(default=1)),
                ("reason", models.CharField(choices=REASONS, max_length=12)),
                ("purchase", models.BigIntegerField(null=True)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("at", models.DateTimeField()),
                ("day", models.DateField()),
                ("moment", models.BigIntegerField()),
                (
                    "asked",
                    models.ForeignKey(
                        null=True, on_delete=PROTECT, related_name="asked_of", to="places.staff"
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        null=True, on_delete=PROTECT, related_name="became", to="authority.entry"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(on_delete=PROTECT, related_name="grants", to="places.place"),
                ),
                (
                    "staff",
                    models.ForeignKey(on_delete=PROTECT, related_name="grants", to="places.staff"),
                ),
                (
                    "limit",
                    models.ForeignKey(
                        null=True, on_delete=PROTECT, related_name="used", to="authority.limit"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["place", "-at"], name="entry_latest"),
                    models.Index(fields=["staff", "day"], name="entry_person"),
                    models.Index(
                        condition=models.Q(("customer", ""), _negated=True),
                        fields=["customer", "day"],
                        name="entry_customer",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("charge__gte", 0)),
                        name="entry_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("charge", 0),
                            models.Q(
                                models.Q(("act", "first_aid"), _negated=True),
                                models.Q(
                                    ("reason__in", ["our_fault", "restitution", "emergency"]),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="entry_never_charged",
                    ),
                    models.UniqueConstraint(fields=("of", "kind"), name="entry_became_once"),
                ],
            },
        ),
    ]
