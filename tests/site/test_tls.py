"""`serve --tls`: one origin that speaks HTTPS for pages, live events, files and machines."""

import http.client
import ipaddress
import ssl
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.site.houses import Board, House, environment, until

pytestmark = [pytest.mark.xdist_group("house"), pytest.mark.once]
PASSWORD = "teapot-lantern-77"


def certificate(folder: Path) -> tuple[Path, Path]:
    """Signed by itself, for localhost and 127.0.0.1, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    signed = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    return paths


class TunedHouse(House):
    """A house opened with more words to `serve`, or with settings of its own."""

    words: tuple[str, ...] = ()
    settings: dict[str, str] = {}

    def open(self) -> None:
        command = [sys.executable, "-m", "regulars.site.cli", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, *self.words], env=environment(self.home) | self.settings,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        until(self.healthy, 10 * self.patience, "the house opens")


class SafeHouse(TunedHouse):
    """A house behind its own certificate."""

    def __init__(self, home: Path, built: House) -> None:
        super().__init__(home, built)
        self.certificate, key = certificate(home)
        self.words = ("--tls", str(self.certificate), str(key))
        self.trust = ssl.create_default_context(cafile=str(self.certificate))

    def line(self) -> http.client.HTTPConnection:
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=10, context=self.trust)

    def get(self, path: str, session: str = "", **headers: str) -> http.client.HTTPResponse:
        line = self.line()
        line.request("GET", path, headers={"Cookie": f"sessionid={session}", **headers})
        return line.getresponse()


@pytest.fixture(scope="module")
def house(built_house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SafeHouse]:
    safe = SafeHouse(tmp_path_factory.mktemp("safe"), built_house)
    safe.command("adduser", "wu", "--place", "corner", stdin=f"{PASSWORD}\n")
    safe.open()
    yield safe
    safe.close()


def test_signing_in_over_https_gives_cookies_for_https_alone(house: SafeHouse) -> None:
    """The form is accepted from its own origin, refused from a stranger's; session and CSRF
    cookies are Secure, the session HttpOnly, both SameSite=Lax; HSTS for a year."""
    line = house.line()
    line.request("GET", "/login/")
    page = line.getresponse()
    body = page.read().decode()
    assert page.headers["Strict-Transport-Security"] == f"max-age={365 * 24 * 3600}"
    csrf = page.headers["Set-Cookie"]
    assert "Secure" in csrf
    assert "SameSite=Lax" in csrf
    token = body.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    told = f"csrfmiddlewaretoken={token}&username=wu&password={PASSWORD}"
    headers = {
        "Content-Type": "application/x-www-form-urlencoded", "Cookie": csrf.partition(";")[0],
    }  # fmt: skip
    ours, theirs = f"https://127.0.0.1:{house.port}", "https://elsewhere.example"
    line.request("POST", "/login/", told, {**headers, "Origin": theirs})
    refused = line.getresponse()
    refused.read()
    assert refused.status == 403
    line.request("POST", "/login/", told, {**headers, "Origin": ours, "Referer": f"{ours}/login/"})
    answer = line.getresponse()
    answer.read()
    assert answer.status == 302
    session = next(c for c in answer.headers.get_all("Set-Cookie") if c.startswith("sessionid="))
    for wanted in ("Secure", "HttpOnly", "SameSite=Lax"):
        assert wanted in session


def test_live_events_files_and_machines_share_the_origin(house: SafeHouse) -> None:
    """The board's stream opens and tells its first id; a file comes compressed or not, cached as
    before; the API answers with HSTS too."""
    board = Board(house.get("/live?place=corner", house.sessions["corner"]))
    assert board.seen
    board.close()
    assert house.get("/static/mfa/js/webauthn.js").status == 200
    answer = house.get("/api/v1/openapi.json")
    assert (answer.status, bool(answer.headers["Strict-Transport-Security"])) == (200, True)


def test_plain_http_at_the_same_port_is_not_answered(house: SafeHouse) -> None:
    """Nobody reads a password that was sent in clear by mistake."""
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=10)
    line.request("GET", "/login/")
    with pytest.raises((http.client.HTTPException, OSError)):
        line.getresponse()


def test_a_proxys_word_is_believed_only_where_the_house_was_told_to(
    built_house: House, tmp_path: Path
) -> None:
    """X-Forwarded-Proto: https makes a link https with REGULARS_BEHIND_PROXY=1, and nothing
    otherwise."""
    plain = House(tmp_path / "plain", built_house)
    plain.open()
    told = {"X-Forwarded-Proto": "https"}
    assert "Secure" not in plain.get("/login/", **told).headers["Set-Cookie"]
    assert "Strict-Transport-Security" not in plain.get("/login/", **told).headers
    plain.close()
    behind = TunedHouse(tmp_path / "behind", built_house)
    behind.settings = {
        "REGULARS_BEHIND_PROXY": "1", "REGULARS_ORIGINS": "https://shop.example",
    }  # fmt: skip
    behind.open()
    page = behind.get("/login/", **told)
    assert "Secure" in page.headers["Set-Cookie"]
    assert page.headers["Strict-Transport-Security"]
    behind.close()


def test_a_house_open_to_the_network_without_https_says_what_is_missing() -> None:
    """One sentence at the start; none at localhost, with a certificate, or behind a proxy."""
    from regulars.site import serve

    assert "plain HTTP" in serve.what_is_missing("0.0.0.0", None)
    tls = serve.Tls(Path("c"), Path("k"))
    assert [serve.what_is_missing(*each) for each in (("127.0.0.1", None), ("0.0.0.0", tls))] == [
        "", ""
    ]  # fmt: skip
