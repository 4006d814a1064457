"""What else a file brought, in words: baskets, people, visits, shifts."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def sentence(kind: str, counts: Mapping[str, int]) -> str:
    """One sentence of all that came into being; of purchases also where it is nothing."""
    parts = []
    for name, words in COUNTED.items():
        number = counts.get(name, 0)
        if number or (kind == "purchases" and name in ("baskets", "customers")):
            parts.append(words(number).format(n=number))
    if not parts:
        return ""
    return _("That makes {things}.").format(things=_("; ").join(parts))


COUNTED: dict[str, Callable[[int], str]] = {
    "baskets": lambda n: ngettext("{n:,} new basket", "{n:,} new baskets", n),
    "visits": lambda n: ngettext("{n:,} new visit", "{n:,} new visits", n),
    "bookings": lambda n: ngettext("{n:,} new booking", "{n:,} new bookings", n),
    "shifts": lambda n: ngettext("{n:,} new shift", "{n:,} new shifts", n),
    "customers": lambda n: ngettext(
        "{n:,} customer was seen for the first time",
        "{n:,} customers were seen for the first time", n,
    ),
    "notes": lambda n: ngettext("{n:,} note was kept", "{n:,} notes were kept", n),
}  # fmt: skip
