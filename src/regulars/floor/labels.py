"""The small words on a card, made once for each language: a board says them hundreds of times."""

from functools import lru_cache

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _


def labels() -> dict[str, str]:
    """By the names the templates know them by, in the language now active."""
    return in_language(get_language() or "en")


@lru_cache(maxsize=8)
def in_language(language: str) -> dict[str, str]:
    with override(language):
        return {
            "from": _("Where we know it from"), "sure": _("How sure"),
            "otherwise": _("If we do nothing"), "why": _("Why?"), "do": _("Done"),
            "not_today": _("Not today"), "asked": _("Asked first"), "done": _("done"),
            "declined": _("not today"), "was_asked": _("asked first"),
            "arrived": _("Arrived"), "goodbye": _("Goodbye"), "said": _("I said goodbye"),
            "slip": _("Slip for the envelope"), "onward": _("More"),
            "is_ready": _("All is ready"),
            "gladly": _("To talk about"), "never": _("Never begin with"),
            "how": _("How to be with them today:"),
            "here": _("here"), "missing": _("not here: go and help"),
            "unknown": _("not known: look first"),
            "safety": _("Safety first: nothing here may go against it."),
        }  # fmt: skip
