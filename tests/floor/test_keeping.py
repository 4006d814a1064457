"""What one learns in passing is written down on the customer's page, over HTTP."""

from datetime import timedelta

import pytest

from regulars.customers import people, recognition
from regulars.customers.models import Customer
from regulars.moments import clock, journal
from regulars.moments.models import Moment
from regulars.notebook import containers, facts
from regulars.notebook.models import Container
from regulars.places.models import Need
from tests.cast import TODAY, Cast

JAR = {
    "need": "rice", "name": "米缸", "capacity": "30", "unit": "kg", "mouths": "5",
    "daily_use": "1.2", "lead_days": "2", "full": "1",
}  # fmt: skip


@pytest.fixture
def page(cast: Cast, door):  # type: ignore[no-untyped-def]
    """Post something to Mr Yu's page as the clerk, on the cast's own day."""
    clock.shift_to((TODAY - clock.now().astimezone(cast.place.zone).date()).days)
    client = door(cast.clerk)

    def post(what: str, **told: str):  # type: ignore[no-untyped-def]
        return client.post(f"/p/corner/customers/{cast.yu.pk}/{what}/", {"key": "k"} | told)

    return post


@pytest.mark.mission("NO10")
def test_a_clerk_measures_a_jar_and_the_visit_stands_two_days_before_it_is_empty(
    cast: Cast, page
) -> None:  # type: ignore[no-untyped-def]
    """First who lives there, then the tape measure; the notebook has every figure."""
    refused = page("containers", **JAR)
    assert refused.status_code == 422
    assert "who lives in this household" in refused.content.decode()
    assert not Moment.objects.filter(kind="measured").exists()
    assert page("household", size="5", address="12 Quay Street").status_code == 303
    assert page("containers", **JAR).status_code == 303
    jar = Container.objects.get()
    assert (jar.need, jar.capacity, jar.mouths, jar.daily_use) == (cast.rice, 30, 5, 1.2)
    outlook = containers.outlook(jar)
    assert outlook is not None
    assert outlook.visit_on == TODAY + timedelta(days=23)


@pytest.mark.mission("CU03")
def test_a_household_and_what_all_of_it_shares_are_written_down(cast: Cast, page) -> None:  # type: ignore[no-untyped-def]
    """Size and address belong to the household; a fact to it or to the person, as was ticked."""
    page("household", size="3", address="12 Quay Street")
    page("facts", value="away in August", shared="1", key="shared")
    page("facts", value="bad knee")
    yu = Customer.objects.get(pk=cast.yu.pk)
    home = yu.household
    assert home is not None
    assert (home.size, home.address) == (3, "12 Quay Street")
    assert [fact.value for fact in home.remembered.all()] == ["away in August"]
    assert {fact.value for fact in facts.about(yu)} == {"away in August", "bad knee"}
    kinds = set(Moment.objects.filter(facts__has_key="size").values_list("kind", flat=True))
    assert kinds == {"housed"}


def test_somebody_known_by_a_number_gets_a_name_and_is_found_by_it(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """The journal has that they were named, and the name only where it can be erased."""
    nobody = people.introduce(cast.place, called=people.numbered("900"), handles=[("till", "900")])
    path = f"/p/corner/customers/{nobody.pk}/names/"
    door(cast.clerk).post(path, {"key": "n", "name": "Mia Smith", "title": "ms"})
    (found,) = recognition.find(cast.place, "mia")
    assert (found.customer, found.said.text) == (nobody, "Ms Smith")
    (moment,) = journal.of(nobody.opaque, ["named"])
    assert "Mia" not in str(moment.facts)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("names", {"name": ""}),
        ("household", {"size": "0"}),
        ("household", {"size": "many"}),
        ("facts", {"value": " "}),
        ("containers", JAR | {"capacity": "-1"}),
        ("containers", JAR | {"daily_use": "0"}),
    ],
)
def test_what_cannot_be_true_is_turned_back_and_nothing_is_written(
    cast: Cast, page, what: str, told: dict[str, str]
) -> None:  # type: ignore[no-untyped-def]
    """The page comes again and says where to look."""
    before = Moment.objects.count()
    answer = page(what, **told)
    assert answer.status_code == 422
    assert "Please look once more at" in answer.content.decode()
    assert Moment.objects.count() == before


def test_the_same_form_sent_twice_is_kept_once(cast: Cast, page) -> None:  # type: ignore[no-untyped-def]
    """A repeated key changes nothing."""
    page("facts", value="bad knee")
    page("facts", value="bad knee")
    assert cast.yu.remembered.count() == 1


def test_a_refused_measure_leaves_no_trace(cast: Cast, page) -> None:  # type: ignore[no-untyped-def]
    """Nobody knows the household yet: not even the new need's name stays behind."""
    before = Need.objects.count()
    assert page("containers", **JAR | {"need": "lamp oil"}).status_code == 422
    assert Need.objects.count() == before


def test_the_same_measure_sent_again_keeps_what_the_jar_has_taught(cast: Cast, page) -> None:  # type: ignore[no-untyped-def]
    """A late repetition from a flaky phone does not set the daily use back."""
    page("household", size="5")
    page("containers", **JAR)
    Container.objects.update(daily_use=1.05)
    assert page("containers", **JAR).status_code == 303
    jar = Container.objects.get()
    assert (jar.daily_use, jar.fillings.count()) == (1.05, 1)
