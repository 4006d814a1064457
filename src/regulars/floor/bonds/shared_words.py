"""Results in shared words, where the floor writes them: an entry with one lone hero comes back
with a better sentence, and what was typed is still there."""

from django.utils.translation import gettext as _

from regulars.engines import together
from regulars.floor.known import Empty
from regulars.places.models import Place


class Lone(Empty):
    """Somebody stands there alone; ``better`` is the entry in shared words."""

    def __init__(self, found: together.Alone) -> None:
        super().__init__(returned(found))
        self.better = found.better


def returned(found: together.Alone) -> str:
    said = _("“{words}”: nobody does it alone. Say it with the customer and the colleagues.")
    return said.format(words=found.words)


def check(words: str, place: Place) -> None:
    """Raises Lone, also where a colleague is named as the one hero."""
    colleagues = place.staff.filter(left_at=None).values_list("name", flat=True)
    if found := together.alone(words, list(colleagues)):
        raise Lone(found)
