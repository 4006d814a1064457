"""What falls due in the notebook: what was kept for one visit only goes with it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.models import Deadline, Words
from regulars.notebook.models import Fact
from regulars.places.models import Place

KIND = "visit_over"
CLOCK = "clock"


def until_tonight(fact: Fact, place: Place, now: datetime) -> None:
    """What nobody agreed to have kept is gone when the day is."""
    end = place.start_of(place.day_of(now) + timedelta(days=1))
    set_deadline(KIND, f"fact:{fact.pk}", end)


@handles(KIND)
def wipe(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """The fact, and the words of the note it was read from; not where consent came meanwhile."""

    def effect() -> None:
        fact = Fact.objects.filter(pk=int(deadline.subject.removeprefix("fact:"))).first()
        if fact is None or not fact.visit:
            return
        agreed = Fact.objects.filter(moment=fact.moment, visit="").exclude(sealed=None)
        if fact.moment and not agreed.exists():
            Words.objects.filter(moment=fact.moment).exclude(sealed=None).delete()
        Fact.objects.filter(pk=fact.pk).update(
            sealed=None, value="", folded="", gone_at=fact.gone_at or now,
            gone_by=fact.gone_by or CLOCK,
        )  # fmt: skip

    return effect
