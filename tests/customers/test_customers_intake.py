"""A list of customers: whoever is in it is known, found, and never made one with somebody else."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from regulars.customers import intakes, people, recognition
from regulars.customers.models import Customer, Handle
from regulars.moments.intake import Report
from regulars.moments.models import Import, Moment, Words
from tests.cast import Cast

NOW = datetime(2026, 3, 24, 1, 0, tzinfo=UTC)
LIST = """会员号,姓名,性别,手机,邮箱,生日,语言,家庭人数,地址,备注
8001,单晓梅,女,138 0000 1208,Mei@Example.org,1979年4月16日,中文,4,梅林路 9 号,不吃香菜
8002,仇英,男,13900000008,,1980/1/2,,,,
"""


def taken(cast: Cast, folder: Path, text: str, name: str = "list.csv", **more: object) -> Report:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return intakes.take_in("customers", file, cast.place, NOW, by="staff:1", **more)  # type: ignore[arg-type]


def numbers(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.repeated, report.refused


def reasons(report: Report) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.problem) for one in report.refusals]


def holder(cast: Cast, kind: str, value: str) -> Customer:
    return Handle.objects.get(book=cast.place, kind=kind, value=value).customer


@pytest.mark.mission("CU01")
def test_a_chinese_list_becomes_people_with_all_that_it_says(cast: Cast, tmp_path: Path) -> None:
    """Name, title, numbers in their one form, birthday, household; the note is a noted moment."""
    report = taken(cast, tmp_path, LIST)
    assert numbers(report) == (2, 0, 0, 0)
    assert report.counts == {"customers": 2, "notes": 1}
    mei = holder(cast, "till", "8001")
    assert (mei.name, mei.title, mei.language, mei.birthday) == (
        "单晓梅", "ms", "zh-hans", date(1979, 4, 16))  # fmt: skip
    assert mei.household is not None
    assert (mei.household.size, mei.household.address) == (4, "梅林路 9 号")
    assert set(mei.handles.values_list("kind", "value", "source")) == {
        ("till", "8001", "customers"), ("phone", "+8613800001208", "customers"),
        ("email", "mei@example.org", "customers")}  # fmt: skip
    introduced, noted = Moment.objects.filter(subject=mei.opaque).order_by("pk")
    assert (introduced.kind, introduced.place, introduced.actor) == (
        "introduced", cast.place.pk, f"import:{Import.objects.get().pk}")  # fmt: skip
    learnt = "name title language birthday household address email phone till"
    assert introduced.facts == {"source": "list.csv", "learnt": learnt}
    assert (noted.kind, Words.objects.get(moment=noted).text) == ("noted", "不吃香菜")
    for typed in ("8001", "单", "1208", "mei"):
        assert mei in [found.customer for found in recognition.find(cast.place, typed)]


def test_the_same_list_again_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    """Known by its bytes, or row by row from another file, in another order."""
    taken(cast, tmp_path, LIST)
    before = everything()
    assert taken(cast, tmp_path, LIST).known
    header, *rows = LIST.splitlines()
    turned = "\n".join([header, *reversed(rows)])
    assert numbers(taken(cast, tmp_path, turned, "turned.csv")) == (0, 0, 2, 0)
    assert everything() == before


def test_what_the_other_system_says_anew_is_taken_over_and_blanks_stay(
    cast: Cast, tmp_path: Path
) -> None:
    """Another name and a second phone; the birthday that is not in the file any more remains."""
    taken(cast, tmp_path, LIST)
    anew = "会员号,姓名,手机,生日\n8001,单小梅,13811110000,\n8002,仇英,13900000008,1980-01-02\n"
    report = taken(cast, tmp_path, anew, "anew.csv")
    assert numbers(report) == (0, 1, 1, 0)
    mei = holder(cast, "till", "8001")
    assert (mei.name, mei.birthday) == ("单小梅", date(1979, 4, 16))
    assert holder(cast, "phone", "+8613811110000") == holder(cast, "phone", "+8613800001208") == mei


def test_a_correction_by_hand_is_not_undone_by_a_row_taken_in_before(
    cast: Cast, tmp_path: Path
) -> None:
    """Somebody corrected the name here; the old row, in a longer list, says nothing new."""
    taken(cast, tmp_path, LIST)
    mei = holder(cast, "till", "8001")
    people.name(mei, "单晓玫", "ms", by="staff:1", now=NOW)
    longer = LIST + "8003,王五,男,13700000000,,,,,,\n"
    assert numbers(taken(cast, tmp_path, longer, "longer.csv")) == (1, 0, 2, 0)
    mei.refresh_from_db()
    assert mei.name == "单晓玫"


def test_a_guest_known_by_phone_gets_the_number_of_the_till(cast: Cast, tmp_path: Path) -> None:
    """One person, also where the phone was written down without its country."""
    Handle.objects.filter(customer=cast.yu).update(value="15400001208")
    report = taken(cast, tmp_path, "code,name,phone\n900,余建平,+86 154 0000 1208\n")
    assert numbers(report) == (0, 1, 0, 0)
    assert holder(cast, "till", "900") == cast.yu
    assert cast.yu.handles.filter(kind="phone").count() == 1


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        ("900,,余建平,15400000008", "phone", "two_people"),
        ("901,,余建平,15400001208", "phone", "another_number"),
        (",,王芳,15400001208", "phone", "another_name"),
        (",,王芳,", "code", "nobody"),
        ("902,,王芳,12", "phone", "no_phone"),
        ("902,,王芳,138 0000 0001 / 138 0000 0002", "phone", "no_phone"),
        (f"902,,{'王' * 81},", "name", "long_text"),
        ("902,,#REF!,", "name", "error_cell"),
    ],
)
@pytest.mark.mission("CU02")
def test_strong_numbers_that_contradict_are_refused_and_never_joined(
    cast: Cast, tmp_path: Path, row: str, column: str, problem: str
) -> None:
    """Row, column, a sentence and a remedy; nobody is changed, the neighbours are taken in."""
    Handle.objects.create(customer=cast.yu, book=cast.place, kind="till", value="900")
    before = list(Handle.objects.order_by("pk").values_list("customer", "kind", "value"))
    report = taken(cast, tmp_path, f"code,card,name,phone\n{row}\n77,,张三,13700000001\n")
    assert (report.new, reasons(report)) == (1, [(2, column, problem)])
    assert report.refusals[0].reason
    assert report.refusals[0].remedy
    after = Handle.objects.order_by("pk").values_list("customer", "kind", "value")
    assert list(after)[: len(before)] == before
    cast.yu.refresh_from_db()
    assert cast.yu.name == "余建平"
    back = (tmp_path / "list.refused.csv").read_text("utf-8-sig").splitlines()
    assert back[0] == "code,card,name,phone,row,column,reason,remedy"
    assert len(back) == 2


def test_rows_of_one_file_speak_to_each_other(cast: Cast, tmp_path: Path) -> None:
    """A later row adds to the person an earlier one brought, or contradicts it."""
    text = "code,name,phone,email\n1,张三,13700000001,\n1,,,z@example.org\n2,李四,13700000001,\n"
    report = taken(cast, tmp_path, text)
    assert numbers(report) == (1, 1, 0, 1)
    assert reasons(report) == [(4, "phone", "another_number")]
    assert holder(cast, "email", "z@example.org").name == "张三"


def test_a_dry_run_foretells_what_happens_and_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    """New, changed, repeated and refused, row by row, and then just that."""
    file = tmp_path / "list.csv"
    file.write_text("code,name,phone\n1,张三,13700000001\n1,张三,\n1,张山,\n2,李四,13700000001\n")
    before = everything()
    told: list[tuple[int, str]] = []
    dry = intakes.rehearse("customers", file, cast.place, NOW, verdicts=told.extend)
    assert told == [(2, "new"), (3, "repeated"), (4, "changed"), (5, "refused")]
    assert everything() == before
    real = intakes.take_in("customers", file, cast.place, NOW, by="staff:1")
    assert numbers(real) == numbers(dry) == (1, 1, 1, 1)
    assert reasons(real) == reasons(dry)


def test_names_in_two_columns_are_put_together_as_their_language_wants(
    cast: Cast, tmp_path: Path
) -> None:
    """Chinese family names first, without a space; English ones last."""
    taken(cast, tmp_path, "id,First Name,Last Name\n1,晓梅,单\n2,Ada,Byron\n3,,Cher\n")
    found = Handle.objects.filter(kind="till").order_by("value").values_list("customer__name")
    assert [name for (name,) in found] == ["单晓梅", "Ada Byron", "Cher"]


def test_the_outsiders_book_is_not_looked_into(cast: Cast, tmp_path: Path) -> None:
    """The same number elsewhere is somebody else, there and here."""
    other = people.introduce(cast.elsewhere, name="外人", handles=[("till", "8001")])
    taken(cast, tmp_path, LIST)
    assert holder(cast, "till", "8001") != other
    other.refresh_from_db()
    assert other.name == "外人"


def test_a_phone_without_country_is_of_the_places_country_or_the_one_named(
    cast: Cast, tmp_path: Path
) -> None:
    """Shanghai is in China; --region US says otherwise."""
    taken(cast, tmp_path, "code,phone\n1,13800001208\n")
    taken(cast, tmp_path, "code,phone\n2,(415) 555-0132\n", "us.csv", region="US")
    values = Handle.objects.filter(kind="phone", source="customers").values_list("value", flat=True)
    assert set(values) == {"+8613800001208", "+14155550132"}


def everything() -> tuple[object, ...]:
    return (
        list(Customer.objects.order_by("pk").values_list()),
        list(Handle.objects.order_by("pk").values_list()),
        list(Moment.objects.order_by("pk").exclude(kind="imported").values_list()),
    )
