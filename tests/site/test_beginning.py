"""A new house: ten steps from nothing to one's own export on one's own board."""

from typing import Any

import pytest
from django.test import Client

from regulars.places.models import Job, Place, Staff
from regulars.site.beginning import code, steps

TOLD = {
    "called": "静姐", "username": "jing", "password": "rice-before-the-jar", "place": "靜好髮廊",
    "trade": "salon", "time_zone": "Asia/Taipei", "currency": "twd",
}  # fmt: skip


def come_in(client: Client, **changed: str) -> Any:
    return client.post("/begin/", {**TOLD, "code": code.code(), **changed})


@pytest.mark.django_db
@pytest.mark.mission("SI02")
def test_a_new_house_is_opened_once_by_who_reads_the_terminal(client: Client) -> None:
    """The front door leads there; a wrong code, a weak password or a zone that is none keeps
    nothing and says so by the field; the right one signs the owner in; afterwards it is shut."""
    assert client.get("/")["Location"] == "/begin/"
    assert client.get("/begin/").status_code == 200
    for field, wrong in (("code", "AAAA-AAAA"), ("password", "12345"), ("time_zone", "Taipei")):
        answer = come_in(client, **{field: wrong})
        assert answer.status_code == 422
        assert f"id_{field}_error" in answer.content.decode()
    assert not Place.objects.exists()
    answer = come_in(client)
    assert answer["Location"] == "/p/house/begin/"
    owner = Staff.objects.get()
    assert (owner.name, owner.role, owner.place.currency) == ("静姐", "owner", "TWD")
    assert Client().post("/begin/", {**TOLD, "code": code.code()})["Location"] == "/"
    assert Staff.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.mission("SI02")
def test_ten_steps_read_from_the_house_what_has_been_done(client: Client) -> None:
    """After the opening three are done and the hours are next; the trade's roles are written by
    one tap, published with their purpose; a second tap writes none."""
    come_in(client)
    place = Place.objects.get()
    assert [each.done for each in steps.standing(place)] == [True] * 3 + [False] * 7
    page = client.get("/p/house/begin/").content.decode()
    assert page.count('aria-current="step"') == 1
    for _twice in range(2):
        client.post("/p/house/begin/roles/")
    assert Job.objects.filter(place=place, published=True).exclude(purpose="").count() == 2
    assert steps.standing(place)[5].done


@pytest.mark.django_db
@pytest.mark.mission("SI02")
def test_every_stop_of_the_tour_is_a_page(client: Client) -> None:
    """The owner's tour has no dead end."""
    come_in(client)
    import re

    page = client.get("/p/house/tour/").content.decode()
    stops = re.findall(r'class="btn btn--quiet" href="([^"]+)"', page)
    assert len(stops) == 12
    assert {client.get(stop).status_code for stop in stops} == {200}
