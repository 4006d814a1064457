"""Why a verb says no: something else comes first, or what was sent cannot be."""

from django.utils.translation import gettext as _


class NotYet(Exception):
    """Something else comes first; ``first`` is its code (a step, or ``handled``, ``rechecked``)."""

    def __init__(self, first: str) -> None:
        super().__init__(says(first))
        self.first = first


class NotSo(ValueError):
    """What was sent cannot be: ``field`` says which part, the message why and what to do."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


class Lone(NotSo):
    """A result is told of one lone hero; ``better`` is the entry in shared words."""

    def __init__(self, field: str, words: str, better: str) -> None:
        super().__init__(field, words)
        self.better = better


class Unknown(NotSo):
    """No case has this code."""

    def __init__(self) -> None:
        super().__init__("code", _("No case has this code. Please look at it once more."))


class Taken(NotSo):
    """A colleague was a moment quicker; ``owner`` is the name of who has it now."""

    def __init__(self, owner: str) -> None:
        words = _("{name} was a moment quicker and has it now.").format(name=owner)
        super().__init__("owner", words)
        self.owner = owner


def says(first: str) -> str:
    """The sentence for what comes first, in the language now active."""
    sentences = {
        "apologised": _("Comfort them first: apologise, and say that you did. Then this opens."),
        "heard": _("First go over it together: their own words, and what they wish."),
        "put_right": _("First put it right; then this opens."),
        "written_down": _("First write down what caused it; then this opens."),
        "handled": _("First handle it; then it is checked again."),
        "nearest": _("First offer the nearest we can do; then this opens."),
        "rechecked": _("First check again whether it holds; then feed it back."),
    }
    return sentences[first]
