"""Being ready before it happens: playbooks, risks, coaching in private, and a place that opens."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from regulars.places.models import Place, Staff
from regulars.places.models.called import Called
from regulars.recovery.models.case import Case


class Trouble(models.TextChoices):
    """What one can see coming."""

    DELAY = "delay", pgettext_lazy("playbook", "It takes longer than we promised")
    WEATHER = "weather", pgettext_lazy("playbook", "Ice, storm, flood")
    POWER = "power", pgettext_lazy("playbook", "The power is out")
    SYSTEM = "system", pgettext_lazy("playbook", "The till or the system is down")
    PERSON = "person", pgettext_lazy("playbook", "A key person is missing")
    SPILLED = "spilled", pgettext_lazy("playbook", "Spilled on a guest")
    FULL = "full", pgettext_lazy("playbook", "Promised to two at once")
    SKIN = "skin", pgettext_lazy("playbook", "It burns or itches")
    OTHER = "other", pgettext_lazy("playbook", "Something else")


class Playbook(Called):
    """What everybody does when one foreseeable thing goes wrong, here and at the places below.

    What it says stands in its editions; the latest accepted one is in force.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="playbooks")
    kind = models.CharField(max_length=8, choices=Trouble)
    begun_at = models.DateTimeField()
    drill_days = models.PositiveSmallIntegerField(default=180)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="playbook_drilled", condition=Q(drill_days__gte=1)),
        ]


class Edition(models.Model):
    """The words of a playbook, as somebody wrote them and another looked at them.

    ``texts`` holds them by language, ``{"en": {"dignity": …, "steps": [{"who", "do", "say"}]}}``;
    one written by hand stands in its writer's language only. ``dignity`` repeats the line of the
    first, which may not be missing. ``written_by`` is a colleague, or ``start:`` and the code of a
    proposal that comes with the house. Nobody accepts what they wrote.
    """

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("edition", "in force")
        REJECTED = "rejected", pgettext_lazy("edition", "not accepted")

    playbook = models.ForeignKey(Playbook, on_delete=models.PROTECT, related_name="editions")
    texts: Any = models.JSONField()
    dignity = models.CharField(max_length=300)
    written_by = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    moment = models.BigIntegerField(unique=True)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    reviewed_by = models.CharField(max_length=64, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="edition_dignity", condition=~Q(dignity="")),
            models.CheckConstraint(
                name="edition_by_another", condition=~Q(reviewed_by=F("written_by"))
            ),
            models.CheckConstraint(
                name="edition_reviewed",
                condition=Q(verdict="", reviewed_by="", reviewed_at=None)
                | (~Q(verdict="") & ~Q(reviewed_by="") & Q(reviewed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"edition {self.pk} of playbook {self.playbook_id}"


class Drill(models.Model):
    """It was rehearsed on a day, and something was learned."""

    playbook = models.ForeignKey(Playbook, on_delete=models.PROTECT, related_name="drills")
    day = models.DateField()
    learned = models.CharField(max_length=500)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    moment = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"playbook {self.playbook_id} drilled on {self.day}"


class Degree(models.IntegerChoices):
    """How likely, and how bad: three words are enough to put them in order."""

    LOW = 1, pgettext_lazy("degree", "little")
    MIDDLE = 2, pgettext_lazy("degree", "middling")
    HIGH = 3, pgettext_lazy("degree", "much")


class Risk(models.Model):
    """What may fail here, and what is looked at so that it does not."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="risks")
    words = models.CharField(max_length=200)
    likely = models.PositiveSmallIntegerField(choices=Degree)
    harm = models.PositiveSmallIntegerField(choices=Degree)
    look = models.CharField(max_length=300)
    every_days = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    moment = models.BigIntegerField(unique=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="risk_sane",
                condition=Q(likely__range=(1, 3), harm__range=(1, 3), every_days__range=(1, 730)),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class RiskCheck(models.Model):
    """Somebody looked, and signs for it. One that found it failing stays a task until ``mended``.

    Never removed: a trigger forbids it.
    """

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="checks")
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    holds = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)
    moment = models.BigIntegerField(unique=True)
    mended_at = models.DateTimeField(null=True)
    mended_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    mended = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"risk {self.risk_id} looked at"


class Coaching(models.Model):
    """Something to practise that came out of a case: between ``person`` and ``coach`` alone.

    Its words stand under seal beside its moments.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="coachings")
    person = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="coached")
    coach = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="coaches")
    at = models.DateTimeField()
    until = models.DateField()
    moment = models.BigIntegerField(unique=True)
    answer = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(name="coached_by_another", condition=~Q(person=F("coach"))),
        ]

    def __str__(self) -> str:
        return f"coaching {self.pk}"


class Readiness(models.Model):
    """What a place has said of how it would put things right, and when it was opened.

    ``Place.shut`` repeats, for every door to read, that ``opened_at`` is still missing.
    """

    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="readiness")
    door = models.CharField(max_length=120, blank=True)
    follow_owner = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"readiness of {self.place_id}"
