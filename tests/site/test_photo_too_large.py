"""A photo of a hundred megabytes, streamed to a real house."""

import http.client
from pathlib import Path

import pytest

from tests.site.houses import House

pytestmark = [pytest.mark.xdist_group("house"), pytest.mark.once]

SETTLE = """
from regulars.customers import people
from regulars.moments import clock
from regulars.places.models import Place, Staff
from regulars.recovery import cases
place = Place.objects.get(slug="corner")
print("/p/corner/customers/%s/photos/" % people.introduce(place, name="余建平").pk)
case = cases.open_case(place, "soup", by=Staff.objects.get(place=place), now=clock.now())
print("/case/%s/photos/" % case.code)
"""


def test_a_hundred_megabytes_hurt_nobody(own_house: House) -> None:
    """Streamed to a real house, at the colleagues' door and at the customer's: refused in words,
    and its web process has not grown."""
    doors = own_house.run(SETTLE).split()
    own_house.open()
    session = own_house.sessions["corner"]
    own_house.get("/p/corner/today/", session).read()
    for door in doors:
        upload(own_house, door, session, pieces=1)  # what a photo needs is loaded by now
    before = most_memory(own_house.children()["web"])
    for door in doors:
        status, words = upload(own_house, door, session, pieces=100)
        assert (status, "larger than 8 MB" in words) == (413, True), door
    assert most_memory(own_house.children()["web"]) - before < 40_000


def upload(house: House, door: str, session: str, pieces: int) -> tuple[int, str]:
    """Send so many megabytes as a photo; what the house says."""
    head = (
        b'--xx\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n'
        b"Content-Type: image/jpeg\r\n\r\n"
    )
    tail = b"\r\n--xx--\r\n"
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=120)
    line.putrequest("POST", door)
    line.putheader("Content-Type", "multipart/form-data; boundary=xx")
    line.putheader("Content-Length", str(len(head) + pieces * 2**20 + len(tail)))
    line.putheader("Cookie", f"sessionid={session}; csrftoken={'a' * 32}")
    line.putheader("X-CSRFToken", "a" * 32)
    line.endheaders(head)
    for _ in range(pieces):
        line.send(b"\0" * 2**20)
    line.send(tail)
    answer = line.getresponse()
    return answer.status, answer.read().decode()


def most_memory(pid: int) -> int:
    """The most a process ever held, in kB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])
