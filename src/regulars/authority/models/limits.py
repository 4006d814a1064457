"""How far somebody may go without asking."""

from django.db import models
from django.db.models import Q

from regulars.authority.acts import Act, Span
from regulars.places.models import Job, Place, Role


class Limit(models.Model):
    """One line of the table of limits, in force from a day; never changed, a later one stands.

    It is about a node of the tree and everything below it; about a job, else a role, else
    everybody; about those certified at ``level`` or above. ``act`` is empty where it bounds all
    acts together. ``amount`` is in minor units of the place's currency and ``count`` in things;
    None is no bound. ``conditions`` are codes of ``acts.Condition`` with a blank between them.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="limits")
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="limits")
    role = models.CharField(max_length=10, choices=Role, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    act = models.CharField(max_length=12, choices=Act, blank=True)
    span = models.CharField(max_length=6, choices=Span)
    amount = models.BigIntegerField(null=True)
    count = models.PositiveIntegerField(null=True)
    effective_from = models.DateField()
    conditions = models.CharField(max_length=120, blank=True)
    set_by = models.CharField(max_length=64)
    set_at = models.DateTimeField()
    key = models.CharField(max_length=120, null=True, unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="limit_amount", condition=Q(amount=None) | Q(amount__gte=0)
            ),
            models.CheckConstraint(name="limit_whose", condition=Q(job=None) | Q(role="")),
        ]
        indexes = [
            models.Index(fields=["place", "act", "role", "job", "level"], name="limit_asked")
        ]

    def __str__(self) -> str:
        return f"{self.act or 'any'} {self.span}: {self.amount}"

    @property
    def codes(self) -> frozenset[str]:
        """The conditions, as a set."""
        return frozenset(self.conditions.split())

    @property
    def slot(self) -> tuple[object, ...]:
        """Two limits of one slot are about the same: the later one stands."""
        return (self.place_id, self.act, self.span, self.job_id, self.role, self.level,
                self.conditions)  # fmt: skip
