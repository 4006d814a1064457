"""What all verbs do alike: words made fit, a moment of the case, a key that was used before."""

from datetime import datetime
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from regulars.engines import together
from regulars.moments import journal
from regulars.moments.kinds import Kind
from regulars.moments.models import Moment
from regulars.notebook import noticing
from regulars.places.models import Staff
from regulars.places.once import done
from regulars.recovery.models import Case
from regulars.recovery.troubles import Lone, NotSo

LONGEST = 2000
Row = TypeVar("Row", bound=models.Model)


def named(by: Staff | str) -> str:
    """Who did it, as the journal names them."""
    return by if isinstance(by, str) else by.opaque


def clean(words: str, field: str, *, needed: bool = True, longest: int = LONGEST) -> str:
    """Words as they are kept. Raises NotSo where some are needed and there are none."""
    text = words.replace("\0", "").strip()
    if needed and not text:
        raise NotSo(field, _("Write a few words; without them nobody can help."))
    if len(text) > longest:
        raise NotSo(field, _("That is too long; {count} characters fit.").format(count=longest))
    return text


def result(
    words: str, field: str, case: Case, *, needed: bool = True, longest: int = LONGEST
) -> str:
    """What came of it, in words that share it. Raises NotSo; Lone with a better sentence where one
    person stands there as the hero."""
    text = clean(words, field, needed=needed, longest=longest)
    colleagues = case.place.staff.filter(left_at=None).values_list("name", flat=True)
    if found := together.alone(text, list(colleagues)):
        said = _("“{words}”: nobody does it alone. Say it with the customer and the colleagues.")
        raise Lone(field, said.format(words=found.words), found.better)
    return text


def chosen(value: str, field: str, choices: type[models.TextChoices]) -> str:
    """A code of a fixed list. Raises NotSo and names the codes there are."""
    if value not in choices.values:
        known = ", ".join(choices.values)
        raise NotSo(field, _("Choose one of these: {codes}.").format(codes=known))
    return value


def write(
    case: Case, kind: Kind, *, by: Staff | str, now: datetime, words: str = "",
    at: datetime | None = None, key: str | None = None,
) -> Moment:  # fmt: skip
    """One moment of a case; words about health or belief go under seal."""
    return journal.record(
        kind, about=case.about, at=at or now, now=now, by=named(by), place=case.place_id,
        words=words, key=key, secret=noticing.tells(words),
    )  # fmt: skip


def again(model: type[Row], key: str | None, **alike: object) -> Row | None:
    """What was done before under this key; None the first time. Raises NotSo where that was
    something else: another verb, or one that is not ``alike``."""
    known = done(key)
    if known is None:
        return None
    row = model._default_manager.filter(moment=known.pk, **alike).first()
    if row is None:
        raise NotSo("key", _("This key was used for something else. Send it with a new one."))
    return row


def held(case: Case) -> Case:
    """The case as it stands now, locked until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).select_related("place").get(pk=case.pk)
