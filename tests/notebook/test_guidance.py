"""What a card must know of everybody on a board: complete, in one reading, and quickly."""

import time

import pytest

from regulars.customers import consents, people
from regulars.customers.models import Customer
from regulars.notebook import facts, guidance
from regulars.notebook.guidance import Danger, Guidance, Hint
from regulars.notebook.models import Fact, Manners, Source
from regulars.notebook.models import FactKind as K
from tests.cast import MORNING, Cast

HOUSE = ("the weather", "what they came for")
CLOSED = ("marriage", "salary", "age")


def keep(cast: Cast, owner, kind: str, words: str, **more) -> Fact:  # type: ignore[no-untyped-def]
    how = {"source": Source.TOLD, "by": cast.clerk.opaque, "now": MORNING, "place": cast.place}
    kept = facts.remember(owner, kind, words, **(how | more))
    assert kept is not None
    return kept


@pytest.mark.mission("NO08", "NO09", "CU11", "FL20")
def test_all_there_is_to_know_of_one_person_in_the_order_it_is_needed(cast: Cast) -> None:
    """Danger, mood, aim, what to talk about and not, help at this post, and what to act on."""
    consents.give(cast.yu, "sensitive", by=cast.clerk.opaque, now=MORNING, how="asked")
    nuts = keep(cast, cast.yu, K.ALLERGY, "花生")
    keep(cast, cast.yu, K.MOOD, "很累", source=Source.SEEN)
    keep(cast, cast.yu, K.AIM, "庆祝")
    keep(cast, cast.yu, K.OCCASION, "明天生日", lasting=False)
    keep(cast, cast.yu, K.TALK, "salary")
    keep(cast, cast.yu, K.CLOSED, "孩子的事")
    keep(cast, cast.yu, K.ACCESS, "拄拐杖", plan={"doorstep": "下台阶扶一把", "till": "请坐着付"})
    likes = keep(cast, cast.yu, K.PREFERENCE, "靠窗")
    must = keep(cast, cast.yu, K.REQUIREMENT, "八点前上菜", source=Source.THIRD)
    known = guidance.of_many([cast.yu.pk, cast.wang.pk], cast.place, MORNING, "doorstep")
    assert known == {
        cast.yu.pk: Guidance(
            dangers=(Danger(nuts.pk, "allergy", "花生", "told us"),), mood="很累", aim="庆祝",
            occasion=("明天生日",), welcome=("salary", *HOUSE),
            closed=("孩子的事", "marriage", "age"), access=("下台阶扶一把",), profile=("拄拐杖",),
            hints=(
                Hint(must.pk, "requirement", "八点前上菜", "silent", False),
                Hint(likes.pk, "preference", "靠窗", "say", False),
            ),
        ),
        cast.wang.pk: Guidance(welcome=HOUSE, closed=CLOSED),
    }  # fmt: skip


@pytest.mark.mission("CU03")
def test_what_belongs_to_the_household_counts_for_each_of_them(cast: Cast) -> None:
    """Mother and son know of it; Mr Yu, who lives elsewhere, does not."""
    son = Customer.objects.get(name="陈小川")
    keep(cast, cast.wang.household, K.PREFERENCE, "只吃当季新米")
    known = guidance.of_many([cast.wang.pk, son.pk, cast.yu.pk], cast.place, MORNING)
    assert {pk: [hint.text for hint in each.hints] for pk, each in known.items()} == {
        cast.wang.pk: ["只吃当季新米"], son.pk: ["只吃当季新米"], cast.yu.pk: [],
    }  # fmt: skip


def test_a_place_has_manners_of_its_own(cast: Cast) -> None:
    Manners.objects.create(place=cast.place, welcome=["足球"], closed=["政治"])
    known = guidance.of_many([cast.yu.pk], cast.place, MORNING)[cast.yu.pk]
    assert (known.welcome, known.closed) == (("足球",), ("政治",))


@pytest.mark.parametrize("crowd", [1, 200])
def test_a_whole_board_is_read_in_two_queries(
    cast: Cast, crowd: int, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    """The facts of all in one, the manners of the house in another; and in a few milliseconds."""
    everybody = [people.introduce(cast.place, name=f"客人{n}") for n in range(crowd)]
    for who in everybody:
        consents.give(who, "sensitive", by=cast.clerk.opaque, now=MORNING, how="asked")
        keep(cast, who, K.PREFERENCE, "靠窗")
        keep(cast, who, K.ALLERGY, "花生")
    pks = [who.pk for who in everybody]
    with django_assert_num_queries(2):
        known = guidance.of_many(pks, cast.place, MORNING, "table")
    assert len(known) == crowd
    assert {danger.text for each in known.values() for danger in each.dangers} == {"花生"}
    times = []
    for _turn in range(5):
        begun = time.perf_counter()
        guidance.of_many(pks, cast.place, MORNING, "table")
        times.append(time.perf_counter() - begun)
    print(f"{crowd} people: {min(times) * 1000:.1f} ms")
    assert min(times) < 0.1


def test_nobody_asked_for_nobody_answered(cast: Cast) -> None:
    assert guidance.of_many([], cast.place, MORNING) == {}
