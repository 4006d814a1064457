"""How one comes in without a password: a shared tablet with PINs, and a token for a machine."""

from django.db import models

from regulars.places.models.people import Staff
from regulars.places.models.place import Place


class Tablet(models.Model):
    """A shared screen that belongs to a place; ``digest`` is of the secret in its cookie."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="tablets")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def opaque(self) -> str:
        """How the journal names this screen."""
        return f"tablet:{self.pk}"


class PinTry(models.Model):
    """Wrong PINs of one person at one tablet since the last right one."""

    tablet = models.ForeignKey(Tablet, on_delete=models.CASCADE, related_name="tries")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="pin_tries")
    failed = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tablet", "staff"], name="pin_try_once")]

    def __str__(self) -> str:
        return f"{self.failed} wrong"


class Token(models.Model):
    """What a machine shows at the API: it stands for a member of staff made for it.

    Only the digest is kept. ``expires_at`` is empty where it does not end by itself.
    """

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"token of {self.staff}"


class Answer(models.Model):
    """What a token was answered under an idempotency key; ``asked`` is the digest of what it
    asked. It holds numbers and no words about anybody."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=120)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.status} for {self.key}"
