"""The four ways out, in the order they are thought of, each with words to say."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """One way out: its code, what to do, the words to say, and what to write down of it."""

    code: str
    name: Promise
    say: Promise
    what: Promise


WAYS = (
    Way("other", _("Something like it from here"),
        _("We do not have that today. May I bring you something very like it, to try?"),
        _("what instead")),
    Way("fetch", _("I fetch it"),
        _("We do not have it here, but I know where it is. Give me a few minutes, I fetch it."),
        _("from where")),
    Way("instead", _("We make do"),
        _("Let me see what we can do with what is here. What do you need it for?"),
        _("with what")),
    Way("order", _("Next time it is here"),
        _("I order it today. When do you come next? It will be waiting for you."),
        _("by when")),
)  # fmt: skip
BY_CODE = {way.code: way for way in WAYS}
