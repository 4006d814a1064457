"""A passkey, from being added to opening the door alone, in a real browser with a real key pair."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, RequestFactory

from regulars.site.accounts.views import passkeys_work
from tests.cast import PASSWORD, Cast
from tests.scenes.stage import Stage, browser, phone

pytestmark = pytest.mark.xdist_group("house")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    house = Stage(tmp_path_factory.mktemp("passkeys"))
    house.open()
    yield house
    house.close()


class Localhost:
    """The same house under the one name at which browsers make passkeys without HTTPS."""

    def __init__(self, stage: Stage) -> None:
        self.url = f"http://localhost:{stage.port}"


def with_finger(page: Any) -> Any:
    """Let the browser have a device with a fingerprint that always fits."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    line.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return line


@pytest.mark.browser
@pytest.mark.mission("SI09")
def test_a_passkey_opens_the_door_without_a_password_until_it_is_taken_off(stage: Stage) -> None:
    """Added after the password was typed once more, with recovery codes beside it; signed out, one
    tap opens today's board; as a second key it is asked for after the password; taken off, it
    opens nothing. No script was refused by the strict policy on the way."""
    with browser() as engine:
        page = phone(engine, Localhost(stage), "li")  # type: ignore[arg-type]
        refused: list[str] = []
        page.on("console", lambda line: refused.append(line.text))
        with_finger(page)
        here = Localhost(stage).url
        page.goto(f"{here}/account/")
        page.click("text=Add a passkey")
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.fill("input[name=name]", "My phone")
        page.click("#mfa_webauthn_add")
        page.wait_for_url("**/account/codes/")
        assert page.locator(".codes li").count() == 10
        page.goto(f"{here}/account/")
        assert "My phone" in page.content()

        sign_out(page, here)
        page.click("#passkey_login")
        page.wait_for_url("**/today/")

        sign_out(page, here)
        page.fill("input[name=username]", "li")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/login/second/")
        page.click("#mfa_webauthn_authenticate")
        page.wait_for_url("**/today/")

        page.goto(f"{here}/account/")
        page.click("text=Take off")
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.click("text=Yes, take it off")
        page.wait_for_url("**/account/")
        sign_out(page, here)
        page.click("#passkey_login")
        page.wait_for_url("**/login/?passkey=1")
        assert "This passkey opens no door here" in page.content()
        assert [line for line in refused if "policy" in line.lower()] == []


def sign_out(page: Any, here: str) -> None:
    page.goto(f"{here}/p/corner/today/")
    page.click("summary[aria-label=More]")
    page.click("text=Sign out")
    page.wait_for_url("**/login/**")


@pytest.mark.parametrize(("host", "secure", "work"), [
    ("localhost:8000", False, True), ("shop.example", True, True), ("shop.example", False, False),
    ("127.0.0.1:8000", False, False), ("192.168.1.9", True, False), ("[::1]:8000", False, False),
])  # fmt: skip
def test_where_passkeys_cannot_be_made_a_sentence_stands_instead(
    cast: Cast, settings: Any, host: str, secure: bool, work: bool
) -> None:
    """HTTPS or localhost, and a name instead of a number; else no button that would only fail."""
    settings.ALLOWED_HOSTS = ["*"]
    assert passkeys_work(RequestFactory().get("/", headers={"Host": host}, secure=secure)) == work
    client = Client(headers={"Host": host})
    client.force_login(cast.clerk.user)
    page = client.get("/account/", secure=secure).content.decode()
    assert ("Add a passkey" in page) == work
    assert ("Browsers make passkeys only where" in page) != work
    assert ("passkey_login" in Client(headers={"Host": host}).get(
        "/login/", secure=secure).content.decode()) == work  # fmt: skip
