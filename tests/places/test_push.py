"""A phone rings: the browser said yes, the house knows where, and only that browser can read it."""

import base64
import json
import time
from datetime import timedelta
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from regulars.moments.models import Moment
from regulars.notebook import health
from regulars.places import notices
from regulars.places.models import Channel, PushKey, Sending
from regulars.places.notices import ways
from tests.cast import MORNING, Cast
from tests.places.ears import Ears, Turn

SECOND = timedelta(seconds=1)
PAGE = "/p/corner/notices/"
AUTH = b"sixteen bytes ok"


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Browser:
    """What a browser keeps of a subscription: its two keys, and where it is reached."""

    def __init__(self, address: str) -> None:
        self.address, self.key = address, ec.generate_private_key(ec.SECP256R1())
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.told = {"address": address, "point": text(point), "auth": text(AUTH)}

    def read(self, body: bytes) -> dict[str, Any]:
        clear = http_ece.decrypt(body, private_key=self.key, auth_secret=AUTH, version="aes128gcm")
        found: dict[str, Any] = json.loads(clear)
        return found


def told(cast: Cast, **more: Any) -> Sending:
    notice = notices.tell(
        cast.clerk, "有人在等你", "Table 5: they have waited twenty minutes.",
        "/p/corner/cases/7/", urgent=True, key="k", now=MORNING, **more,
    )  # fmt: skip
    assert notice is not None
    return notice.sendings.get()


def signature(header: str) -> tuple[dict[str, Any], str]:
    """The claims of a VAPID header and the public key it names. Fails where it is not signed."""
    parts = dict(each.strip().split("=", 1) for each in header.removeprefix("vapid ").split(","))
    head, claims, sign = parts["t"].split(".")
    middle = len(raw(sign)) // 2
    numbers = [int.from_bytes(half) for half in (raw(sign)[:middle], raw(sign)[middle:])]
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(parts["k"]))
    key.verify(
        utils.encode_dss_signature(*numbers), f"{head}.{claims}".encode(), ec.ECDSA(SHA256())
    )
    return json.loads(raw(claims)), parts["k"]


def test_a_notice_rings_on_the_phone_that_said_yes(
    cast: Cast,
    ears: Ears,
    turn: Turn,
    door: Any,
) -> None:
    """Asked for on the page; sealed for this browser, signed by this house, urgent within the
    hour, and nothing of it in clear in the database."""
    person, phone = door(cast.clerk), Browser(ears.url("/push/abcd1234"))
    key = person.post(PAGE + "phone/").json()["key"]
    assert person.post(PAGE + "phone/", phone.told).json() == {"next": PAGE + "?kept=1"}
    channel = Channel.objects.get()
    assert b"abcd1234" not in bytes(channel.sealed)
    assert b"PRIVATE" not in bytes(PushKey.objects.get().sealed)
    sending = told(cast)
    for seconds in (0, 1, 2):
        turn(MORNING + seconds * SECOND)
    sending.refresh_from_db()
    assert sending.sent_at == MORNING + SECOND
    ((path, headers, body),) = ears.heard
    assert path == "/push/abcd1234"
    assert phone.read(body) == {
        "id": f"notice-{sending.notice_id}-{sending.pk}", "subject": "有人在等你",
        "line": "Table 5: they have waited twenty minutes.", "path": "/p/corner/cases/7/",
        "urgent": True,
    }  # fmt: skip
    assert (headers["Content-Encoding"], headers["TTL"], headers["Urgency"]) == (
        "aes128gcm", "3600", "high",
    )  # fmt: skip
    claims, signer = signature(headers["Authorization"])
    assert signer == key
    assert claims["aud"] == f"http://127.0.0.1:{ears.port}"
    assert 0 < claims["exp"] - time.time() < 24 * 3600
    assert claims["sub"].startswith(("mailto:", "https://"))


def test_a_phone_that_does_not_listen_any_more_is_taken_off_and_somebody_who_leads_is_told(
    cast: Cast,
    ears: Ears,
    turn: Turn,
    door: Any,
) -> None:
    """410 from the push service: no second try, the way is gone, the notice is not forgotten."""
    ears.status = 410
    door(cast.clerk).post(PAGE + "phone/", Browser(ears.url()).told)
    sending = told(cast)
    for seconds in (0, 1, 2, 120):
        turn(MORNING + seconds * SECOND)
    sending.refresh_from_db()
    assert (sending.tries, sending.trouble, sending.sent_at) == (1, "phone_gone", None)
    assert ways.of(cast.clerk) == []
    assert Moment.objects.get(kind="not_reached").facts["reason"] == "phone_gone"
    subjects = [row.subject for row in cast.manager.notices.all()]
    assert [cast.clerk.name in subject for subject in subjects] == [True]


def test_one_browser_rings_for_one_person(cast: Cast, ears: Ears, door: Any) -> None:
    """Whoever asked last on a phone has it; what a browser did not make is refused in words, and
    at a shared tablet nothing may be asked at all."""
    phone = Browser(ears.url("/push/one"))
    door(cast.clerk).post(PAGE + "phone/", phone.told)
    person = door(cast.manager)
    person.post(PAGE + "phone/", phone.told)
    assert [ways.of(each) != [] for each in (cast.clerk, cast.manager)] == [False, True]
    for wrong in ({"point": "AAAA"}, {"auth": "AAAA"}, {"address": "ftp://x"}, {"point": "ö"}):
        answer = person.post(PAGE + "phone/", phone.told | wrong)
        assert answer.status_code == 422, wrong
        assert answer.json()["detail"]
    assert PushKey.objects.count() == 1


@pytest.mark.django_db
def test_the_key_is_put_under_the_first_seal_with_all_else(cast: Cast, door: Any) -> None:
    door(cast.clerk).post(PAGE + "phone/")
    before = bytes(PushKey.objects.get().sealed)
    assert health.reseal() == (1, 0)
    assert bytes(PushKey.objects.get().sealed) != before
