"""The people of the demo: repeatable, mixed, and nobody's number."""

from collections import Counter
from datetime import date
from time import perf_counter

import phonenumbers
import pytest

from regulars.engines import names


def test_the_same_seed_gives_the_same_people() -> None:
    assert names.invent(5, 50) == names.invent(5, 50)
    assert names.invent(5, 50) != names.invent(6, 50)


def test_three_thousand_in_less_than_a_second_in_the_promised_mix() -> None:
    started = perf_counter()
    people = names.invent(1, 3000)
    assert perf_counter() - started < 1
    share = {k: v / 3000 for k, v in Counter(p.language for p in people).items()}
    assert share == pytest.approx({"zh-hans": 0.55, "zh-hant": 0.20, "en": 0.25}, abs=0.04)


def test_no_phone_is_shared_and_none_can_ring() -> None:
    people = names.invent(2, 3000)
    assert len({p.phone for p in people}) == 3000
    for person in people:
        number = phonenumbers.parse(person.phone)
        assert phonenumbers.is_possible_number(number)
        fiction = person.phone[5:10] == "55501" and person.phone.startswith("+1")
        assert fiction or person.phone.startswith(("+86154", "+8861"))


def test_people_are_whole_and_of_age() -> None:
    for person in names.invent(3, 500, born_from=date(1940, 1, 1), born_to=date(2000, 1, 1)):
        assert date(1940, 1, 1) <= person.birthday <= date(2000, 1, 1)
        assert person.title in names.TITLES
        assert person.gender in {"f", "m"}
        assert person.form
        assert names.surname(person.name)


def test_traditional_people_are_written_in_traditional_script() -> None:
    people = names.invent(4, 300, mix={"zh-hant": 1})
    assert any(names.fold(p.name) != p.name for p in people)
    simplified = names.invent(4, 300, mix={"zh-hans": 1})
    assert all(names.fold(p.name) == p.name for p in simplified)


def test_more_people_than_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="ample"):
        names.invent(1, 40_000, mix={"en": 1})
