"""A full house: every floor is asked, asked once more, and nobody hears “no” before that."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from regulars.authority.models import Entry
from regulars.floor import acts
from regulars.floor.full import asking, ending, figures, pastimes
from regulars.floor.full.troubles import NotSo, NotYet
from regulars.floor.models import Answer, Asking, Party, Round, Tried
from regulars.moments import deadlines
from regulars.moments.models import Deadline, Moment
from regulars.places.models import Role, Touchpoint
from tests import cast as casting
from tests.cast import MORNING, Cast

UPSTAIRS = (("hall", "Hall", "大厅"), ("second", "2nd floor", "二楼"))


@pytest.fixture
def floors(cast: Cast):  # type: ignore[no-untyped-def]
    """Two floors with tables, somebody at each: 老周 in the hall, 小芳 on the second."""
    for position, (code, name, zh) in enumerate(UPSTAIRS, 5):
        Touchpoint.objects.create(
            place=cast.place, code=code, name=name, name_zh_hans=zh, position=position
        )
    cast.colleague.post = cast.place.touchpoints.get(code="hall")
    cast.colleague.save()
    return casting.hire(cast.place, "fang", "小芳", Role.CLERK, "second")


def answers(number: int = 1) -> list[tuple[str, str, int | None, int | None]]:
    rows = Answer.objects.filter(round__number=number).select_related("round").order_by("pk")
    return [(row.post, str(row.says), row.minutes, row.seconds) for row in rows]


def asked(post: str, number: int = 1) -> int:
    return Answer.objects.get(post=post, round__number=number).pk


def says(who, post: str, words: str, number: int = 1):  # type: ignore[no-untyped-def]
    return who.post(f"full/answers/{asked(post, number)}/", says=words)


def told(*kinds: str) -> list[tuple[str, str]]:
    rows = Moment.objects.filter(kind__in=kinds).order_by("pk")
    return [(row.kind, row.actor) for row in rows]


@pytest.mark.mission("FL07")
def test_every_floor_is_asked_twice_before_no_and_then_the_ways_to_wait_in_order(
    cast: Cast, at, hour, floors
) -> None:  # type: ignore[no-untyped-def]
    """One tap at the door; each floor's own screen has the question and answers by one tap; the
    log has each floor with its seconds; “no” and the ways to wait come after the second look,
    which the clock begins; the tour is improvised; they are still there when a table comes."""
    door, hall, second = at(cast.clerk), at(cast.colleague), at(floors)
    assert door.post("full/", size="4", words="green scarf").status_code == 303
    party = Party.objects.get()
    assert (party.size, party.hurry, party.post) == (4, False, "door")
    strip = hall.get("cases/rings/", htmx=True)
    assert "Hall: have you a table?" in strip
    assert "2nd floor: have you" not in strip
    assert "4 people · green scarf" in strip
    assert "0 of 2 posts have answered" in door.get("cases/rings/", htmx=True)
    hour.later(7)
    assert hall.post(f"full/answers/{asked('hall')}/", htmx=True, says="none").status_code == 204
    hour.later(5)
    says(second, "second", "none")
    assert answers() == [("hall", "none", None, 7), ("second", "none", None, 12)]
    page = door.get(f"full/{party.pk}/")
    assert "I have told them honestly" not in page
    assert "They like it" not in page
    assert "as soon as somebody leaves" in page
    assert door.post(f"full/{party.pk}/no/").status_code == 422
    assert door.post(f"full/{party.pk}/offers/", words="cards", like="looked").status_code == 422
    assert deadlines.run_due(hour.now) == 0
    assert deadlines.run_due(MORNING + timedelta(seconds=180)) == 2
    hour.later(170)
    assert "Look once more, Hall: a table?" in hall.get("cases/rings/", htmx=True)
    says(hall, "hall", "none", 2)
    assert door.post(f"full/{party.pk}/no/").status_code == 422
    says(second, "second", "none", 2)
    page = door.get(f"full/{party.pk}/")
    assert "I have told them honestly" in page
    assert page.index("Something to drink") < page.index("Something small to eat")
    assert page.index("A game at the door") < page.index("A look into the kitchen")
    assert door.post(f"full/{party.pk}/no/").status_code == 303
    for way in pastimes.of(cast.place)[:3]:
        door.post(f"full/{party.pk}/offers/", pastime=way.pk, like="no")
    tour = pastimes.of(cast.place)[3]
    assert door.post(f"full/{party.pk}/offers/", pastime=tour.pk, like="yes").status_code == 422
    for _tap in range(2):
        door.post(f"full/{party.pk}/offers/", pastime=tour.pk, like="looked")
    assert Entry.objects.get().mark.kind == "improvised"
    assert list(Tried.objects.values_list("pastime__kind", "taken", "improvised")) == [
        ("drink", False, False), ("snack", False, False), ("game", False, False),
        ("tour", True, True),
    ]  # fmt: skip
    hour.later(60)
    says(second, "second", "0", 2)
    assert "A table now: 2nd floor" in door.get("cases/rings/", htmx=True)
    tried = Tried.objects.get(pastime=tour)
    door.post(f"full/{party.pk}/end/", how="seated", saved=tried.pk, post="second")
    party.refresh_from_db()
    assert (party.outcome, party.present, party.saved_by_id) == ("seated", True, tried.pk)
    last = Moment.objects.get(kind="full_ended")
    assert last.facts == {"party": party.pk, "outcome": "seated", "present": True, "minutes": 4,
                          "saved": "tour", "touchpoint": "second"}  # fmt: skip
    assert told("capacity_asked") == [("capacity_asked", cast.clerk.opaque),
                                      ("capacity_asked", "clock")]  # fmt: skip
    assert "full" not in hall.get("cases/rings/", htmx=True)


@pytest.mark.mission("FL07")
def test_a_post_that_does_not_answer_in_time_is_seen_at_the_door_and_may_answer_late(
    cast: Cast, at, hour, floors
) -> None:  # type: ignore[no-untyped-def]
    """The hall is off line: its minute over, the door reads “no answer”; the log has it by the
    clock. Its late answer counts; somebody who walked there may answer for it."""
    door, hall = at(cast.clerk), at(cast.colleague)
    door.post("full/", size="2")
    says(at(floors), "second", "none")
    assert deadlines.run_due(MORNING + timedelta(seconds=59)) == 0
    assert deadlines.run_due(MORNING + timedelta(seconds=60)) == 1
    assert answers() == [("hall", "silent", None, 60), ("second", "none", None, 0)]
    party = Party.objects.get()
    assert party.checks == 1
    assert "no answer" in door.get(f"full/{party.pk}/")
    assert "have you a table" not in hall.get("cases/rings/", htmx=True)
    hour.later(75)
    says(hall, "hall", "20")
    assert answers()[0] == ("hall", "table", 20, 75)
    assert "A table in 20 minutes: Hall" in door.get("cases/rings/", htmx=True)
    hour.later(60 * 6)
    assert "A table in 14 minutes: Hall" in door.get("cases/rings/", htmx=True)
    assert deadlines.run_due(hour.now) == 1, "the second look finds that a table is promised"
    assert Round.objects.count() == 1
    assert "Something to drink" in door.get(f"full/{party.pk}/")


@pytest.mark.mission("FL07")
def test_when_somebody_leaves_every_floor_is_asked_again_at_once(
    cast: Cast, at, hour, floors
) -> None:  # type: ignore[no-untyped-def]
    """Not while a question stands open, not once a table is there, not after it ended; a table
    that was taken back sets the clock again."""
    door, hall, second = at(cast.clerk), at(cast.colleague), at(floors)
    acts.arrive(cast.yu.pk, cast.place, by=cast.clerk, now=MORNING)
    acts.arrive(cast.wang.pk, cast.place, by=cast.clerk, now=MORNING)
    hour.later(10)
    door.post("full/", size="2")
    hour.later(5)
    door.post(f"customers/{cast.wang.pk}/departures/")
    assert Round.objects.count() == 1
    says(hall, "hall", "none")
    says(second, "second", "none")
    hour.later(20)
    door.post(f"customers/{cast.yu.pk}/departures/")
    assert [(row.number, row.why) for row in Round.objects.all()] == [(1, "full"), (2, "left")]
    says(hall, "hall", "5", 2)
    says(second, "second", "none", 2)
    asking.somebody_left(cast.place, hour.now)
    assert deadlines.run_due(hour.later(600)) == 3, "two minutes of answers, one second look"
    assert Round.objects.count() == 2
    says(hall, "hall", "none", 2)
    assert ending.may_say_no(Party.objects.get())
    door.post(f"full/{Party.objects.get().pk}/end/", how="gone")
    asking.somebody_left(cast.place, hour.now)
    assert Round.objects.count() == 2
    assert Party.objects.values_list("outcome", "present").get() == ("left", False)


@pytest.mark.mission("FL07")
def test_the_same_tap_twice_is_one_and_two_doors_ask_for_two_parties(
    cast: Cast, at, hour, floors
) -> None:  # type: ignore[no-untyped-def]
    """Both stand on each floor's screen, the first who came first; each has its own answers."""
    door, other, hall = at(cast.clerk), at(cast.manager), at(cast.colleague)
    for _tap in range(2):
        door.post("full/", key="once", size="4", hurry="1")
    other.post("full/", size="2")
    assert list(Party.objects.values_list("size", "hurry", "by")) == [
        (4, True, cast.clerk.opaque), (2, False, cast.manager.opaque),
    ]  # fmt: skip
    strip = hall.get("cases/rings/", htmx=True)
    assert strip.count("Hall: have you a table?") == 2
    assert strip.index("4 people") < strip.index("2 people")
    first = Answer.objects.filter(post="hall").order_by("pk")[0]
    for _tap in range(2):
        hall.post(f"full/answers/{first.pk}/", key="tapped", says="10")
    hall.post(f"full/answers/{first.pk}/", key="other", says="10")
    assert Moment.objects.filter(kind="capacity_answered").count() == 1
    assert [row.says for row in Answer.objects.filter(post="hall").order_by("pk")] == [
        "table", "open",
    ]  # fmt: skip


@pytest.mark.mission("FL07")
def test_the_outsider_sees_no_party_and_answers_for_no_floor(cast: Cast, at, floors) -> None:  # type: ignore[no-untyped-def]
    door = at(cast.clerk)
    door.post("full/", size="4", words="green scarf")
    party, row, outside = Party.objects.get(), Answer.objects.first(), at(cast.outsider).client
    assert row is not None
    for path in (f"full/{party.pk}/", "full/"):
        assert outside.get(f"/p/corner/{path}").status_code == 404
        page = outside.get(f"/p/elsewhere/{path}")
        assert "green scarf" not in page.content.decode()
    for path, sent in (("no/", {}), ("end/", {"how": "seated"}), ("offers/", {"words": "x"}),
                       ("again/", {})):  # fmt: skip
        for slug in ("corner", "elsewhere"):
            answer = outside.post(f"/p/{slug}/full/{party.pk}/{path}", sent)
            assert answer.status_code == 404, (slug, path)
    assert outside.post(f"/p/elsewhere/full/answers/{row.pk}/", {"says": "5"}).status_code == 404
    assert Answer.objects.exclude(says="open").count() == 0
    assert "green scarf" not in outside.get("/p/elsewhere/cases/rings/").content.decode()


@pytest.mark.mission("FL17")
def test_a_party_in_a_hurry_waits_without_a_queue_and_what_saved_the_visit_is_counted(
    cast: Cast, at, hour, floors
) -> None:  # type: ignore[no-untyped-def]
    """From a regular's page, marked in a hurry: ways to wait at once, an idea of the moment is
    improvised; the one that saved the visit stands in the figures and on their page."""
    door = at(cast.clerk)
    assert "余先生" in door.get(f"full/?customer={cast.yu.pk}") or "Mr Yu" in door.get(
        f"full/?customer={cast.yu.pk}"
    )
    door.post("full/", many="2", only="1", customer=cast.yu.pk)
    party = Party.objects.get()
    assert (party.full, party.hurry, party.customer_id) == (False, True, cast.yu.pk)
    assert Round.objects.count() == 0
    drink = pastimes.of(cast.place)[0]
    door.post(f"full/{party.pk}/offers/", pastime=drink.pk, like="yes")
    door.post(f"full/{party.pk}/offers/", words="paid at the door", like="looked")
    own = Tried.objects.get(pastime=None)
    assert (own.improvised, own.taken) == (True, True)
    hour.later(300)
    assert door.post(f"full/{party.pk}/end/", how="seated", saved="999").status_code == 422
    door.post(f"full/{party.pk}/end/", how="seated", saved=own.pk)
    found = figures.read(cast.place, hour.now)
    assert (found.parties, found.seated, found.present) == (1, 1, 1)
    assert [(way.name, way.offered, way.taken, way.saved, way.hurried_saved) for way in found.ways
            ] == [("", 1, 1, 1, 1), ("Something to drink", 1, 1, 0, 0)]  # fmt: skip
    assert "Was in a hurry." in door.get(f"customers/{cast.yu.pk}/")
    assert "Ideas of the moment" in door.get("full/")


def test_no_before_two_looks_is_refused_by_the_database_itself(cast: Cast, floors) -> None:  # type: ignore[no-untyped-def]
    party = asking.open(cast.place, 4, by=cast.clerk, now=MORNING)
    gone = {"outcome": "seated", "present": False, "ended_at": MORNING}
    for broken in ({"told_no_at": MORNING}, gone, {"ended_at": MORNING}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Party.objects.filter(pk=party.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.update(says="table")
    with pytest.raises(NotYet):
        asking_again(cast, party)


def asking_again(cast: Cast, party: Party) -> None:
    for row in Answer.objects.all():
        asking.answer(cast.place, row.pk, says="none", by=cast.colleague, now=MORNING)
    asking.again(cast.place, party.pk, by=cast.clerk, now=MORNING)


def test_the_lead_writes_the_list_and_who_is_asked(cast: Cast, at, floors) -> None:  # type: ignore[no-untyped-def]
    """In order, with names of their own; bad input is refused with what was typed; a clerk does
    not find the page; what was offered under an old name keeps it."""
    assert at(cast.clerk).client.get("/p/corner/full/ways/").status_code == 403
    lead = at(cast.manager)
    assert "A look into the kitchen" in lead.get("full/ways/")
    party = asking.open(cast.place, 2, by=cast.clerk, now=MORNING)
    assert [row.post for row in Answer.objects.all()] == ["hall", "second"]
    good = {"kind0": "own", "name0": "Shadow play", "improvised0": "1", "kind1": "drink",
            "posts": ["hall"], "within": "30", "again": "90"}  # fmt: skip
    for wrong in (
        {"within": "5"}, {"again": "x"}, {"kind0": "own", "name0": ""}, {"posts": ["moon"]},
        {"kind0": "fireworks"}, {"kind0": "drink", "name0": ""},
    ):  # fmt: skip
        assert lead.post("full/ways/", **{**good, **wrong}).status_code == 422, wrong
    assert lead.post("full/ways/", **good).status_code == 303
    assert [(each.called(), each.improvised) for each in pastimes.of(cast.place)] == [
        ("Shadow play", True), ("Something to drink", False),
    ]  # fmt: skip
    assert (Asking.objects.get().posts, Asking.objects.get().within) == (["hall"], 30)
    asking.open(cast.place, 3, by=cast.clerk, now=MORNING)
    assert [row.post for row in Answer.objects.exclude(round__party=party)] == ["hall"]


def test_a_house_without_posts_is_asked_as_a_whole(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """One chair, one person: the question is their own."""
    cast.place.touchpoints.all().delete()
    cast.clerk.refresh_from_db()
    at(cast.clerk).post("full/", size="1")
    assert [row.post for row in Answer.objects.all()] == [""]
    assert "Is there a table?" in at(cast.clerk).get("full/")


def test_sizes_and_answers_out_of_reason_are_refused(cast: Cast, at, floors) -> None:  # type: ignore[no-untyped-def]
    door = at(cast.clerk)
    for size in ("0", "501", "-1", "four", ""):
        assert door.post("full/", size=size).status_code == 422, size
    door.post("full/", size="4")
    for words in ("", "241", "-5", "perhaps"):
        assert says(door, "hall", words).status_code == 422, words
    assert door.post(f"full/{Party.objects.get().pk}/end/", how="flown").status_code == 422
    with pytest.raises(NotSo):
        ending.end(cast.place, Party.objects.get().pk, outcome="seated", present=False,
                   by=cast.clerk, now=MORNING)  # fmt: skip


@pytest.mark.mission("CU07")
def test_forgotten_exported_and_merged(cast: Cast, floors) -> None:  # type: ignore[no-untyped-def]
    """The count stays; who it was and how to know them do not."""
    from regulars.customers import erasure, export, merging

    party = asking.open(cast.place, 4, by=cast.clerk, now=MORNING, customer=cast.yu, words="red")
    (told,) = export.everything(cast.yu)["full_house"]
    assert (told["size"], told["asked"], told["outcome"]) == (4, 0, "")
    merging.merge(
        cast.wang, cast.yu, by=cast.manager.opaque, now=MORNING, place=cast.place, sure=True
    )
    party.refresh_from_db()
    assert party.customer_id == cast.wang.pk
    erasure.erase(cast.wang, by=cast.owner.opaque, now=MORNING, place=cast.place)
    party.refresh_from_db()
    assert party.customer_id is None
    assert Moment.objects.get(pk=party.moment).words_digest != ""
    assert not hasattr(Moment.objects.get(pk=party.moment), "words")
    assert Deadline.objects.filter(kind="capacity_silent").count() == 1
