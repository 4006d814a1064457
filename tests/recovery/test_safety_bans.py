"""Not serving somebody: never without evidence, a hearing, an uninvolved decision and an end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from regulars.customers import erasure, export, merging, people
from regulars.moments import clock, deadlines
from regulars.moments.models import Words
from regulars.places.models import Notice, Role
from regulars.recovery.models import Appeal, Ban, Evidence, Mark
from regulars.recovery.safety import appeals, banning, marks, stopping
from regulars.recovery.troubles import NotSo
from tests import cast as casting
from tests.cast import Cast
from tests.site import street

NOW = datetime(2026, 3, 24, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TODAY = date(2026, 3, 24)
UNTIL = date(2026, 4, 23)


@pytest.fixture
def now(monkeypatch):  # type: ignore[no-untyped-def]
    def turn(instant: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: instant)

    turn(NOW)
    return turn


def proposed(cast: Cast, **more: object) -> Ban:
    told = {"witness": cast.colleague, "by": cast.manager, "now": NOW, **more}
    return banning.propose(cast.yu, cast.place, "他把杯子砸向同事", **told)  # type: ignore[arg-type]


def heard(cast: Cast, **more: object) -> Ban:
    ban = proposed(cast, **more)
    return banning.hear(
        ban, offered_on=TODAY, came=True, words="我喝多了", by=cast.manager, now=NOW
    )


def stands(cast: Cast) -> Ban:
    return banning.decide(heard(cast), "ban", "杯子砸人", until=UNTIL, by=cast.owner, now=NOW)


def why(field: str, call, *given, **told) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotSo) as wrong:
        call(*given, **told)
    assert wrong.value.field == field


@pytest.mark.mission("RE25")
def test_a_ban_needs_all_of_it_and_the_verbs_say_what_is_missing(cast: Cast) -> None:
    """Words alone are no evidence; no decision before a hearing; not by whoever proposed it, was
    harmed, saw it, or does not lead; not without a day, not for longer than a year; a hearing is
    not dated before the proposal nor in days to come."""
    by = {"by": cast.owner, "now": NOW}
    why("evidence", banning.propose, cast.yu, cast.place, "words", **by)
    ban = proposed(cast)
    why("hearing", banning.decide, ban, "ban", "x", until=UNTIL, **by)
    why("offered_on", banning.hear, ban, offered_on=TODAY - DAY, came=False, **by)
    why("offered_on", banning.hear, ban, offered_on=TODAY + DAY, came=False, **by)
    why("words", banning.hear, ban, offered_on=TODAY, came=True, **by)
    ban = banning.hear(ban, offered_on=TODAY, came=False, **by)
    for person in (cast.manager, cast.colleague, cast.clerk):
        why("by", banning.decide, ban, "ban", "x", until=UNTIL, by=person, now=NOW)
    why("until", banning.decide, ban, "ban", "x", **by)
    why("until", banning.decide, ban, "ban", "x", until=TODAY + 400 * DAY, **by)
    why("until", banning.decide, ban, "ban", "x", until=TODAY - DAY, **by)
    assert marks.standing(cast.yu, cast.place, NOW) is None
    ban = banning.decide(ban, "ban", "x", until=UNTIL, **by)
    assert ban.until == cast.place.hours_of(UNTIL)[1]
    incident = stopping.stop(cast.place, by=cast.owner, customer=cast.wang, now=NOW)
    other = banning.propose(cast.wang, cast.place, "x", incident=incident, by=cast.manager, now=NOW)
    other = banning.hear(other, offered_on=TODAY, came=False, by=cast.manager, now=NOW)
    why("by", banning.decide, other, "ban", "x", until=UNTIL, **by)


@pytest.mark.mission("RE25")
def test_the_database_itself_refuses_what_the_verbs_would(cast: Cast) -> None:
    """Past the verbs: no row begins decided; none is decided without evidence, without a hearing,
    without an end, by the proposer or a witness; what was decided is never made longer, decided
    anew or removed; evidence is not changed."""
    bare = {"place": cast.place, "customer": cast.yu, "proposed_by": cast.manager,
            "proposed_at": NOW}  # fmt: skip
    decided = {"verdict": "ban", "decided_by": cast.owner, "decided_at": NOW,
               "until": NOW + DAY}  # fmt: skip
    heard_so = {"offered_on": TODAY, "heard_at": NOW, "came": False}

    def refuses(call, *given, **told) -> None:  # type: ignore[no-untyped-def]
        with pytest.raises(DatabaseError), transaction.atomic():
            call(*given, **told)

    refuses(Ban.objects.create, moment=900, **bare, **heard_so, **decided)
    empty = Ban.objects.create(moment=901, **bare)
    change = Ban.objects.filter(pk=empty.pk).update
    refuses(change, **heard_so, **decided)
    Evidence.objects.create(ban=empty, kind="witness", witness=cast.colleague, at=NOW, by="x",
                            moment=902)  # fmt: skip
    refuses(change, **decided)
    refuses(change, **heard_so, **{**decided, "until": None})
    for person in (cast.manager, cast.colleague):
        refuses(change, **heard_so, **{**decided, "decided_by": person})
    assert change(**heard_so, **decided) == 1
    refuses(change, until=NOW + 9 * DAY)
    refuses(change, verdict="no")
    refuses(Ban.objects.filter(pk=empty.pk).delete)
    refuses(Evidence.objects.filter(ban=empty).delete)
    refuses(Evidence.objects.filter(ban=empty).update, by="y")
    refuses(Evidence.objects.create, ban=empty, kind="record", at=NOW, by="x", moment=903)


@pytest.mark.mission("RE25")
def test_by_the_pages_and_the_door_sees_until_when_and_whom_to_call(cast: Cast, now) -> None:  # type: ignore[no-untyped-def]
    """The manager proposes and hears, the owner decides; form errors are said on the page. A clerk
    who opens the customer's page reads until when and whom to call, no word of the story; the
    clerk and the outsider open no page of it."""
    manager, owner, clerk, outside = Client(), Client(), Client(), Client()
    for someone, staff in ((manager, cast.manager), (owner, cast.owner), (clerk, cast.clerk),
                           (outside, cast.outsider)):  # fmt: skip
        someone.force_login(staff.user)
    told = {"customer": cast.yu.pk, "words": "他把杯子砸向同事", "key": "p"}
    assert manager.get(f"/p/corner/bans/new/?customer={cast.yu.pk}").status_code == 200
    assert manager.post("/p/corner/bans/new/", told).status_code == 422
    answer = manager.post("/p/corner/bans/new/", {**told, "witness": cast.colleague.pk})
    ban = Ban.objects.get()
    url = f"/p/corner/bans/{ban.pk}/"
    assert answer["Location"].startswith(url)
    decision = {"verdict": "ban", "until": "2026-04-23", "words": "砸人"}
    assert owner.post(url + "decision/", decision).status_code == 422
    hearing = {"offered_on": "2026-03-24", "came": "1", "words": "喝多了"}
    assert manager.post(url + "hearing/", hearing).status_code == 303
    assert manager.post(url + "decision/", decision).status_code == 422
    assert owner.post(url + "decision/", {**decision, "until": "soon"}).status_code == 422
    assert owner.post(url + "decision/", decision).status_code == 303
    for page in ("/p/corner/bans/", url):
        assert owner.get(page).status_code == 200
        assert (clerk.get(page).status_code, outside.get(page).status_code) == (403, 404)
    seen = clerk.get(f"/p/corner/customers/{cast.yu.pk}/").content.decode()
    assert "Do not serve until 24 April, 00:00" in seen
    assert "Call Kelsey" in seen or "Call 王老板" in seen
    assert "杯子" not in seen
    assert "喝多了" not in seen
    assert "Do not serve" not in clerk.get(f"/p/corner/customers/{cast.wang.pk}/").content.decode()
    assert not Words.objects.filter(text__contains="杯子").exists()


@pytest.mark.mission("RE25")
def test_it_lapses_by_itself_and_an_appeal_is_answered_by_somebody_else(cast: Cast) -> None:
    """On its day it is over, also where the clock stands; an appeal is owed within a week, asked
    for until it is answered, by somebody who neither decided nor was part of it."""
    second = casting.hire(cast.place, "second", "二店长", Role.MANAGER, "till")
    ban = stands(cast)
    appeal = appeals.make(ban, "我赔了杯子", by=cast.clerk, now=NOW)
    assert appeals.make(ban, "again", by=cast.clerk, now=NOW) == appeal
    assert appeal.due_at == cast.place.hours_of(TODAY + 7 * DAY)[1]
    assert Notice.objects.filter(staff=second, key=f"appeal:{appeal.pk}:0").exists()
    for days in (7, 8, 9):
        deadlines.run_due(NOW + days * DAY)
    assert Notice.objects.filter(staff=second, key__startswith="appeal:").count() == 4
    for person in (cast.manager, cast.owner, cast.colleague):
        why("by", appeals.answer, appeal, "lifted", "x", by=person, now=NOW)
    why("until", appeals.answer, appeal, "shorter", "x", until=UNTIL, by=second, now=NOW)
    appeals.answer(appeal, "shorter", "诚意到了", until=date(2026, 4, 1), by=second, now=NOW)
    assert Appeal.objects.get().outcome == "shorter"
    ends = cast.place.hours_of(date(2026, 4, 1))[1]
    assert marks.standing(cast.yu, cast.place, ends - timedelta(seconds=1)) == ban
    assert marks.standing(cast.yu, cast.place, ends) is None
    assert Mark.objects.exists()
    deadlines.run_due(ends)
    assert (Ban.objects.get().ended_at, Mark.objects.count()) == (ends, 0)


@pytest.mark.mission("RE25", "CU07")
def test_who_was_forgotten_is_known_by_a_mark_until_the_day_and_the_story_is_gone(
    cast: Cast,
) -> None:
    """Handed out before: all of it, no colleague by name. Erased: no word, no name; who comes back
    with the same number is still not served until its day, then nothing is left. Merged, the ban
    goes along."""
    ban = stands(cast)
    stopping.stop(cast.place, by=cast.clerk, customer=cast.yu, now=NOW)
    told = export.hand_out(cast.yu, "json", by="x", now=NOW, place=cast.place).decode()
    assert "杯子砸人" in told
    assert "小李" not in told
    assert "老周" not in told
    erasure.erase(cast.yu, by=cast.owner.opaque, now=NOW, place=cast.place)
    ban.refresh_from_db()
    assert (ban.customer, Words.objects.filter(moment=ban.moment).exists()) == (None, False)
    back = people.introduce(cast.place, name="", handles=[("phone", "+8615400001208")])
    assert marks.standing(back, cast.place, NOW) == ban
    assert marks.standing(cast.wang, cast.place, NOW) is None
    deadlines.run_due(cast.place.hours_of(UNTIL)[1])
    assert Mark.objects.count() == 0
    other = casting.guest(cast.place, "余建平", "mr", "+8615400009999")
    again = banning.propose(
        other, cast.place, "x", witness=cast.colleague, by=cast.manager, now=NOW
    )
    merging.merge(cast.wang, other, by="staff:1", now=NOW)
    again.refresh_from_db()
    assert again.customer == cast.wang


@pytest.mark.mission("RE25")
def test_no_machine_turns_anybody_away(db: None) -> None:
    """The API has no verb of a ban: a token is nobody who could hear both sides."""
    assert [door.route for door in street.operations() if "ban" in door.name] == []
