"""What was promised, in words, as anybody of the house may read it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from regulars.floor.models import Promise
from regulars.moments.models import Words
from regulars.notebook import noticing


def read(promises: Iterable[Promise]) -> dict[int, str]:
    """By the number of the promise; where the words were erased it says so."""
    found = list(promises)
    rows = Words.objects.filter(moment__in=[each.moment for each in found])
    said = {row.moment_id: noticing.shown(row) for row in rows}
    return {each.pk: said.get(each.moment) or _("(erased)") for each in found}


def of(promise: Promise) -> str:
    return read([promise])[promise.pk]
