"""A case, who sees it through, and how often the customer was told how it goes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import Customer
from regulars.places.models import Place, Staff


class Severity(models.TextChoices):
    """How bad it is for them. A grave one, and one many people saw, goes to the leader at once."""

    SLIGHT = "slight", _("A small slip")
    USUAL = "usual", _("It bothers them")
    GRAVE = "grave", _("It is serious")


class Case(models.Model):
    """Something that went wrong for a customer, from the first word to theirs that it is right.

    It always has one owner. ``code`` is the customer's key to it. ``moment`` is where it stands in
    the journal: what was said is in the words beside that, and can be erased. ``closed_at`` is set
    while the customer has confirmed *and* it is written down; it is a reading of Closure and Step,
    kept for the index. An erased customer leaves the case without a person (``forgotten``).
    No case is ever removed: a trigger forbids it.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="cases")
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="cases"
    )
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="cases")
    code = models.CharField(max_length=10, unique=True)
    severity = models.CharField(max_length=8, choices=Severity, default=Severity.USUAL)
    exposed = models.BooleanField(default=False)
    post = models.CharField(max_length=30, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)
    closed_at = models.DateTimeField(null=True)
    forgotten = models.BooleanField(default=False)

    class Meta:
        ordering = ["opened_at", "pk"]
        indexes = [
            models.Index(fields=["place", "opened_at"], name="case_open",
                         condition=Q(closed_at=None)),
            models.Index(fields=["place", "-opened_at"], name="case_latest"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def opaque(self) -> str:
        """How the journal and the ledger name this case."""
        return f"case:{self.pk}"

    @property
    def about(self) -> str:
        """Whom its moments are about: the customer where they are known, else the case."""
        return f"customer:{self.customer_id}" if self.customer_id else self.opaque


class Contact(models.Model):
    """The customer was told how it goes: a new twenty minutes begin.

    ``by`` is a colleague, or the customer who came back and said “not yet” (``case:12``).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contacts")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case", "-at"], name="contact_latest")]

    def __str__(self) -> str:
        return f"{self.case_id} told at {self.at:%H:%M}"


class Handover(models.Model):
    """A case offered to somebody. It stays with its owner until ``accepted_at``.

    ``by`` is who offers it, or ``clock`` where it was escalated; ``ended_at`` without
    ``accepted_at``: declined, withdrawn, or another became the owner meanwhile.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="handed")
    to = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="offered")
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    moment = models.BigIntegerField(unique=True)
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "to"], name="handover_open_once",
                                    condition=Q(ended_at=None)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"case {self.case_id}: {self.giver_id} to {self.to_id}"

    @property
    def open(self) -> bool:
        return self.ended_at is None
