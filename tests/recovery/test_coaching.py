"""Something to practise: between two, in private, without a word of blame."""

import pytest
from django.test import Client

from regulars.moments import clock
from regulars.moments.models import Words
from regulars.places import pins
from regulars.places.models import Notice
from regulars.recovery.models import Coaching
from regulars.recovery.readiness import blame
from tests.cast import Cast
from tests.recovery.scene import NIGHT, fell

WORDS = "下次两只手端盘子，三点我们一起试试"


@pytest.fixture
def rooms(cast: Cast, monkeypatch) -> dict[str, Client]:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(clock, "now", lambda: NIGHT)
    found = {}
    for name in ("clerk", "colleague", "manager", "owner", "outsider"):
        found[name] = Client()
        found[name].force_login(getattr(cast, name).user)
    return found


def given(cast: Cast, rooms: dict[str, Client]) -> str:
    case = fell(cast)
    told = {"person": cast.clerk.pk, "words": WORDS, "until": "2026-03-31", "key": "g"}
    for _twice in range(2):
        answer = rooms["manager"].post(f"/p/corner/cases/{case.pk}/coaching/", told)
        assert answer.status_code == 303
    return f"/p/corner/coaching/{Coaching.objects.get().pk}/"


@pytest.mark.mission("RE27")
def test_only_the_two_read_it_and_no_shared_screen_opens_it(
    cast: Cast, rooms: dict[str, Client]
) -> None:
    """The person and the coach read it; owner, colleague, outsider find nothing; by PIN the door
    asks for the password; what is told leaves no word; it lies under seal; paper hides it."""
    url = given(cast, rooms)
    seen = {name: (client.get(url).status_code, WORDS in client.get(url).content.decode())
            for name, client in rooms.items()}  # fmt: skip
    assert seen == {"clerk": (200, True), "manager": (200, True), "colleague": (404, False),
                    "owner": (404, False), "outsider": (404, False)}  # fmt: skip
    assert 'class="private"' in rooms["clerk"].get(url).content.decode()
    notice = Notice.objects.get(staff=cast.clerk, url=url)
    assert "盘子" not in notice.subject + notice.line
    assert not Words.objects.filter(text__contains="端盘子").exists()
    pins.choose([cast.clerk], "8362", now=NIGHT)
    _tablet, secret = pins.place_tablet(cast.place, "Till", by=cast.manager, now=NIGHT)
    tablet = Client()
    tablet.cookies["tablet"] = secret
    tablet.post(f"/switch/{cast.clerk.pk}/", {"pin": "8362"})
    for page in (url, "/p/corner/coaching/"):
        answer = tablet.get(page)
        assert answer.status_code == 403
        assert "Your password opens this door" in answer.content.decode()
    for page in ("today/", f"cases/{Coaching.objects.get().case_id}/"):
        assert "端盘子" not in rooms["owner"].get(f"/p/corner/{page}").content.decode()


@pytest.mark.mission("RE27")
def test_the_person_answers_and_either_says_that_it_was_practised(
    cast: Cast, rooms: dict[str, Client]
) -> None:
    """Their answer is for the coach alone; the coach cannot answer for them; done is dated once."""
    url = given(cast, rooms)
    assert rooms["manager"].post(url + "answer/", {"answer": "x"}).status_code == 422
    assert rooms["clerk"].post(url + "answer/", {"answer": "盘子太烫"}).status_code == 303
    assert "盘子太烫" in rooms["manager"].get(url).content.decode()
    assert rooms["owner"].post(url + "practice/").status_code == 404
    assert rooms["clerk"].post(url + "practice/", {"key": "d"}).status_code == 303
    assert Coaching.objects.get().done_at == NIGHT


@pytest.mark.mission("RE27", "RE26")
@pytest.mark.parametrize(
    "words",
    ["It was your fault", "You always forget", "你太粗心了", "妳總是遲到、丟臉", "再犯就扣工資",
     "Last chance, or else"],
)  # fmt: skip
def test_words_that_blame_are_refused_with_what_to_write_instead(
    cast: Cast, rooms: dict[str, Client], words: str
) -> None:
    """In any of the three languages; nothing is kept; what was typed is still there."""
    case = fell(cast)
    told = {"person": cast.clerk.pk, "words": words, "until": "2026-03-31"}
    answer = rooms["manager"].post(f"/p/corner/cases/{case.pk}/coaching/", told)
    hit = blame.found(words)
    assert hit is not None
    assert (answer.status_code, Coaching.objects.count()) == (422, 0)
    page = answer.content.decode()
    assert hit[0] in page
    assert words in page.replace("&#x27;", "'")
    assert blame.found(WORDS) is None
