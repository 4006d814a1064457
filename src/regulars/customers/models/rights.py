"""What belongs to the customer: consent, a photo they allowed, their own page, and merges that
can be undone."""

from django.db import models
from django.db.models import Q

from regulars.customers.models.person import Customer


class Consent(models.Model):
    """A purpose a customer agreed to, by whom and how it was asked; open until withdrawn."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="consents")
    purpose = models.SlugField(max_length=30)
    given_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    how = models.CharField(max_length=20)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "purpose"], name="consent_open", condition=Q(withdrawn_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.customer_id}"


class Photo(models.Model):
    """A small picture of somebody who agreed to it, as JPEG; gone with the consent."""

    customer = models.OneToOneField(Customer, primary_key=True, on_delete=models.CASCADE)
    jpeg = models.BinaryField()
    taken_at = models.DateTimeField()
    by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"photo of {self.customer_id}"


class Merge(models.Model):
    """Two records found to be one person: who said so, on what evidence, and what was moved, so
    that it can be undone while ``undo_until`` has not passed."""

    survivor = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="merges")
    merged = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="merged")
    evidence = models.JSONField(default=list)
    moved = models.JSONField(default=dict)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    undo_until = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], name="merge_standing", condition=Q(undone_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.survivor_id}"


class NotTheSame(models.Model):
    """Somebody looked at two alike records and said: these are two people. ``one`` < ``other``."""

    one = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="not_the_same_once")]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"


class OwnLink(models.Model):
    """The address of a customer's own page: only its digest is kept, and it expires."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="own_links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"own page of {self.customer_id} until {self.expires_at:%Y-%m-%d}"
