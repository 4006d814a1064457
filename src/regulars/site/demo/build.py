"""Build the demo house, step by step. Every step may be repeated; a killed build goes on."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext as _

from regulars.anticipation import night
from regulars.authority import beginning
from regulars.customers import purchases
from regulars.moments import clock
from regulars.places.models import Place, Staff
from regulars.site import rounds
from regulars.site.demo import family, house, people, replay, year
from regulars.site.demo.ahead import think_ahead
from regulars.site.demo.at_hand import lay_out
from regulars.site.demo.offers import make_rules
from regulars.site.demo.ready import make_ready
from regulars.site.demo.small import days as small
from regulars.site.demo.small.script import Script
from regulars.site.demo.touching import reach_out
from regulars.site.demo.worth import reckon

Tell = Callable[[str], None]


def ready_file() -> Path:
    return Path(settings.HOME) / "demo" / "ready.json"


def ready() -> bool:
    """Whether the house stands complete; a second demo then starts at once."""
    return ready_file().exists()


def build(tell: Tell, progress: Callable[..., None] | None = None) -> list[house.Account]:
    """Everything from nothing to an open board; return the accounts made now."""
    tell(_("Preparing the database"))
    call_command("migrate", verbosity=0, interactive=False)
    now = clock.now()
    place = house.open_place()
    accounts = house.hire(place)
    beginning.set_up(place, by="demo", now=now)
    keep(accounts)
    for sentence, step in steps(place, now, progress):
        tell(sentence)
        step()
    rounds.open_rounds(place, place.day_of(now))
    make_ready(place, now)
    lay_out(place, now)
    make_rules(place, now)
    reckon(place, now)
    reach_out(place, now)
    think_ahead(place, now)
    tell(_("Opening three small houses beside it"))
    accounts += [each for script in small.SCRIPTS for each in beside(script, now)]
    finish(now)
    return accounts


def beside(script: Script, now: datetime) -> list[house.Account]:
    """One small house with its day; its accounts are kept at once."""
    place, accounts = small.open_with_day(script, now)
    keep(accounts)
    rounds.open_rounds(place, place.day_of(now))
    make_ready(place, now)
    lay_out(place, now)
    make_rules(place, now)
    reckon(place, now)
    reach_out(place, now)
    think_ahead(place, now)
    return accounts


def steps(
    place: Place, now: datetime, progress: Callable[..., None] | None
) -> Iterator[tuple[str, Callable[[], object]]]:
    today = place.day_of(now)
    moved = year.prepare(replay.folder(), today)
    yield (
        _("Taking in a grocer’s year"),
        lambda: purchases.take_in(
            moved.past, place, now, by="import", name="Complete Journey", progress=progress
        ),
    )
    yield _("Giving the goods their everyday names"), house.name_goods
    yield _("Inventing names for the households"), lambda: people.name_everyone(place, moved.sizes)
    owner = Staff.objects.filter(place=place).order_by("pk")[1].opaque
    yield _("Measuring a rice jar"), lambda: family.move_in(place, today, owner)
    yield _("Working out what each household will need"), lambda: tonight(place, now)


def tonight(place: Place, now: datetime) -> None:
    """Today's board, as last night's round would have left it."""
    write = night.foresee(place, place.day_of(now), now)
    with transaction.atomic():
        write()


def keep(accounts: list[house.Account]) -> None:
    """Keep what was printed beside the house, readable by its owner only."""
    if not accounts:
        return
    file = ready_file().parent / "accounts.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    with file.open("a") as out:
        out.writelines(f"{a.name} {a.password} ({a.role}, {a.place})\n" for a in accounts)


def finish(now: datetime) -> None:
    ready_file().write_text(json.dumps({"made_at": now.isoformat()}))
