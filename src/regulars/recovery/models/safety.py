"""Somebody was hurt at work and stopped serving; whom we do not serve for a while, and why."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from regulars.customers.models import Customer
from regulars.places.models import Place, Staff
from regulars.recovery.models.case import Case


class Harm(models.TextChoices):
    """What was done to a colleague, as they say it themselves, or not yet."""

    INSULT = "insult", pgettext_lazy("harm", "Insulted or shouted at")
    HARASSMENT = "harassment", pgettext_lazy("harm", "Touched or harassed")
    THREAT = "threat", pgettext_lazy("harm", "Threatened")
    ASSAULT = "assault", pgettext_lazy("harm", "Hit, pushed or thrown at")
    OTHER = "other", pgettext_lazy("harm", "Something else")


class Incident(models.Model):
    """“I stop here”: somebody stopped serving, and support is owed to them.

    What they tell stands under seal beside ``told``, what was done for them beside ``care``; both
    are for ``staff`` and ``leader`` alone. ``support_due_at`` never moves. No row is removed: a
    trigger forbids it. ``slip_at``: they said themselves that the tap was a slip.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="incidents")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="incidents")
    leader = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="supports")
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="incidents"
    )
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="incidents")
    kind = models.CharField(max_length=12, choices=Harm, blank=True)
    at = models.DateTimeField()
    moment = models.BigIntegerField(unique=True)
    told = models.BigIntegerField(null=True)
    coming_at = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)
    slip_at = models.DateTimeField(null=True)
    support_due_at = models.DateTimeField()
    supported_at = models.DateTimeField(null=True)
    supported_by = models.CharField(max_length=64, blank=True)
    care = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(name="incident_due", condition=Q(support_due_at__gt=F("at"))),
        ]
        indexes = [
            models.Index(fields=["place", "support_due_at"], name="incident_owed",
                         condition=Q(supported_at=None, slip_at=None)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"incident {self.pk}"

    @property
    def owed(self) -> bool:
        return self.supported_at is None and self.slip_at is None


class Ban(models.Model):
    """Somebody is not served here until a day. It begins as a proposal and stands only once it was
    decided: triggers refuse that without evidence, without a hearing, without an end, or by
    somebody who was involved. It lapses by itself when ``until`` has come; it only gets shorter.

    What is said in it stands under seal beside its moments. ``customer`` is empty once they were
    forgotten: what is left until its end are the marks of their handles.
    """

    class Verdict(models.TextChoices):
        BAN = "ban", pgettext_lazy("verdict", "not served until then")
        NO = "no", pgettext_lazy("verdict", "served as before")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="bans")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.PROTECT, related_name="bans")
    incident = models.ForeignKey(Incident, null=True, on_delete=models.PROTECT, related_name="bans")
    proposed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="bans_proposed")
    proposed_at = models.DateTimeField()
    moment = models.BigIntegerField(unique=True)
    offered_on = models.DateField(null=True)
    heard_at = models.DateTimeField(null=True)
    came = models.BooleanField(null=True)
    hearing = models.BigIntegerField(null=True)
    verdict = models.CharField(max_length=4, choices=Verdict, blank=True)
    decided_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="bans_decided"
    )
    decided_at = models.DateTimeField(null=True)
    decision = models.BigIntegerField(null=True)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="ban_has_an_end",
                condition=~Q(verdict="ban") | Q(until__isnull=False, until__gt=F("decided_at")),
            ),
            models.CheckConstraint(
                name="ban_decided_whole",
                condition=Q(verdict="", decided_by=None, decided_at=None)
                | (~Q(verdict="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="ban_heard_whole",
                condition=Q(heard_at=None, came=None, hearing=None)
                | Q(heard_at__isnull=False, came__isnull=False, offered_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "until"], name="ban_standing",
                         condition=Q(verdict="ban", ended_at=None)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"ban {self.pk}"


class Evidence(models.Model):
    """What a ban rests on: a record of the house, or a colleague who saw it. Never changed."""

    class Kind(models.TextChoices):
        RECORD = "record", pgettext_lazy("evidence", "A record of the house")
        WITNESS = "witness", pgettext_lazy("evidence", "A colleague who saw it")

    ban = models.ForeignKey(Ban, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, null=True, on_delete=models.PROTECT, related_name="+")
    witness = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_of_something",
                condition=Q(kind="witness", witness__isnull=False)
                | (Q(kind="record") & (Q(case__isnull=False) | Q(incident__isnull=False))),
            ),
        ]

    def __str__(self) -> str:
        return f"ban {self.ban_id}: {self.kind}"


class Mark(models.Model):
    """A keyed digest of a handle of somebody who is not served, gone when the ban ends."""

    ban = models.ForeignKey(Ban, on_delete=models.CASCADE, related_name="marks")
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ban", "digest"], name="mark_once")]

    def __str__(self) -> str:
        return f"mark of ban {self.ban_id}"


class Appeal(models.Model):
    """They ask us to look at it once more: an answer is owed by ``due_at``."""

    class Outcome(models.TextChoices):
        STANDS = "stands", pgettext_lazy("appeal", "It stands")
        SHORTER = "shorter", pgettext_lazy("appeal", "It ends earlier")
        LIFTED = "lifted", pgettext_lazy("appeal", "It is lifted")

    ban = models.ForeignKey(Ban, on_delete=models.PROTECT, related_name="appeals")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    answer = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"appeal against ban {self.ban_id}"


class Behaviour(models.TextChoices):
    """How a customer may be difficult: each asks for something else of us."""

    MISTAKEN = "mistaken", pgettext_lazy("behaviour", "They are mistaken")
    PROVOKING = "provoking", pgettext_lazy("behaviour", "They provoke")
    DRUNK = "drunk", pgettext_lazy("behaviour", "They have drunk too much")
    HARASSING = "harassing", pgettext_lazy("behaviour", "They harass somebody")


class HouseStep(models.Model):
    """A step that a house added to the guide for difficult moments."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="house_steps")
    behaviour = models.CharField(max_length=10, choices=Behaviour)
    words = models.CharField(max_length=200)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    moment = models.BigIntegerField(unique=True)
    taken_off_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class Tick(models.Model):
    """A step of the guide that somebody took in a case: who and when. ``step`` is its code."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ticks")
    behaviour = models.CharField(max_length=10, choices=Behaviour)
    step = models.CharField(max_length=20)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    moment = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "behaviour", "step"], name="tick_once")
        ]

    def __str__(self) -> str:
        return f"case {self.case_id}: {self.step}"
