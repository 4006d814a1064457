"""The pages of a case: opened in a tap, one step open of four, nothing before its turn."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from regulars.authority import beginning
from regulars.authority.models import Entry
from regulars.moments import clock
from regulars.recovery.models import Case, Closure, Finding, Step
from tests import cast as casting

NIGHT = datetime(2026, 3, 24, 15, 50, tzinfo=UTC)
"""Ten to midnight in Shanghai."""


@pytest.fixture
def at(monkeypatch):  # type: ignore[no-untyped-def]
    """``at(minutes)`` sets the house's clock to so many minutes after ten to midnight."""

    def turn(minutes: float = 0) -> datetime:
        instant = NIGHT + timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "now", lambda: instant)
        return instant

    turn()
    return turn


@pytest.fixture
def li(door, cast, at):  # type: ignore[no-untyped-def]
    beginning.set_up(cast.place, by=cast.owner.opaque, now=NIGHT)
    return door(cast.clerk)


def opened(client, **told: object) -> Case:  # type: ignore[no-untyped-def]
    answer = client.post("/p/corner/cases/", {"words": "汤洒在罗西太太裙上", "key": "k", **told})
    assert answer.status_code == 303
    return Case.objects.latest("pk")


def page(client, case: Case) -> str:  # type: ignore[no-untyped-def]
    answer = client.get(f"/p/corner/cases/{case.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def do(client, case: Case, verb: str, status: int = 303, **told: object) -> str:  # type: ignore[no-untyped-def]
    answer = client.post(f"/p/corner/cases/{case.pk}/{verb}/", {"key": verb, **told})
    text = answer.content.decode()
    assert answer.status_code == status, re.findall(r'role="alert">([^<]+)', text)
    return str(text)


def whole(client, case: Case) -> None:  # type: ignore[no-untyped-def]
    do(client, case, "comfort", how="said", sorry="spilled", tongue="en")
    do(client, case, "hearing", their_words="My only dress", wish="Clean by tomorrow")
    do(client, case, "restitution", restitution="Dry cleaning", extra="Tiramisu")


@pytest.mark.mission("RE01", "RE15")
def test_one_box_one_tap_and_whoever_opens_it_owns_it(li, cast) -> None:  # type: ignore[no-untyped-def]
    """A few words are all; the same tap twice is one case; without words it says what is missing
    and nothing is opened."""
    case = opened(li)
    opened(li)
    assert Case.objects.count() == 1
    assert (case.owner, case.opened_at, case.post) == (cast.clerk, NIGHT, "door")
    empty = li.post("/p/corner/cases/", {"words": " "})
    assert (empty.status_code, Case.objects.count()) == (422, 1)
    assert 'role="alert"' in empty.content.decode()


@pytest.mark.mission("RE01")
def test_it_is_about_somebody_where_it_was_opened_from_their_page(li, cast) -> None:  # type: ignore[no-untyped-def]
    """From a customer's page or card their name goes along; a stranger's number names nobody."""
    assert f"/cases/new/?customer={cast.yu.pk}" in li.get(
        f"/p/corner/customers/{cast.yu.pk}/").content.decode()  # fmt: skip
    assert "余先生" in li.get(
        f"/p/corner/cases/new/?customer={cast.yu.pk}", headers={"Accept-Language": "zh-CN"}
    ).content.decode()  # fmt: skip
    assert opened(li, customer=cast.yu.pk).customer == cast.yu
    theirs = casting.guest(cast.elsewhere, "别家", "ms", "+8615400007777")
    assert opened(li, customer=theirs.pk, key="other").customer is None


FORBIDDEN = ("facts", "fault", "fairness", "cause", "defect", "restitution", "their_words")


@pytest.mark.mission("RE02", "RE06")
def test_before_comfort_no_field_of_facts_fault_or_fairness_is_drawn(li) -> None:  # type: ignore[no-untyped-def]
    """Not shown, not hidden: the fields are not in the page. A form sent all the same is refused
    with what comes first, and nothing is kept."""
    case = opened(li)
    text = page(li, case)
    assert [name for name in FORBIDDEN if f'name="{name}"' in text] == []
    assert "Please forgive us" in text
    for verb, told in (
        ("hearing", {"their_words": "x", "wish": "y"}),
        ("restitution", {"restitution": "x"}),
        ("record", {"cause": "way", "process": "x", "defect": "y"}),
        ("findings", {"facts": "x", "fault": "theirs"}),
    ):
        assert "Comfort them first" in do(li, case, verb, 422, **told)
    assert (Step.objects.count(), Finding.objects.count()) == (0, 0)
    do(li, case, "comfort", how="said", sorry="spilled", tongue="zh-hans", acts=["towel"])
    text = page(li, case)
    assert 'name="their_words"' in text
    assert 'name="fault"' in text


@pytest.mark.mission("RE02", "RE03", "RE04", "RE05", "RE08")
def test_four_steps_in_order_each_with_who_and_when(li, cast, at) -> None:  # type: ignore[no-untyped-def]
    """Only the step whose turn it is can be filled in; restitution and the extra are kept apart;
    nothing of it is charged to the customer."""
    case = opened(li)
    turns = []
    for minutes, verb, told in (
        (1, "comfort", {"how": "said", "sorry": "spilled", "tongue": "en"}),
        (4, "hearing", {"their_words": "My only dress", "wish": "Clean by tomorrow"}),
        (6, "restitution", {"restitution": "Dry cleaning", "extra": "Tiramisu"}),
        (9, "record", {"cause": "way", "process": "Carrying soup", "defect": "Tray too full"}),
    ):
        at(minutes)
        turns.append(re.findall(r'action="[^"]*/(comfort|hearing|restitution|record)/"',
                                page(li, case)))  # fmt: skip
        do(li, case, verb, **told)
    assert turns == [["comfort"], ["hearing"], ["restitution"], ["record"]]
    steps = list(case.steps.values_list("kind", "by", "at"))
    assert steps == [
        (kind, cast.clerk.opaque, NIGHT + timedelta(minutes=m))
        for kind, m in (("apologised", 1), ("heard", 4), ("put_right", 6), ("written_down", 9))
    ]
    right = case.steps.get(kind="put_right")
    assert (right.restitution, right.extra, right.extra_given) == (0, 0, True)
    assert set(Entry.objects.values_list("charge", flat=True)) <= {0}


@pytest.mark.mission("RE08")
def test_an_empty_extra_warns_and_is_kept_all_the_same(li) -> None:  # type: ignore[no-untyped-def]
    case = opened(li)
    do(li, case, "comfort", how="said", sorry="spilled", tongue="en")
    do(li, case, "hearing", their_words="My dress", wish="Clean")
    answer = li.post(f"/p/corner/cases/{case.pk}/restitution/",
                     {"restitution": "Dry cleaning", "key": "r"}, follow=True)  # fmt: skip
    assert "Nothing was given beyond what we owed." in answer.content.decode()
    assert case.steps.filter(kind="put_right").count() == 1


@pytest.mark.mission("AU01")
def test_an_amount_beyond_ones_limit_names_whom_to_ask_and_keeps_what_was_typed(li) -> None:  # type: ignore[no-untyped-def]
    """Nothing is written; the amount that was no figure is named with its remedy."""
    case = opened(li)
    do(li, case, "comfort", how="said", sorry="spilled", tongue="en")
    do(li, case, "hearing", their_words="My dress", wish="Clean")
    text = do(li, case, "restitution", 422, restitution="A new dress",
              restitution_amount="99999999")  # fmt: skip
    assert 'value="A new dress"' in text
    assert "figures" in do(li, case, "restitution", 422, restitution="x", restitution_amount="abc",
                           key="again")  # fmt: skip
    assert (case.steps.count(), Entry.objects.count()) == (2, 0)


@pytest.mark.mission("RE04")
def test_the_ring_shows_the_minutes_left_and_begins_anew_with_each_contact(li, at) -> None:  # type: ignore[no-untyped-def]
    """20:00 at once, 8:20 after eleven minutes forty, red from five on, past it with a plus; told
    how it goes it stands at 20:00 again, with the hour beyond midnight beside it."""
    case = opened(li)
    assert "0:10</b>" in page(li, case) or "Before 0:10" in page(li, case)
    do(li, case, "comfort", how="said", sorry="spilled", tongue="en")
    seen = []
    for minutes in (0, 11 + 2 / 3, 15.5, 22.25):
        at(minutes)
        text = page(li, case)
        ring = re.search(r'class="ring ring--(\w+).*?figures-big"[^>]*>([^<]+)<', text)
        assert ring
        seen.append(ring.groups())
    assert seen == [
        ("running", "20:00"), ("running", "8:20"), ("soon", "4:30"), ("over", "+2:15"),
    ]  # fmt: skip
    do(li, case, "contacts", words="The cleaner is on the way")
    assert ">20:00<" in page(li, case)


@pytest.mark.mission("RE01")
def test_handed_over_it_keeps_its_owner_until_accepted(li, cast, client) -> None:  # type: ignore[no-untyped-def]
    """Asked, it stays; taken over by the one who was asked, it moves; an outsider finds nothing."""
    case = opened(li)
    do(li, case, "handovers", to=cast.colleague.pk, words="I must go to table 4")
    case.refresh_from_db()
    assert case.owner == cast.clerk
    offer = case.handovers.get()
    client.force_login(cast.colleague.user)
    assert "I must go to table 4" in page(client, case)
    do(client, case, f"handovers/{offer.pk}/acceptance")
    case.refresh_from_db()
    assert case.owner == cast.colleague
    client.force_login(cast.manager.user)
    do(client, case, "takings")
    case.refresh_from_db()
    assert case.owner == cast.manager
    client.force_login(cast.outsider.user)
    for slug in ("corner", "elsewhere"):
        assert client.get(f"/p/{slug}/cases/{case.pk}/").status_code == 404


@pytest.mark.mission("RE12", "RE13")
def test_told_to_staff_it_is_reported_and_stands_apart(li, cast) -> None:  # type: ignore[no-untyped-def]
    """Reported complete is no closing: it stays on the list, by its name."""
    case = opened(li)
    whole(li, case)
    do(li, case, "closures", kind="reported", worry_gone="1", sincere="1")
    case.refresh_from_db()
    assert case.closed_at is None
    text = li.get("/p/corner/cases/").content.decode()
    assert "reported complete; to be asked again" in text
    assert 'class="wall__one' not in text
    assert list(case.closures.values_list("kind", "worry_gone", "sincere")) == [
        (Closure.Kind.REPORTED, True, True)
    ]
    assert do(li, case, "closures", 422, kind="reported", key="half", worry_gone="1")


@pytest.mark.mission("RE14")
def test_several_problems_of_one_visit_each_with_four_stages(li, cast) -> None:  # type: ignore[no-untyped-def]
    """Handled, checked again, fed back to a department; out of turn is refused; what is left out
    stands on the list with its owner and age."""
    case = opened(li)
    do(li, case, "comfort", how="said", sorry="spilled", tongue="en")
    do(li, case, "problems", words="The fan hums")
    first, second = case.problems.all()
    do(li, case, f"problems/{second.pk}/stages", 422, stage="feed_back", department="Design")
    for stage, told in (("handle", {"words": "Screw tightened"}), ("recheck", {}),
                        ("feed_back", {"department": "Design"})):  # fmt: skip
        do(li, case, f"problems/{second.pk}/stages", stage=stage, key=f"s{stage}", **told)
    assert [stage.kind for stage in second.stages.all()] == ["handled", "rechecked", "fed_back"]
    text = li.get("/p/corner/cases/").content.decode()
    assert "not handled yet" in text
    assert "1 of 2 in 30 days" in text
    assert f"#problem{first.pk}" in text


@pytest.mark.mission("RE16")
def test_the_list_shows_the_unanswered_first_with_their_age(li, at) -> None:  # type: ignore[no-untyped-def]
    first = opened(li, words="Cold plate", key="1")
    do(li, first, "comfort", how="said", sorry="poor", tongue="en")
    at(3)
    second = opened(li, words="Wrong name", key="2")
    at(5)
    text = li.get("/p/corner/cases/").content.decode()
    order = re.findall(r"/cases/(\d+)/\">(?:Cold plate|Wrong name)", text)
    assert order == [str(second.pk), str(first.pk)]
    assert "5 minutes" in text
    rings = li.get("/p/corner/cases/rings/").content.decode()
    assert "Cold plate" in rings
    assert "Wrong name" in rings


def test_script_in_what_was_said_is_shown_as_words(li) -> None:  # type: ignore[no-untyped-def]
    case = opened(li, words="<script>alert(1)</script>")
    for path in (f"cases/{case.pk}/", "cases/", "cases/rings/"):
        text = li.get(f"/p/corner/{path}").content.decode()
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize("path", ["cases/", "cases/new/", "cases/rings/", "cases/sheet/", "case"])
def test_nothing_inline_stands_in_a_page(li, path) -> None:  # type: ignore[no-untyped-def]
    case = opened(li)
    path = f"cases/{case.pk}/" if path == "case" else path
    text = li.get(f"/p/corner/{path}").content.decode()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|<script>|javascript:", text)
