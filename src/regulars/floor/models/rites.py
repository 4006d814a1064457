"""What this house always does for everybody, in its own words."""

from django.db import models
from django.db.models import Q

from regulars.places.models import Place


class Rite(models.Model):
    """One step: at which post (its code; empty: wherever they are), or after paying, so that they
    feel as welcome then as before. ``say`` are the words that go with it."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="rites")
    act = models.CharField(max_length=100)
    say = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=30, blank=True)
    after_paying = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="rite_act", condition=~Q(act=""))]

    def __str__(self) -> str:
        return self.act
