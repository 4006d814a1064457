"""What the journal is made of. Rows of Moment and Line are never changed: triggers forbid it."""

from django.db import models
from django.db.models import Q

from regulars.moments import seal


class Moment(models.Model):
    """One thing that happened between a customer and the house.

    ``subject`` and ``actor`` are opaque names such as ``customer:42``, ``staff:3``, ``clock``:
    the journal stands under every other room, so it points at none of them.
    """

    subject = models.CharField(max_length=64)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    place = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    corrects = models.BigIntegerField(null=True)
    key = models.CharField(max_length=120, null=True, unique=True)
    words_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "happened_at"], name="moment_subject"),
            models.Index(fields=["kind", "place", "happened_at"], name="moment_kind_place"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.subject} · {self.happened_at:%Y-%m-%d %H:%M}"


class Words(models.Model):
    """What a person said or wrote. Erasable, so it stands beside the moment, not in it.

    Words that tell of an allergy, an illness or a belief stand in ``sealed`` together with their
    salt; ``text`` and ``salt`` are empty then, so that not even the digest gives them away.
    """

    moment = models.OneToOneField(Moment, primary_key=True, on_delete=models.PROTECT)
    text = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)
    sealed = models.BinaryField(null=True)

    def __str__(self) -> str:
        return self.text[:60]

    def told(self) -> str:
        """The words, opened where they are sealed. Raises seal.Unreadable without the key."""
        return seal.open(self.sealed).partition("\n")[2] if self.sealed else self.text


class Line(models.Model):
    """One line of a basket: a row of the ``purchased`` moment it belongs to.

    ``row`` is derived from what the line says, so that the same line imported twice is one row.
    ``amount`` is in minor units of the place's currency (cents, fen).
    """

    pk = models.CompositePrimaryKey("moment_id", "row")
    moment = models.ForeignKey(Moment, on_delete=models.PROTECT, db_index=False)
    row = models.BigIntegerField()
    article = models.BigIntegerField()
    quantity = models.FloatField()
    amount = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.quantity:g} × {self.article}"


class Deadline(models.Model):
    """An instant when something is due. Claimed by one UPDATE, leased, done once."""

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    lease = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="deadline_once"),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="deadline_open", condition=Q(done_at=None)),
            models.Index(fields=["leased_until"], name="deadline_held",
                         condition=Q(done_at=None, leased_until__isnull=False)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} · {self.subject} · due {self.due_at:%Y-%m-%d %H:%M}"


class Look(models.Model):
    """Somebody looked at personal data. Not a moment: nothing happened to the customer."""

    actor = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    page = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="look_subject"),
            models.Index(fields=["actor", "at"], name="look_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} looked at {self.subject} ({self.page})"


class ClockShift(models.Model):
    """How many days the house's calendar runs ahead of the wall: only a demo shifts it."""

    days = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.days:+d} days"


class Import(models.Model):
    """One file on its way in: how far it came, and what became of its rows.

    ``counts`` holds what else it brought, such as new baskets and customers.
    """

    kind = models.CharField(max_length=40)
    place = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    rows = models.BigIntegerField(default=0)
    new = models.BigIntegerField(default=0)
    repeated = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "place", "digest"], name="import_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.new} new, {self.repeated} repeated, {self.refused} refused"
