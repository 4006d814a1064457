"""What the clock does for files that are to be taken in: starts the work, and again if it dies.

    import          as long as a file is asked for and not done: is somebody at work on it?
    import_away     KEPT days after it was brought: the file and all beside it is thrown away

The work has a process of its own, so that no deadline waits for a long file; it ends with the clock
and is begun again where it stopped.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta

from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.models import Deadline
from regulars.site.importing import slips
from regulars.site.supervisor import bound_to

LOOK_AGAIN = timedelta(seconds=5)
at_work: list[subprocess.Popen[bytes]] = []


def ask(slip: slips.Slip, now: datetime) -> None:
    """Let it be taken in at the clock's next tick. Asked twice it is asked once."""
    if slip.state not in (slips.OPEN, slips.STOPPED):
        return
    slip.state, slip.asked_at, slip.tries, slip.trouble = slips.ASKED, now.isoformat(), 0, ""
    slip.save()
    set_deadline("import", f"{slip.name}/{now:%Y%m%dT%H%M%S.%f}", now)


def throw_away_later(slip: slips.Slip, now: datetime) -> None:
    set_deadline("import_away", slip.name, now + timedelta(days=slips.KEPT))


@handles("import")
def look_after(deadline: Deadline, now: datetime) -> Callable[[], object]:
    """Begin the work where nobody is at it; look again until it is done."""
    at_work[:] = [process for process in at_work if process.poll() is None]
    try:
        slip = slips.find(deadline.subject.partition("/")[0])
    except slips.Unknown:
        return lambda: None
    if slip.state != slips.ASKED:
        return lambda: None
    with slips.held(slip) as free:
        nobody = free
    if nobody:
        begin(slip)
    later = now + LOOK_AGAIN
    return lambda: set_deadline("import", f"{slip.name}/{later:%Y%m%dT%H%M%S.%f}", later)


def begin(slip: slips.Slip) -> None:
    command = [sys.executable, "-m", "regulars.site.importing.work", slip.name]
    at_work.append(
        subprocess.Popen(  # noqa: S603  our own command
            command, stdin=subprocess.DEVNULL, preexec_fn=bound_to(os.getpid())
        )
    )


@handles("import_away")
def throw_away(deadline: Deadline, now: datetime) -> Callable[[], object]:
    """The file, the refused rows and the slip; the ledger keeps what became of it."""
    try:
        slip = slips.find(deadline.subject)
    except slips.Unknown:
        return lambda: None
    with slips.held(slip) as free:
        if free:
            slip.remove()
            return lambda: None
    raise RuntimeError(f"{slip.name} is still being taken in")
