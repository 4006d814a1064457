"""The demo's house is ready: playbooks in force, one that waits, two risks somebody looks at."""

from datetime import datetime, timedelta

from django.db import transaction

from regulars.places.models import Place, Role, Staff
from regulars.recovery.models import Playbook
from regulars.recovery.readiness import gate, playbooks, risks

LONG_AGO = timedelta(days=200)
LATELY = timedelta(days=20)


@transaction.atomic
def make_ready(place: Place, now: datetime) -> None:
    """Once; done again it changes nothing. Everything here is invented."""
    people = Staff.objects.filter(place=place, left_at=None)
    owner = people.filter(role=Role.OWNER).first()
    clerk = people.filter(role=Role.CLERK).first() or owner
    if owner is None or clerk is None or Playbook.objects.filter(place=place).exists():
        return
    power = playbooks.adopt(place, "power", by=owner, now=now - LONG_AGO)
    accept(power, owner, now - LONG_AGO)
    delay = playbooks.adopt(place, "delay", by=owner, now=now - LATELY)
    accept(delay, owner, now - LATELY)
    day = place.day_of(now - LATELY)
    playbooks.drill(delay, day, "We said ten minutes and came back after twelve. Next time: seven.",
                    by=clerk, now=now - LATELY)  # fmt: skip
    playbooks.adopt(place, "system", by=owner, now=now)
    fridge = risks.keep(place, "The cold room warms up", 2, 3, "Read the thermometer: under 5 °C",
                        7, by=owner, now=now - LATELY)  # fmt: skip
    risks.check(fridge, holds=True, words="3.5 °C", by=clerk, now=now - timedelta(days=9))
    risks.keep(place, "The door mat slips when it is wet", 3, 2, "Step on its edge", 30, by=owner,
               now=now - LATELY)  # fmt: skip
    gate.keep(place, door="beside the till", follow_owner=owner, by=owner, now=now)


def accept(playbook: Playbook, by: Staff, now: datetime) -> None:
    edition = playbooks.proposed(playbook)
    if edition is not None:
        playbooks.review(edition, accept=True, by=by, now=now)
