"""Why something is proposed, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.anticipation.models import Proposal
from regulars.anticipation.rules import sentences

HOW_SURE = {
    "sure": gettext_lazy("quite sure"), "likely": gettext_lazy("likely"),
    "perhaps": gettext_lazy("perhaps"),
}  # fmt: skip
BARS = {"sure": 3, "likely": 2, "perhaps": 1}


def evidence(told: Mapping[str, Any]) -> str:
    """The evidence as one or two sentences; what a source wrote in words stands as it is."""
    code = told.get("code", "")
    if code == "praised":
        return _("Just praised: “{said}”").format(said=told.get("said", ""))
    if code == "latent":
        return _(
            "{both} of {base} guests who have {given} also have {wanted} ({share} %); of all "
            "{all} guests {usual} %. They do not have it yet."
        ).format(**{name: told.get(name, "") for name in (
            "both", "base", "given", "wanted", "share", "all", "usual")})  # fmt: skip
    if code == "rule":
        return sentences.because(told)
    return str(told.get("words", ""))


def how_sure(one: Proposal) -> str:
    """The confidence in words, with what the answers so far say."""
    words = str(HOW_SURE[one.confidence])
    share = _("about {n} in 10 would like it").format(n=max(1, min(9, round(one.chance * 10))))
    return f"{words[:1].upper()}{words[1:]} · {share}"
