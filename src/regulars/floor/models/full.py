"""When no table is free, or somebody has no time: who is asked, what they say, and how the wait is
made light."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import Customer
from regulars.places.models import Place


class PastimeKind(models.TextChoices):
    """What a way of waiting is; a house names its own besides."""

    DRINK = "drink", _("Something to drink")
    SNACK = "snack", _("Something small to eat")
    GAME = "game", _("A game at the door")
    TOUR = "tour", _("A look into the kitchen")
    AHEAD = "ahead", _("Order now, it is on the table when they sit")
    CALL = "call", _("They go for a walk; we call when it is free")
    OWN = "own", _("Our own")


class Pastime(models.Model):
    """One way to wait that costs no queueing, in the order in which a place offers them.

    ``improvised``: no script foresees how it goes, so somebody looks first whether it is safe.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="pastimes")
    kind = models.CharField(max_length=8, choices=PastimeKind)
    name = models.CharField(max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    improvised = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="pastime_named", condition=~Q(kind="own") | ~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.called()

    def called(self) -> str:
        return self.name or str(self.get_kind_display())


class Asking(models.Model):
    """How a place asks: which posts may have a table (``posts``, their codes; None: every post
    where people sit), for how many seconds an answer is waited for, and after how many it is
    asked once more."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="asking")
    posts = models.JSONField(null=True)
    within = models.PositiveSmallIntegerField(default=60)
    again = models.PositiveSmallIntegerField(default=180)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="asking_sane",
                condition=Q(within__gte=10, within__lte=900, again__gte=30, again__lte=3600),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.within} s, again after {self.again} s"


class Party(models.Model):
    """Those for whom no table is free, or who are in a hurry (``full`` is False then).

    ``customer`` is None for strangers; how to know them stands in the words of ``moment``.
    ``checks`` counts how often every post was asked to the end: “no” can be said after two.
    ``present``: they were still there when it ended. ``saved_by`` is the way that saved the visit.
    """

    class Outcome(models.TextChoices):
        SEATED = "seated", _("They sit")
        LATER = "later", _("Booked for later")
        LEFT = "left", _("They left")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="parties")
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.SET_NULL, related_name="parties"
    )
    size = models.PositiveSmallIntegerField()
    hurry = models.BooleanField(default=False)
    full = models.BooleanField(default=True)
    post = models.CharField(max_length=30, blank=True)
    by = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    moment = models.BigIntegerField(unique=True)
    checks = models.PositiveSmallIntegerField(default=0)
    told_no_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=6, choices=Outcome, blank=True)
    present = models.BooleanField(null=True)
    saved_by = models.ForeignKey("Tried", null=True, on_delete=models.PROTECT, related_name="saved")

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.CheckConstraint(name="party_size", condition=Q(size__gte=1)),
            models.CheckConstraint(
                name="party_no_after_two", condition=Q(told_no_at=None) | Q(checks__gte=2)
            ),
            models.CheckConstraint(
                name="party_ended_whole",
                condition=Q(ended_at=None, outcome="", present=None)
                | Q(ended_at__gte=F("opened_at"), present__isnull=False) & ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="party_seated_present", condition=~Q(outcome="seated") | Q(present=True)
            ),
        ]
        indexes = [
            models.Index(fields=["place", "opened_at"], name="party_open",
                         condition=Q(ended_at=None)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.size} at {self.opened_at:%H:%M}"


class Round(models.Model):
    """Every post was asked at one instant; ``number`` 2 is the second look before any “no”."""

    class Why(models.TextChoices):
        FULL = "full", _("full")
        INTERVAL = "interval", _("some minutes later")
        LEFT = "left", _("somebody left")
        HAND = "hand", _("asked again by hand")

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=8, choices=Why)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["party", "number"], name="round_once"),
            models.UniqueConstraint(
                fields=["party"], condition=Q(closed_at=None), name="round_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}/{self.number}"


class Answer(models.Model):
    """What one post says to one round. ``silent``: nobody answered in time."""

    class Says(models.TextChoices):
        OPEN = "open", _("asked")
        TABLE = "table", _("a table")
        NONE = "none", _("no table")
        SILENT = "silent", _("no answer")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="answers")
    post = models.CharField(max_length=30, blank=True)
    says = models.CharField(max_length=6, choices=Says, default=Says.OPEN)
    minutes = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField(null=True)
    by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "post"], name="capacity_once"),
            models.CheckConstraint(
                name="capacity_whole",
                condition=Q(says="table", minutes__isnull=False, at__isnull=False)
                | Q(says__in=["none", "silent"], minutes=None, at__isnull=False)
                | Q(says="open", minutes=None, at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.says}"

    @property
    def seconds(self) -> int | None:
        """How long it took them."""
        if self.at is None:
            return None
        return max(0, round((self.at - self.round.asked_at).total_seconds()))


class Tried(models.Model):
    """A way of waiting was offered: did they like it? ``pastime`` is None for an idea of the
    moment, whose words stand beside ``moment``."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="tried")
    pastime = models.ForeignKey(Pastime, null=True, on_delete=models.PROTECT, related_name="tried")
    taken = models.BooleanField()
    improvised = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["party", "pastime"], name="tried_once")]

    def __str__(self) -> str:
        return f"{self.pastime or '…'} · {self.taken}"
