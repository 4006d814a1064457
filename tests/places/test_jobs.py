"""A job has two texts, what one does and what it is for; and every role may serve whole."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from regulars.moments.models import Moment
from regulars.places import jobs
from regulars.places.models import Job, Role
from regulars.places.permissions import RIGHTS
from tests.cast import MORNING, Cast, hire

MOP = {"name": "Cleaner", "duties": "Rooms by two.", "purpose": "So that people sleep well here."}
FORM = MOP | {"name_zh_hans": "", "name_zh_hant": "", "publish": "1"}


@pytest.mark.mission("PL06")
@pytest.mark.parametrize("missing", ["duties", "purpose"])
def test_a_job_is_not_published_without_both_texts(cast: Cast, door, missing: str) -> None:  # type: ignore[no-untyped-def]
    """Not by the form, not by the verb, not past the database."""
    sent = door(cast.owner).post("/p/corner/house/jobs/new/", FORM | {missing: "  "})
    assert sent.status_code == 422
    assert "Both texts are needed" in sent.content.decode()
    with pytest.raises(jobs.NotWhole):
        jobs.write(cast.place, by="x", now=MORNING, publish=True, **(MOP | {missing: " "}))
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(place=cast.place, published=True, **(MOP | {missing: ""}))
    assert Job.objects.count() == 0


def test_a_published_job_cannot_lose_its_purpose(cast: Cast) -> None:
    """It can be taken back to a draft, and only then be emptied."""
    job = jobs.write(cast.place, by="x", now=MORNING, publish=True, **MOP)
    with pytest.raises(jobs.NotWhole):
        jobs.write(cast.place, by="x", now=MORNING, job=job, publish=True, purpose="")
    job = jobs.write(
        cast.place, by="x", now=MORNING, job=Job.objects.get(), publish=False, purpose=""
    )
    assert (Job.objects.get().published, Job.objects.get().purpose) == (False, "")


@pytest.mark.mission("PL06")
def test_the_purpose_of_whoever_leaves_a_duty_to_help_is_never_empty(cast: Cast) -> None:
    """Their job's, once everybody may see it; else their post's; else the house's promise."""
    with translation.override("en"):
        usual = "We are here so that people like to come back."
        assert jobs.purpose_of(cast.clerk) == usual
        cast.place.credo = "Rice before the jar is empty."
        assert jobs.purpose_of(cast.clerk) == cast.place.credo
        cast.clerk.post.purpose = "Nobody waits at our door."  # type: ignore[union-attr]
        assert jobs.purpose_of(cast.clerk) == "Nobody waits at our door."
        cast.clerk.job = jobs.write(cast.place, by="x", now=MORNING, **MOP)
        assert jobs.purpose_of(cast.clerk) == "Nobody waits at our door."
        jobs.write(cast.place, by="x", now=MORNING, job=cast.clerk.job, publish=True)
        assert jobs.purpose_of(cast.clerk) == MOP["purpose"]


def test_a_draft_is_seen_by_who_may_write_it_only(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """A clerk reads the published ones and their own purpose."""
    jobs.write(cast.place, by="x", now=MORNING, publish=True, **MOP)
    jobs.write(cast.place, by="x", now=MORNING, name="Porter", duties="Bags.")
    page = door(cast.clerk).get("/p/corner/house/jobs/").content.decode()
    assert "Cleaner" in page
    assert "Porter" not in page
    assert "Porter" in door(cast.manager).get("/p/corner/house/jobs/").content.decode()


def test_the_same_form_sent_twice_makes_one_job(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """A repeated key changes nothing."""
    client = door(cast.owner)
    for _turn in range(2):
        sent = client.post("/p/corner/house/jobs/new/", FORM | {"key": "k"})
        assert sent.status_code == 303
    assert Job.objects.count() == Moment.objects.filter(kind="job_kept").count() == 1


SERVES = ("moment.write", "customer.find", "customer.see", "customer.welcome", "case.own")


@pytest.mark.mission("PL05")
@pytest.mark.parametrize("role", list(Role))
def test_every_role_holds_what_it_takes_to_serve(role: Role) -> None:
    """Log a moment, know and greet by name, own a case: a role without these fails here."""
    assert [right for right in SERVES if role not in RIGHTS[right]] == []


@pytest.mark.mission("PL05")
@pytest.mark.parametrize("role", list(Role))
def test_a_cleaner_too_greets_by_name_and_takes_what_went_wrong(
    cast: Cast, door, role: Role
) -> None:  # type: ignore[no-untyped-def]
    """Over HTTP: they find the guest, greet them, and write down what went wrong as their own."""
    cleaner = hire(cast.place, f"ping-{role}", "阿萍", role, "doorstep")
    cleaner.job = jobs.write(cast.place, by="x", now=MORNING, publish=True, **MOP)
    cleaner.save()
    client, path = door(cleaner), f"/p/corner/customers/{cast.yu.pk}/"
    assert "余" in client.get("/p/corner/find/?q=1208").content.decode()
    assert client.get(path).status_code == 200
    assert client.post(path + "arrivals/", {"key": "a"}).status_code == 303
    told = {"key": "n", "words": "房间漏水", "sort": "complaint"}
    assert client.post(path + "notes/", told).status_code in (200, 303)
    kinds = Moment.objects.filter(subject=cast.yu.opaque, actor=cleaner.opaque)
    assert {"arrived", "complained"} <= set(kinds.values_list("kind", flat=True))
    assert set(kinds.values_list("facts__touchpoint", flat=True)) == {"doorstep"}
