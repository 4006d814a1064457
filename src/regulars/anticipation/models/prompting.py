"""A customer's way through a flow, online or at the counter, and what was prompted on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from regulars.customers.models import Customer
from regulars.places.models import Need, Place
from regulars.places.models.called import Called


class Journey(Called):
    """A flow that customers go through: an order page, a check-in, the counter."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="journeys")
    code = models.SlugField(max_length=40)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "code"], name="journey_once", condition=Q(gone_at=None)
            )
        ]


class JourneyStep(Called):
    """One step of it. ``needs`` are what may be prompted there, none: anything. ``usual`` is what
    most take there: the simple rule, with the share of baskets that have it, counted on a day."""

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="steps")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    needs = models.ManyToManyField(Need, related_name="+")
    usual = models.ForeignKey(Need, null=True, on_delete=models.SET_NULL, related_name="+")
    usual_share = models.FloatField(null=True)
    counted_on = models.DateField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["journey", "code"], name="journey_step_once")
        ]


class Prompt(models.Model):
    """What was prompted to one customer at one step, once a day, and what came of it.

    ``chance`` and ``naive_share`` are shares; ``naive`` is what the simple rule would have said at
    the same instant. ``took`` is what they took where it is known. No outcome: nobody told us.
    """

    class Outcome(models.TextChoices):
        TAKEN = "taken", pgettext_lazy("prompt", "They took it")
        OTHER = "other", pgettext_lazy("prompt", "They took something else")
        NOTHING = "nothing", pgettext_lazy("prompt", "They took nothing")

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="prompts")
    step = models.ForeignKey(JourneyStep, on_delete=models.CASCADE, related_name="prompts")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="+")
    naive = models.ForeignKey(Need, null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()
    chance = models.FloatField()
    naive_share = models.FloatField(null=True)
    basis = models.CharField(max_length=12)
    reason = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    took = models.ForeignKey(Need, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "step", "day"], name="prompt_once_a_day")
        ]
        indexes = [models.Index(fields=["step", "outcome"], name="prompt_step")]

    def __str__(self) -> str:
        return f"{self.need_id} at {self.step_id}"


class PromptWays(models.Model):
    """Whether a place prompts at all, and the websites (``origins``, one a line) whose pages may
    ask with a customer's key."""

    place = models.OneToOneField(
        Place, primary_key=True, on_delete=models.CASCADE, related_name="prompt_ways"
    )
    on = models.BooleanField(default=False)
    origins = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"prompts of {self.place_id}"


class PromptsOff(models.Model):
    """A customer wants no prompts: while the row stands nothing is reckoned and nothing kept."""

    customer = models.OneToOneField(
        Customer, primary_key=True, on_delete=models.CASCADE, related_name="prompts_off"
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"no prompts for {self.customer_id}"


class CustomerKey(models.Model):
    """What a customer's browser shows the house: it opens what they agreed to, of themselves, at
    one place. Only its digest is kept."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"key of {self.customer_id}"
