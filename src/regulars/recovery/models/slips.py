"""Small slips, mended on the spot: no case and no clock, but counted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.places.models import Place


class Slip(models.Model):
    """One small thing that went wrong and was put right at once, at a post of a place.

    It names no customer: whom it happened to stands in the journal alone, with what was said.
    """

    class Kind(models.TextChoices):
        COLD = "cold", _("Came cold")
        NAME = "name", _("Wrong name")
        WRONG = "wrong", _("Not what they asked for")
        WAITED = "waited", _("Waited a little")
        SHORT = "short", _("Something was missing")
        UNCLEAN = "unclean", _("Not clean")
        BILL = "bill", _("A line on the bill")
        TONE = "tone", _("A short word")
        SPILT = "spilt", _("A drop spilt")
        GONE = "gone", _("Sold out")
        NOISE = "noise", _("Noise, draught, smell")
        OTHER = "other", _("Something else")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="slips")
    kind = models.CharField(max_length=8, choices=Kind)
    post = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["place", "at"], name="slip_place")]
        constraints = [
            models.CheckConstraint(name="slip_kind", condition=~Q(kind="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.post or self.place_id}"
