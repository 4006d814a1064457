"""The customers' door: no account, a code, what is done in their words, and their own last word."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from regulars.authority import beginning
from regulars.customers.pace import Pace
from regulars.moments import clock
from regulars.recovery import contacts, door_guard, steps
from regulars.recovery.models import Case, Photo

NIGHT = datetime(2026, 3, 24, 15, 50, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):  # type: ignore[no-untyped-def]
    def turn(minutes: float = 0) -> datetime:
        instant = NIGHT + timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "now", lambda: instant)
        return instant

    turn()
    return turn


@pytest.fixture(autouse=True)
def nobody_knocked_yet(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Each test has the door to itself."""
    for name, most, seconds in (("TOLD_HERE", 12, 600), ("TOLD_PLACE", 60, 600),
                                ("STRANGERS", 20, 60), ("GUESTS", 60, 60)):  # fmt: skip
        for module in ("door_guard", "door_views"):
            monkeypatch.setattr(f"regulars.recovery.{module}.{name}", Pace(most, seconds))


@pytest.fixture
def guest(client, cast, at):  # type: ignore[no-untyped-def]
    """Somebody with a phone and nothing else."""
    beginning.set_up(cast.place, by=cast.owner.opaque, now=NIGHT)
    return client


def form(guest, at) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """What the page gives along; half a minute is spent writing."""
    before = Case.objects.count()
    at(before)
    text = guest.get("/tell/corner/").content.decode()
    told = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text))
    at(before + 0.5)
    return told


def told(guest, at, words: str = "Soup on my dress", **more: str) -> Case:  # type: ignore[no-untyped-def]
    answer = guest.post("/tell/corner/", {**form(guest, at), "words": words, **more})
    assert answer.status_code == 303, answer.content.decode()[-1500:]
    return Case.objects.latest("pk")


def see(guest, case: Case, language: str = "en") -> str:  # type: ignore[no-untyped-def]
    answer = guest.get(f"/case/{case.code}/?in={language}")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.mission("RE18")
def test_a_problem_is_told_and_a_code_given_without_an_account(guest, cast, at) -> None:  # type: ignore[no-untyped-def]
    """Whoever leads owns it; the page behind the code says who and by when they hear from us;
    told twice with one tap it is one case."""
    sent = {**form(guest, at), "words": "Soup on my dress", "where": "Table 12"}
    for _turn in range(2):
        answer = guest.post("/tell/corner/", sent)
    case = Case.objects.get()
    assert answer["Location"] == f"/case/{case.code}/?said=new&in=en"
    assert (case.opened_by, case.customer, len(case.code)) == ("door", None, 10)
    text = see(guest, case)
    assert case.code in text
    assert "Table 12: Soup on my dress" in text
    assert f"{case.owner.name} takes care of it. You hear from us by 0:10." in text
    assert "sessionid" not in guest.cookies
    assert "Soup on my dress" in client_of(cast, cast.manager).get(
        f"/p/corner/cases/{case.pk}/").content.decode()  # fmt: skip


def client_of(cast, staff):  # type: ignore[no-untyped-def]
    from django.test import Client

    client = Client()
    client.force_login(staff.user)
    return client


def test_no_cache_no_search_engine_and_no_other_page_learns_of_it(guest, at) -> None:  # type: ignore[no-untyped-def]
    case = told(guest, at)
    for path in ("/tell/corner/", "/case/", f"/case/{case.code}/", "/case/wrongwrong/"):
        answer = guest.get(path)
        assert (answer["Cache-Control"], answer["Referrer-Policy"], answer["X-Robots-Tag"]) == (
            "no-store, private", "no-referrer", "noindex, nofollow",
        )  # fmt: skip
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|<script", answer.content.decode())


@pytest.mark.mission("RE12", "RE13")
def test_closed_only_by_their_own_word(guest, cast, at) -> None:  # type: ignore[no-untyped-def]
    """All four steps done it is still open; their “it is right now” with both answers closes it,
    “not yet” opens it again and begins a new twenty minutes."""
    case, li = told(guest, at), {"by": cast.clerk}
    steps.comfort(case, how="said", words="Please forgive us.", now=at(2), **li)
    steps.hear(case, their_words="My dress", wish="Clean", now=at(3), **li)
    steps.put_right(case, restitution="Dry cleaning", extra="Tiramisu", now=at(5), **li)
    steps.write_down(case, cause="way", process="Carrying soup", defect="Full tray",
                     now=at(6), **li)  # fmt: skip
    text = see(guest, case)
    assert "Dry cleaning" in text
    assert "Full tray" not in text
    case.refresh_from_db()
    assert case.closed_at is None
    half = guest.post(f"/case/{case.code}/complete/", {"worry_gone": "1"})
    assert (half.status_code, case.closures.count()) == (422, 0)
    guest.post(f"/case/{case.code}/complete/", {"worry_gone": "1", "sincere": "1", "key": "c"})
    case.refresh_from_db()
    assert case.closed_at == NIGHT + timedelta(minutes=6)
    assert "Thank you for telling us." in see(guest, case)
    at(30)
    guest.post(f"/case/{case.code}/words/", {"words": "The stain is back", "key": "n"})
    case.refresh_from_db()
    assert case.closed_at is None
    assert "You hear from us by 0:40." in see(guest, case)


def test_they_see_what_we_told_them_and_never_what_we_think(guest, cast, at) -> None:  # type: ignore[no-untyped-def]
    """In three languages; the cause, fault and what it cost us stay inside."""
    case = told(guest, at)
    steps.comfort(case, how="said", words="Please forgive us.", by=cast.clerk, now=at(1))
    steps.judge(case, facts="Guest stood up suddenly", fault="theirs", by=cast.clerk, now=at(2))
    contacts.tell_progress(case, words="The cleaner is on the way", by=cast.clerk, now=at(11))
    for language in ("en", "zh-hans", "zh-hant"):
        text = see(guest, case, language)
        assert "The cleaner is on the way" in text
        assert "0:21" in text
        assert "suddenly" not in text
    at(40)
    assert "You should have heard from us by 0:21." in see(guest, case)


@pytest.mark.mission("RE18")
def test_machines_are_kept_out_without_asking_anybody(guest, at) -> None:  # type: ignore[no-untyped-def]
    """The field no person sees, a stamp too fresh, forged, or a day old: nothing is kept, and a
    person reads what helps, with their words still there."""
    fresh = form(guest, at)
    wrong = [
        {**fresh, "website": "http://spam.example"},
        {**fresh, "stamp": fresh["stamp"][:-2] + "xx"},
        {**fresh, "stamp": door_guard.stamp(NIGHT + timedelta(seconds=29.5))},
        {**fresh, "stamp": door_guard.stamp(NIGHT - timedelta(days=2))},
        {"words": "no stamp"},
    ]
    for sent in wrong:
        answer = guest.post("/tell/corner/", {"words": "Soup", **sent})
        assert answer.status_code == 422
        assert ">Soup</textarea>" in answer.content.decode() or "no stamp" in str(sent)
    assert guest.post("/tell/corner/", {**fresh, "words": " "}).status_code == 422
    assert Case.objects.count() == 0


@pytest.mark.mission("RE18")
def test_a_flood_is_told_to_wait(guest, at) -> None:  # type: ignore[no-untyped-def]
    """Twelve from one address in ten minutes, then 429; twenty wrong codes a minute, then 429."""
    sent = form(guest, at)
    statuses = [
        guest.post("/tell/corner/", {**sent, "words": "x", "key": f"k{n}"}).status_code
        for n in range(14)
    ]
    assert statuses == [303] * 12 + [429] * 2
    tried = [guest.get(f"/case/{n:010}/").status_code for n in range(22)]
    assert tried == [404] * 20 + [429] * 2


def test_script_in_a_complaint_is_shown_as_words(guest, at) -> None:  # type: ignore[no-untyped-def]
    case = told(guest, at, words="<script>alert(1)</script><img src=x onerror=alert(2)>")
    text = see(guest, case)
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;script&gt;alert(1)" in text


def picture(size: tuple[int, int] = (900, 600)) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", size, "brown").save(out, "JPEG", exif=exif)
    return out.getvalue()


def upload(content: bytes, name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def test_a_photo_is_made_small_and_tells_nothing(guest, cast, at) -> None:  # type: ignore[no-untyped-def]
    """No maker, no place in it; shown to them and to us, to no other code and no other house."""
    case, other = told(guest, at), told(guest, at, words="Another", key="o")
    answer = guest.post(f"/case/{case.code}/photos/", {"photo": upload(picture())})
    assert answer.status_code == 303
    photo = Photo.objects.get()
    kept = Image.open(io.BytesIO(bytes(photo.jpeg)))
    assert (max(kept.size), dict(kept.getexif())) == (480, {})
    assert guest.get(f"/case/{case.code}/photos/{photo.pk}/")["Content-Type"] == "image/jpeg"
    assert guest.get(f"/case/{other.code}/photos/{photo.pk}/").status_code == 404
    mine = client_of(cast, cast.clerk)
    assert mine.get(f"/p/corner/cases/{case.pk}/photos/{photo.pk}/").status_code == 200
    theirs = client_of(cast, cast.outsider)
    assert theirs.get(f"/p/corner/cases/{case.pk}/photos/{photo.pk}/").status_code == 404


def test_a_hostile_upload_is_refused_with_a_remedy(guest, at) -> None:  # type: ignore[no-untyped-def]
    """A script called a picture, an SVG, a bomb, nothing at all, nine megabytes, a seventh photo:
    each with its own words, none kept."""
    case = told(guest, at)
    where = f"/case/{case.code}/photos/"
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    for content in (
        b"<?php system('id') ?>",
        svg,
        picture()[:200],
        b"\x89PNG\r\n\x1a\n" + b"0" * 99,
    ):
        answer = guest.post(where, {"photo": upload(content)})
        assert (answer.status_code, "JPEG" in answer.content.decode()) == (422, True)
    assert guest.post(where, {}).status_code == 422
    large = guest.post(where, {"photo": upload(b"\xff\xd8" + b"0" * (9 * 1024 * 1024))})
    assert (large.status_code, "8 MB" in large.content.decode()) == (413, True)
    assert Photo.objects.count() == 0
    for width in range(100, 107):
        answer = guest.post(where, {"photo": upload(picture((width, 90)))})
    assert (answer.status_code, Photo.objects.count()) == (422, 6)


def test_the_public_page_leads_to_the_door_and_a_sheet_prints_it(guest, cast, at) -> None:  # type: ignore[no-untyped-def]
    assert 'href="/tell/corner/"' in guest.get("/at/corner/").content.decode()
    sheet = client_of(cast, cast.clerk).get("/p/corner/cases/sheet/").content.decode()
    assert "http://testserver/tell/corner/" in sheet
    assert re.search(r'<path d="M\d+ \d+h7v1', sheet)
    assert guest.get("/tell/nowhere/").status_code == 404


def test_a_code_typed_by_hand_finds_its_case(guest, at) -> None:  # type: ignore[no-untyped-def]
    """Capitals and blanks are no matter; what is no code is told how to look again."""
    case = told(guest, at)
    typed = f" {case.code[:5].upper()} {case.code[5:]} "
    answer = guest.get("/case/", {"code": typed})
    assert answer["Location"].startswith(f"/case/{case.code}/")
    assert guest.get("/case/", {"code": "../x"}).status_code == 200
    assert guest.get("/case/aaaaaaaaaa/").status_code == 404
