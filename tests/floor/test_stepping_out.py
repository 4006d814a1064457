"""Anybody may leave a duty to help: what waits is safe, and the act counts as it arose."""

import pytest

from regulars.moments.models import Moment
from regulars.places.models import Job, Touchpoint
from tests.cast import Cast

PURPOSE = "People go home lighter than they came."


@pytest.fixture
def engineer(cast: Cast, at):  # type: ignore[no-untyped-def]
    """小李, whose job has a purpose."""
    cast.clerk.job = Job.objects.create(
        place=cast.place, name="Engineer", duties="Lamps", purpose=PURPOSE, published=True
    )
    cast.clerk.save()
    return at(cast.clerk)


@pytest.mark.mission("FL16")
def test_one_steps_out_with_ones_purpose_in_sight_and_the_job_waits_safely(
    cast: Cast, at, engineer, hour
) -> None:  # type: ignore[no-untyped-def]
    """Colleagues at the post read who is away, where, and what to leave as it is; back again, it
    is as before. No ratio, no mark: two moments about the one who helped."""
    assert PURPOSE in engineer.get("stepping-out/")
    assert (
        engineer.post("stepping-out/", to="till", waits="the lamp on the ladder").status_code == 303
    )
    mine = engineer.get("today/")
    assert "Waits for you: the lamp on the ladder." in mine
    assert PURPOSE in mine
    theirs = at(cast.manager).get("today/?post=door")
    assert "小李 is helping: Till." in theirs
    assert "Back soon." in theirs
    assert "Leave as it is: the lamp on the ladder." in theirs
    hour.later(240)
    engineer.post("coming-back/")
    engineer.post("coming-back/")
    assert "小李" not in at(cast.manager).get("today/now/?post=door")
    rows = Moment.objects.filter(subject=cast.clerk.opaque).order_by("pk")
    assert [(row.kind, row.facts.get("seconds")) for row in rows] == [
        ("stepped_out", None), ("came_back", 240),
    ]  # fmt: skip


@pytest.mark.mission("FL16", "MO02")
def test_what_follows_counts_as_anticipated_when_a_sign_stood_before_the_asking(
    cast: Cast, engineer, hour
) -> None:  # type: ignore[no-untyped-def]
    """From the note box: the sign, out, the act, back."""
    engineer.post("visitors/", words="wet mother, two boys, bags", sort="sign", step_out="1")
    assert Moment.objects.filter(kind="stepped_out", subject=cast.clerk.opaque).count() == 1
    hour.later(30)
    sign = Moment.objects.get(kind="noticed")
    engineer.post(f"cues/{sign.pk}/acts/")
    engineer.post("coming-back/")
    act = Moment.objects.get(kind="acted")
    assert (act.facts["arose"], act.facts["lead"]) == ("anticipated", 30)


def test_whoever_is_out_already_is_out_once(cast: Cast, engineer) -> None:  # type: ignore[no-untyped-def]
    for _tap in range(2):
        engineer.post("stepping-out/")
    assert Moment.objects.filter(kind="stepped_out").count() == 1
    assert "You stepped out to help." in engineer.get("stepping-out/")


def test_every_card_leads_there_and_says_whom_one_helps(cast: Cast, engineer) -> None:  # type: ignore[no-untyped-def]
    engineer.post(f"customers/{cast.yu.pk}/arrivals/")
    assert f"stepping-out/?customer={cast.yu.pk}" in engineer.get(
        f"customers/{cast.yu.pk}/onward/", htmx=True
    )
    assert "You go to help Mr Yu." in engineer.get(f"stepping-out/?customer={cast.yu.pk}")


def test_a_post_elsewhere_is_turned_back_and_the_outsider_sees_nobody_missing(
    cast: Cast, at, engineer
) -> None:  # type: ignore[no-untyped-def]
    Touchpoint.objects.create(place=cast.elsewhere, code="garden", name="Garden")
    assert engineer.post("stepping-out/", to="garden").status_code == 404
    engineer.post("stepping-out/", waits="the lamp")
    theirs = at(cast.outsider).client.get("/p/elsewhere/today/").content.decode()
    assert "小李" not in theirs
    assert at(cast.outsider).client.post("/p/corner/coming-back/").status_code == 404
