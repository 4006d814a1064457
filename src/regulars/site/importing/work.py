"""The work itself, in a process of its own: takes a file in and writes what became of it.

Killed at any point, the same command goes on where it stopped.
"""

import json
import logging
import os
import sys
import time
from dataclasses import asdict
from typing import Any

from regulars.site.importing import slips

MOST_TRIES = 5
log = logging.getLogger(__name__)


def main(name: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.site.settings")
    import django

    django.setup()
    take_in(name)


def take_in(name: str) -> None:
    """Take in what a slip asks for, unless somebody else is at it, or it is done."""
    with slips.held(slips.find(name)) as alone:
        slip = slips.find(name)
        if not alone or slip.state != slips.ASKED:
            return
        slip.tries += 1
        slip.save()
        if slip.tries > MOST_TRIES:
            given_up(slip)
            return
        through(slip)


def through(slip: slips.Slip) -> None:
    from django.utils import translation

    from regulars.moments import clock
    from regulars.moments.intake import Busy, Trouble
    from regulars.places.models import Place
    from regulars.site.importing.kinds import KINDS
    from regulars.site.importing.kinds import take_in as taken

    place = Place.objects.select_related("top").get(pk=slip.place)
    with translation.override(slip.language):
        try:
            report = taken(
                KINDS[slip.kind], slip.table, place, clock.now(), by=slip.by,
                name=slip.file, refused=slip.refused,
                progress=Progress(slip), **told(slip),
            )  # fmt: skip
        except Busy:
            return
        except Trouble as trouble:
            trouble.file = slip.file
            slip.state, slip.trouble = slips.STOPPED, str(trouble)
        else:
            slip.state, slip.trouble = slips.DONE, ""
            slip.report = kept(report)
        slip.save()


def told(slip: slips.Slip) -> dict[str, Any]:
    """How the file is to be read, as the intake wants it."""
    from regulars.moments.intake import How
    from regulars.site.importing.kinds import KINDS

    kind = KINDS[slip.kind]
    more: dict[str, Any] = {"how": How(**slip.how), "mapping": slip.mapping}
    if kind.regional:
        more["region"] = slip.region
    if kind.by_line:
        more["each_line_counts"] = slip.each_line_counts
    return more


def kept(report: Any) -> dict[str, Any]:
    """A report as plain values; its sentences are said anew in the language of who looks."""
    names = ("kind", "rows", "new", "changed", "repeated", "refused", "doubled", "blank", "counts",
             "known", "resumed_at", "note", "seconds", "twins")  # fmt: skip
    values = {name: getattr(report, name) for name in names}
    return {**values, "refusals": [asdict(one) for one in report.refusals]}


def given_up(slip: slips.Slip) -> None:
    from django.utils import translation
    from django.utils.translation import gettext as _

    with translation.override(slip.language):
        slip.trouble = _(
            "It was begun {n} times and never came to an end. What was taken in stays; whoever "
            "runs the house finds the reason in its log."
        ).format(n=MOST_TRIES)
    slip.state = slips.STOPPED
    slip.save()


class Progress:
    """How far it came, for whoever looks; written twice a second at most."""

    def __init__(self, slip: slips.Slip) -> None:
        self.path = slip.folder / "progress.json"
        self.rows, self.shown = 0, 0.0

    def __call__(self, rows: int, total: int) -> None:
        self.rows += rows
        now = time.monotonic()
        if now - self.shown > 0.5:
            self.shown = now
            draft = self.path.with_suffix(".part")
            draft.write_text(json.dumps([self.rows, total]))
            draft.replace(self.path)


if __name__ == "__main__":
    main(sys.argv[1])
