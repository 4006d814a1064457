"""Small slips, mended on the spot: noted by one tap, counted by post. No case, no clock."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from regulars.customers.models import Customer
from regulars.moments import journal
from regulars.moments.kinds import SlipNoted
from regulars.notebook import noticing
from regulars.places.models import Place, Staff
from regulars.recovery import cases
from regulars.recovery.models import Slip
from regulars.recovery.writing import again, chosen, clean, named

SPAN = timedelta(days=30)


@transaction.atomic
def note(
    place: Place, kind: str, *, by: Staff | str, now: datetime, post: str = "", words: str = "",
    customer: Customer | None = None, key: str | None = None,
) -> Slip:  # fmt: skip
    """One small slip, of one of Slip.Kind, at a post. Raises NotSo."""
    if known := again(Slip, key, place=place.pk):
        return known
    what = chosen(kind, "kind", Slip.Kind)
    text = clean(words, "words", needed=False, longest=300)
    whose = cases.belonging(place, customer)
    cases.check_post(place, post)
    told = journal.record(
        SlipNoted(slip=what, touchpoint=post),
        about=whose.opaque if whose else f"place:{place.pk}", at=now, by=named(by), place=place.pk,
        words=text, key=key, secret=noticing.tells(text),
    )  # fmt: skip
    return Slip.objects.create(
        place=place, kind=what, post=post, at=now, by=named(by), moment=told.pk
    )


@dataclass(frozen=True)
class Count:
    """How many slips of each kind at one post, the most frequent first; ``post`` empty: none."""

    post: str
    kinds: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(n for _kind, n in self.kinds)


def by_post(place: Place, now: datetime) -> tuple[Count, ...]:
    """The last thirty days, the post with most slips first."""
    rows = Slip.objects.filter(place=place, at__gt=now - SPAN, at__lte=now)
    posts: dict[str, Counter[str]] = {}
    for post, kind in rows.values_list("post", "kind"):
        posts.setdefault(post, Counter())[kind] += 1
    found = [Count(post, tuple(kinds.most_common())) for post, kinds in posts.items()]
    return tuple(sorted(found, key=lambda each: (-each.total, each.post)))
