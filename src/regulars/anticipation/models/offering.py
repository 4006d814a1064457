"""Rules the staff write themselves, the queue of what they propose, and how each of them does."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.authority.models import Thing
from regulars.customers.models import Customer
from regulars.places.models import Need, Place


class Rule(models.Model):
    """One rule of a place through all its versions: whether it is on, and since when.

    ``starter`` is the code of the example it came from. ``suspended_at``: the clock switched it
    off, because it did worse than its baseline; ``figures`` are what it was judged by. Only a
    person switches it on again.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="offer_rules")
    starter = models.CharField(max_length=40, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)
    on_since = models.DateTimeField(null=True)
    on_by = models.CharField(max_length=64, blank=True)
    suspended_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["place"], name="offer_rule_on",
                         condition=Q(on_since__isnull=False, gone_at=None)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"rule {self.pk}"


class Version(models.Model):
    """A rule as it reads from a day on; never changed.

    ``when`` is the condition in the vocabulary of ``rules.vocabulary``. ``thing`` is what is given
    of what lies at hand; without one, ``offer`` says what is done. The words stand in the language
    in which they were written; a starter brings all three.
    """

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    from_day = models.DateField()
    when = models.JSONField(default=dict)
    thing = models.ForeignKey(Thing, null=True, on_delete=models.PROTECT, related_name="+")
    offer = models.CharField(max_length=120, blank=True)
    offer_zh_hans = models.CharField(max_length=120, blank=True)
    offer_zh_hant = models.CharField(max_length=120, blank=True)
    say = models.CharField(max_length=200, blank=True)
    say_zh_hans = models.CharField(max_length=200, blank=True)
    say_zh_hant = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="offer_version_once")
        ]

    def __str__(self) -> str:
        return f"rule {self.rule_id}, version {self.number}"


class Proposal(models.Model):
    """One act proposed for one customer at one visit, with its evidence; and what became of it.

    ``what`` and ``say`` are in the language of the place or of whoever wrote the rule, ``evidence``
    is JSON that is put into words for the reader (``proposals.wording``). ``chance`` is how likely
    it is welcome, ``worth`` what it is worth then; they are ranked by the product. ``cue`` is the
    moment that stood recorded before the act. ``subject`` names what is proposed, to know it again
    at another visit. ``amount`` is minor units of the place's currency.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("proposal", "open")
        DONE = "done", pgettext_lazy("proposal", "done")
        DECLINED = "declined", pgettext_lazy("proposal", "declined")
        LATER = "later", pgettext_lazy("proposal", "not now")
        HELD = "held", pgettext_lazy("proposal", "held back at random")
        BLOCKED = "blocked", pgettext_lazy("proposal", "stopped")

    class Confidence(models.TextChoices):
        SURE = "sure", _("quite sure")
        LIKELY = "likely", _("likely")
        PERHAPS = "perhaps", _("perhaps")

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="proposals")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="proposals")
    source = models.CharField(max_length=20)
    version = models.ForeignKey(
        Version, null=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    subject = models.CharField(max_length=130)
    what = models.CharField(max_length=120)
    say = models.CharField(max_length=200, blank=True)
    evidence = models.JSONField(default=dict)
    confidence = models.CharField(max_length=8, choices=Confidence)
    chance = models.FloatField(default=0)
    worth = models.FloatField(default=0)
    thing = models.ForeignKey(Thing, null=True, on_delete=models.SET_NULL, related_name="+")
    need = models.ForeignKey(Need, null=True, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField(null=True)
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    why_not = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()
    cue = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=64, blank=True)
    thanked = models.BooleanField(default=False)
    key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["customer", "day"], name="proposal_visit"),
            models.Index(fields=["place", "made_at"], name="proposal_lately"),
            models.Index(fields=["version", "state"], name="proposal_version"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.subject} {self.state}"


class OfferWays(models.Model):
    """How a place proposes: the share held back at random so that the benefit can be measured (per
    cent; 0: nothing is), and how many offers at one visit are enough."""

    place = models.OneToOneField(Place, primary_key=True, on_delete=models.CASCADE)
    held_share = models.PositiveSmallIntegerField(default=0)
    most_offers = models.PositiveSmallIntegerField(default=3)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offer_ways_bounds",
                condition=Q(held_share__lte=50, most_offers__gte=1, most_offers__lte=20),
            )
        ]

    def __str__(self) -> str:
        return f"ways of {self.place_id}"


class Score(models.Model):
    """How a rule or a model did until the end of a week, beside its simple baseline.

    ``subject`` is rule:NUMBER or model:KIND. ``n`` were judged, ``right`` of them right; ``acted``
    is how many of all it proposed were acted on, of ``shown``. ``base_right`` of ``base_n`` is
    what the baseline got.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="scores")
    subject = models.CharField(max_length=40)
    week = models.DateField()
    shown = models.PositiveIntegerField()
    acted = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    right = models.PositiveIntegerField()
    base_n = models.PositiveIntegerField()
    base_right = models.PositiveIntegerField()
    suspended = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["week", "subject"]
        constraints = [
            models.UniqueConstraint(fields=["place", "subject", "week"], name="score_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} until {self.week}"


class Suspension(models.Model):
    """A model that did worse than its baseline proposes nothing here until a person says so."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="suspensions")
    subject = models.CharField(max_length=40)
    at = models.DateTimeField()
    figures = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "subject"], name="suspended_once", condition=Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} since {self.at:%Y-%m-%d}"
