"""What reaches out to a customer: what was done, what was held back, and what waits for a hand."""

from datetime import time

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.customers.models import Customer
from regulars.places.models import Place, Staff


class TouchWays(models.Model):
    """How often and when a place reaches out: at most ``cap`` times in thirty days, never from
    ``quiet_from`` to ``quiet_to`` by its own wall, cards drafted ``lead_days`` before.

    ``festivals`` are codes of ``occasions.festivals``; None: those of the place's own calendar.
    """

    place = models.OneToOneField(
        Place, primary_key=True, on_delete=models.CASCADE, related_name="touch_ways"
    )
    cap = models.PositiveSmallIntegerField(default=2)
    quiet_from = models.TimeField(default=time(20))
    quiet_to = models.TimeField(default=time(9))
    lead_days = models.PositiveSmallIntegerField(default=7)
    festivals = models.JSONField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="touch_ways_bounds",
                condition=Q(cap__gte=1, cap__lte=10, lead_days__gte=1, lead_days__lte=30),
            )
        ]

    def __str__(self) -> str:
        return f"touching from {self.place_id}"


class Touch(models.Model):
    """Somebody of the house reached out to a customer: for what purpose, and by which way."""

    class Way(models.TextChoices):
        LETTER = "letter", pgettext_lazy("way", "A card or letter")
        MAIL = "mail", pgettext_lazy("way", "E-mail")
        TEXT = "text", pgettext_lazy("way", "Text message")
        MESSAGE = "message", pgettext_lazy("way", "Messenger")
        CALL = "call", pgettext_lazy("way", "A call")
        VISIT = "visit", pgettext_lazy("way", "A visit")
        HAND = "hand", pgettext_lazy("way", "In person, here")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="touches")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="touches")
    purpose = models.SlugField(max_length=30)
    way = models.CharField(max_length=10, choices=Way)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    key = models.CharField(max_length=200, null=True, unique=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["customer", "at"], name="touch_customer")]

    def __str__(self) -> str:
        return f"{self.way} to {self.customer_id} for {self.purpose}"


class LeftAlone(models.Model):
    """A customer does not want to be reached out to; for good where ``until`` is None."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="left_alone")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], name="left_alone_once", condition=Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} since {self.since:%Y-%m-%d}"


class Silenced(models.Model):
    """A touch that was held back, and why: its owner is told, and everybody can read it.

    ``what`` is card, follow_up or touch. Over (``over_at``) when it went out after all, or when
    nobody wants to do it any more.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="silenced")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="silenced")
    owner = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=20)
    purpose = models.SlugField(max_length=30)
    way = models.CharField(max_length=10)
    code = models.CharField(max_length=20)
    facts = models.JSONField(default=dict)
    until = models.DateTimeField(null=True)
    at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.what} for {self.customer_id}: {self.code}"


class Occasion(models.Model):
    """A day of theirs that comes again each year. Without a year only the day is known.

    By the lunar calendar ``month`` and ``day`` are lunar, ``leap`` the leap month.
    """

    class Kind(models.TextChoices):
        BIRTHDAY = "birthday", pgettext_lazy("occasion", "Birthday")
        WEDDING = "wedding", pgettext_lazy("occasion", "Wedding anniversary")
        OTHER = "other", pgettext_lazy("occasion", "Another day of theirs")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="occasions")
    kind = models.CharField(max_length=10, choices=Kind)
    lunar = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField(null=True)
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    leap = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "kind"], name="occasion_once"),
            models.CheckConstraint(
                name="occasion_day",
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.customer_id}"


class TouchCard(models.Model):
    """A card drafted for a person to sign by hand: one for an occasion of a customer's day.

    ``facts`` hold what the draft stands on (the day of the last goodbye, the years). ``why`` says
    what became of one that nobody sent.
    """

    class Kind(models.TextChoices):
        MISSED = "missed", pgettext_lazy("card", "We miss you, on the birthday")
        BIRTHDAY = "birthday", pgettext_lazy("card", "Birthday")
        ANNIVERSARY = "anniversary", pgettext_lazy("card", "Anniversary")
        FESTIVAL = "festival", pgettext_lazy("card", "Festival")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("card", "To sign")
        SIGNED = "signed", pgettext_lazy("card", "Signed")
        SENT = "sent", pgettext_lazy("card", "On its way")
        EXPIRED = "expired", pgettext_lazy("card", "The day passed")
        ASIDE = "aside", pgettext_lazy("card", "Put aside")

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="touch_cards")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="touch_cards")
    owner = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    occasion = models.CharField(max_length=30)
    on = models.DateField()
    language = models.CharField(max_length=10)
    words = models.TextField()
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    drafted_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["customer", "occasion", "on"], name="touch_card_once")
        ]
        indexes = [models.Index(fields=["place", "state"], name="touch_card_place")]

    def __str__(self) -> str:
        return f"card to {self.customer_id} for {self.on}"

    @property
    def opaque(self) -> str:
        return f"card:{self.pk}"


class Sequence(models.Model):
    """A row of follow-ups for one aim of one customer, with one owner, until it is ended."""

    class Ending(models.TextChoices):
        RESULT = "result", _("It came to something")
        REFUSED = "refused", _("They said no")
        REQUEST = "request", _("They asked us to stop")
        GIVEN_UP = "given_up", _("We let it rest")
        WHOLE = "whole", _("All eleven are done")

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="sequences")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="sequences")
    owner = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    aim = models.CharField(max_length=120)
    opened_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    ended_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=200, null=True, unique=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"follow-ups for {self.customer_id}"


class Following(models.Model):
    """One touch of a sequence: planned with its reason, then done by a person."""

    class Form(models.TextChoices):
        NOTE = "note", _("A note by hand")
        CALL = "call", _("A call")
        CUTTING = "cutting", _("A cutting, an article")
        MESSAGE = "message", _("A message")
        VISIT = "visit", _("A visit")
        TASTE = "taste", _("Something to try")
        INVITATION = "invitation", _("An invitation")

    class Stage(models.TextChoices):
        TRUST = "trust", _("Trust in the person")
        IDEA = "idea", _("The idea")
        OFFER = "offer", _("The offer")

    sequence = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=10, choices=Form)
    stage = models.CharField(max_length=5, choices=Stage)
    reason = models.CharField(max_length=200)
    planned_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=64)
    late = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sequence", "number"], name="following_once"),
            models.CheckConstraint(
                name="following_eleven", condition=Q(number__gte=1, number__lte=11)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.sequence_id}"
