"""What was laid before a customer to choose from, and what a return was refused for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.authority.models.things import Thing
from regulars.places.models import Place, Staff


class Offer(models.Model):
    """Several remedies were offered openly to one customer, for the extra of a case or without.

    ``customer`` and ``case`` are opaque and may be empty. Never changed.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="offers")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="offers")
    customer = models.CharField(max_length=64, blank=True)
    case = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    key = models.CharField(max_length=120, unique=True)
    moment = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["customer"], name="offer_customer",
                                condition=~Q(customer=""))]  # fmt: skip

    def __str__(self) -> str:
        return f"offer {self.pk}"


class Offered(models.Model):
    """One thing of an offer, and what became of it; ``thing`` is None for an idea of their own."""

    class Outcome(models.TextChoices):
        CHOSEN = "chosen", _("chosen")
        PASSED = "passed", _("they chose something else")
        DECLINED = "declined", _("they wanted none of it")

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="lines")
    thing = models.ForeignKey(Thing, null=True, on_delete=models.PROTECT, related_name="offered")
    outcome = models.CharField(max_length=8, choices=Outcome)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "thing"], name="offered_once"),
            models.UniqueConstraint(
                fields=["offer"], condition=Q(outcome="chosen"), name="offered_one_chosen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing_id}: {self.outcome}"


class Because(models.TextChoices):
    """Why a return may be refused. That a slip of paper is missing is no such reason, and stands
    in no vocabulary of this house."""

    NOT_OURS = "not_ours", _("we do not sell it, and never did")
    WORN_OUT = "worn_out", _("used up or worn, beyond what was promised")
    SAFETY = "safety", _("it cannot be taken back safely (food, medicine, hygiene)")
    TOO_LATE = "too_late", _("the time that was promised is over")
    GIVEN_BACK = "given_back", _("it was given back already")
    NOT_FOUND = "not_found", _("no such purchase, looked for by who they are")


class Refusal(models.Model):
    """A return was refused; why, from a fixed vocabulary. Never changed.

    ``looked`` is how the purchase was looked for: who they are, what it was, when. “Not found”
    stands only beside it: the database refuses it else. What was said stands in the words of
    ``moment``.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="refusals")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="refusals")
    customer = models.CharField(max_length=64, blank=True)
    purchase = models.BigIntegerField(null=True)
    because = models.CharField(max_length=10, choices=Because)
    looked = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    key = models.CharField(max_length=120, unique=True)
    moment = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="refusal_never_for_paper",
                condition=Q(because__in=[str(one) for one in Because]),
            ),
            models.CheckConstraint(
                name="refusal_looked_first",
                condition=~Q(because="not_found")
                | (Q(purchase=None) & Q(looked__startswith="who")),
            ),
        ]
        indexes = [models.Index(fields=["customer"], name="refusal_customer",
                                condition=~Q(customer=""))]  # fmt: skip

    def __str__(self) -> str:
        return f"refused: {self.because}"
