"""What was promised: the house's own guarantees, and every word somebody gave."""

from django.db import models
from django.db.models import Q

from regulars.customers.models import Customer
from regulars.places.models import Place, Staff
from regulars.places.models.called import Called
from regulars.recovery.models import Case


class Guarantee(Called):
    """What a house (or a node above it) promises everybody, and what it owes when it is broken.

    ``minutes`` is how long it gives itself from the moment somebody may claim it. Once ``ended_at``
    is set nobody promises by it any more; what was promised by it stands.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="guarantees")
    owed = models.CharField(max_length=300)
    minutes = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="guarantee_ahead", condition=Q(minutes__gt=0))]


class Promise(models.Model):
    """One word given to somebody: what is in the words of ``moment``, by whom, until when.

    It always has one owner. Broken is when the clock found it unkept; kept afterwards it is kept
    late, and stays broken in every count. ``told_by_them`` where the customer named the hour.
    ``source`` is the case it was given in, ``case`` the one that opened because it was broken. An
    erased customer leaves the promise without a person (``forgotten``).
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="promises")
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="promises"
    )
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="promises")
    guarantee = models.ForeignKey(
        Guarantee, null=True, on_delete=models.PROTECT, related_name="promises"
    )
    source = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="promises")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="broken")
    post = models.CharField(max_length=30, blank=True)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    told_by_them = models.BooleanField(default=False)
    moment = models.BigIntegerField(unique=True)
    kept_at = models.DateTimeField(null=True)
    kept_by = models.CharField(max_length=64, blank=True)
    broken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    forgotten = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="promise_one_end", condition=Q(withdrawn_at=None) | Q(kept_at=None)
            ),
        ]
        indexes = [
            models.Index(fields=["place", "due_at"], name="promise_open",
                         condition=Q(kept_at=None, withdrawn_at=None)),
            models.Index(fields=["place", "made_at"], name="promise_made"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"promise {self.pk}"

    @property
    def opaque(self) -> str:
        """How deadlines and the journal name this promise."""
        return f"promise:{self.pk}"

    @property
    def about(self) -> str:
        """Whom its moments are about: the customer where they are known, else the promise."""
        return f"customer:{self.customer_id}" if self.customer_id else self.opaque

    @property
    def open(self) -> bool:
        """Still to be kept, and its hour not found to be over."""
        return self.kept_at is None and self.broken_at is None and self.withdrawn_at is None
