"""The company's own accounts (OpenID Connect): they open the door of one who works here already."""

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth.models import User
from django.test import Client

from tests.cast import Cast

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(BaseHTTPRequestHandler):
    """A small OpenID Connect provider: one person at a time is signed in there (``who``)."""

    who: dict[str, Any] = {}
    nonce = ""

    def log_message(self, *words: object) -> None:
        pass

    @property
    def root(self) -> str:
        host, port = self.server.server_address[:2]
        return f"http://{host!s}:{port}"

    def do_GET(self) -> None:
        if "openid-configuration" in self.path:
            return self.tell({
                "issuer": self.root, "authorization_endpoint": f"{self.root}/authorize",
                "token_endpoint": f"{self.root}/token", "jwks_uri": f"{self.root}/keys",
                "userinfo_endpoint": f"{self.root}/userinfo",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            })  # fmt: skip
        if self.path == "/userinfo":
            return self.tell(self.who)
        numbers = KEY.public_key().public_numbers()
        return self.tell({"keys": [{
            "kty": "RSA", "kid": "k", "alg": "RS256", "use": "sig", "n": number(numbers.n),
            "e": number(numbers.e)}]})  # fmt: skip

    def do_POST(self) -> None:
        told = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert told["client_secret"] == ["hush"]
        assert told["code_verifier"], "PKCE"
        claims = {"iss": self.root, "aud": "house", "exp": 2**33, "iat": 1, **self.who}
        token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "k"})
        self.tell({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def tell(self, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


def number(value: int) -> str:
    raw = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture
def company(settings: Any) -> Iterator[dict[str, Any]]:
    """The provider, and the person who is signed in there: change the dict to be another one."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    settings.OIDC_SERVER, settings.OIDC_NAME = url, "Lotus Group"
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [{
        "provider_id": "house", "name": "Lotus Group", "client_id": "house", "secret": "hush",
        "settings": {"server_url": url}}]}}  # fmt: skip
    Provider.who = {"sub": "u-77", "email": "li@lotus.example", "email_verified": True,
                    "preferred_username": "li"}  # fmt: skip
    yield Provider.who
    server.shutdown()


def come(client: Client) -> Any:
    """Press the button, be signed in there, and come back with the code."""
    begun = client.post("/login/company/?next=/p/corner/find/")
    asked = parse_qs(urlsplit(begun["Location"]).query)
    assert urlsplit(begun["Location"]).path == "/authorize"
    assert asked["redirect_uri"] == ["http://testserver/login/company/back/"]
    return client.get("/login/company/back/", {"state": asked["state"][0], "code": "c"})


@pytest.mark.mission("SI09")
def test_a_verified_address_opens_the_door_of_who_works_here(cast: Cast, company: Any) -> None:
    """By the e-mail that the owner wrote down, and from then on by the provider's number, though
    the address has changed there; onto the page one wanted."""
    User.objects.filter(pk=cast.clerk.user.pk).update(email="Li@Lotus.example")
    client = Client()
    assert "With Lotus Group" in client.get("/login/").content.decode()
    assert come(client)["Location"] == "/p/corner/find/"
    assert client.get("/p/corner/today/").status_code == 200
    assert SocialAccount.objects.get().user == cast.clerk.user
    company["email"] = "other@lotus.example"
    again = Client()
    come(again)
    assert again.get("/p/corner/today/").status_code == 200
    assert User.objects.count() == 5, "nobody is let in anew"


@pytest.mark.parametrize("told", [
    {"email": "stranger@lotus.example"}, {"email_verified": False}, {"email_verified": "false"},
    {"email": None}, {"email": ""},
])  # fmt: skip
def test_anybody_else_is_refused_with_a_sentence(
    cast: Cast, company: Any, told: dict[str, Any]
) -> None:
    """An address nobody here has, or that was not verified: no session, no account, no guess by
    the user name."""
    User.objects.filter(pk=cast.clerk.user.pk).update(email="li@lotus.example")
    company.update(told)
    client = Client()
    answer = come(client)
    assert answer.status_code == 403
    assert "Nobody here goes by this account" in answer.content.decode()
    assert client.get("/p/corner/today/").status_code == 302
    assert (User.objects.count(), SocialAccount.objects.count()) == (5, 0)


def test_an_address_of_two_people_opens_neither(cast: Cast, company: Any) -> None:
    """The house does not choose for them."""
    User.objects.filter(username__in=["li", "zhou"]).update(email="li@lotus.example")
    assert come(Client()).status_code == 403


def test_the_user_name_counts_only_where_the_house_says_so(
    cast: Cast, company: Any, settings: Any
) -> None:
    """REGULARS_OIDC_MATCH=username, for a provider that gives names out itself."""
    assert come(Client()).status_code == 403
    settings.OIDC_MATCH = "username"
    client = Client()
    come(client)
    assert client.get("/p/corner/today/").status_code == 200


def test_who_has_a_second_key_is_asked_for_it_also_this_way(cast: Cast, company: Any) -> None:
    """The company's word replaces the password, not the second key."""
    from tests.site.test_login import come as by_password
    from tests.site.test_login import set_up_app, vouch

    User.objects.filter(pk=cast.clerk.user.pk).update(email="li@lotus.example")
    client = Client()
    by_password(client, "li")
    vouch(client)
    set_up_app(client)
    fresh = Client()
    assert come(fresh)["Location"] == "/login/second/"
    assert fresh.get("/p/corner/today/").status_code == 302


def test_whoever_turns_back_or_brings_a_strange_answer_is_told(cast: Cast, company: Any) -> None:
    """Cancelled there, or a state that is none of ours: a page with a way on, never a 500."""
    client = Client()
    begun = client.post("/login/company/")
    state = parse_qs(urlsplit(begun["Location"]).query)["state"][0]
    turned = {"error": "access_denied", "state": state}
    answer = client.get("/login/company/back/", turned, follow=True)
    assert "To the door" in answer.content.decode()
    strange = Client().get("/login/company/back/", {"code": "c", "state": "x"})
    assert strange.status_code in (401, 403)
    assert "To the door" in strange.content.decode()


def test_a_house_without_a_provider_has_no_such_door(cast: Cast) -> None:
    """404, and no button."""
    assert Client().post("/login/company/").status_code == 404
    assert "login/company" not in Client().get("/login/").content.decode()


def test_the_form_may_lead_to_the_provider_and_nowhere_else(
    cast: Cast, company: Any, settings: Any
) -> None:
    """A strict form-action would stop the browser on its way there."""
    policy = policy_of(Client())
    assert f"form-action 'self' {settings.OIDC_SERVER}" in policy
    settings.OIDC_SERVER = ""
    assert policy_of(Client()).endswith("form-action 'self'")


def policy_of(client: Client) -> str:
    return str(client.get("/login/")["Content-Security-Policy"])
