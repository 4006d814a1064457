"""What may come next: first trust in the person, then the idea, then the offer; and never the
same reason twice."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from regulars.anticipation.followups.spacing import MOST
from regulars.anticipation.guard.ways import NotSo
from regulars.anticipation.models import Following
from regulars.engines import names

Stage, Form = Following.Stage, Following.Form
RANK = {Stage.TRUST: 0, Stage.IDEA: 1, Stage.OFFER: 2}
LONGEST, SHORTEST = 200, 4
EMPTY = frozenset(names.fold(each) for each in (
    "just checking in", "checking in", "follow up", "following up", "touching base", "none",
    "no reason", "跟进", "跟進", "例行跟进", "例行跟進", "问候一下", "問候一下", "随便问问",
    "隨便問問", "没有", "沒有", "无",
))  # fmt: skip
"""Words that serve nobody but us."""


class SameForm(Exception):
    """The same form as last time: it is kept only when somebody says so twice."""


def reason(words: str, before: Sequence[Following]) -> str:
    """The reason as it is kept. Raises NotSo for none, an empty phrase, and one used before
    (folded: case, width, traditional and simplified do not make a new one)."""
    text = " ".join(words.replace("\0", "").split())
    folded = names.fold(text)
    if len(folded) < SHORTEST or folded in EMPTY:
        raise NotSo("reason", _("What do they have of it? Write a reason that serves them."))
    if len(text) > LONGEST:
        raise NotSo("reason", _("That is too long; {count} characters fit.").format(count=LONGEST))
    for each in before:
        if names.fold(each.reason) == folded:
            raise NotSo("reason", _("That was the reason of number {n}. Find a new one.").format(
                n=each.number))  # fmt: skip
    return text


def stage(code: str, before: Sequence[Following]) -> str:
    """The stage, where it is its turn. Raises NotSo for an offer or an idea too soon, and for a
    step back."""
    if code not in Stage.values:
        raise NotSo("stage", _("Choose what this one is for."))
    reached = max((RANK[Stage(each.stage)] for each in before), default=-1)
    if RANK[Stage(code)] > reached + 1:
        words = {
            Stage.IDEA: _("First trust in the person, then the idea."),
            Stage.OFFER: _("First trust in the person, then the idea, and only then the offer."),
        }
        raise NotSo("stage", words[Stage(code)])
    return code


def form(code: str, before: Sequence[Following], anyway: bool) -> str:
    """The form. Raises NotSo for one there is not, SameForm where it was the last one's."""
    if code not in Form.values:
        raise NotSo("form", _("Choose how."))
    if before and before[-1].form == code and not anyway:
        raise SameForm
    return code


def room(before: Sequence[Following]) -> None:
    """Raises NotSo where eleven are done."""
    if len(before) >= MOST:
        raise NotSo("sequence", _("Eleven are done. Let it rest; they know where we are."))


def suggested(before: Sequence[Following]) -> tuple[str, str]:
    """(form, stage) for the next one: the form least used and not the last, and the stage that
    follows after two of a kind."""
    used = [each.form for each in before]
    forms = [code for code in Form.values if not used or code != used[-1]]
    free = min(forms, key=lambda code: (used.count(code), Form.values.index(code)))
    if not before:
        return free, Stage.TRUST
    last = Stage(before[-1].stage)
    settled = sum(each.stage == last for each in before) >= 2
    following = [code for code in Stage if RANK[code] == min(2, RANK[last] + settled)]
    return free, following[0]
