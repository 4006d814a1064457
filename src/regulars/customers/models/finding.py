"""What the search box goes by."""

from django.db import models

from regulars.customers.models.person import Customer
from regulars.places.models import Place


class Key(models.Model):
    """One prefix by which the search box finds a customer; see ``engines.names``."""

    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="keys", db_index=False
    )
    book = models.ForeignKey(Place, on_delete=models.CASCADE, db_index=False)
    key = models.CharField(max_length=80)

    class Meta:
        indexes = [
            models.Index(fields=["book", "key", "customer"], name="key_prefix"),
            models.Index(fields=["customer"], name="key_customer"),
        ]

    def __str__(self) -> str:
        return self.key
