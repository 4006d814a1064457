"""The small things a house has at hand, and what a line of the ledger was beside its amount."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.authority.models.ledger import Entry
from regulars.places.models import Place, Touchpoint
from regulars.places.models.called import Called


class Thing(Called):
    """One small thing the house gives: a hair tie, an umbrella, a pot of tea.

    ``post`` is where it lies (None: anywhere in the place). ``cost`` is minor units of the place's
    currency, each; ``holds`` what is in it, for allergies. ``left`` is how many are there (None:
    nobody counts them), ``full`` how many after a refill; at ``low`` or fewer the lead is told,
    once for each ``filled`` (a number that grows with each refill).
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="things")
    post = models.ForeignKey(
        Touchpoint, null=True, on_delete=models.SET_NULL, related_name="things"
    )
    cost = models.BigIntegerField(default=0)
    left = models.PositiveIntegerField(null=True)
    full = models.PositiveIntegerField(default=10)
    low = models.PositiveIntegerField(default=2)
    filled = models.PositiveIntegerField(default=0)
    holds = models.CharField(max_length=200, blank=True)
    at_hand = models.BooleanField(default=True)
    as_gift = models.BooleanField(default=False)
    as_remedy = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["post__position", "pk"]
        constraints = [models.CheckConstraint(name="thing_cost", condition=Q(cost__gte=0))]

    @property
    def is_low(self) -> bool:
        return self.left is not None and self.left <= self.low

    def words(self) -> str:
        """Every name it has and what is in it: where an allergy is looked for."""
        return " · ".join(
            filter(None, (self.name, self.name_zh_hans, self.name_zh_hant, self.holds))
        )


class Check(models.TextChoices):
    """What is looked at before a comfort that nobody has thought of before."""

    ALLERGY = "allergy", _("Nothing in it that they may not have")
    HARM = "harm", _("Nothing hot, sharp or slippery in their hands; or I stand beside them")
    CHILD = "child", _("With a child: whoever came with them has said yes")
    WISH = "wish", _("They would like it; I have asked")


CHECKED = " ".join(Check.values)
"""All of them, as ``Mark.checked`` holds them."""


class Mark(models.Model):
    """What a line of the ledger was beside its amount, one for each; never changed.

    An improvised comfort cannot be written without every check, and what no rule foresaw not
    without the mother question answered: the database refuses it.
    """

    class Kind(models.TextChoices):
        AT_HAND = "at_hand", _("from what lies at hand")
        GIFT = "gift", _("a gift without strings")
        REMEDY = "remedy", _("chosen from what we offered")
        IMPROVISED = "improvised", _("improvised")
        MOTHER = "mother", _("as one would for one’s mother")

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="mark")
    kind = models.CharField(max_length=10, choices=Kind)
    thing = models.ForeignKey(Thing, null=True, on_delete=models.PROTECT, related_name="given")
    checked = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mark_improvised_safely",
                condition=~Q(kind="improvised") | Q(checked=CHECKED),
            ),
            models.CheckConstraint(
                name="mark_would_tell_her", condition=~Q(kind="mother") | Q(checked="would_tell")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.entry_id}"
