"""Every problem told, and the four stages none may miss."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.recovery.models.case import Case


class Problem(models.Model):
    """One thing a customer told us. A case may hold several; the first is what it opened with.

    Their words stand in the words of ``moment``. That it is recorded is the row itself.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="problems")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"case {self.case_id}: problem {self.pk}"


class Stage(models.Model):
    """A stage of a problem: handled, checked again, or fed back to ``department``.

    ``held`` is False where the check found it broken still: then it is to be handled again.
    """

    class Kind(models.TextChoices):
        HANDLED = "handled", _("handled")
        RECHECKED = "rechecked", _("checked again")
        FED_BACK = "fed_back", _("fed back")

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="stages")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)
    department = models.CharField(max_length=80, blank=True)
    held = models.BooleanField(default=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"problem {self.problem_id}: {self.kind}"


STAGES = ("recorded", *(str(kind) for kind in Stage.Kind))
"""In the order in which they are reached."""
