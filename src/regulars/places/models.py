"""A place, its touchpoints, its people and what it sells."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """Where people serve people. Days and hours are the place's own."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    name_zh_hans = models.CharField(max_length=80, blank=True)
    time_zone = models.CharField(max_length=40, default="UTC")
    currency = models.CharField(max_length=3, default="USD")
    lead_days = models.PositiveSmallIntegerField(default=2)
    demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.called()

    def called(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        return self.name_zh_hans if chinese and self.name_zh_hans else self.name

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


class Touchpoint(models.Model):
    """One post on the customer's way through the place, in the customer's order."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="touchpoints")
    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=60)
    name_zh_hans = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["place", "code"], name="touchpoint_once")]

    def __str__(self) -> str:
        return self.called()

    def called(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        return self.name_zh_hans if chinese and self.name_zh_hans else self.name


class Role(models.TextChoices):
    CLERK = "clerk", _("Clerk")
    MANAGER = "manager", _("Manager")
    OWNER = "owner", _("Owner")


class Staff(models.Model):
    """A person who serves at a place, with a role there and a post."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="staff")
    role = models.CharField(max_length=10, choices=Role)
    name = models.CharField(max_length=60)
    post = models.ForeignKey(Touchpoint, null=True, on_delete=models.SET_NULL)
    language = models.CharField(max_length=10, blank=True)
    serves = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def opaque(self) -> str:
        """How the journal names this person."""
        return f"staff:{self.pk}"


class Need(models.Model):
    """What runs out at a customer's: milk, whichever brand of it was bought.

    ``anticipate`` is off where saying it aloud would feel spied upon, or nothing can be foreseen.
    """

    code = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=120)
    name_zh_hans = models.CharField(max_length=120, blank=True)
    icon = models.CharField(max_length=20, default="gift")
    anticipate = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.called()

    def called(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        own = self.name_zh_hans if chinese and self.name_zh_hans else self.name
        return own or self.code

    def spoken(self) -> str:
        """As one says it aloud: “soda”, where the list says “soda, small bottle”."""
        return self.called().partition(",")[0]


def need_called(words: str) -> Need:
    """The need that goes by these words in any language; a new one where none does."""
    wanted = words.strip()
    known = Need.objects.filter(
        models.Q(name__iexact=wanted) | models.Q(name_zh_hans=wanted) | models.Q(code=wanted)
    ).first()
    return known or Need.objects.create(code=wanted, name=wanted, icon="rice")


class Article(models.Model):
    """One thing on the shelf, and the need it serves."""

    code = models.CharField(max_length=120, unique=True)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="articles")

    def __str__(self) -> str:
        return self.code
