"""Rules and where somebody went past them, and those who ask for wider room."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.authority.acts import Act
from regulars.places.models import Place, Staff


class HouseRule(models.Model):
    """A rule as the house says it: “No breakfast after ten.” Of the place, or of a node above.

    Safety is no such rule (``places.models.SafetyRule``): nobody excepts it.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="house_rules")
    words = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    since = models.DateTimeField()
    by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "folded"], condition=Q(ended_at=None), name="house_rule_once"
            )
        ]

    def __str__(self) -> str:
        return self.words


class Exempted(models.Model):
    """Somebody went past a rule for a customer, with a reason (in the words of ``moment``); never
    changed. What went past a limit stands in the ledger: asked for, and given by a leader."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="exempted")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="exempted")
    rule = models.ForeignKey(HouseRule, on_delete=models.PROTECT, related_name="exempted")
    customer = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    key = models.CharField(max_length=120, unique=True)
    moment = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["place", "at"], name="exempted_lately"),
            models.Index(fields=["customer"], name="exempted_customer",
                         condition=~Q(customer="")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"past {self.rule_id}"


class Settlement(models.Model):
    """A leader answered what so many exceptions proposed; counting begins anew from then on.

    Of a house rule, or (``act``) of the limits of one act.
    """

    class Answer(models.TextChoices):
        CHANGED = "changed", _("the rule is changed")
        DROPPED = "dropped", _("the rule is gone")
        STAYS = "stays", _("the rule stays")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="settlements")
    rule = models.ForeignKey(
        HouseRule, null=True, on_delete=models.PROTECT, related_name="settlements"
    )
    act = models.CharField(max_length=12, choices=Act, blank=True)
    answer = models.CharField(max_length=8, choices=Answer)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    key = models.CharField(max_length=120, unique=True)
    moment = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="settlement_of_one",
                condition=Q(rule=None) & ~Q(act="") | Q(rule__isnull=False, act=""),
            )
        ]

    def __str__(self) -> str:
        return self.answer


class Plea(models.Model):
    """Somebody asks for wider room, with a case; an answer with reasons is owed by ``due_at``.

    ``amount`` is what they would decide alone each time, in minor units; None: as they see fit.
    The case and the reasons stand in the words of ``moment`` and ``answer_moment``.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        PARTLY = "partly", _("in part")
        NO = "no", _("not now")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="pleas")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="pleas")
    act = models.CharField(max_length=12, choices=Act)
    amount = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    key = models.CharField(max_length=120, unique=True)
    moment = models.BigIntegerField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="answered_pleas"
    )
    answer_moment = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="plea_amount", condition=Q(amount=None) | Q(amount__gte=0)),
            models.CheckConstraint(
                name="plea_answered_with_reasons",
                condition=Q(answer="", answered_at=None, answer_moment=None)
                | ~Q(answer="") & Q(answered_at__isnull=False, answer_moment__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="plea_owed", condition=Q(answered_at=None))]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.act}"
