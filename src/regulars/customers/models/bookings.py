"""Who has said that they will come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.models.person import Customer
from regulars.places.models import Place


class Booking(models.Model):
    """Somebody is expected at an hour. ``code`` is the booking system's own number, if any;
    ``where`` is the room, table or chair; ``aim`` is what they said they come for."""

    class State(models.TextChoices):
        OPEN = "open", _("Expected")
        CANCELLED = "cancelled", _("Cancelled")
        NO_SHOW = "no_show", _("Did not come")

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="bookings")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="bookings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    party = models.PositiveSmallIntegerField(default=1)
    where = models.CharField(max_length=40, blank=True)
    aim = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    code = models.CharField(max_length=80, null=True)
    source = models.CharField(max_length=64, blank=True)
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["place", "code"], name="booking_once")]
        indexes = [models.Index(fields=["place", "starts_at"], name="booking_place")]

    def __str__(self) -> str:
        return f"{self.customer_id} at {self.starts_at:%Y-%m-%d %H:%M}"
