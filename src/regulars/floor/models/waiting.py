"""Who waits for us, where and since when; and how long people say they are ready to wait."""

from django.db import models
from django.db.models import F, Q

from regulars.customers.models import Customer
from regulars.places.models import Place


class Wait(models.Model):
    """Somebody who waits: at a post (``at`` is its code) or on a channel (``channel:phone``).

    ``due_at`` is the hour by which they are to be served, as it stood when they came: their own
    (``own_minutes``) beats the standard. How to know them stands in the words of ``moment``.
    Whoever went away unserved has ``gone_at``: that is no hit.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="waits")
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="waits"
    )
    at = models.CharField(max_length=40)
    party = models.PositiveSmallIntegerField(default=1)
    since = models.DateTimeField()
    by = models.CharField(max_length=64)
    own_minutes = models.PositiveIntegerField(null=True)
    due_at = models.DateTimeField()
    moment = models.BigIntegerField(unique=True)
    served_at = models.DateTimeField(null=True)
    served_by = models.CharField(max_length=64, blank=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(name="wait_one_end", condition=Q(served_at=None)
                                   | Q(gone_at=None)),
            models.CheckConstraint(name="wait_party", condition=Q(party__gt=0)),
            models.CheckConstraint(name="wait_sane", condition=Q(due_at__gte=F("since"))),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["place", "since"], name="wait_open",
                         condition=Q(served_at=None, gone_at=None)),
            models.Index(fields=["place", "at", "since"], name="wait_at"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"wait {self.pk}"

    @property
    def about(self) -> str:
        """Whom its moments are about: the customer where they are known, else the place."""
        return f"customer:{self.customer_id}" if self.customer_id else f"place:{self.place_id}"


class Expectation(models.Model):
    """One statement of a customer: so many minutes are right for ``touchpoint``, which is the code
    of a post, ``channel:phone`` or ``case``. It is a count without words; an erased customer's
    stays without the person."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="expectations")
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="expectations"
    )
    touchpoint = models.CharField(max_length=40)
    minutes = models.PositiveIntegerField()
    at = models.DateTimeField()
    moment = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["place", "touchpoint", "-at"], name="expectation_of"),
        ]

    def __str__(self) -> str:
        return f"{self.touchpoint}: {self.minutes} min"


class OwnStandard(models.Model):
    """What the house holds itself to at a touchpoint until customers have said enough."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="own_standards")
    touchpoint = models.CharField(max_length=40)
    minutes = models.PositiveIntegerField()
    set_at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "touchpoint"], name="own_standard_once"),
            models.CheckConstraint(name="own_standard_ahead", condition=Q(minutes__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.touchpoint}: {self.minutes} min"
