"""What is said and asked before somebody comes, by the kind of service they booked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.customers.models import Booking, Customer
from regulars.places.models import Place, Staff
from regulars.places.models.called import Called


class Service(Called):
    """A kind of service that is booked here: what to say before, and what could stop it.

    ``signs`` are words in what somebody books by which it is known, one a line; without any it is
    every booking here. ``items`` is the checklist: [{language: words}, …].
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="services")
    signs = models.TextField(blank=True)
    items = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]


class Condition(models.Model):
    """Something that may stop a visit of one service, asked when it is booked.

    ``asks`` is a question that yes or no answers; with yes, ``instead`` is what is offered. Both by
    language. Never changed: another wording is another row, and this one is gone since ``gone_at``.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="conditions")
    asks = models.JSONField()
    instead = models.JSONField()
    sensitive = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"condition {self.pk} of {self.service_id}"


class ConditionAnswer(models.Model):
    """What they said to a question, for a booking on ``day``; on another day it is asked again.

    A sensitive one stands in ``sealed`` with their consent and ``said`` is empty; without it
    nothing is kept but that it was talked about (``asked``). ``outcome`` is what came of a yes.
    """

    class Said(models.TextChoices):
        FINE = "fine", pgettext_lazy("condition", "Nothing in the way")
        STOPS = "stops", pgettext_lazy("condition", "In the way")
        ASKED = "asked", pgettext_lazy("condition", "Talked about")

    class Outcome(models.TextChoices):
        INSTEAD = "instead", pgettext_lazy("condition", "They took the other way")
        COMES = "comes", pgettext_lazy("condition", "They come all the same")
        NOT = "not", pgettext_lazy("condition", "They come another time")

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="answers")
    day = models.DateField()
    said = models.CharField(max_length=6, choices=Said, blank=True)
    sealed = models.BinaryField(null=True)
    how = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "condition"], name="condition_once"),
            models.CheckConstraint(
                name="condition_said", condition=Q(said="", sealed__isnull=False) | ~Q(said="")
            ),
        ]

    def __str__(self) -> str:
        return f"answer to {self.condition_id} for {self.booking_id}"


class BriefingWays(models.Model):
    """Whether a place lets the clock send its checklists; where not, a person tells them."""

    place = models.OneToOneField(
        Place, primary_key=True, on_delete=models.CASCADE, related_name="briefing_ways"
    )
    sends = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"briefings of {self.place_id}"


class Briefing(models.Model):
    """What to bring and what to leave at home, for one booking: when it was booked, and again the
    day before; once each for a day (``on``) of the booking.

    OPEN waits for a person (``owner``), SENDING for the clock. ``trouble`` is why the clock could
    not: a code of ``places.notices.channels``, or no_way.
    """

    class Turn(models.TextChoices):
        BOOKED = "booked", _("At the booking")
        EVE = "eve", _("The day before")

    class State(models.TextChoices):
        OPEN = "open", _("To tell")
        SENDING = "sending", _("On its way")
        TOLD = "told", _("Told")
        OVER = "over", _("No longer needed")

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="briefings")
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="briefings")
    owner = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    turn = models.CharField(max_length=8, choices=Turn)
    on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    drafted_at = models.DateTimeField()
    way = models.CharField(max_length=10, blank=True)
    trouble = models.CharField(max_length=20, blank=True)
    ended_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "turn", "on"], name="briefing_once")
        ]
        indexes = [models.Index(fields=["place", "state"], name="briefing_place")]

    def __str__(self) -> str:
        return f"{self.turn} of {self.booking_id}"
