"""What grows between a customer and the house: how well we know each other, who brought whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from regulars.customers.models.person import Customer
from regulars.places.models import Place, Staff


class Familiarity(models.IntegerChoices):
    """How well we know each other; each visit takes it up one step at the most."""

    NEW = 0, pgettext_lazy("familiarity", "only just met")
    KNOWN = 1, pgettext_lazy("familiarity", "known here")
    FAMILIAR = 2, pgettext_lazy("familiarity", "at home here")
    FRIEND = 3, pgettext_lazy("familiarity", "a friend of the house")


class Acquaintance(models.Model):
    """How well a customer and the house know each other, since when, and at which visit it last
    rose. ``seen_on`` is the last visit by which it was reckoned: long silence takes it down."""

    customer = models.OneToOneField(Customer, on_delete=models.CASCADE, related_name="acquaintance")
    level = models.PositiveSmallIntegerField(choices=Familiarity, default=Familiarity.NEW)
    since = models.DateTimeField()
    rose_at = models.CharField(max_length=40, blank=True)
    seen_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="acquaintance_level", condition=Q(level__lte=3)),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.level}"


class Introduction(models.Model):
    """Somebody brought somebody, and by when they are thanked by whom (``owner``).

    ``may_name``: whoever was brought agreed that the one who brought them hears of it.
    """

    customer = models.OneToOneField(
        Customer, on_delete=models.CASCADE, related_name="introduced_by"
    )
    introducer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="introductions")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="introductions")
    may_name = models.BooleanField(default=False)
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=64)
    owner = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    due_at = models.DateTimeField()
    late_at = models.DateTimeField(null=True)
    thanked_at = models.DateTimeField(null=True)
    thanked_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="introduction_of_two", condition=~Q(customer=F("introducer"))
            ),
        ]
        indexes = [
            models.Index(fields=["place", "due_at"], name="introduction_due",
                         condition=Q(thanked_at=None)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.introducer_id} brought {self.customer_id}"
