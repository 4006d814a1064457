"""The words for a hint from the notebook: what to do, how, and what one might say.

The notebook is never read out. What was not told to us is acted on without a word; what was, is
offered in words that turn from visit to visit; and what may no longer be so is asked.
"""

from django.utils.translation import gettext as _

from regulars.floor.facts_page import question
from regulars.notebook.guidance import Hint
from regulars.notebook.models import FactKind, Use

OFFERED = frozenset({FactKind.PREFERENCE, FactKind.WANT})
"""Only what they like is offered in words: nobody is told what they cannot stand."""


def act(hint: Hint) -> str:
    """What to do, as it stands on the card; a dislike says so itself."""
    if hint.kind == FactKind.AVERSION:
        return _("Mind: {text}").format(text=hint.text)
    return hint.text


def manner(hint: Hint, turn: int) -> str:
    """How: without a word, by asking, or by having it ready."""
    if hint.ask:
        return _("ask in passing")
    if hint.use == Use.SILENT:
        return _("do it, no need to say anything")
    return (_("have it ready"), _("offer once"), _("wait for the answer"))[turn % 3]


def say(hint: Hint, name: str, turn: int) -> str:
    """What one might say; nothing for what is acted on in silence, or is no matter of liking."""
    if hint.use != Use.SAY:
        return ""
    if hint.ask:
        return _("{name}, one question: {question}").format(
            name=name, question=question(hint.kind, hint.text)
        )
    if hint.kind not in OFFERED:
        return ""
    sentences = (
        _("{name}, as you like it today?"),
        _("{name}, we have kept it for you, should you wish."),
        _("{name}, the same as always, or something else today?"),
    )
    return sentences[turn % len(sentences)].format(name=name)
