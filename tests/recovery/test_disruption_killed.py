"""The clock's real process is killed while it tells very many: everybody is told, and once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from regulars.recovery.disruption.posting import THREADS
from tests.recovery.letter_box import LetterBox, standing
from tests.site import houses
from tests.site.houses import until

pytestmark = [pytest.mark.xdist_group("house"), pytest.mark.once]
KILLS = int(os.environ.get("CLOCK_KILLS", "4"))
PEOPLE = 12 * KILLS
BUILD = """
import sys
from datetime import timedelta
from regulars.moments import clock
from tests import cast as casting
from tests.recovery import flight
sys.path.insert(0, sys.argv[1])
cast, now = casting.assemble(), clock.now()
leaves = now + timedelta(hours=4)
for n in range(int(sys.argv[2])):
    flight.passenger(cast, n, starts_at=leaves)
whom = flight.Whom(leaves, leaves + flight.MINUTE)
flight.slips(cast, starts_at=leaves, new_at=leaves + 3 * flight.HOUR, whom=whom, now=now)
"""
TICK = """
from datetime import timedelta
from regulars.moments import deadlines
from regulars.recovery.disruption import posting
from regulars.site import ticking
posting.CLAIM = timedelta(seconds=1)
deadlines.LEASES["disruption_post"] = timedelta(seconds=1)
print("ready", flush=True)
ticking.main()
"""


@pytest.fixture
def box() -> Iterator[LetterBox]:
    with standing() as found:
        yield found


@pytest.mark.timeout(120 + 10 * KILLS)
@pytest.mark.mission("RE19")
def test_killed_in_the_midst_everybody_is_told_and_nobody_twice(
    tmp_path: Path, box: LetterBox
) -> None:
    """Each kill -9 can leave at most one letter for each thread in doubt; those go again under the
    same id, and no other. Whoever drops a known id has told everybody exactly once, and the
    journal says so once for each."""
    home = houses.ground(tmp_path / "house", houses.migrated())
    env = {**houses.environment(home), "REGULARS_MAIL": f"smtp://127.0.0.1:{box.port}"}
    root = str(Path(__file__).resolve().parents[2])
    env["PYTHONPATH"] = os.pathsep.join([root, env.get("PYTHONPATH", "")])
    build = [sys.executable, "-c", houses.DJANGO + BUILD, root, str(PEOPLE)]
    subprocess.run(build, env=env, check=True)
    box.slow, chance, kills = 0.02, random.Random(9), 0
    while kills < KILLS and count(home, OPEN):
        process = subprocess.Popen(
            [sys.executable, "-c", houses.DJANGO + TICK],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.05, 0.4))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        kills += 1
    process = subprocess.Popen([sys.executable, "-c", houses.DJANGO + TICK], env=env,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        until(lambda: not count(home, OPEN), 60, "everybody is told")
    finally:
        process.kill()
        process.wait()
    assert len(set(box.ids)) == len(set(box.people)) == PEOPLE
    assert len(box.ids) - PEOPLE <= kills * THREADS
    assert count(home, TOLD) == count(home, MOMENTS) == PEOPLE


OPEN = "SELECT count(*) FROM recovery_letter WHERE ended_at IS NULL"
TOLD = "SELECT count(*) FROM recovery_affected WHERE told_at IS NOT NULL AND way = 'mail'"
MOMENTS = "SELECT count(*) FROM moments_moment WHERE kind = 'delay_told'"


def count(home: Path, sql: str) -> int:
    return int(houses.rows(home, sql)[0][0])
