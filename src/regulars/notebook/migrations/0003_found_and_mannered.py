import django.db.models.deletion
from django.db import migrations, models

from regulars.engines import names
from regulars.notebook.search import NOTES, traces

CHUNK = 500


def leave_traces(apps, schema_editor):
    """What was written before is found as well: every fact, and every note of a customer."""
    facts_of, trace = apps.get_model("notebook", "Fact"), apps.get_model("notebook", "Trace")
    for fact in facts_of.objects.select_related("customer", "household").iterator(CHUNK):
        fact.folded = names.fold(fact.value)[:200]
        fact.save(update_fields=["folded"])
        book = (fact.customer or fact.household).book_id
        trace.objects.bulk_create(
            trace(book_id=book, key=key, fact=fact) for key in sorted(traces(fact.value))
        )
    books = dict(apps.get_model("customers", "Customer").objects.values_list("pk", "book"))
    notes = apps.get_model("moments", "Words").objects.filter(
        moment__kind__in=NOTES, moment__subject__startswith="customer:"
    )
    for said in notes.select_related("moment").iterator(CHUNK):
        book = books.get(int(said.moment.subject.partition(":")[2]))
        if book is not None:
            trace.objects.bulk_create(
                trace(book_id=book, key=key, words=said) for key in sorted(traces(said.text))
            )


class Migration(migrations.Migration):
    dependencies = [
        ("notebook", "0002_facts_in_full"),
        ("moments", "0004_sealed_words"),
        ("customers", "0003_people_and_their_rights"),
        ("places", "0002_tree_hours_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Manners",
            fields=[
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="places.place",
                    ),
                ),
                ("welcome", models.JSONField(default=list)),
                ("closed", models.JSONField(default=list)),
                ("unsealed_not_at", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="Trace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=12)),
                (
                    "book",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="places.place",
                    ),
                ),
                (
                    "fact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="traces",
                        to="notebook.fact",
                    ),
                ),
                (
                    "words",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="traces",
                        to="moments.words",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("fact__isnull", False)),
                        fields=["book", "key", "fact"],
                        name="trace_fact",
                    ),
                    models.Index(
                        condition=models.Q(("words__isnull", False)),
                        fields=["book", "key", "words"],
                        name="trace_words",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fact", None), ("words__isnull", False)),
                            models.Q(("fact__isnull", False), ("words", None)),
                            _connector="OR",
                        ),
                        name="trace_of_one",
                    )
                ],
            },
        ),
        migrations.RunPython(leave_traces, migrations.RunPython.noop),
    ]
