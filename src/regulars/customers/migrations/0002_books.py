"""Customers stand in the book of the node at the top of their tree of places."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial"), ("places", "0002_tree_hours_people")]

    operations = [
        migrations.RemoveIndex("key", "key_prefix"),
        migrations.RemoveConstraint("handle", "handle_once"),
        *(
            migrations.RenameField(model, "place", "book")
            for model in ("customer", "household", "handle", "key")
        ),
    ]
