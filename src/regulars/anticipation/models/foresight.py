"""Forecasts as they were made, and the dated acts they turned into."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import Customer
from regulars.places.models import Need, Place, Staff


class Forecast(models.Model):
    """One honest guess, written down before it could be known, and marked once afterwards.

    ``run_out``: when a need is felt again, counted from ``since`` (the last filling), if it is
    felt again within the horizon, of which ``chance`` is the probability.
    ``visit``: whether the customer comes on the day ``due``, with ``chance``.
    ``need``: whether they buy it when they come on that day.
    ``naive`` tells what the simple baseline would have said, marked by the same rule. After
    ``closes_on`` neither can be right any more. Hit rates count closed forecasts only: among the
    open ones only the early birds are known. A run-out made when part of the wait had passed is
    shown but not ``judged``: the silence had already told something.
    """

    class Kind(models.TextChoices):
        RUN_OUT = "run_out", _("When it runs out")
        VISIT = "visit", _("Who comes")
        NEED = "need", _("What they buy")

    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    need = models.ForeignKey(Need, null=True, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind)
    since = models.DateField(null=True)
    due_from = models.DateField()
    due = models.DateField()
    due_to = models.DateField()
    chance = models.FloatField(null=True)
    own_gap = models.FloatField(null=True)
    judged = models.BooleanField(default=True)
    ours = models.BooleanField(default=True)
    naive = models.BooleanField(default=False)
    naive_due = models.DateField(null=True)
    basis = models.CharField(max_length=12)
    reason = models.JSONField(default=dict)
    made_on = models.DateField()
    closes_on = models.DateField()
    marked_on = models.DateField(null=True)
    happened_on = models.DateField(null=True)
    hit = models.BooleanField(null=True)
    naive_hit = models.BooleanField(null=True)
    inside = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "need", "since"],
                name="run_out_once",
                condition=Q(kind="run_out"),
            ),
            models.UniqueConstraint(
                fields=["customer", "due"], name="visit_once", condition=Q(kind="visit")
            ),
            models.UniqueConstraint(
                fields=["customer", "need", "due"], name="need_once", condition=Q(kind="need")
            ),
        ]
        indexes = [
            models.Index(
                fields=["place", "kind", "closes_on"],
                name="forecast_open",
                condition=Q(marked_on=None),
            ),
            models.Index(fields=["place", "kind", "closes_on"], name="forecast_closed"),
            models.Index(fields=["customer", "kind"], name="forecast_customer"),
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
