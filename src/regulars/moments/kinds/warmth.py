"""How somebody was met: by name, in time, shown round, and advised honestly."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class Greeted(Kind):
    """Somebody at a post greeted the customer. ``seconds`` from their coming in at this post,
    None where that is not known; ``late`` where it took longer than the post allows."""

    code = "greeted"
    sentence = _("Was greeted.")
    icon = "hand"
    visit: str
    touchpoint: str = ""
    by_name: bool = False
    eye: bool = False
    hurried: bool = False
    seconds: int | None = None
    late: bool = False


@dataclass(frozen=True)
class ShownRound(Kind):
    """A newcomer was shown the house."""

    code = "shown_round"
    sentence = _("Was shown round the house.")
    icon = "walk"
    visit: str
    touchpoint: str = ""


@dataclass(frozen=True)
class Advised(Kind):
    """The customer was advised not to buy; never a lost sale. What instead: in the words."""

    code = "advised"
    sentence = _("Was honestly advised against buying.")
    icon = "people"
    visit: str
    touchpoint: str = ""
