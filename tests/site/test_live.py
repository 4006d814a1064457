"""Open boards are told of every new moment of their place, once, and of nothing else."""

import json
import time

import pytest

from tests.site.houses import House, Pen, until

pytestmark = pytest.mark.xdist_group("house")


def test_a_new_moment_appears_within_a_second(open_house: House, pen: Pen) -> None:
    """An open board hears of a moment within a second, and hears nothing personal of it."""
    board = open_house.listen("corner")
    for _ in range(5):
        pen.write("noted")
        event, heard = board.next(), time.time()
        last, written = pen.done()
        assert heard - written < 1
    board.close()
    assert (event["id"], event["event"]) == (str(last), "moment")
    assert json.loads(event["data"]) == {
        "id": last, "kind": "noted", "subject": "customer:7", "place": "corner",
    }  # fmt: skip


def test_resuming_loses_and_repeats_nothing(open_house: House, pen: Pen) -> None:
    """A board that breaks off again and again under a writer hears each moment exactly once."""
    board = open_house.listen("corner")
    first = int(board.seen) + 1
    pen.write("noted", 300, 0.003)
    heard: list[int] = []
    for words in (7, 1, 40, 2, 25):
        heard += [int(board.next()["id"]) for _ in range(words)]
        board.close()
        board = open_house.listen("corner", board.seen)
    last, _when = pen.done()
    heard += board.moments_until(last)
    board.close()
    assert heard == list(range(first, last + 1))


def test_a_page_resumes_from_its_own_cursor(open_house: House, pen: Pen) -> None:
    """What happened between making a page and opening its stream is told first."""
    page, last = pen.written("noted"), pen.written("noted", 2)
    response = open_house.get(f"/live?place=corner&since={page}", open_house.sessions["corner"])
    lines = [response.readline().decode() for _ in range(11)]
    assert [line for line in lines if line.startswith("id")] == [
        f"id: {page + 1}\n", f"id: {last}\n", f"id: {last}\n",
    ]  # fmt: skip
    response.close()


@pytest.mark.parametrize("cursor", ["999999999", "nonsense", "0~", "-5", "9" * 40])
def test_a_cursor_that_cannot_be_followed_reloads(open_house: House, cursor: str) -> None:
    """From a cursor of another journal, or one with a hint owed, the board looks again."""
    board = open_house.listen("corner", cursor)
    events = board.events()
    assert next(e for e in events if e["event"] == "reload")["id"].isdecimal()
    board.close()


def test_a_crowd_is_one_hint_a_second(open_house: House, pen: Pen) -> None:
    """Thousands of purchases become a hint a second; a note among them is still told."""
    board = open_house.listen("corner")
    pen.write("purchased", 500, 0.002)
    pen.write("noted")
    began, kinds = time.monotonic(), []
    while "moment" not in kinds:
        kinds.append(board.next()["event"])
    lasted = time.monotonic() - began
    pen.done(), pen.done()
    board.close()
    assert 1 <= kinds.count("reload") <= lasted + 1


def test_nobody_hears_of_another_place(open_house: House, pen: Pen, outside_pen: Pen) -> None:
    """The outsider's board stays silent about what happens here."""
    board = open_house.listen("harbour")
    pen.written("noted", 3)
    last = outside_pen.written("noted")
    assert board.moments_until(last) == [last]
    board.close()


@pytest.mark.parametrize(
    ("place", "session", "status"),
    [("corner", "", 401), ("corner", "forged", 401), ("harbour", "corner", 404),
     ("nowhere", "corner", 404), ("", "corner", 404)],
)  # fmt: skip
def test_who_may_listen(open_house: House, place: str, session: str, status: int) -> None:
    """Signed out is 401; another place, known or not, is 404."""
    key = open_house.sessions.get(session, session)
    assert open_house.get(f"/live?place={place}", key).status == status


IMPATIENT = """
import socket, sys
from regulars.site import listeners, web
listeners.RECHECK = 0.5
web.main(socket.create_server(("127.0.0.1", int(sys.argv[1]))))
"""
SIGN_OUT = """
from django.contrib.sessions.models import Session
Session.objects.all().delete()
"""


def test_signing_out_ends_the_stream(own_house: House) -> None:
    """The session is looked up again while a board is open: after signing out it ends."""
    process = own_house.start(IMPATIENT, str(own_house.port))
    try:
        until(lambda: answers(own_house), 10, "the web answers")
        board = own_house.listen("corner")
        own_house.run(SIGN_OUT)
        assert board.next()["event"] == "reload"
        with pytest.raises(ConnectionError):
            board.block()
    finally:
        process.kill()
        process.communicate()


def answers(house: House) -> bool:
    try:
        return house.get("/live").status == 401
    except OSError:
        return False
