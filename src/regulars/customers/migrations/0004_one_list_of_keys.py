"""The keys of the search box become one sorted list that knows when each customer was last seen.

Made by hand: SQLite keeps such a list once instead of three times (WITHOUT ROWID), PostgreSQL must
sort it by code point, and constraints on so many narrow rows would cost more than the rows.
"""

import django.db.models.deletion
from django.db import migrations, models

from regulars.customers.relisting import remake

TABLES = {
    "sqlite": (
        "CREATE TABLE customers_key (book_id bigint NOT NULL, key varchar(44) NOT NULL, "
        "seen integer NOT NULL, customer_id bigint NOT NULL, "
        "PRIMARY KEY (book_id, key, seen, customer_id)) WITHOUT ROWID",
        "CREATE TABLE customers_part (book_id bigint NOT NULL, part varchar(44) NOT NULL, "
        "word varchar(44) NOT NULL, PRIMARY KEY (book_id, part, word)) WITHOUT ROWID",
    ),
    "postgresql": (
        'CREATE TABLE customers_key (book_id bigint NOT NULL, key varchar(44) COLLATE "C" '
        "NOT NULL, seen integer NOT NULL, customer_id bigint NOT NULL, "
        "PRIMARY KEY (book_id, key, seen, customer_id))",
        'CREATE TABLE customers_part (book_id bigint NOT NULL, part varchar(44) COLLATE "C" '
        'NOT NULL, word varchar(44) COLLATE "C" NOT NULL, PRIMARY KEY (book_id, part, word))',
    ),
}
INDEX = "CREATE INDEX key_customer ON customers_key (customer_id, key)"


def make(apps, schema_editor):
    schema_editor.execute("DROP TABLE customers_key")
    for table in (*TABLES[schema_editor.connection.vendor], INDEX):
        schema_editor.execute(table)


def fill(apps, schema_editor):
    """Everybody who is in a book already is found at once."""
    books = apps.get_model("customers", "Customer").objects.values_list("book", flat=True)
    for book in books.order_by().distinct():
        remake(book)


BOOK = models.ForeignKey(
    db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE,
    related_name="+", to="places.place",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_people_and_their_rights")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make)],
            state_operations=[
                migrations.DeleteModel("Key"),
                migrations.CreateModel(
                    name="Key",
                    fields=[
                        ("pk", models.CompositePrimaryKey("book", "key", "seen", "customer",
                            blank=True, editable=False, primary_key=True, serialize=False)),
                        ("book", BOOK.clone()),
                        ("key", models.CharField(max_length=44)),
                        ("seen", models.IntegerField(default=0)),
                        ("customer", models.ForeignKey(
                            db_constraint=False, db_index=False,
                            on_delete=django.db.models.deletion.CASCADE, related_name="keys",
                            to="customers.customer")),
                    ],
                    options={"indexes": [
                        models.Index(fields=["customer", "key"], name="key_customer")]},
                ),
                migrations.CreateModel(
                    name="Part",
                    fields=[
                        ("pk", models.CompositePrimaryKey("book", "part", "word",
                            blank=True, editable=False, primary_key=True, serialize=False)),
                        ("book", BOOK.clone()),
                        ("part", models.CharField(max_length=44)),
                        ("word", models.CharField(max_length=44)),
                    ],
                ),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]  # fmt: skip
