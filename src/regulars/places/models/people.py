"""Who serves here: what they may do, what their work is for, and when they are on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regulars.places.models.called import Called
from regulars.places.models.place import Place, Touchpoint


class Role(models.TextChoices):
    """What somebody may do; see ``places.permissions``."""

    CLERK = "clerk", _("Clerk")
    MANAGER = "manager", _("Manager")
    OWNER = "owner", _("Owner")


class Job(Called):
    """A role as the house speaks of it: what one does, and what it is for.

    Both texts are wanted: one without a purpose cannot be published.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="jobs")
    duties = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="job_once"),
            models.CheckConstraint(
                name="job_published_whole",
                condition=Q(published=False) | (~Q(duties="") & ~Q(purpose="")),
            ),
        ]


class Staff(models.Model):
    """A person who serves at a place, with a role there and a post. One login may serve at
    several places; leaders of a brand or region may enter every place below it.

    ``by_pin`` is set at the door of whoever came in by PIN at a shared tablet (``permissions``);
    ``led_from`` on a leader who stands in from a node above, ``everywhere`` the posts of the same
    login. ``level`` is the level they are certified at. Whoever has left (``left_at``) opens
    no door here; their name stays with what they did.
    """

    by_pin = False
    led_from: Place | None = None
    everywhere: "tuple[Staff, ...]" = ()

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="posts"
    )
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="staff")
    role = models.CharField(max_length=10, choices=Role)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="staff")
    name = models.CharField(max_length=60)
    post = models.ForeignKey(Touchpoint, null=True, on_delete=models.SET_NULL)
    language = models.CharField(max_length=10, blank=True)
    serves = models.BooleanField(default=True)
    level = models.PositiveSmallIntegerField(default=0)
    pin = models.CharField(max_length=128, blank=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="staff_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def opaque(self) -> str:
        """How the journal names this person."""
        return f"staff:{self.pk}"

    def reads(self, at: Place) -> str:
        """The language in which they are told of something at this place: the one they chose, else
        the place's, else the house's."""
        return self.language or at.language or settings.LANGUAGE_CODE


class Shift(models.Model):
    """Who is on, where and when; the end may lie past midnight."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="shifts")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="shifts")
    post = models.ForeignKey(Touchpoint, null=True, on_delete=models.SET_NULL)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["staff", "starts_at"], name="shift_once"),
            models.CheckConstraint(name="shift_sane", condition=Q(ends_at__gt=F("starts_at"))),
        ]
        indexes = [models.Index(fields=["place", "starts_at"], name="shift_place")]

    def __str__(self) -> str:
        return f"{self.staff} {self.starts_at:%Y-%m-%d %H:%M}"
