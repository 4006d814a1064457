"""Who gets something added, by rules anybody here can read. What everybody gets is no tier's to
change: a tier holds nothing but additions from a fixed list."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.customers.models.person import Customer
from regulars.places.models import Place


class Tier(models.TextChoices):
    """The higher first. Ordinary is the standard itself: everybody is treated as a regular."""

    VIP = "vip", pgettext_lazy("tier", "VIP")
    KEY = "key", pgettext_lazy("tier", "Key guest")
    ORDINARY = "ordinary", pgettext_lazy("tier", "As everybody")


class Service(models.TextChoices):
    """All that a tier can do: add one of these."""

    GREETED = "greeted", _("whoever leads says good day in person")
    SEAT = "seat", _("their favourite seat is kept, where they booked")
    LONGER = "longer", _("a booking is held fifteen minutes longer")
    WELCOME = "welcome", _("a drink of welcome")
    TASTE = "taste", _("a taste of what is new")
    PARTING = "parting", _("a small something to take home")
    CALLED = "called", _("a call before something they like runs out")
    FETCHED = "fetched", _("a taxi called, an umbrella to the door")


class TierRule(models.Model):
    """When somebody stands on a tier: every condition above 0 has to be met. ``min_spend`` is in
    minor units of the house's currency, over all time."""

    book = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="tier_rules")
    tier = models.CharField(max_length=8, choices=Tier)
    min_visits = models.PositiveIntegerField(default=0)
    min_months = models.PositiveIntegerField(default=0)
    min_spend = models.BigIntegerField(default=0)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["-tier"]
        constraints = [
            models.UniqueConstraint(fields=["book", "tier"], name="tier_rule_once"),
            models.CheckConstraint(name="tier_rule_of_two", condition=Q(tier__in=["vip", "key"])),
            models.CheckConstraint(
                name="tier_rule_asks",
                condition=Q(min_spend__gte=0)
                & (Q(min_visits__gt=0) | Q(min_months__gt=0) | Q(min_spend__gt=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier}: {self.min_visits}/{self.min_months}/{self.min_spend}"


class TierAddition(models.Model):
    """One service that a tier adds to the standard; whatever is no addition cannot be written."""

    book = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="tier_additions")
    tier = models.CharField(max_length=8, choices=Tier)
    service = models.CharField(max_length=10, choices=Service)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["book", "tier", "service"], name="tier_adds_once"),
            models.CheckConstraint(
                name="tier_only_adds", condition=Q(tier__in=["vip", "key"])
                & Q(service__in=[str(one) for one in Service]),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.tier} + {self.service}"


class TierChoice(models.Model):
    """Somebody who leads chose a tier for one person; why stands in the words of ``moment``."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="tier_choices")
    tier = models.CharField(max_length=8, choices=Tier)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    moment = models.BigIntegerField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(ended_at=None), name="tier_choice_one"
            ),
            models.CheckConstraint(name="tier_choice_adds", condition=Q(tier__in=["vip", "key"])),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.tier}"


class TierStanding(models.Model):
    """The tier somebody stands on, since when and why (rule or choice); nobody stands on the
    ordinary one by a row of their own unless they stood on another before."""

    customer = models.OneToOneField(
        Customer, on_delete=models.CASCADE, related_name="tier_standing"
    )
    tier = models.CharField(max_length=8, choices=Tier)
    why = models.CharField(max_length=6)
    since = models.DateTimeField()
    visits = models.PositiveIntegerField(null=True)
    months = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.tier}"
