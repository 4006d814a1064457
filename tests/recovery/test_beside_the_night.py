"""An alarm does not wait behind what computes for minutes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.recovery.test_killed import count
from tests.site import houses
from tests.site.houses import until

pytestmark = pytest.mark.xdist_group("house")
AHEAD = 4
BUILD = f"""
from datetime import timedelta
from django.contrib.auth.models import User
from regulars.moments import clock, deadlines
from regulars.places.models import Place, Role, Staff
from regulars.recovery import cases
place = Place.objects.create(slug="corner", name="Corner")
li = Staff.objects.create(user=User.objects.create_user("li"), place=place, role=Role.CLERK,
                          name="li")
now = clock.now()
deadlines.set_deadline("night", "one", now - timedelta(hours=1))
cases.open_case(place, "soup", by=li, now=now - timedelta(minutes=15) + timedelta(seconds={AHEAD}))
"""
HAND = """
import os, sys
from regulars.moments import deadlines
from regulars.site import ticking
def compute(deadline, now):
    while not os.path.exists(sys.argv[2]):
        sum(range(1000))
    return lambda: None
deadlines.handles("night", slow=True)(compute)
print("ready", flush=True)
ticking.main(sys.argv[1])
"""


def hand(home: Path, name: str) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", houses.DJANGO + HAND, name, str(home / "rang")],
        env=houses.environment(home),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.mission("RE04")
def test_an_alarm_rings_on_time_while_the_night_is_reckoned(tmp_path: Path) -> None:
    """The one hand computes without a pause until the alarm has rung: behind it, the alarm never
    would. Then the night is done once. By how much the alarm was late is printed; the bench
    judges it."""
    home = houses.ground(tmp_path / "house", houses.migrated())
    build = [sys.executable, "-c", houses.DJANGO + BUILD]
    subprocess.run(build, env=houses.environment(home), check=True)
    hands = [hand(home, "slow"), hand(home, "prompt")]
    try:
        rang = "SELECT count(*) FROM moments_moment WHERE kind = 'clock_rang'"
        until(lambda: count(home, rang) == 1, 60, "the alarm")
        night = "SELECT count(*) FROM moments_deadline WHERE kind = 'night' AND done_at IS NOT NULL"
        assert count(home, night) == 0
        (home / "rang").touch()
        until(lambda: count(home, night) == 1, 60, "the night")
    finally:
        for process in hands:
            process.kill()
            process.communicate()
    sql = "SELECT facts FROM moments_moment WHERE kind = 'clock_rang'"
    facts = houses.rows(home, sql)[0][0]
    late = (facts if isinstance(facts, dict) else json.loads(facts))["late_ms"]
    print(f"the alarm was {late} ms late")
