"""The customer is told how it goes, put right or not: a new twenty minutes begin."""

from datetime import datetime

from django.db import transaction

from regulars.moments.kinds import ProgressTold
from regulars.places.models import Staff
from regulars.recovery import clocks, first_word
from regulars.recovery.models import Case, Contact
from regulars.recovery.writing import again, clean, held, named, write


@transaction.atomic
def tell_progress(
    case: Case, *, words: str, by: Staff | str, now: datetime, key: str | None = None
) -> Contact:
    """Somebody told them how it goes, in these words. Raises NotSo."""
    if known := again(Contact, key, case=case.pk):
        return known
    text = clean(words, "words")
    case = held(case)
    told = write(case, ProgressTold(case=case.pk), by=by, now=now, words=text, key=key)
    contact = Contact.objects.create(case=case, at=now, by=named(by), moment=told.pk)
    first_word.keep(case, text, by=by, at=now, moment=told.pk, ticked=None)
    clocks.begin(case, now, contact.pk)
    return contact
