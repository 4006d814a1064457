"""Names and figures of what proposes, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from regulars.anticipation.proposals.measuring import Benefit

CALLED: dict[str, Promise] = {
    "source:compliment": gettext_lazy("Gifts after a compliment"),
    "source:latent": gettext_lazy("What they may not know they would like"),
    "model:need": gettext_lazy("What they need next"),
    "model:run_out": gettext_lazy("When it runs out"),
    "model:visit": gettext_lazy("Who comes today"),
}


def called(subject: str) -> str:
    """A source or model by its name; another room's by its own."""
    return str(CALLED.get(subject) or subject.partition(":")[2])


def counted(told: Mapping[str, Any]) -> str:
    """“Right 31 of 52; the simple way 40 of 61.”"""
    if not told.get("n"):
        return ""
    words = _("Right {right} of {n}; the simple way {base_right} of {base_n}.")
    if not told.get("base_n"):
        words = _("Right {right} of {n}; nothing to compare with yet.")
    return words.format(**{name: told.get(name, 0) for name in
                           ("right", "n", "base_right", "base_n")})  # fmt: skip


def difference(good: Benefit) -> str:
    """How much more often they came back, with the interval, in percentage points."""
    low, high = (round(100 * each) for each in good.interval)
    words = _("Likely between {low:+d} and {high:+d} percentage points.").format(low=low, high=high)
    if low <= 0 <= high:
        both = pgettext("two sentences", "{first} {second}")
        return both.format(first=words, second=_("That may still be chance."))
    return words
