"""What the house keeps about people and their households."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import Customer, Household
from regulars.moments import seal
from regulars.moments.models import Words
from regulars.places.models import Need, Place


class Source(models.TextChoices):
    """How we know it."""

    TOLD = "told", _("told us")
    SEEN = "seen", _("seen by us")
    PUBLIC = "public", _("publicly known")
    THIRD = "third", _("somebody else told us")
    DERIVED = "derived", _("from what was bought")


class Use(models.TextChoices):
    """What may be done with what we know."""

    SAY = "say", _("may be said")
    SILENT = "silent", _("act on it, say nothing")
    NEVER = "never", _("not to be used")


class FactKind(models.TextChoices):
    """What kind of thing we know; each fades in its own time (``notebook.decay``)."""

    PREFERENCE = "preference", _("likes")
    AVERSION = "aversion", _("does not like")
    ALLERGY = "allergy", _("allergy")
    MEDICAL = "medical", _("health")
    BELIEF = "belief", _("belief")
    NEED = "need", _("needs")
    WANT = "want", _("would love")
    EXPECTATION = "expectation", _("hopes to feel")
    REQUIREMENT = "requirement", _("has to have")
    AIM = "aim", _("comes for")
    MOOD = "mood", _("mood today")
    OCCASION = "occasion", _("occasion")
    TALK = "talk", _("likes to talk about")
    CLOSED = "closed", _("not to be talked about")
    RELATION = "relation", _("belongs with")
    CONSUMPTION = "consumption", _("uses up")
    ACCESS = "access", _("help along the way")
    OTHER = "other", _("worth knowing")


SENSITIVE = frozenset({FactKind.ALLERGY, FactKind.MEDICAL, FactKind.BELIEF})


class Fact(models.Model):
    """One thing worth remembering, owned by a person or by the household, never by both.

    A sensitive one stands in ``sealed`` (see ``moments.seal``) and ``value`` is empty. ``folded``
    is what the search compares. What replaced it stands in ``replaced_by``; ``gone_at`` says since
    when it no longer holds. ``visit`` binds a mood or an aim to one visit (``visits.visit_name``).
    """

    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.CASCADE, related_name="remembered"
    )
    household = models.ForeignKey(
        Household, null=True, on_delete=models.CASCADE, related_name="remembered"
    )
    kind = models.CharField(max_length=30, choices=FactKind)
    value = models.CharField(max_length=200, blank=True)
    sealed = models.BinaryField(null=True)
    folded = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=10, choices=Source)
    use = models.CharField(max_length=10, choices=Use, default=Use.SAY)
    lasting = models.BooleanField(default=True)
    said_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    brought_by = models.CharField(max_length=64, blank=True)
    visit = models.CharField(max_length=40, blank=True)
    plan = models.JSONField(default=dict)
    gone_at = models.DateTimeField(null=True)
    gone_by = models.CharField(max_length=64, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    moment = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fact_one_owner",
                condition=Q(customer=None, household__isnull=False)
                | Q(household=None, customer__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.value

    def told(self) -> str:
        """Its words, opened where they are sealed. Raises seal.Unreadable without the key."""
        return seal.open(self.sealed) if self.sealed else self.value


class Trace(models.Model):
    """One piece of the words of a fact or of a note, by which the search finds it.

    What is under seal leaves no trace.
    """

    book = models.ForeignKey(Place, on_delete=models.CASCADE, db_index=False)
    key = models.CharField(max_length=12)
    fact = models.ForeignKey(Fact, null=True, on_delete=models.CASCADE, related_name="traces")
    words = models.ForeignKey(Words, null=True, on_delete=models.CASCADE, related_name="traces")

    class Meta:
        indexes = [
            models.Index(
                fields=["book", "key", "fact"], name="trace_fact", condition=Q(fact__isnull=False)
            ),
            models.Index(
                fields=["book", "key", "words"],
                name="trace_words",
                condition=Q(words__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="trace_of_one",
                condition=Q(fact=None, words__isnull=False) | Q(words=None, fact__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.key


class Manners(models.Model):
    """What this place wants talked about and not, and which of its posts need not know what is
    under seal. A place without a row goes by the defaults of ``notebook.manners``."""

    place = models.OneToOneField(Place, primary_key=True, on_delete=models.CASCADE)
    welcome = models.JSONField(default=list)
    closed = models.JSONField(default=list)
    unsealed_not_at = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"manners of {self.place_id}"


class Container(models.Model):
    """A jar, tank or drawer at a household, measured with the tape: the rice-seller's page.

    ``measured_use`` is what was reckoned at the measuring (a day, all mouths together);
    ``daily_use`` and its uncertainty ``use_sd`` are what the fillings have taught since.
    """

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="containers")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="containers")
    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    need = models.ForeignKey(Need, on_delete=models.PROTECT)
    name = models.CharField(max_length=40)
    capacity = models.FloatField()
    unit = models.CharField(max_length=10, default="kg")
    mouths = models.PositiveSmallIntegerField()
    measured_use = models.FloatField()
    daily_use = models.FloatField()
    use_sd = models.FloatField()
    lead_days = models.PositiveSmallIntegerField(default=2)
    steps = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household", "need"], name="container_once"),
            models.CheckConstraint(
                name="container_sane",
                condition=Q(capacity__gt=0, daily_use__gt=0, mouths__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Filling(models.Model):
    """One time a container was filled: to how much, and what had been left."""

    container = models.ForeignKey(Container, on_delete=models.CASCADE, related_name="fillings")
    on = models.DateField()
    amount = models.FloatField()
    left = models.FloatField(null=True)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.amount:g} on {self.on}"


class Estimate(models.Model):
    """What another room has reckoned about a customer: dated, with where it comes from."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="estimates")
    kind = models.CharField(max_length=20)
    low = models.FloatField()
    middle = models.FloatField()
    high = models.FloatField()
    basis = models.CharField(max_length=12)
    facts = models.JSONField(default=dict)
    made_on = models.DateField()
    source = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "kind"], name="estimate_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.customer_id}: {self.middle:g}"


class Resting(models.Model):
    """A kind of fact that the house no longer asks for. What was kept of it stays."""

    book = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="resting_kinds")
    kind = models.CharField(max_length=30, choices=FactKind)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["book", "kind"], name="resting_once")]

    def __str__(self) -> str:
        return f"{self.kind} rests"
