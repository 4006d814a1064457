"""When a place is reached: hours of the week, split and past midnight, and days of their own."""

from django.db import models

from regulars.places.models.place import Place

DOOR = "door"


class Opening(models.Model):
    """One span of one weekday (Monday is 0) on one channel; past midnight where it closes earlier
    than it opens. Several of a day make split hours; equal times are round the clock."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="openings")
    channel = models.SlugField(max_length=20, default=DOOR)
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "channel", "weekday", "opens"], name="opening_once"
            ),
            models.CheckConstraint(name="opening_weekday", condition=models.Q(weekday__lte=6)),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens:%H:%M}–{self.closes:%H:%M}"


class SpecialDay(models.Model):
    """A holiday or another day with hours of its own; without hours it is closed all day."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="special_days")
    channel = models.SlugField(max_length=20, default=DOOR)
    day = models.DateField()
    name = models.CharField(max_length=80, blank=True)
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)

    class Meta:
        ordering = ["day", "opens"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "channel", "day", "opens"], name="special_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
