"""Each way out, to a server that listens: what it says, refuses, and where it never goes."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from regulars.places.models import Way
from regulars.places.notices.channels import CHANNELS, Message, NotAnAddress, Trouble, addresses
from regulars.places.notices.channels import post as posting
from regulars.places.outside import is_outside
from tests.places.ears import Ears, listening

ROBOTS = (
    (Way.WECOM, "/cgi-bin/webhook/send?key=k-1"),
    (Way.DINGTALK, "/robot/send?access_token=t-1"),
    (Way.FEISHU, "/open-apis/bot/v2/hook/h-1"),
)
MESSAGE = Message(
    id="notice-1-2", subject="Help wanted", line="A guest at table 5 needs help now.",
    url="https://shop.example/p/corner/today/", urgent=True, place="corner",
    at=datetime(2026, 3, 24, 1, tzinfo=UTC),
)  # fmt: skip
TEXT = "Help wanted\nA guest at table 5 needs help now.\nhttps://shop.example/p/corner/today/"


@pytest.fixture
def ears(settings: Any) -> Iterator[Ears]:
    settings.NOTICES_INSIDE = True
    with listening() as found:
        yield found


def send(way: Way, address: str, secret: str = "") -> None:
    CHANNELS[way].check(address, secret)
    CHANNELS[way].send(MESSAGE, address, secret)


@pytest.mark.parametrize(("way", "path"), ROBOTS)
def test_a_robot_is_told_one_text(ears: Ears, way: Way, path: str) -> None:
    """Subject, line and link, each on a line of its own, in the form that this robot reads."""
    send(way, ears.url(path))
    ((told, headers, body),) = ears.heard
    assert told == path
    assert headers["Content-Type"].startswith("application/json")
    assert json.loads(body) == (
        {"msg_type": "text", "content": {"text": TEXT}} if way == Way.FEISHU
        else {"msgtype": "text", "text": {"content": TEXT}}
    )  # fmt: skip


def test_dingtalk_and_feishu_are_signed_where_they_have_a_secret(ears: Ears) -> None:
    """DingTalk in the address, Feishu in the body, each over its own words."""
    send(Way.DINGTALK, ears.url("/robot/send?access_token=t"), "SECabc")
    asked = parse_qs(urlsplit(ears.heard[0][0]).query)
    words = f"{asked['timestamp'][0]}\nSECabc"
    assert asked["sign"] == [signed(b"SECabc", words)]
    send(Way.FEISHU, ears.url("/open-apis/bot/v2/hook/h"), "s3")
    told = json.loads(ears.heard[1][2])
    assert told["sign"] == signed(f"{told['timestamp']}\ns3".encode(), "")


def signed(key: bytes, words: str) -> str:
    return base64.b64encode(hmac.new(key, words.encode(), hashlib.sha256).digest()).decode()


@pytest.mark.parametrize(
    ("says", "code"),
    [
        (b'{"errcode": 93000, "code": 93000, "errmsg": "invalid"}', "refused:93000"),
        (b"<html>hello</html>", "answer"), (b"[]", "answer"), (b"{}", "answer"), (b"7", "answer"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("way", "path"), ROBOTS)
def test_a_robot_that_refuses_under_a_200_has_refused(
    ears: Ears, way: Way, path: str, says: bytes, code: str
) -> None:
    ears.says = says
    assert trouble(way, ears.url(path)) == code


def trouble(way: Way, address: str, secret: str = "") -> str:
    with pytest.raises(Trouble) as raised:
        send(way, address, secret)
    assert address not in str(raised.value)
    return raised.value.code


def test_a_webhook_is_a_cloud_event_signed_as_standard_webhooks(ears: Ears) -> None:
    key = b"k" * 32
    send(Way.WEBHOOK, ears.url("/in?a=1"), "whsec_" + base64.b64encode(key).decode())
    ((path, headers, body),) = ears.heard
    assert path == "/in?a=1"
    assert headers["webhook-id"] == "notice-1-2"
    words = f"notice-1-2.{headers['webhook-timestamp']}.".encode() + body
    assert headers["webhook-signature"] == "v1," + signed(key, words.decode())
    assert headers["Content-Type"] == "application/cloudevents+json; charset=utf-8"
    assert json.loads(body) == {
        "specversion": "1.0", "type": "regulars.notice", "source": "/p/corner/",
        "id": "notice-1-2", "time": "2026-03-24T01:00:00Z", "datacontenttype": "application/json",
        "data": {"subject": "Help wanted", "line": "A guest at table 5 needs help now.",
                 "url": "https://shop.example/p/corner/today/", "urgent": True},
    }  # fmt: skip


def test_no_redirect_is_followed(ears: Ears) -> None:
    """Neither to elsewhere nor to a second address of the same server."""
    ears.moved = ears.url("/inside")
    assert trouble(Way.WEBHOOK, ears.url()) == "redirect"
    assert [path for path, _headers, _body in ears.heard] == ["/hook"]


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_all_but_a_2xx_is_a_failure(ears: Ears, status: int) -> None:
    ears.status = status
    assert trouble(Way.WEBHOOK, ears.url()) == f"status:{status}"


@pytest.mark.parametrize("how", ["wait", "drip"])
def test_a_slow_answer_is_none(ears: Ears, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a byte comes now and then: the time is for the whole of it."""
    monkeypatch.setattr(posting, "PATIENCE", 0.5)
    setattr(ears, how, 3.0)
    began = time.monotonic()
    assert trouble(Way.WEBHOOK, ears.url()) == "slow"
    assert time.monotonic() - began < 2.5


def test_a_channel_that_was_killed_could_not_be_reached(settings: Any) -> None:
    settings.NOTICES_INSIDE = True
    with listening() as ears:
        address = ears.url()
    assert trouble(Way.WEBHOOK, address) == "unreachable"


INSIDE = (
    "https://127.0.0.1/", "https://localhost/", "https://10.1.2.3/", "https://192.168.1.1/",
    "https://172.16.0.1/", "https://169.254.169.254/latest/meta-data/", "https://[::1]/",
    "https://[fe80::1]/", "https://[fd00::1]/", "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::10.0.0.1]/", "https://[2002:7f00:1::]/", "https://0.0.0.0/",
    "https://printer.local/", "https://db/", "https://x.localhost./", "https://224.0.0.1/",
)  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_of_the_own_network_is_refused(address: str) -> None:
    """When it is pasted, and again when it is called."""
    with pytest.raises(NotAnAddress) as raised:
        CHANNELS[Way.WEBHOOK].check(address, "")
    assert raised.value.code == "inside"
    with pytest.raises(Trouble) as refused:
        CHANNELS[Way.WEBHOOK].send(MESSAGE, address, "")
    assert refused.value.code == "inside"


def test_a_name_that_leads_inside_is_refused_when_it_is_called() -> None:
    """What stands in /etc/hosts or in somebody's DNS does not open the own network."""
    with pytest.raises(Trouble) as refused:
        addresses.resolve("localhost", 443)
    assert refused.value.code == "inside"


@given(st.ip_addresses(v=4))
def test_what_an_ipv6_address_carries_is_looked_at(inner: Any) -> None:
    """Mapped, 6to4 and NAT64: as much outside as the address they carry."""
    import ipaddress as ip

    wide = (
        ip.IPv6Address(f"::ffff:{inner}"),
        ip.IPv6Address(int(ip.IPv6Address("64:ff9b::")) | int(inner)),
        ip.IPv6Address((0x2002 << 112) | (int(inner) << 80)),
    )
    assert {is_outside(each) for each in wide} == {is_outside(inner)}


@pytest.mark.parametrize(
    ("way", "address", "secret", "code", "field"),
    [
        (Way.WEBHOOK, "http://example.com/", "", "https", "address"),
        (Way.WEBHOOK, "ftp://example.com/", "", "web", "address"),
        (Way.WEBHOOK, "https://user:pass@example.com/", "", "web", "address"),
        (Way.WEBHOOK, "https://example.com/\r\nX: y", "", "web", "address"),
        (Way.WEBHOOK, "https://example.com:99999/", "", "web", "address"),
        (Way.WEBHOOK, "https://[::1/", "", "web", "address"),
        (Way.WEBHOOK, "https:///x", "", "web", "address"),
        (Way.WEBHOOK, "https://example.com/" + "x" * 1000, "", "web", "address"),
        (Way.WEBHOOK, "https://example.com/", "whsec_short", "whsec", "secret"),
        (Way.WECOM, "https://example.com/", "", "robot", "address"),
        (Way.WECOM, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k", "s", "no_secret",
         "secret"),
        (Way.MAIL, "mei", "", "mail", "address"),
        (Way.MAIL, "mei@example.com\nBcc: x@example.com", "", "mail", "address"),
        (Way.MAIL, "mei@example.com", "s", "no_secret", "secret"),
    ],
)  # fmt: skip
def test_what_is_no_address_is_said_at_once(
    way: Way, address: str, secret: str, code: str, field: str
) -> None:
    with pytest.raises(NotAnAddress) as raised:
        CHANNELS[way].check(address, secret)
    assert (raised.value.code, raised.value.field) == (code, field)


def test_mail_is_one_plain_letter() -> None:
    send(Way.MAIL, "mei@example.com")
    (letter,) = mail.outbox
    assert (letter.subject, letter.to, letter.body) == (
        "Help wanted", ["mei@example.com"],
        "A guest at table 5 needs help now.\n\nhttps://shop.example/p/corner/today/",
    )  # fmt: skip
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_mail_without_a_server_that_answers_is_a_failure(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert trouble(Way.MAIL, "mei@example.com") == "unreachable"
