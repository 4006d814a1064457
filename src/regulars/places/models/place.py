"""A place in its tree, and its touchpoints in the customer's order."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.places.models.called import Called


class Level(models.TextChoices):
    """What a node of the tree is: only a place has a board."""

    BRAND = "brand", _("Brand")
    REGION = "region", _("Region")
    PLACE = "place", _("Place")


class Trade(models.TextChoices):
    """What kind of house it is: its examples and its words follow."""

    SHOP = "shop", _("Shop")
    HOTEL = "hotel", _("Hotel")
    RESTAURANT = "restaurant", _("Restaurant")
    SALON = "salon", _("Salon")
    COUNTER = "counter", _("Service counter")


class Place(Called):
    """Where people serve people. Days and hours are the place's own.

    Places of one tree share one book of customers: that of the node at the top (``book``).
    """

    slug = models.SlugField(unique=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    top = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="branches")
    level = models.CharField(max_length=10, choices=Level, default=Level.PLACE)
    trade = models.CharField(max_length=12, choices=Trade, default=Trade.SHOP)
    time_zone = models.CharField(max_length=40, default="UTC")
    currency = models.CharField(max_length=3, default="USD")
    lead_days = models.PositiveSmallIntegerField(default=2)
    language = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    access = models.JSONField(default=list)
    access_note = models.CharField(max_length=300, blank=True)
    credo = models.TextField(blank=True)
    demo = models.BooleanField(default=False)
    shut = models.BooleanField(default=False)
    """Not opened for customers yet; only a new house begins so (``recovery.readiness``)."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A place stands in the book of the node at the top of its tree."""
        self.top = (self.parent.top or self.parent) if self.parent else None
        super().save(*args, **kwargs)

    @property
    def book(self) -> "Place":
        """The node whose customers, households and handles this place shares."""
        return self.top or self

    @property
    def book_id(self) -> int:
        return self.top_id or self.pk

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    def day_of(self, instant: datetime) -> date:
        """The place's own calendar day at an instant."""
        return instant.astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        """The instant (UTC) at which a day begins here, also where midnight is skipped."""
        return datetime.combine(day, time.min, self.zone).astimezone(UTC)

    def hours_of(self, day: date) -> tuple[datetime, datetime]:
        """The instants between which a day lies here: 23, 24 or 25 hours."""
        return self.start_of(day), self.start_of(day + timedelta(days=1))


class Touchpoint(Called):
    """One post on the customer's way through the place, in the customer's order.

    ``greet_within`` is the seconds within which somebody met here is greeted.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="touchpoints")
    code = models.SlugField(max_length=30)
    position = models.PositiveSmallIntegerField(default=0)
    greet_within = models.PositiveSmallIntegerField(default=30)
    purpose = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["place", "code"], name="touchpoint_once")]


class SafetyRule(Called):
    """What may not be done here, whoever asks: it stands above every suggestion.

    ``words`` are what a suggestion must not hold, one per line, in any language.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="safety_rules")
    words = models.TextField(blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
