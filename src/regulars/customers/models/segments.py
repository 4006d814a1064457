"""A house's own segment: customers told apart by what they need, never by money alone."""

from django.db import models

from regulars.places.models import Place


class Segment(models.Model):
    """Words that stand in what somebody likes or needs (any of them), and visits at least; it is
    read afresh each time, so nobody is kept in a drawer."""

    book = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="segments")
    name = models.CharField(max_length=60)
    words = models.JSONField(default=list)
    min_visits = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["book", "name"], name="segment_once"),
        ]

    def __str__(self) -> str:
        return self.name
