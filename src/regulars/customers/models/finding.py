"""What the search box goes by: one sorted list of keys, and the words that exist."""

from django.db import models

from regulars.customers.models.person import Customer
from regulars.places.models import Place


class Key(models.Model):
    """One way to ask for a customer (see ``engines.names.keys``), and when they were last seen.

    ``seen`` is a day as a number (20260324), 0 for never. The table *is* the list in the order of
    its primary key, so of the thousands who share a key those seen last are read first. It is made
    by hand in the migration: without row ids on SQLite, sorted by code point on PostgreSQL, and
    without constraints, which would cost more than the rows. ``customers.findable`` writes it.
    """

    pk = models.CompositePrimaryKey("book", "key", "seen", "customer")
    book = models.ForeignKey(
        Place, on_delete=models.CASCADE, db_index=False, db_constraint=False, related_name="+"
    )
    key = models.CharField(max_length=44)
    seen = models.IntegerField(default=0)
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, db_index=False, db_constraint=False,
        related_name="keys",
    )  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["customer", "key"], name="key_customer")]

    def __str__(self) -> str:
        return self.key


class Part(models.Model):
    """A word that somebody's name has, under one of its parts (see ``engines.names.slips``)."""

    pk = models.CompositePrimaryKey("book", "part", "word")
    book = models.ForeignKey(
        Place, on_delete=models.CASCADE, db_index=False, db_constraint=False, related_name="+"
    )
    part = models.CharField(max_length=44)
    word = models.CharField(max_length=44)

    def __str__(self) -> str:
        return f"{self.part} of {self.word}"
