"""By which ways customers reach a place, who answers each, and the gaps somebody was told of."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.places.models import Place, Staff, Touchpoint
from regulars.places.models.called import Called


class WayIn(Called):
    """One way in: the desk, the phone, a chat account, the mailbox.

    Whoever is on shift at ``post`` answers it (at any post where it has none), else ``keeper``, by
    name. ``minutes`` is how soon it promises an answer.
    """

    class When(models.TextChoices):
        ALWAYS = "always", _("every minute of the week")
        OPEN = "open", _("while we are open")

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="ways_in")
    code = models.SlugField(max_length=30)
    post = models.ForeignKey(Touchpoint, null=True, on_delete=models.SET_NULL)
    keeper = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="keeps")
    minutes = models.PositiveIntegerField()
    when = models.CharField(max_length=6, choices=When, default=When.ALWAYS)
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="way_in_once"),
            models.CheckConstraint(name="way_in_ahead", condition=Q(minutes__gt=0)),
        ]

    @property
    def touchpoint(self) -> str:
        """How waits and expectations name it."""
        return f"channel:{self.code}"


class Gap(models.Model):
    """A span in which nobody answers a way in, once somebody who leads was told of it."""

    way = models.ForeignKey(WayIn, on_delete=models.CASCADE, related_name="gaps")
    begins_at = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["way", "begins_at"], name="gap_once")]

    def __str__(self) -> str:
        return f"{self.way_id} from {self.begins_at:%Y-%m-%d %H:%M}"
