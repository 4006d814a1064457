"""Who comes in, by what key, and who waits outside."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.utils import timezone

from regulars.moments.models import Moment
from regulars.places.models import Staff
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db


def come(client: Client, name: str, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return client.post("/login/", {"username": name, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get("/p/corner/today/").status_code == 200


def test_name_and_password_open_todays_board_in_ones_own_language(cast: Cast) -> None:
    """Straight to the page one wanted, the person's language kept in this browser; never to
    another host."""
    Staff.objects.filter(pk=cast.clerk.pk).update(language="zh-hans")
    client = Client()
    answer = come(client, "li", next="/p/corner/find/")
    assert (answer.status_code, answer["Location"]) == (302, "/p/corner/find/")
    assert answer.cookies["django_language"].value == "zh-hans"
    client.post("/logout/")
    assert come(client, "li", next="https://elsewhere.example/")["Location"] == "/"
    assert client.get("/")["Location"] == "/p/corner/today/"
    assert client.get("/login/")["Location"] == "/"


def test_a_wrong_password_is_said_plainly_and_opens_nothing(cast: Cast) -> None:
    """The sentence, the name still there, status 200 as before; no session."""
    client = Client()
    page = come(client, "li", "wrong").content.decode()
    assert "Name and password do not belong together" in page
    assert 'value="li"' in page
    assert not is_in(client)


def test_five_wrong_ones_lock_this_name_at_this_address_and_nobody_else(cast: Cast) -> None:
    """Guessing is over after five; the right word does not help either, the sentence says for how
    long. A colleague at the same router comes in, and so does the same person from elsewhere."""
    shop = Client(REMOTE_ADDR="203.0.113.7")
    answers = [come(shop, "li", f"guess-{n}").status_code for n in range(6)]
    assert answers == [200, 200, 200, 200, 429, 429]
    locked = come(shop, "li")
    assert locked.status_code == 429
    assert "Too many wrong passwords" in locked.content.decode()
    assert re.search(r"opens again in (9|10)\s+minutes", locked.content.decode())
    assert come(shop, "zhou").status_code == 302
    shop.post("/logout/")
    assert come(Client(REMOTE_ADDR="198.51.100.9"), "li").status_code == 302


def test_there_is_no_sign_up(cast: Cast) -> None:
    """Nobody lets themselves in: no such address, no such link."""
    client = Client()
    assert "sign" not in client.get("/login/").content.decode().lower().replace("regulars", "")
    for path in ("/signup/", "/accounts/signup/", "/login/signup/", "/account/signup/"):
        assert client.get(path).status_code == 404


def test_nothing_inline_runs_on_any_page_of_the_door(cast: Cast) -> None:
    """Strict CSP: every script comes from a file of ours, and data stands in data blocks."""
    client = Client()
    client.force_login(cast.owner.user)
    vouch(client)
    own = ("/account/", "/account/app/", "/account/passkeys/new/", "/account/pin/",
           "/account/password/", "/p/corner/tablets/", "/p/corner/tokens/",
           "/p/corner/sign-ins/")  # fmt: skip
    pages = [Client().get("/login/"), *(client.get(path) for path in own)]
    for answer in pages:
        assert answer.status_code == 200, answer
        assert "script-src" not in answer["Content-Security-Policy"]
        assert "unsafe" not in answer["Content-Security-Policy"]
        scripts = re.findall(r"<script([^>]*)>", answer.content.decode())
        assert all("src=" in each or "application/json" in each for each in scripts), scripts
        assert " style=" not in answer.content.decode()
        assert not re.search(r"\son\w+=", answer.content.decode())


def vouch(client: Client, password: str = PASSWORD) -> None:
    """Type the password once more, as the house asks before keys are changed."""
    answer = client.post("/account/confirm/?next=/account/", {"password": password})
    assert answer.status_code == 302, answer.content.decode()


def code(user, ahead: int = 0) -> str:  # type: ignore[no-untyped-def]
    """What the code app shows now."""
    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).wrap()
    from allauth.mfa.adapter import get_adapter

    secret = get_adapter().decrypt(app.instance.data["secret"])
    return code_of(secret)


def code_of(secret: str) -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def set_up_app(client: Client) -> None:
    """As a person does it: the square, then six digits."""
    page = client.get("/account/app/").content.decode()
    secret = re.search(r'class="secret">(\w+)<', page)[1]  # type: ignore[index]
    assert client.post("/account/app/", {"code": code_of(secret)}).status_code == 302


@pytest.mark.mission("SI09")
def test_a_code_app_is_asked_for_after_the_password_and_a_recovery_code_stands_in(
    cast: Cast,
) -> None:
    """Without the six digits nothing opens; each recovery code opens once; the secret lies under
    seal in the database."""
    client = Client()
    come(client, "owner")
    assert client.get("/account/app/").status_code == 302, "the password is asked once more"
    vouch(client)
    set_up_app(client)
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert stored.startswith("gAAAA")
    codes = re.findall(r"<code>(\d{8})</code>", client.get("/account/codes/").content.decode())
    assert len(codes) == 10

    fresh = Client()
    assert come(fresh, "owner")["Location"] == "/login/second/"
    assert not is_in(fresh)
    assert "That is not it" in fresh.post("/login/second/", {"code": "000000"}).content.decode()
    assert not is_in(fresh)
    assert fresh.post("/login/second/", {"code": codes[0]}).status_code == 302
    assert is_in(fresh)

    again = Client()
    come(again, "owner")
    again.post("/login/second/", {"code": codes[0]})
    assert not is_in(again), "a recovery code opens once"
    Authenticator.objects.update(last_used_at=timezone.now() - timedelta(minutes=5))
    from django.core.cache import cache

    cache.clear()  # this code app's digits were used within this half minute
    again.post("/login/second/", {"code": code(cast.owner.user)})
    assert is_in(again)


def test_the_house_may_ask_its_leaders_for_a_second_key(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    """REGULARS_MFA=leaders: whoever leads finds every page shut until a key is added, and says
    so; a clerk notices nothing; with the key the pages open."""
    settings.MFA_WANTED = "leaders"
    client = Client()
    come(client, "kelsey")
    for path in ("/p/corner/today/", "/p/corner/find/", "/p/corner/tablets/"):
        assert client.get(path)["Location"] == "/account/?second=1"
    before = Moment.objects.count()
    client.post(f"/p/corner/customers/{cast.yu.pk}/arrivals/")
    assert Moment.objects.count() == before
    assert "This house asks you for a second key" in client.get("/account/").content.decode()
    clerk = Client()
    come(clerk, "li")
    assert is_in(clerk)
    vouch(client)
    set_up_app(client)
    assert is_in(client)


def test_a_setting_misspelt_lets_nobody_pass_unasked(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    """REGULARS_MFA=owner is no word of ours: an error, never an open door."""
    settings.MFA_WANTED = "owner"
    client = Client(raise_request_exception=False)
    client.force_login(cast.owner.user)
    assert client.get("/p/corner/today/").status_code == 500


def test_the_owners_link_chooses_a_new_password_once(cast: Cast) -> None:
    """The owner sees a link and a square, never a password; the clerk chooses; the link is spent;
    old sessions are out; the moment is recorded."""
    old = Client()
    come(old, "li")
    owner = Client()
    owner.force_login(cast.owner.user)
    page = owner.post(f"/p/corner/sign-ins/{cast.clerk.pk}/renewal/").content.decode()
    link = re.search(r"http://testserver(/login/anew/[^<]+)", page)[1]  # type: ignore[index]
    clerk = Client()
    form = clerk.get(link, follow=True)
    chosen = {"new_password1": "teapot-lantern-77", "new_password2": "teapot-lantern-77"}
    assert clerk.post(form.redirect_chain[-1][0], chosen)["Location"] == "/login/"
    assert come(clerk, "li", "teapot-lantern-77").status_code == 302
    assert not is_in(old)
    assert "This link has done its work" in Client().get(link, follow=True).content.decode()
    assert Moment.objects.get(kind="sign_in_renewed").subject == cast.clerk.opaque


def test_an_owner_renews_only_whom_they_own_everywhere(cast: Cast) -> None:
    """Somebody who also serves at another owner's place is not opened from here."""
    Staff.objects.create(user=cast.clerk.user, place=cast.elsewhere, role="clerk", name="小李")
    owner = Client()
    owner.force_login(cast.owner.user)
    assert owner.post(f"/p/corner/sign-ins/{cast.clerk.pk}/renewal/").status_code == 403
    assert not Moment.objects.filter(kind="sign_in_renewed").exists()


def test_who_lost_the_phone_comes_in_again_with_the_owners_help(cast: Cast) -> None:
    """With the box ticked, passkeys and code app are forgotten with the password."""
    client = Client()
    come(client, "li")
    vouch(client)
    set_up_app(client)
    owner = Client()
    owner.force_login(cast.owner.user)
    owner.post(f"/p/corner/sign-ins/{cast.clerk.pk}/renewal/", {"keys": "on"})
    assert not Authenticator.objects.filter(user=cast.clerk.user).exists()
    assert come(Client(), "li")["Location"] == "/"


def test_ones_own_password_is_changed_with_the_old_one_as_proof(cast: Cast) -> None:
    """A wrong old one changes nothing; afterwards this session goes on, the others end."""
    client, other = Client(), Client()
    come(client, "li")
    come(other, "li")
    new = {"new_password1": "teapot-lantern-77", "new_password2": "teapot-lantern-77"}
    assert client.post("/account/password/", {"old_password": "x", **new}).status_code == 200
    assert client.post("/account/password/", {"old_password": PASSWORD, **new}).status_code == 302
    assert is_in(client)
    assert not is_in(other)
