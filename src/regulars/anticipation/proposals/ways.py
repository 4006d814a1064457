"""How a place proposes: set by whoever leads it; each setting is a moment."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.anticipation.models import OfferWays
from regulars.anticipation.rules.keeping import NotSo
from regulars.moments import journal
from regulars.moments.kinds import OfferWaysKept
from regulars.places.models import Place, Staff

MOST_HELD, MOST_OFFERS = 50, 20


def whole(text: str, field: str, least: int, most: int) -> int:
    plain = text.strip()
    if not plain.isdecimal() or len(plain) > 4 or not least <= int(plain) <= most:
        wrong = _("Write a whole number from {least} to {most}.")
        raise NotSo(field, wrong.format(least=least, most=most))
    return int(plain)


@transaction.atomic
def keep(
    place: Place, held_share: str, most_offers: str, *, by: Staff, now: datetime,
    key: str | None = None,
) -> OfferWays:  # fmt: skip
    """Set the share held back (per cent, 0 to 50) and how many offers at a visit are enough.
    Raises NotSo."""
    held = whole(held_share, "held_share", 0, MOST_HELD)
    most = whole(most_offers, "most_offers", 1, MOST_OFFERS)
    kept, _made = OfferWays.objects.update_or_create(
        place=place, defaults={"held_share": held, "most_offers": most, "at": now,
                               "by": by.opaque},
    )  # fmt: skip
    journal.record(OfferWaysKept(held, most), about=f"place:{place.pk}", at=now, by=by.opaque,
                   place=place.pk, key=key)  # fmt: skip
    return kept
