"""What runs out at a customer's, and what stands on the shelf for it."""

from django.db import models
from django.db.models import Q

from regulars.places.models.called import Called


class Need(Called):
    """What runs out at a customer's: milk, whichever brand of it was bought.

    ``anticipate`` is off where saying it aloud would feel spied upon, or nothing can be foreseen.
    """

    code = models.CharField(max_length=120, unique=True)
    icon = models.CharField(max_length=20, default="gift")
    anticipate = models.BooleanField(default=True)

    def called(self) -> str:
        return super().called() or self.code

    def names(self) -> tuple[str, ...]:
        """Everything it goes by, in any language."""
        return (self.code, self.name, self.name_zh_hans, self.name_zh_hant)

    def spoken(self) -> str:
        """As one says it aloud: “soda”, where the list says “soda, small bottle”."""
        return self.called().partition(",")[0]


def need_called(words: str) -> Need:
    """The need that goes by these words in any language; a new one where none does."""
    wanted = words.strip()
    known = Need.objects.filter(
        Q(name__iexact=wanted) | Q(name_zh_hans=wanted) | Q(name_zh_hant=wanted) | Q(code=wanted)
    ).first()
    return known or Need.objects.create(code=wanted, name=wanted, icon="rice")


class Article(models.Model):
    """One thing on the shelf, and the need it serves."""

    code = models.CharField(max_length=120, unique=True)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="articles")

    def __str__(self) -> str:
        return self.code
