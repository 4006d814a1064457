"""The clock's real process is killed at random points: each alarm rings once all the same."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.site import houses
from tests.site.houses import until

pytestmark = pytest.mark.xdist_group("house")
KILLS = int(os.environ.get("CLOCK_KILLS", "6"))
"""The long run is the same with CLOCK_KILLS=200."""
CASES = 12 * KILLS
LEASE = 10.0
BUILD = """
import sys
from datetime import timedelta
from django.contrib.auth.models import User
from django.db import transaction
from regulars.moments import clock
from regulars.places.models import Place, Role, Staff
from regulars.recovery import cases
place = Place.objects.create(slug="corner", name="Corner")
li, kelsey = (Staff.objects.create(user=User.objects.create_user(name), place=place, role=role,
                                   name=name)
              for name, role in (("li", Role.CLERK), ("kelsey", Role.MANAGER)))
now = clock.now() - timedelta(minutes=21)
with transaction.atomic():
    for _number in range(int(sys.argv[1])):
        cases.open_case(place, "soup", by=li, now=now)
"""
TICK = """
from regulars.site import ticking
print("ready", flush=True)
ticking.main()
"""


def clock(home: Path) -> subprocess.Popen[str]:
    """The clock's own process, when it is about to look for the first time."""
    process = subprocess.Popen(
        [sys.executable, "-c", houses.DJANGO + TICK], env=houses.environment(home),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def count(home: Path, sql: str) -> int:
    return int(houses.rows(home, sql)[0][0])


def left(home: Path) -> int:
    kinds = "'case_alarm_15', 'case_alarm_20', 'case_tell'"
    return count(home, "SELECT count(*) FROM moments_deadline WHERE done_at IS NULL "
                       f"AND kind IN ({kinds})")  # fmt: skip


@pytest.mark.timeout(240 + 10 * KILLS)
def test_killed_at_random_points_each_effect_is_there_once(tmp_path: Path) -> None:
    """So many kills -9 in the midst of work: two alarms, one escalation, one offer and three
    notices for every case, no more and no less; what a killed clock held is done within its lease
    once a clock runs again."""
    home = houses.ground(tmp_path / "house", houses.migrated())
    build = [sys.executable, "-c", houses.DJANGO + BUILD, str(CASES)]
    subprocess.run(build, env=houses.environment(home), check=True)
    chance, in_the_midst = random.Random(8), 0
    for _kill in range(KILLS):
        process = clock(home)
        time.sleep(chance.uniform(0.005, 0.25))
        in_the_midst += bool(left(home))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    began, last = time.monotonic(), clock(home)
    try:
        until(lambda: not left(home), 4 * LEASE + CASES / 4, "all alarms have rung")
    finally:
        last.kill()
        last.communicate()
    moments = "SELECT count(*) FROM moments_moment WHERE kind = '{}'"
    found = {
        **{kind: count(home, moments.format(kind)) for kind in ("clock_rang", "escalated")},
        "keys": count(home, "SELECT count(DISTINCT key) FROM moments_moment "
                            "WHERE kind = 'clock_rang'"),
        "offers": count(home, "SELECT count(*) FROM recovery_handover"),
        "notices": count(home, "SELECT count(*) FROM places_notice"),
    }  # fmt: skip
    assert found == {
        "clock_rang": 2 * CASES, "escalated": CASES, "keys": 2 * CASES, "offers": CASES,
        "notices": 3 * CASES,
    }  # fmt: skip
    assert in_the_midst >= KILLS // 2
    held = count(home, "SELECT count(*) FROM moments_deadline WHERE attempts > 1")
    print(f"{in_the_midst} of {KILLS} in the midst, {held} claimed twice, "
          f"the rest in {time.monotonic() - began:.1f} s")  # fmt: skip
