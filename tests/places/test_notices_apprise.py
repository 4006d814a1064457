"""Any other service, in a process of its own: what it reaches, and what it never touches."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regulars.places.models import Way
from regulars.places.notices.channels import CHANNELS, NotAnAddress, Trouble
from tests.places.ears import Ears, listening
from tests.places.test_notices_channels import MESSAGE

pytestmark = pytest.mark.once

APPRISED = CHANNELS[Way.APPRISE]


@pytest.fixture
def ears() -> Iterator[Ears]:
    with listening() as found:
        yield found


def test_a_service_is_told(ears: Ears, settings: Any) -> None:
    """Subject, line and link arrive at what apprise calls ``json://``."""
    settings.NOTICES_INSIDE = True
    address = ears.url("/told").replace("http:", "json:")
    APPRISED.check(address, "")
    APPRISED.send(MESSAGE, address, "")
    ((path, _headers, body),) = ears.heard
    assert path == "/told"
    assert b"Help wanted" in body
    assert b"A guest at table 5 needs help now." in body


def test_a_service_of_the_own_network_is_not_reached(ears: Ears) -> None:
    """An encrypted address is accepted as such; the connection into the network is not made."""
    address = ears.url("/told").replace("http:", "jsons:")
    APPRISED.check(address, "")
    with pytest.raises(Trouble) as raised:
        APPRISED.send(MESSAGE, address, "")
    assert raised.value.code == "inside"
    assert ears.heard == []


def test_no_redirect_is_followed_and_a_refusal_is_one(ears: Ears, settings: Any) -> None:
    settings.NOTICES_INSIDE = True
    ears.moved = ears.url("/inside")
    with pytest.raises(Trouble) as raised:
        APPRISED.send(MESSAGE, ears.url("/told").replace("http:", "json:") + "?redirect=yes", "")
    assert raised.value.code == "not_taken"
    assert [path for path, _headers, _body in ears.heard] == ["/told"]


@pytest.mark.parametrize(
    "address",
    ["json://example.com/", "syslog://", "windows://", "file:///etc/passwd", "exec://ls", "hello",
     "https://example.com/", "mailto://a:b@example.com"],
)  # fmt: skip
def test_what_is_not_encrypted_or_no_service_is_refused(address: str) -> None:
    with pytest.raises(NotAnAddress) as raised:
        APPRISED.check(address, "")
    assert raised.value.code == "service"


def test_no_file_of_this_machine_is_read(tmp_path: Path) -> None:
    """A service whose address names a file gets nothing of it."""
    (tmp_path / "secret").write_text('{"private_key": "x"}')
    with pytest.raises((NotAnAddress, Trouble)):
        APPRISED.send(MESSAGE, f"fcm://project/device/?keyfile={tmp_path}/secret", "")


@pytest.mark.parametrize(
    ("act", "stopped"),
    [
        ("open('/etc/hostname')", True),
        ("open('x.txt', 'w')", True),
        ("__import__('os').system('true')", True),
        ("__import__('subprocess').run(['true'])", True),
        ("__import__('socket').create_connection(('127.0.0.1', 9))", True),
        ("__import__('socket').create_connection(('::1', 9))", True),
        ("__import__('socket').socket(__import__('socket').AF_UNIX).connect('/run/x')", True),
        ("__import__('json').dumps(1)", False),
        ("__import__('xml.dom.minidom')", False),
    ],
)
def test_the_child_is_kept_in(act: str, stopped: bool) -> None:
    """No file, no program, no connection into the own network; Python's own files are open."""
    code = f"from regulars.places import apprising; apprising.keep_in(network=False); {act}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ("NotAllowed" in done.stderr, done.returncode != 0) == (stopped, stopped), done.stderr
