"""What the house keeps about people and their households."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import Customer, Household
from regulars.places.models import Need


class Source(models.TextChoices):
    """How we know it."""

    TOLD = "told", _("told us")
    SEEN = "seen", _("seen by us")
    DERIVED = "derived", _("from what was bought")


class Fact(models.Model):
    """One thing worth remembering, owned by a person or by the household, never by both."""

    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.CASCADE, related_name="remembered"
    )
    household = models.ForeignKey(
        Household, null=True, on_delete=models.CASCADE, related_name="remembered"
    )
    kind = models.CharField(max_length=30)
    value = models.CharField(max_length=200)
    source = models.CharField(max_length=10, choices=Source)
    said_at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fact_one_owner",
                condition=Q(customer=None, household__isnull=False)
                | Q(household=None, customer__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.value


class Container(models.Model):
    """A jar, tank or drawer at a household, measured with the tape: the rice-seller's page."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="containers")
    need = models.ForeignKey(Need, on_delete=models.PROTECT)
    name = models.CharField(max_length=40)
    capacity = models.FloatField()
    unit = models.CharField(max_length=10, default="kg")
    mouths = models.PositiveSmallIntegerField()
    daily_use = models.FloatField()
    lead_days = models.PositiveSmallIntegerField(default=2)
    steps = models.JSONField(default=list)
    filled_on = models.DateField(null=True)
    filled_to = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household", "need"], name="container_once"),
            models.CheckConstraint(
                name="container_sane",
                condition=Q(capacity__gt=0, daily_use__gt=0, mouths__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.name
