"""kill -9 of the web at random points: what was acknowledged is there once, and nothing else."""

import contextlib
import http.client
import os
import random
import signal
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from tests.site.houses import House

READ = """
import json
from regulars.moments.models import Words
print(json.dumps(list(Words.objects.values_list("text", flat=True))))
"""


class Pen:
    """Somebody who writes notes as fast as they can, and repeats what was not answered."""

    def __init__(self, house: House, name: str = "note") -> None:
        self.house, self.name = house, name
        page = house.get("/p/corner/today/", house.sessions["corner"])
        self.token = page.headers["Set-Cookie"].split("csrftoken=")[1].split(";")[0]
        page.read()
        self.acknowledged: list[str] = []
        self.given_up: list[str] = []

    def send(self, words: str) -> bool:
        """Whether it was acknowledged."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.status(words) == 303
        return False

    def status(self, words: str) -> int:
        body = urlencode({"words": words, "sort": "note", "key": words})
        line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=5)
        cookies = f"sessionid={self.house.sessions['corner']}; csrftoken={self.token}"
        headers = {
            "Cookie": cookies, "X-CSRFToken": self.token,
            "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        line.request("POST", "/p/corner/visitors/", body, headers)
        return line.getresponse().status

    def write(self, count: int) -> None:
        for number in range(count):
            words = f"{self.name} {number}"
            tries = (self.send(words) or time.sleep(0.1) for _ in range(100))
            kept = self.acknowledged if any(tries) else self.given_up
            kept.append(words)


def test_every_acknowledged_note_is_there_exactly_once(tmp_path: Path) -> None:
    """The web is killed six times while notes are written and repeated with the same key."""
    import json

    house = House(tmp_path / "house")
    house.open()
    try:
        pen = Pen(house)
        writing = threading.Thread(target=pen.write, args=(60,))
        writing.start()
        chance = random.Random(7)
        for _ in range(6):
            time.sleep(chance.uniform(0.1, 0.8))
            with contextlib.suppress(ProcessLookupError, KeyError):
                os.kill(house.children()["web"], signal.SIGKILL)
        writing.join(120)
    finally:
        house.close()
    kept = json.loads(house.run(READ))
    assert not pen.given_up
    assert sorted(kept) == sorted(pen.acknowledged)
    assert len(kept) == 60
