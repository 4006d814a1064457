"""How a customer wishes to be reached."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.models.person import Customer


class ChannelWish(models.Model):
    """A customer's own word on one way of reaching them: not by it, or by it rather than others.

    Without a row any way may be used for a word about their own booking.
    """

    class Way(models.TextChoices):
        MAIL = "mail", _("E-mail")
        TEXT = "text", _("Text message")
        MESSAGE = "message", _("Messenger")
        CALL = "call", _("A call")

    class Wish(models.TextChoices):
        NOT = "not", _("Please not")
        FIRST = "first", _("Rather this way")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="channel_wishes")
    way = models.CharField(max_length=8, choices=Way)
    wish = models.CharField(max_length=5, choices=Wish)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "way"], name="channel_wish_once"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.wish} {self.way}"
