"""Ready before it happens: playbooks another accepts, risks somebody signs for, in time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import translation

from regulars.moments import clock, deadlines
from regulars.places.models import Notice, Role
from regulars.recovery.models import Drill, Edition, Playbook, RiskCheck, Trouble
from regulars.recovery.readiness import dignity, playbooks, risks, starts
from regulars.recovery.troubles import NotSo
from tests import cast as casting
from tests.cast import Cast

NOW = datetime(2026, 3, 24, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TODAY = date(2026, 3, 24)
STEPS = [{"who": "当班的", "do": "先打手电", "say": "别怕"}]
LINE = "谁都不自掏腰包"


@pytest.fixture
def rooms(cast: Cast, monkeypatch) -> dict[str, Client]:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(clock, "now", lambda: NOW)
    found = {}
    for name in ("clerk", "manager", "owner", "outsider"):
        found[name] = Client()
        found[name].force_login(getattr(cast, name).user)
    return found


def written(cast: Cast, **more: object) -> Playbook:
    told = {"kind": "power", "name": "停电", "steps": STEPS, "dignity_line": LINE,
            "by": cast.manager, "now": NOW, **more}  # fmt: skip
    return playbooks.write(cast.place, **told)  # type: ignore[arg-type]


def waits(book: Playbook) -> Edition:
    found = playbooks.proposed(Playbook.objects.get(pk=book.pk))
    assert found is not None
    return found


@pytest.mark.mission("RE21", "RE20")
def test_every_trade_has_proposals_in_three_languages_each_with_dignity() -> None:
    """Delay, power, system, key person, weather for all; one of its own for most. Nothing in them
    humiliates anybody; no language is missing a step."""
    for trade in ("shop", "hotel", "restaurant", "salon", "counter"):
        kinds = {start.code for start in starts.of(trade)}
        assert kinds >= {"delay", "power", "system", "person", "weather"}, trade
    assert starts.of("restaurant")[0].code == Trouble.SPILLED
    for start in starts.STARTS:
        texts = start.texts()
        assert set(texts) == {"en", "zh-hans", "zh-hant"}
        for told in texts.values():
            assert told["dignity"]
            assert len(told["steps"]) == len(start.steps) >= 4
            assert all(step["who"] and step["do"] for step in told["steps"])
            words = [step[part] for step in told["steps"] for part in ("do", "say")]
            assert dignity.found(*words) == ()


@pytest.mark.mission("RE21", "RE26")
def test_a_playbook_is_in_force_only_after_somebody_else_accepted_it(
    cast: Cast, rooms: dict[str, Client]
) -> None:
    """Its writer cannot, under any of their names; the database agrees; taken-up proposals are
    nobody's own; each reads it in their language; a clerk reads, and writes none; the outsider
    finds nothing."""
    book = written(cast)
    with pytest.raises(NotSo):
        playbooks.review(waits(book), accept=True, by=cast.manager, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.update(verdict="accepted", reviewed_by=cast.manager.opaque, reviewed_at=NOW)
    url = f"/p/corner/playbooks/{book.pk}/"
    assert "not in force before" in rooms["clerk"].get(url).content.decode()
    assert rooms["clerk"].post(url + "review/", {"verdict": "accepted"}).status_code == 403
    assert rooms["manager"].post(url + "review/", {"verdict": "accepted"}).status_code == 422
    assert rooms["owner"].post(url + "review/", {"verdict": "accepted"}).status_code == 303
    text = rooms["clerk"].get(url).content.decode()
    assert "先打手电" in text and LINE in text and "Looked at by 王老板" in text  # noqa: PT018
    assert rooms["outsider"].get(url).status_code == 404
    rooms["manager"].post("/p/corner/playbooks/proposals/", {"kind": "delay", "key": "a"})
    delay = Playbook.objects.get(kind="delay")
    playbooks.review(waits(delay), accept=True, by=cast.manager, now=NOW)
    edition = playbooks.in_force(Playbook.objects.get(pk=delay.pk))
    assert edition is not None
    with translation.override("zh-hant"):
        assert "等不起" in playbooks.said(edition)["steps"][1]["do"]
    page = rooms["clerk"].get(f"/p/corner/playbooks/{delay.pk}/").content.decode()
    assert "Tell them before they notice" in page


@pytest.mark.mission("RE26")
@pytest.mark.parametrize(
    "do",
    ["让员工下跪道歉", "請服務員自掏腰包賠償", "罚站十分钟", "自扇耳光", "扣工资五十",
     "Make the waiter kneel", "He pays from his own pocket", "Stand in the corner for an hour"],
)  # fmt: skip
def test_a_step_that_humiliates_is_rejected_at_review_with_the_reason(cast: Cast, do: str) -> None:
    """Whoever accepts it: rejected, never in force, and the reason names the word."""
    book = written(cast, steps=[{"who": "x", "do": do, "say": ""}])
    looked = playbooks.review(waits(book), accept=True, by=cast.owner, now=NOW)
    assert looked.verdict == Edition.Verdict.REJECTED
    assert dignity.found(do)[0] in looked.reason
    assert playbooks.in_force(Playbook.objects.get(pk=book.pk)) is None


@pytest.mark.mission("RE26")
def test_none_without_a_line_on_dignity(cast: Cast, rooms: dict[str, Client]) -> None:
    """Refused by the verb, by the form with what was typed, and by the table; a sentence that
    forbids kneeling is no humiliation."""
    with pytest.raises(NotSo) as wrong:
        written(cast, dignity_line=" ")
    assert wrong.value.field == "dignity"
    told = {"kind": "power", "name": "停电", "who": ["x"], "do": ["点蜡烛"], "say": [""]}
    answer = rooms["manager"].post("/p/corner/playbooks/new/", told)
    assert (answer.status_code, "点蜡烛" in answer.content.decode()) == (422, True)
    book = written(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(playbook=book).update(dignity="")
    assert dignity.found("谁都不下跪", "Nobody kneels", "我们不罚款") == ()


@pytest.mark.mission("RE21")
def test_drills_are_kept_and_the_next_is_asked_for(cast: Cast, rooms: dict[str, Client]) -> None:
    """180 days after it came into force, then after the last drill; asked for each week until it
    was rehearsed; what was learned stands on its page; not before it is in force, not tomorrow."""
    book = written(cast)
    with pytest.raises(NotSo):
        playbooks.drill(book, TODAY, "x", by=cast.clerk, now=NOW)
    playbooks.review(waits(book), accept=True, by=cast.owner, now=NOW)
    fresh = Playbook.objects.get(pk=book.pk)
    assert playbooks.due_on(fresh) == TODAY + 180 * DAY
    for days in (180, 187):
        deadlines.run_due(NOW + days * DAY)
    told = Notice.objects.filter(url=f"/p/corner/playbooks/{book.pk}/")
    assert told.count() == 2
    later = NOW + 188 * DAY
    with pytest.raises(NotSo):
        playbooks.drill(fresh, TODAY + 189 * DAY, "x", by=cast.clerk, now=later)
    playbooks.drill(fresh, TODAY + 188 * DAY, "手电没电", by=cast.clerk, now=later)
    deadlines.run_due(NOW + 230 * DAY)
    assert told.count() == 2
    assert playbooks.due_on(Playbook.objects.get(pk=book.pk)) == TODAY + 368 * DAY
    page = rooms["clerk"].get(f"/p/corner/playbooks/{book.pk}/").content.decode()
    assert "手电没电" in page
    with pytest.raises(DatabaseError), transaction.atomic():
        Drill.objects.all().delete()


@pytest.mark.mission("RE22")
def test_a_risk_is_looked_at_signed_and_asked_for(cast: Cast, rooms: dict[str, Client]) -> None:
    """Who looked and when, never changed; overdue stands first and is told each evening; what does
    not hold is told at once and stays until it is mended."""
    told = {"words": "冷库停机", "likely": "2", "harm": "3", "look": "温度计", "every_days": "7"}
    assert rooms["clerk"].post("/p/corner/risks/new/", told).status_code == 403
    assert rooms["manager"].post("/p/corner/risks/new/", {**told, "likely": "9"}).status_code == 422
    assert rooms["manager"].post("/p/corner/risks/new/", told).status_code == 303
    light = risks.keep(cast.place, "灯泡", 1, 1, "开一下", 30, by=cast.owner, now=NOW)
    cold = risks.of(cast.place, NOW)[0].risk
    assert (cold.words, risks.of(cast.place, NOW)[1].risk) == ("冷库停机", light)
    deadlines.run_due(NOW + 7 * DAY + timedelta(hours=9))
    assert Notice.objects.filter(key__startswith="risk-overdue:").count() == 1
    assert risks.of(cast.place, NOW + 9 * DAY)[0].overdue == 2
    deadlines.run_due(NOW + 9 * DAY)
    assert Notice.objects.filter(key__startswith="risk-overdue:").count() == 2
    url = f"/p/corner/risks/{cold.pk}/checks/"
    assert rooms["clerk"].post(url, {"holds": "0"}).status_code == 422
    assert (
        rooms["clerk"].post(url, {"holds": "0", "words": "九度了", "key": "f"}).status_code == 303
    )
    failed = RiskCheck.objects.get()
    assert (failed.by, failed.at, failed.holds) == (cast.clerk, NOW, False)
    assert Notice.objects.get(key=f"risk-failed:{failed.pk}").urgent
    assert "九度了" in rooms["owner"].get("/p/corner/risks/").content.decode()
    assert (
        rooms["owner"].post(f"{url}{failed.pk}/mending/", {"mended": "换了压缩机"}).status_code
        == 303
    )
    assert "九度了" not in rooms["owner"].get("/p/corner/risks/").content.decode()
    assert rooms["outsider"].get("/p/corner/risks/").status_code == 404
    for change in ({"holds": True}, None):
        rows = RiskCheck.objects.all()
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change) if change else rows.delete()


@pytest.mark.mission("RE21")
def test_a_playbook_of_the_brand_holds_at_every_place_below(cast: Cast) -> None:
    """Written once above, read below; changed only where it was written."""
    brand = casting.open_place("brand", "品牌")
    cast.place.parent = brand
    cast.place.save()
    boss = casting.hire(brand, "boss", "老总", Role.OWNER, "door")
    book = playbooks.write(brand, "weather", "台风", STEPS, LINE, by=boss, now=NOW)
    assert [each.pk for each in playbooks.of(cast.place)] == [book.pk]
    assert list(playbooks.of(cast.elsewhere)) == []
