"""By what somebody who is not served is known again: their record, or keyed digests of their
handles, which outlive the record until the ban ends and tell nobody a number."""

import hmac
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db.models import Q

from regulars.customers.models import Customer, Handle
from regulars.places.models import Place
from regulars.recovery.models import Ban, Mark

KINDS = (Handle.Kind.PHONE, Handle.Kind.CARD, Handle.Kind.EMAIL, Handle.Kind.OPEN_ID)
"""What is one person's own. A room, a table and a number plate are also other people's."""


def digest(book: int, kind: str, value: str) -> str:
    words = f"a ban knows them again\n{book}\n{kind}\n{value}"
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), sha256).hexdigest()


def of(customers: Iterable[int]) -> set[str]:
    rows = Handle.objects.filter(customer__in=list(customers), kind__in=KINDS)
    return {digest(*row) for row in rows.values_list("book", "kind", "value")}


def keep(ban: Ban) -> None:
    """Write down by what they are known, so that it stands also once they were forgotten."""
    if ban.customer_id is not None:
        Mark.objects.bulk_create(
            [Mark(ban=ban, digest=each) for each in of([ban.customer_id])], ignore_conflicts=True
        )


def standing(customer: Customer, place: Place, now: datetime) -> Ban | None:
    """The ban that holds for somebody at a place now; the one that ends last."""
    rows = Ban.objects.filter(place=place, verdict=Ban.Verdict.BAN, ended_at=None, until__gt=now)
    if not rows.exists():
        return None
    known = Q(customer=customer.pk) | Q(marks__digest__in=of([customer.pk]))
    return rows.filter(known).order_by("-until").select_related("decided_by").first()
