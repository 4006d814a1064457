"""A customer, their handles, their household and the count of their visits.

``book`` is the node at the top of the tree of places whose book a customer stands in: every place
below it knows them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.places.models import Place


class Household(models.Model):
    """People who share a roof and what is used up under it."""

    book = models.ForeignKey(Place, on_delete=models.CASCADE)
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
    """One person, treated as a regular from the first visit, also while we know only a card.

    A customer found to be the same person as another stands behind that one (``merged_into``)
    and is no longer found by themselves. An erased one is a bare number.
    """

    book = models.ForeignKey(Place, on_delete=models.CASCADE)
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
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="absorbed"
    )
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name or f"customer {self.pk}"

    @property
    def opaque(self) -> str:
        """How the journal names this person."""
        return f"customer:{self.pk}"


class Handle(models.Model):
    """Something by which a customer is recognised. A room belongs to them until they leave
    (``until``); ``source`` tells where it was learnt."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("Phone")
        CARD = "card", _("Card")
        TILL = "till", _("Till number")
        EMAIL = "email", _("E-mail")
        ROOM = "room", _("Room")
        PLATE = "plate", _("Number plate")
        OPEN_ID = "open_id", _("Messenger account")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="handles")
    book = models.ForeignKey(Place, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=80)
    source = models.CharField(max_length=64, blank=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "kind", "value"], name="handle_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


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
