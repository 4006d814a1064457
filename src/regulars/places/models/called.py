"""Whatever has a name in the three languages of the house."""

from django.db import models
from django.utils.translation import get_language

from regulars.engines import names


class Called(models.Model):
    """A name in English, 简体 and 繁體; what is missing is borrowed from its nearest neighbour."""

    name = models.CharField(max_length=120)
    name_zh_hans = models.CharField(max_length=120, blank=True)
    name_zh_hant = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.called()

    def called(self) -> str:
        """The name in the language now active."""
        language = get_language() or "en"
        if language == "zh-hant":
            return self.name_zh_hant or names.traditional(self.name_zh_hans) or self.name
        return (self.name_zh_hans if language.startswith("zh") else "") or self.name
