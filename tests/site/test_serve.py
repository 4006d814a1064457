"""The house opens, survives the death of its parts, and ends without leaving anything behind."""

import os
import signal
import time

import pytest

from tests.site.houses import House, alive, is_free, until

pytestmark = [pytest.mark.xdist_group("house"), pytest.mark.once]


HANDS = {"clock": "clock.beat", "long work": "clock.slow.beat"}


def test_what_is_killed_comes_back(own_house: House) -> None:
    """Killed web and clock are back within three seconds, and who calls meanwhile is answered."""
    own_house.open(whole=True)
    before = own_house.children()
    assert sorted(before) == ["clock", "long work", "web"]
    os.kill(before["web"], signal.SIGKILL)
    began = time.monotonic()
    assert own_house.get("/static/django_htmx/htmx-2.min.js").status == 200
    assert time.monotonic() - began < own_house.patience
    for number, (hand, file) in enumerate(HANDS.items(), start=2):
        os.kill(before[hand], signal.SIGKILL)
        (own_house.home / file).unlink()
        until(lambda n=number: strangers(own_house, before) == n, own_house.patience, "it is new")
        until((own_house.home / file).exists, own_house.patience, "the new hand beats")
    until(own_house.healthy, own_house.patience, "the clock goes")


def strangers(house: House, before: dict[str, int]) -> int:
    return len(set(house.children().values()) - set(before.values()))


def test_asked_to_end_it_ends(own_house: House) -> None:
    """SIGTERM ends all within three seconds, also with a board open, and with exit code 0."""
    own_house.open()
    children = own_house.children()
    board = own_house.listen("corner")
    assert own_house.close() < 3
    assert own_house.process is not None
    assert own_house.process.returncode == 0
    assert not any(alive(pid) for pid in children.values())
    board.close()


def test_a_killed_parent_leaves_nothing(own_house: House) -> None:
    """After SIGKILL of the parent no process remains and the port is free again."""
    own_house.open()
    children = own_house.children()
    assert own_house.process is not None
    own_house.process.kill()
    own_house.process.communicate()
    until(lambda: not any(alive(pid) for pid in children.values()), 3, "the children are gone")
    # A process is a zombie as soon as its first thread ended; another may still hold the door.
    until(lambda: is_free(own_house.port), 3, "the port is free again")


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_is_said_plainly(open_house: House, command: str) -> None:
    """A port already taken gives one plain sentence and exit code 2, before anything is built."""
    again = open_house.command(command, "--port", str(open_house.port))
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == (
        f"Port {open_house.port} on 127.0.0.1 is taken: perhaps the house is open already. "
        f"Choose another one, such as --port {open_house.port + 1}.\n"
    )


def test_an_unusable_certificate_is_said_plainly(open_house: House) -> None:
    """A missing certificate gives one plain sentence and exit code 2."""
    refused = open_house.command("serve", "--port", "0", "--tls", "cert.pem", "key.pem")
    assert refused.returncode == 2
    assert refused.stderr.startswith("cert.pem with key.pem cannot be used")
    assert refused.stderr.count("\n") == 1


def test_static_files_carry_their_caching(open_house: House) -> None:
    """A versioned address is kept for ever, any other asked for again; unknown is 404."""
    path = "/static/django_htmx/htmx-2.min.js"
    plain, versioned = open_house.get(path), open_house.get(f"{path}?v=1")
    assert plain.getheader("Cache-Control") == "no-cache"
    assert versioned.getheader("Cache-Control") == "public, max-age=31536000, immutable"
    unchanged = open_house.get(path, **{"If-None-Match": str(plain.getheader("ETag"))})
    assert unchanged.status == 304
    assert open_house.get("/static/../settings.py").status == 404
    assert open_house.get("/static/nothing.js").status == 404


def test_pages_are_compressed(open_house: House) -> None:
    """Html travels compressed to who can read it."""
    page = open_house.get("/nothing-here", **{"Accept-Encoding": "gzip"})
    assert (page.status, page.getheader("Content-Encoding")) == (404, "gzip")
