"""Who is still a customer and what they may bring; and, apart from each other, whether they are
content and whether they are true. One row a customer and place, written anew each night."""

from django.db import models

from regulars.customers.models import Customer
from regulars.places.models import Place


class ReturnRun(models.Model):
    """One night's reckoning of a place: which model, on how much, and how sure.

    ``short`` is the code of why there is no number yet (with ``have`` of ``needed``), empty where
    there is one. ``value_short`` likewise for money. ``facts``: parameters with their errors, log-
    likelihood, season, closed days, days of history. Money is in minor units of ``currency``;
    ``discount`` a year and ``margin`` are shares.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="return_runs")
    made_on = models.DateField()
    model = models.CharField(max_length=10)
    horizon_days = models.PositiveSmallIntegerField()
    years = models.PositiveSmallIntegerField()
    discount = models.FloatField()
    margin = models.FloatField()
    currency = models.CharField(max_length=3)
    customers = models.PositiveIntegerField()
    short = models.CharField(max_length=20, blank=True)
    value_short = models.CharField(max_length=20, blank=True)
    have = models.PositiveIntegerField(default=0)
    needed = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["made_on"]
        constraints = [models.UniqueConstraint(fields=["place", "made_on"], name="return_run_once")]

    def __str__(self) -> str:
        return f"{self.place_id} on {self.made_on}"


class Returning(models.Model):
    """One customer's coming back, as last reckoned.

    ``visits`` days here from ``first_on`` to ``last_on``; ``gap`` days are usual for them and
    ``gap_high`` is what nine in ten of their silences stay under (None below four visits).
    ``alive``: chance that they are still customers; ``comes`` at least once and ``expected`` visits
    within the run's horizon; None where the run came to nothing. Money in minor units.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="returning")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="returning")
    run = models.ForeignKey(ReturnRun, on_delete=models.CASCADE, related_name="rows")
    visits = models.PositiveIntegerField()
    first_on = models.DateField()
    last_on = models.DateField()
    gap = models.FloatField(null=True)
    gap_high = models.FloatField(null=True)
    alive = models.FloatField(null=True)
    comes = models.FloatField(null=True)
    expected = models.FloatField(null=True)
    value = models.BigIntegerField(null=True)
    value_low = models.BigIntegerField(null=True)
    value_mid = models.BigIntegerField(null=True)
    value_high = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["place", "customer"], name="returning_once")]
        indexes = [models.Index(fields=["place", "last_on"], name="returning_last")]

    def __str__(self) -> str:
        return f"{self.customer_id} at {self.place_id}"


class TwoStates(models.Model):
    """Content and true, side by side and never one for the other; None: nobody knows.

    ``satisfied_why`` and ``loyal_why`` hold the evidence each rests on: code, yes or no, figures.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="two_states")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="two_states")
    satisfied = models.BooleanField(null=True)
    satisfied_why = models.JSONField(default=list)
    loyal = models.BooleanField(null=True)
    loyal_why = models.JSONField(default=list)
    made_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "customer"], name="two_states_once")
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.satisfied}/{self.loyal}"
