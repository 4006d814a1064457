"""How a colleague is told: what waits for them on the board, by which ways else, and when not."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regulars.places.models.people import Staff


class Way(models.TextChoices):
    """By what a notice leaves the house, besides standing on the board."""

    PUSH = "push", _("Phone or browser")
    MAIL = "mail", _("E-mail")
    WECOM = "wecom", _("WeCom group robot")
    DINGTALK = "dingtalk", _("DingTalk group robot")
    FEISHU = "feishu", _("Feishu group robot")
    WEBHOOK = "webhook", _("Webhook")
    APPRISE = "apprise", _("Another service")


class Channel(models.Model):
    """One way to somebody. ``sealed`` holds its address and its signing secret as JSON under
    seal, nothing once it is removed; ``end`` is all of the address that is ever shown again."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="channels")
    way = models.CharField(max_length=10, choices=Way)
    sealed = models.BinaryField(null=True)
    end = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_way_display()} …{self.end}"


class PushKey(models.Model):
    """The one key by which this house shows the push services of phones that it is itself.

    ``sealed`` holds the private half as PEM under seal. A phone that said yes said it to this
    key: with another it does not listen any more.
    """

    sealed = models.BinaryField()
    only = models.BooleanField(default=True, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="push_key_only", condition=Q(only=True))]

    def __str__(self) -> str:
        return f"push key of {self.made_at:%Y-%m-%d}"


class Quiet(models.Model):
    """The hours in which somebody is left alone, by the wall of their place; past midnight where
    they end earlier than they begin. Safety goes through them."""

    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, related_name="quiet")
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="quiet_sane", condition=~Q(begins=F("ends")))]

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"


class Notice(models.Model):
    """Something a colleague is told. It stands on the board until they have seen it.

    ``url`` is a path of this house. It holds no name and no word of a customer: it leaves the
    house.
    """

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    subject = models.CharField(max_length=120)
    line = models.CharField(max_length=500)
    url = models.CharField(max_length=300)
    urgent = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["staff", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["staff", "made_at"], name="notice_waiting",
                         condition=Q(seen_at=None)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.subject


class Sending(models.Model):
    """One notice on its way by one channel: how often it was tried, and what came of it.

    ``trouble`` is a code of ``notices.channels`` and holds nothing of the address. ``ended_at``
    without ``sent_at``: given up.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="sendings")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="sendings")
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="sending_once"),
        ]

    def __str__(self) -> str:
        return f"{self.notice} · {self.channel} · {self.tries}"
