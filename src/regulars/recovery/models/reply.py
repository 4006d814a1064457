"""What they were answered: the first word they had from us, and the answer to what they wish."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.recovery.models.case import Case, Severity


class Reply(models.Model):
    """The first word a customer had from us, once for each case.

    ``stood`` is what a small rule reads in its words: that they stand on the customer's side, with
    no excuse and no rule between. ``ticked``: whoever said it says so as well; None where they were
    not asked. The words are those of ``moment``.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="reply")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)
    stood = models.BooleanField()
    ticked = models.BooleanField(null=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"first word to case {self.case_id}"


class Answer(models.Model):
    """What became of an unusual wish. A trigger keeps a refusal shut until something near was
    offered, and that until they were asked what they wish. Never changed; words in ``moment``."""

    class Kind(models.TextChoices):
        NEAREST = "nearest", _("the nearest we can do")
        TAKEN = "taken", _("they took it")
        REFUSED = "refused", _("it cannot be done")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"case {self.case_id}: {self.kind}"


class Rating(models.Model):
    """How bad it turned out to be, and whether many saw it: a later row stands. Never changed;
    the reason is in the words of ``moment``."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ratings")
    severity = models.CharField(max_length=8, choices=Severity)
    exposed = models.BooleanField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"case {self.case_id}: {self.severity}"
