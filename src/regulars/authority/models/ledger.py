"""What was given, promised, asked for and overturned; and the guarded sums of it."""

from django.db import models
from django.db.models import Q

from regulars.authority.acts import NEVER_CHARGED, Act, Kind, Reason
from regulars.authority.models.limits import Limit
from regulars.places.models import Place, Staff


class Entry(models.Model):
    """One line of the ledger; a trigger forbids to change or remove it.

    ``customer`` and ``case`` are opaque (``customer:7``, ``case:12``) and may be empty. ``amount``
    is what it is worth, in minor units of ``currency``; ``charge`` is what the customer paid for
    it. ``of`` is the entry that this one keeps or overturns; ``asked`` whom it was asked of.
    What was said about it stands in the words of ``moment``, where it can be erased.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="grants")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="grants")
    customer = models.CharField(max_length=64, blank=True)
    case = models.CharField(max_length=64, blank=True)
    act = models.CharField(max_length=12, choices=Act)
    kind = models.CharField(max_length=10, choices=Kind)
    amount = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    charge = models.BigIntegerField(default=0)
    count = models.PositiveIntegerField(default=1)
    limit = models.ForeignKey(Limit, null=True, on_delete=models.PROTECT, related_name="used")
    reason = models.CharField(max_length=12, choices=Reason)
    purchase = models.BigIntegerField(null=True)
    of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="became")
    asked = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="asked_of")
    key = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()
    day = models.DateField()
    moment = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="entry_amount", condition=Q(amount__gte=0, charge__gte=0)),
            models.CheckConstraint(
                name="entry_never_charged",
                condition=Q(charge=0)
                | (~Q(act=str(Act.FIRST_AID)) & ~Q(reason__in=[str(one) for one in NEVER_CHARGED])),
            ),
            models.UniqueConstraint(fields=["of", "kind"], name="entry_became_once"),
        ]
        indexes = [
            models.Index(fields=["place", "-at"], name="entry_latest"),
            models.Index(fields=["staff", "day"], name="entry_person"),
            models.Index(fields=["customer", "day"], name="entry_customer",
                         condition=~Q(customer="")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.act} {self.amount} {self.currency}"


class Purse(models.Model):
    """How much was drawn for one subject: a person's day, a case, a place's month, a purchase.

    It changes only by ``purses.draw``, in one statement that looks at the ceiling as it writes.
    """

    subject = models.CharField(max_length=120, unique=True)
    spent = models.BigIntegerField(default=0)
    count = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="purse_sane", condition=Q(spent__gte=0, count__gte=0))
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.spent}"
