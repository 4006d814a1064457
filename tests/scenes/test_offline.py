"""Work goes on through a lost network: yesterday's copy, entries kept on the phone, sent once."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.scenes.stage import Stage, answers, browser, phone, picture

pytestmark = pytest.mark.browser

NOTES = """
from regulars.moments.models import Moment
for m in Moment.objects.filter(kind__in=["noted", "arrived", "caught_up"]).order_by("pk"):
    print(m.kind, m.actor, m.words.text if hasattr(m, "words") else "",
          (m.recorded_at - m.happened_at).total_seconds() >= 0)
"""


@pytest.fixture
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    house = Stage(
        tmp_path_factory.mktemp("offline"), "casting.regular(cast.yu, cast.place, 7, 5, cast.tea)"
    )
    house.open()
    yield house
    house.close()


def ready(page: Any) -> None:
    """The worker has taken over and today's board lies on the phone."""
    answers(page, "navigator.serviceWorker.controller !== null")
    answers(page, COPIES, 1)


@pytest.mark.mission("FL19")
def test_what_is_written_without_a_network_is_sent_once_when_it_is_back(stage: Stage) -> None:
    """The house is gone; the board still opens, a note and an arrival are kept on the phone and
    said so; the house is back; each is there once, by whoever wrote it, though sent twice."""
    with browser() as engine:
        page = phone(engine, stage, "li")
        page.goto(f"{stage.url}/p/corner/find/?q=1208")
        page.get_by_role("button", name="Arrived").click()
        page.goto(f"{stage.url}/p/corner/today/")
        ready(page)
        stage.close()
        page.locator("#words").fill("窗边冷，要条毯子")
        page.locator("#note").get_by_role("button", name="Mr Yu").click()
        expect(page.locator("#offline")).to_contain_text("kept on this phone")
        expect(page.locator("#words")).to_have_value("")
        page.reload()
        expect(page.locator("#offline")).to_contain_text("Below is how it stood at")
        expect(page.locator("#here-list")).to_contain_text("Mr Yu")
        picture(page, "offline-copy")
        again = page.evaluate(WAITING)
        stage.open()
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("#here-list")).to_contain_text("Mr Yu")
        expect(page.locator("body:not([data-copy])")).to_be_attached(timeout=45_000)
        page.wait_for_load_state()
        assert page.evaluate(SEND_ONCE_MORE, again) == [200]
    told = stage.run(NOTES).splitlines()
    assert [line.split()[0] for line in told] == ["arrived", "noted", "caught_up"]
    assert "staff:1 窗边冷，要条毯子" in told[1]


@pytest.mark.mission("FL19")
def test_a_colleague_on_the_same_phone_neither_sees_nor_sends_it(stage: Stage) -> None:
    """The copy goes with the person; the entry waits for them."""
    with browser() as engine:
        page = phone(engine, stage, "li")
        ready(page)
        stage.close()
        page.locator("#words").fill("a scarf left at the door")
        page.locator("#note").get_by_role("button", name="Someone new").click()
        expect(page.locator("#offline")).to_contain_text("kept on this phone")
        stage.open()
        page.context.clear_cookies()
        sign_in(page, stage, "zhou")
        expect(page.locator("#offline")).to_contain_text("by a colleague wait on this phone")
        assert "scarf" not in stage.run(NOTES)
        page.context.clear_cookies()
        sign_in(page, stage, "li")
        expect(page.locator("#lists")).to_contain_text("a scarf left at the door")
    assert "noted staff:1 a scarf left at the door" in stage.run(NOTES)


def sign_in(page: Any, stage: Stage, login: str) -> None:
    from tests.cast import PASSWORD

    page.goto(f"{stage.url}/login/")
    page.fill("input[name=username]", login)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/today/")


COPIES = """wanted => caches.open('regulars-pages')
  .then(kept => kept.keys()).then(keys => keys.length >= wanted)"""
WAITING = """() => new Promise(done => { const asked = indexedDB.open('regulars', 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction('waiting').objectStore('waiting').getAll();
    all.onsuccess = () => done(all.result); }; })"""
SEND_ONCE_MORE = """entries => Promise.all(entries.map(async ({url, body, written}) => {
  const form = new URLSearchParams(body);
  form.delete('csrfmiddlewaretoken');
  form.set('waited', Math.round((Date.now() - Date.parse(written)) / 1000));
  const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
  const answer = await fetch(url, {method: 'POST', body: form,
    headers: {'X-CSRFToken': token, 'X-Replay': '1', 'HX-Request': 'true'}});
  return answer.status; }))"""


CASES = """
from regulars.moments.models import Deadline, Moment
from regulars.recovery.models import Case, Slip
came = list(Moment.objects.filter(kind="caught_up").order_by("pk"))
late = [row.facts["late"] for row in came]
for case in Case.objects.order_by("pk"):
    alarm = Deadline.objects.get(kind="case_alarm_15", subject=f"case:{case.pk}/0")
    opened = Moment.objects.get(pk=case.moment)
    print(opened.words.text, all(row.happened_at > case.opened_at for row in came),
          (alarm.due_at - case.opened_at).total_seconds())
print(len(late), min(late) >= 1, list(Slip.objects.values_list("kind", flat=True)))
"""


@pytest.mark.mission("FL19", "RE04", "RE15")
def test_a_case_opened_without_a_network_begins_its_clocks_at_the_true_time(stage: Stage) -> None:
    """The house is gone in the minute of the mishap: both short forms open all the same, two cases
    and a small slip are kept on the phone, though made from one copy; back again each is there
    once, opened when it was written, and its first alarm is due fifteen minutes after that."""
    with browser() as engine:
        page = phone(engine, stage, "li")
        ready(page)
        answers(page, COPIES, 3)
        stage.close()
        for words in ("soup on her dress", "a chair gave way"):
            page.goto(f"{stage.url}/p/corner/cases/new/")
            page.locator("#wrong-words").fill(words)
            page.locator(".oops .btn--do").click()
            expect(page.locator("#offline")).to_contain_text("kept on this phone", timeout=30_000)
        picture(page, "offline-case")
        page.goto(f"{stage.url}/p/corner/slips/new/")
        page.locator(".slips button[value=cold]").click()
        expect(page.locator("#offline")).to_contain_text("kept on this phone", timeout=30_000)
        answers(page, OLD_ENOUGH)
        stage.open()
        page.evaluate("dispatchEvent(new Event('online'))")
        answers(page, NOTHING_WAITS, patience=45)
    assert stage.run(CASES).splitlines() == [
        "soup on her dress True 900.0", "a chair gave way True 900.0", "3 True ['cold']"
    ]  # fmt: skip


NOTHING_WAITS = """() => new Promise(done => { const asked = indexedDB.open('regulars', 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction('waiting').objectStore('waiting').count();
    all.onsuccess = () => done(all.result === 0); }; })"""
OLD_ENOUGH = """() => new Promise(done => { const asked = indexedDB.open('regulars', 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction('waiting').objectStore('waiting').getAll();
    all.onsuccess = () => done(all.result.every(
      entry => Date.now() - Date.parse(entry.written) > 1500)); }; })"""
