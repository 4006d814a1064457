"""A customer, their handles, their household and the count of their visits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.places.models import Place


class Household(models.Model):
    """People who share a roof and what is used up under it."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    name = models.CharField(max_length=80, blank=True)
    size = models.PositiveSmallIntegerField(null=True)
    address = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name or f"household {self.pk}"


class Title(models.TextChoices):
    """How a person likes to be addressed."""

    MR = "mr", _("Mr")
    MRS = "mrs", _("Mrs")
    MS = "ms", _("Ms")
    NONE = "", _("by name")


class Customer(models.Model):
    """One person, treated as a regular from the first visit, also while we know only a card."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    household = models.ForeignKey(
        Household, null=True, on_delete=models.SET_NULL, related_name="members"
    )
    name = models.CharField(max_length=80, blank=True)
    reading = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=10, choices=Title, blank=True)
    called = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10, blank=True)
    birthday = models.DateField(null=True)
    invented = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name or f"customer {self.pk}"

    @property
    def opaque(self) -> str:
        """How the journal names this person."""
        return f"customer:{self.pk}"


class Handle(models.Model):
    """Something by which a customer is recognised: a phone, a card, a till's own number."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("Phone")
        CARD = "card", _("Card")
        TILL = "till", _("Till number")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="handles")
    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "kind", "value"], name="handle_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Key(models.Model):
    """One prefix by which the search box finds a customer; see ``engines.names``."""

    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="keys", db_index=False
    )
    place = models.ForeignKey(Place, on_delete=models.CASCADE, db_index=False)
    key = models.CharField(max_length=80)

    class Meta:
        indexes = [
            models.Index(fields=["place", "key", "customer"], name="key_prefix"),
            models.Index(fields=["customer"], name="key_customer"),
        ]

    def __str__(self) -> str:
        return self.key


class Tally(models.Model):
    """How often a customer came to a place: days on which they bought or were met."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="tallies")
    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    visits = models.PositiveIntegerField(default=0)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "place"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.customer} came {self.visits} times"
