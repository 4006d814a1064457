"""The four steps in their order, and what may be judged only after the first of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.recovery.models.case import Case


class How(models.TextChoices):
    """How an apology reached them."""

    SAID = "said", _("said to them")
    SENT = "sent", _("sent to them")


class Cause(models.TextChoices):
    """The class of what made it happen: never a person."""

    WAY = "way", _("How we work: the way it is done")
    SKILL = "skill", _("Nobody had shown us how")
    CROWD = "crowd", _("Too few hands for so many guests")
    GOODS = "goods", _("The goods or the ingredients")
    TOOL = "tool", _("A tool, a machine or the room")
    WORD = "word", _("Something was not passed on")
    PARTNER = "partner", _("A supplier or a partner")
    OUTSIDE = "outside", _("From outside: weather, traffic, power")


class Fault(models.TextChoices):
    """On whose side it began; asked only after they were comforted, and never before them."""

    OURS = "ours", _("with us")
    SHARED = "shared", _("with both")
    THEIRS = "theirs", _("with the customer")
    OTHERS = "others", _("with somebody else")
    UNKNOWN = "unknown", _("nobody knows")


class Fairness(models.TextChoices):
    """How what they ask for stands to what they lost."""

    LESS = "less", _("less than they lost")
    FAIR = "fair", _("fair")
    MORE = "more", _("more than they lost")


class Step(models.Model):
    """One of the four steps, done: who and when. Never changed; done again, a later row stands.

    A trigger refuses a step before the one it follows, and one dated before it. Amounts are minor
    units of ``currency``; what was owed and the extra are apart, their words stand in the words of
    ``moment``. ``disputed`` is what it is about in money, as they put it when it was gone
    over. ``cause``, ``process`` and ``defect`` tell of our work, of no person.
    """

    class Kind(models.TextChoices):
        APOLOGISED = "apologised", _("apologised")
        HEARD = "heard", _("gone over together")
        PUT_RIGHT = "put_right", _("put right")
        WRITTEN_DOWN = "written_down", _("written down")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)
    how = models.CharField(max_length=4, choices=How, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    disputed = models.BigIntegerField(null=True)
    restitution = models.BigIntegerField(null=True)
    extra = models.BigIntegerField(null=True)
    extra_given = models.BooleanField(default=False)
    cause = models.CharField(max_length=8, choices=Cause, blank=True)
    process = models.CharField(max_length=200, blank=True)
    defect = models.CharField(max_length=300, blank=True)
    pattern = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="step_amounts",
                condition=(Q(restitution=None) | Q(restitution__gte=0))
                & (Q(extra=None) | Q(extra__gte=0)),
            ),
            models.CheckConstraint(
                name="step_cause", condition=~Q(kind="written_down") | ~Q(cause="")
            ),
        ]
        indexes = [
            models.Index(fields=["case", "kind"], name="step_kind"),
            models.Index(fields=["pattern", "at"], name="step_pattern", condition=~Q(pattern="")),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id}: {self.kind}"


STEPS = tuple(Step.Kind)
"""In the order in which they are taken."""


class Finding(models.Model):
    """Facts, fault and fairness as somebody judged them. A trigger keeps it shut until there is
    an apology. Never changed; a later one stands. The facts are in the words of ``moment``."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)
    fault = models.CharField(max_length=8, choices=Fault, blank=True)
    fairness = models.CharField(max_length=8, choices=Fairness, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"case {self.case_id}: {self.fault}"
