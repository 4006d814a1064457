"""Forecasts as they were made, and the dated acts they turned into."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import Customer
from regulars.places.models import Need, Place, Staff


class Forecast(models.Model):
    """One honest guess, written down before it could be known, and marked once afterwards.

    ``run_out``: when a need is felt again, counted from ``since`` (the last filling).
    ``visit``: whether the customer comes on one day (``due``), with ``chance``.
    """

    class Kind(models.TextChoices):
        RUN_OUT = "run_out", _("running out")
        VISIT = "visit", _("coming")

    class Mark(models.TextChoices):
        OPEN = "", _("not known yet")
        HIT = "hit", _("hit")
        MISS = "miss", _("miss")

    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    need = models.ForeignKey(Need, null=True, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind)
    since = models.DateField()
    due_from = models.DateField()
    due = models.DateField()
    due_to = models.DateField()
    chance = models.FloatField(null=True)
    own_gap = models.FloatField(null=True)
    naive_due = models.DateField(null=True)
    naive_expected = models.BooleanField(null=True)
    basis = models.CharField(max_length=12)
    reason = models.JSONField(default=dict)
    made_on = models.DateField()
    happened_on = models.DateField(null=True)
    marked_on = models.DateField(null=True)
    mark = models.CharField(max_length=4, choices=Mark, blank=True)
    naive_mark = models.CharField(max_length=4, choices=Mark, blank=True)
    within = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "customer", "need", "since"],
                name="run_out_once",
                condition=Q(kind="run_out"),
            ),
            models.UniqueConstraint(
                fields=["kind", "customer", "due"], name="visit_once", condition=Q(kind="visit")
            ),
        ]
        indexes = [
            models.Index(
                fields=["place", "kind", "due_to"], name="forecast_open", condition=Q(mark="")
            ),
            models.Index(fields=["place", "kind", "marked_on"], name="forecast_marked"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.customer_id}/{self.need_id} {self.due}"


class Act(models.Model):
    """One thing for one person to do for one customer on one day, for one reason."""

    class Kind(models.TextChoices):
        BRING = "bring", _("bring it round")
        READY = "ready", _("have it ready")
        WELCOME = "welcome", _("welcome a newcomer")

    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    day = models.DateField()
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind)
    need = models.ForeignKey(Need, null=True, on_delete=models.PROTECT)
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT)
    reason = models.JSONField(default=dict)
    worth = models.FloatField()
    forecast = models.ForeignKey(Forecast, null=True, on_delete=models.SET_NULL)
    cue = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "day", "customer", "need"],
                name="act_once",
                condition=Q(need__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["place", "day", "customer", "kind"],
                name="act_once_bare",
                condition=Q(need=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.customer_id}"


class Expected(models.Model):
    """A customer the house expects on a day: the line on that day's board."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    day = models.DateField()
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    chance = models.FloatField()
    hour = models.PositiveSmallIntegerField(null=True)
    basis = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "day", "customer"], name="expected_once")
        ]
        indexes = [models.Index(fields=["place", "day", "-chance"], name="expected_day")]

    def __str__(self) -> str:
        return f"{self.customer_id} on {self.day}: {self.chance:.0%}"
