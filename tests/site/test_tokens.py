"""Tokens: an owner makes and takes them back on a page or by a command."""

import sys
from collections.abc import Iterator

import pytest
from django.test import Client

from regulars.moments.models import Moment
from regulars.places import machines
from regulars.places.models import Token
from regulars.site import cli
from tests.cast import Cast
from tests.site.callers import problem, with_secret


@pytest.fixture(autouse=True)
def nothing_believed() -> Iterator[None]:
    machines.forget_all()
    yield
    machines.forget_all()


def test_the_owner_makes_and_takes_back_tokens_on_a_page(cast: Cast) -> None:
    """Shown once, works at once, listed without its secret, taken back within seconds; a name in
    use is refused in words; a manager does not see the page."""
    owner = Client()
    owner.force_login(cast.owner.user)
    page = owner.post("/p/corner/tokens/", {"name": "kiosk", "role": "clerk", "days": "30"})
    secret = page.content.decode().partition('class="secret">')[2].partition("<")[0]
    ask = with_secret(secret)
    assert ask("GET", "/me").json()["name"] == "kiosk"
    listed = owner.get("/p/corner/tokens/").content.decode()
    assert "kiosk" in listed
    assert secret not in listed
    again = owner.post("/p/corner/tokens/", {"name": "kiosk", "role": "clerk"})
    assert (again.status_code, "has a token already" in again.content.decode()) == (422, True)
    owner.post(f"/p/corner/tokens/{Token.objects.get().pk}/removal/")
    machines.forget_all()
    problem(ask("GET", "/me"), 401, "token-unknown")
    kinds = Moment.objects.filter(kind__startswith="token_").order_by("pk")
    assert [row.kind for row in kinds] == ["token_made", "token_revoked"]
    manager = Client()
    manager.force_login(cast.manager.user)
    assert manager.get("/p/corner/tokens/").status_code == 403


def test_the_command_makes_lists_and_takes_back_tokens(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`regulars token add` prints the token alone on stdout, so that it can be piped; a name in
    use is refused in one paragraph; `list` never shows it; `revoke` ends it."""

    def say(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["regulars", "token", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return (int(ended.value.code or 0), *capsys.readouterr())

    at = ("--place", "corner", "--name", "till")
    code, out, told = say("add", *at, "--role", "clerk", "--days", "30")
    secret = out.strip()
    assert (code, secret.startswith("rgl_"), "may use the API" in told) == (0, True, True)
    assert with_secret(secret)("GET", "/me").json()["role"] == "clerk"
    code, out, refused = say("add", *at)
    assert (code, out, refused.count("\n")) == (2, "", 1)
    code, listed, _err = say("list", "--place", "corner")
    assert listed.startswith("till\tclerk\tuntil ")
    assert secret not in listed
    assert say("revoke", *at) == (0, "till opens nothing any more.\n", "")
    machines.forget_all()
    problem(with_secret(secret)("GET", "/me"), 401, "token-unknown")
    assert say("revoke", *at)[0] == 2
