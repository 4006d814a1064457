"""A case when its customer is merged with another, asks for everything, or is forgotten."""

import pytest

from regulars.customers import erasure, export, merging
from regulars.moments.models import Moment, Words
from regulars.recovery import belongings, cases, closing, contacts, problems, reading
from regulars.recovery.models import Case, Photo
from regulars.recovery.troubles import NotSo
from tests.cast import Cast
from tests.recovery.scene import LAP, NIGHT, allow, at, fell, rings, written


@pytest.fixture(autouse=True)
def allowed(cast: Cast) -> None:
    allow(cast.place)


def test_forgotten_while_it_is_open_the_case_stays_without_the_person(cast: Cast) -> None:
    """Words, wishes and pictures go, also those from before the name was known; the case, its
    steps, amounts and clocks stay, and it can still be closed by its code."""
    case = cases.open_case(cast.place, LAP, by=cast.clerk, now=NIGHT)
    problems.add(case, words="王女士的电话 123", by=cast.clerk, now=at(1))
    cases.identify(case, cast.wang, by=cast.clerk, now=at(2))
    contacts.tell_progress(case, words="快了", by=cast.clerk, now=at(3))
    Photo.objects.create(case=case, jpeg=b"x", at=at(3), by=case.opaque)
    erasure.erase(cast.wang, by=cast.owner.opaque, now=at(4))
    case = Case.objects.get()
    assert (case.customer, case.forgotten, Photo.objects.count()) == (None, True, 0)
    assert not Words.objects.filter(moment__in=belongings.moments_of([case])).exists()
    assert rings(23) > 0
    assert Moment.objects.filter(kind="clock_rang", subject=case.opaque).count() == 2
    sheet = reading.case(cast.place, case.pk, at(24))
    assert sheet is not None
    assert (sheet.line.words, sheet.line.customer) == ("", None)
    assert closing.confirm(case.code, {}, at(30)).kind == "confirmed"
    with pytest.raises(NotSo):
        cases.identify(case, cast.yu, by=cast.clerk, now=at(31))


def test_all_of_a_case_is_handed_out_and_no_colleague_by_name(cast: Cast) -> None:
    case = written(cast)
    (told,) = export.everything(cast.wang)["cases"]
    assert told["code"] == case.code
    assert [each["words"] for each in told["said"]] == [
        LAP, "真对不起", "裙子脏了\n明天能穿", "干洗\n她选的甜点", ""
    ]  # fmt: skip
    assert "小李" not in str(told)
    assert export.everything(cast.yu)["cases"] == []


def test_merged_the_case_goes_along_and_back(cast: Cast) -> None:
    case = fell(cast)
    merge = merging.merge(cast.yu, cast.wang, by="staff:1", now=at(1), sure=True)
    assert Case.objects.get(pk=case.pk).customer == cast.yu
    late = fell(cast, now=at(2))
    assert late.customer == cast.yu
    merging.undo(merge, by="staff:1", now=at(3))
    assert Case.objects.get(pk=case.pk).customer == cast.wang


def test_words_about_health_go_under_seal(cast: Cast) -> None:
    case = cases.open_case(cast.place, "她对花生过敏", by=cast.clerk, now=NIGHT)
    kept = Words.objects.get(moment=case.moment)
    assert (kept.text, kept.told()) == ("", "她对花生过敏")
