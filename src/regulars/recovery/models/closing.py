"""Whose word it is that a case is over, what is still owed afterwards, and pictures of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.recovery.models.case import Case


class Closure(models.Model):
    """Somebody said it is over. Only ``confirmed`` ends it: by the customer's own code.

    ``reported`` is what they told a colleague, shown apart and asked again; ``by_staff`` counts as
    open. The two answers may be missing. ``reopened_at``: the customer said “not yet” since.
    """

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed by the customer")
        REPORTED = "reported", _("reported complete")
        BY_STAFF = "by_staff", _("left to rest by us")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closures")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)
    worry_gone = models.BooleanField(null=True)
    sincere = models.BooleanField(null=True)
    reopened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"case {self.case_id}: {self.kind}"


class FollowUp(models.Model):
    """Something dated that is still owed after the fix: once each of the three kinds.

    ``thanked``: they were thanked for having told us.
    """

    class Kind(models.TextChoices):
        AT_ONCE = "at_once", _("Look at once whether it is right")
        HOUSE = "house", _("Tell the house what was learnt")
        THANKS = "thanks", _("Thank the customer and ask how it is now")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    kind = models.CharField(max_length=8, choices=Kind)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=64, blank=True)
    thanked = models.BooleanField(default=False)
    moment = models.BigIntegerField(null=True, unique=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="follow_up_once")]
        indexes = [
            models.Index(fields=["due_at"], name="follow_up_open", condition=Q(done_at=None))
        ]

    def __str__(self) -> str:
        return f"case {self.case_id}: {self.kind}"


class Photo(models.Model):
    """A picture the customer sent with their case, small, as JPEG; gone with the customer."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="photos")
    jpeg = models.BinaryField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"photo of case {self.case_id}"
