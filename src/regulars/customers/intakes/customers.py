"""A list of customers: what it calls its columns, and what a row means here.

A row taken in before means nothing new, whatever was corrected here since. Any other row is the
newest word of the system it comes from: what it gives is taken over, what it leaves blank stays.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import polars as pl

from regulars.customers.intakes import names_of_columns as called
from regulars.customers.intakes.people import HOME, OWN, Person
from regulars.customers.intakes.rows import Deed, Row, Rows
from regulars.customers.intakes.who import (
    NotSo,
    check_name,
    numbers_of,
    people_hold,
    recognised,
)
from regulars.engines.names import is_han
from regulars.moments import journal
from regulars.moments.intake import Choice, Code, Day, Email, Field, Phone, Text, Whole
from regulars.moments.intake.row_marks import marked
from regulars.moments.kinds import Introduced, Noted
from regulars.moments.models import Moment

READING = ("pronunciation", "pinyin", "name_pinyin", "phonetic", "拼音", "读音", "姓名拼音",
           "注音")  # fmt: skip
TITLE = ("salutation", "gender", "sex", "mr_mrs", "称谓", "性别", "尊称", "称呼方式")
BIRTHDAY = ("birth_date", "date_of_birth", "dob", "born", "bday", "生日", "出生日期",
            "出生年月日")  # fmt: skip
LANGUAGE = ("preferred_language", "lang", "语言", "语种", "惯用语言")
HOUSEHOLD = ("household_size", "family_size", "people_in_household", "家庭人数", "家庭人口",
             "几口人", "家中人数")  # fmt: skip
ADDRESS = ("home_address", "street_address", "street", "delivery_address", "住址", "地址",
           "家庭住址", "收货地址", "送货地址", "联系地址", "通讯地址")  # fmt: skip
NOTE = ("notes", "remark", "remarks", "comment", "comments", "memo", "备注", "说明", "喜好",
        "偏好", "附注", "客户备注")  # fmt: skip
LANGUAGES = {
    "en": "en", "eng": "en", "english": "en", "英语": "en", "英文": "en",
    "zh": "zh-hans", "zhcn": "zh-hans", "zhhans": "zh-hans", "chinese": "zh-hans",
    "simplifiedchinese": "zh-hans", "中文": "zh-hans", "汉语": "zh-hans", "国语": "zh-hant",
    "普通话": "zh-hans", "简体": "zh-hans", "简体中文": "zh-hans", "zhtw": "zh-hant",
    "zhhk": "zh-hant", "zhhant": "zh-hant", "traditionalchinese": "zh-hant", "繁体": "zh-hant",
    "繁体中文": "zh-hant", "正体中文": "zh-hant", "粤语": "zh-hant", "台语": "zh-hant",
}  # fmt: skip
NUMBERS = ("code", "card", "phone", "email")


def fields(region: str) -> tuple[Field, ...]:
    """The fields of a customer, in the order in which they are judged."""
    return (
        Code("code", aliases=("customer", "id", "编号", *called.CUSTOMER), longest=80),
        Code("card", aliases=called.CARD, longest=80),
        Text("name", aliases=called.NAME, longest=80),
        Text("given_name", aliases=called.GIVEN, longest=40),
        Text("family_name", aliases=called.FAMILY, longest=40),
        Text("reading", aliases=READING, longest=120),
        Choice("title", aliases=TITLE, words=called.TITLES),
        Phone("phone", aliases=called.PHONE, region=region),
        Email("email", aliases=called.EMAIL),
        Day("birthday", aliases=BIRTHDAY),
        Choice("language", aliases=LANGUAGE, words=LANGUAGES),
        Whole("household", aliases=HOUSEHOLD),
        Text("address", aliases=ADDRESS, longest=200),
        Text("note", aliases=NOTE, longest=2000, lines=True),
    )


class Customers(Rows):
    """One take-in of a list of customers; see :class:`regulars.moments.intake.Intake`."""

    kind = "customers"

    def identify(self, good: pl.DataFrame) -> pl.DataFrame:
        return super().identify(good).with_columns(
            marked(good, (*NUMBERS, "note")).alias("note_mark")
        )  # fmt: skip

    def prepare(self, rows: Sequence[Row]) -> None:
        keys = [key for row in rows for key in (self.key(row), self.note_key(row)) if key]
        found = Moment.objects.filter(key__in=keys).values_list("key", flat=True)
        self.known = getattr(self, "known", set()) | set(found)

    def key(self, row: Row) -> str:
        return f"introduced:{self.place_row.book_id}:{row['mark']}"

    def note_key(self, row: Row) -> str:
        return f"noted:{self.place_row.book_id}:{row['note_mark']}" if row["note"] else ""

    def read(self, row: Row) -> Row:
        whole = row["name"] or whole_name(row["given_name"], row["family_name"])
        return super().read({**row, "customer": row["code"], "name": whole})

    def decide(self, row: Row) -> Deed:
        if not numbers_of(row):
            raise NotSo("code", "nobody")
        person = recognised(self.people, row, by_name=False)
        if person is not None and self.key(row) in self.known:
            return Deed(row, "repeated", person)
        if person is None:
            person = self.people.meet(numbers_of(row).values(), row)
            learnt, verdict = set(person.learnt), "new"
        else:
            check_name(person, row)
            learnt, verdict = self.taught(person, row), "changed"
        note = bool(row["note"]) and self.note_key(row) not in self.known
        if note:
            self.known.add(self.note_key(row))
        if not learnt and not note:
            return Deed(row, "repeated", person)
        self.known.add(self.key(row))
        return Deed(row, verdict, person, {"learnt": learnt, "note": note})

    def taught(self, person: Person, row: Row) -> set[str]:
        learnt = person.learn(row)
        for number in numbers_of(row).values():
            if not people_hold(person, number) and self.people.give(person, number):
                learnt.add(number[0])
        return learnt

    def act(self, deeds: list[Deed], actor: str, now: datetime) -> dict[str, int]:
        done = [deed for deed in deeds if deed.verdict != "repeated"]
        new = self.people.save(deed.person for deed in done)
        Moment.objects.bulk_create(
            (self.moment(deed, actor, now) for deed in done), batch_size=500, ignore_conflicts=True
        )
        return {"customers": new, "notes": self.write_notes(done, actor, now)}

    def moment(self, deed: Deed, actor: str, now: datetime) -> Moment:
        kind = Introduced(source=self.source, learnt=" ".join(in_order(deed.more["learnt"])))
        key = self.key(deed.row)
        return Moment(
            subject=deed.person.customer.opaque, happened_at=now, recorded_at=now,
            place=self.place, actor=actor, kind=kind.code, facts=kind.facts(), key=key,
        )  # fmt: skip

    def write_notes(self, done: list[Deed], actor: str, now: datetime) -> int:
        noted = [deed for deed in done if deed.more["note"]]
        for deed in noted:
            journal.record(
                Noted(), about=deed.person.customer.opaque, at=now, by=actor, place=self.place,
                words=deed.row["note"], key=self.note_key(deed.row),
            )  # fmt: skip
        return len(noted)


def in_order(names: Iterable[str]) -> list[str]:
    order = [*OWN, *HOME]
    return sorted(names, key=lambda name: (order.index(name) if name in order else 99, name))


def whole_name(given: str | None, family: str | None) -> str | None:
    """Family name first where it is written in Chinese, last elsewhere."""
    if not given or not family:
        return given or family
    return family + given if is_han(family[0]) else f"{given} {family}"
