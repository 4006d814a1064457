"""One disruption for all whom it touches: who they are, what each was told, and what they get.

A disruption is no case: nobody has complained yet, and the point is that nobody needs to.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import Booking, Customer
from regulars.places.models import Place, Staff


class Disruption(models.Model):
    """What many have booked or bought comes later, or not at all.

    ``thing`` is what they booked, as they know it; ``said`` holds our own words about the reason
    by language ({"en": …}), beside the ready sentence of ``reason``. ``starts_at`` is the hour it
    was to be, ``new_at`` the one it is now (empty: not known yet, or ``kind`` off). ``whom`` is
    the filter that found the affected. ``next_at``: by then they hear from us again; ``draft``
    is what they will read then. ``ended_at`` with ``ending`` closes it; nothing is removed.
    """

    class Kind(models.TextChoices):
        LATE = "late", _("Later than planned")
        OFF = "off", _("Cannot take place")

    class Ending(models.TextChoices):
        LIFTED = "lifted", _("As planned after all")
        OVER = "over", _("It is over")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="disruptions")
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="disruptions")
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.LATE)
    thing = models.CharField(max_length=120)
    reason = models.CharField(max_length=12)
    said = models.JSONField(default=dict)
    starts_at = models.DateTimeField()
    new_at = models.DateTimeField(null=True)
    known_at = models.DateTimeField()
    whom = models.JSONField(default=dict)
    every = models.PositiveSmallIntegerField(default=30)
    next_at = models.DateTimeField(null=True)
    draft = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)
    ending = models.CharField(max_length=6, choices=Ending, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["place", "-opened_at"], name="disruption_latest"),
            models.Index(fields=["place"], name="disruption_open", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"disruption {self.pk}"

    @property
    def opaque(self) -> str:
        """How the journal names it."""
        return f"disruption:{self.pk}"


class Affected(models.Model):
    """One person whom it touches, once, however often they booked.

    ``place_in_line`` is the order in which they are told, ``need`` why they stand there.
    ``code`` opens their own page. ``told_at``: the first word from us reached them, by ``way``.
    ``heard``: where they heard of it first. An erased person leaves a row without a name.
    """

    class Need(models.TextChoices):
        HELP = "help", _("needs help along the way")
        CARE = "care", _("needs us first")
        HOME = "home", _("somebody at home needs help")
        SOON = "soon", _("soonest to set out")

    class Heard(models.TextChoices):
        US = "us", _("From us, before")
        HERE = "here", _("Only here at the counter")
        ELSEWHERE = "elsewhere", _("Elsewhere first")

    class Sort(models.TextChoices):
        BOOKED = "booked", _("booked with us")
        ONLINE = "online", _("booked or bought online")
        BOUGHT = "bought", _("bought here")

    disruption = models.ForeignKey(Disruption, on_delete=models.PROTECT, related_name="affected")
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="affected"
    )
    booking = models.ForeignKey(Booking, null=True, on_delete=models.SET_NULL, related_name="+")
    bookings = models.PositiveSmallIntegerField(default=1)
    party = models.PositiveIntegerField(default=1)
    sort = models.CharField(max_length=6, choices=Sort)
    starts_at = models.DateTimeField()
    place_in_line = models.PositiveIntegerField()
    need = models.CharField(max_length=4, choices=Need)
    code = models.CharField(max_length=12, unique=True)
    told_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=8, blank=True)
    heard = models.CharField(max_length=9, choices=Heard, blank=True)
    heard_at = models.DateTimeField(null=True)
    heard_by = models.CharField(max_length=64, blank=True)
    forgotten = models.BooleanField(default=False)

    class Meta:
        ordering = ["disruption", "place_in_line", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["disruption", "customer"], name="affected_once"),
        ]
        indexes = [models.Index(fields=["disruption", "place_in_line"], name="affected_line")]

    def __str__(self) -> str:
        return f"{self.customer_id} in {self.disruption_id}"


class Bulletin(models.Model):
    """What all are told at one time, numbered from 1. ``due_at`` is the instant it was promised
    for (the first: when it was made), ``next_at`` the next one promised in it, if any."""

    class Kind(models.TextChoices):
        FIRST = "first", _("First word")
        NEWS = "news", _("News")
        NONE = "none", _("No news yet")
        CHANGED = "changed", _("A new time")
        LIFTED = "lifted", _("As planned after all")
        OVER = "over", _("It is over")

    disruption = models.ForeignKey(Disruption, on_delete=models.PROTECT, related_name="bulletins")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    said = models.JSONField(default=dict)
    new_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=64)
    moment = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ["disruption", "number"]
        constraints = [
            models.UniqueConstraint(fields=["disruption", "number"], name="bulletin_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.disruption_id} · {self.number}"


class Letter(models.Model):
    """One bulletin on its way to one person: at most one, whoever asks for it again.

    ``way`` is how it goes (mail, text, message), or ``hand``: somebody tells them. A row is
    claimed (``claim``, ``claimed_until``) before it leaves and marked when it has left.
    ``ended_at`` without ``sent_at``: given up, or overtaken by a later bulletin (``trouble``).
    ``listed`` stands on the owner's list until somebody has told them.
    """

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="letters")
    affected = models.ForeignKey(Affected, on_delete=models.PROTECT, related_name="letters")
    way = models.CharField(max_length=8)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=60, blank=True)
    listed = models.BooleanField(default=False)
    by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "affected"], name="letter_once"),
        ]
        indexes = [
            models.Index(fields=["bulletin", "due_at", "id"], name="letter_waiting",
                         condition=Q(ended_at=None, listed=False)),
            models.Index(fields=["bulletin"], name="letter_listed",
                         condition=Q(ended_at=None, listed=True)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.bulletin_id} to {self.affected_id}"


class DelayRule(models.Model):
    """The delay playbook of a place: every how many minutes it promises a word, what becomes of
    people afterwards (by language), and who wrote it when. The latest row of a place holds."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="delay_rules")
    every = models.PositiveSmallIntegerField(default=30)
    after = models.JSONField(default=dict)
    set_by = models.CharField(max_length=64)
    set_at = models.DateTimeField()
    moment = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(name="delay_every", condition=Q(every__gte=5, every__lte=720)),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}: every {self.every} min"


class Entitlement(models.Model):
    """What one is entitled to from so many minutes of delay on, by how they booked or bought
    (empty: however). ``words`` by language."""

    rule = models.ForeignKey(DelayRule, on_delete=models.CASCADE, related_name="entitlements")
    sort = models.CharField(max_length=6, choices=Affected.Sort, blank=True)
    minutes = models.PositiveIntegerField()
    words = models.JSONField(default=dict)

    class Meta:
        ordering = ["minutes", "pk"]

    def __str__(self) -> str:
        return f"from {self.minutes} min"
