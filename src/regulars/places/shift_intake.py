"""A roster that another system wrote: who is on, where, from when to when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from regulars.moments import intake
from regulars.moments.intake import Code, Field, How, Instant, Options, Report, Text, Unfit, Wrote
from regulars.moments.intake.folding import fold
from regulars.moments.intake.how import AS_FOUND
from regulars.moments.intake.mapping import known_names
from regulars.moments.intake.rehearsal import Verdicts
from regulars.moments.intake.row_marks import marked
from regulars.moments.intake.tables import open_table
from regulars.places import shifts
from regulars.places.models import Place, Shift, Staff, Touchpoint
from regulars.places.post_names import Posts

AHEAD = timedelta(days=366)
DAYS = ("date", "day", "shift_date", "日期", "班次日期", "上班日期", "值班日期",
        "排班日期")  # fmt: skip
STAFF = ("login", "user", "username", "employee", "name", "person", "who",
         "staff_name", "员工", "姓名", "员工姓名", "账号", "帐号", "工号", "人员",
         "同事", "值班人", "员工账号")  # fmt: skip
POST = ("touchpoint", "station", "desk", "counter", "where", "岗位", "职位", "岗",
        "工位", "位置")  # fmt: skip
BEGINS = ("start", "starts", "start_time", "begins", "begin", "from", "clock_in",
          "上班", "开始", "上班时间", "开始时间", "起")  # fmt: skip
ENDS = ("end", "ends", "end_time", "until", "to", "clock_out", "下班", "结束",
        "下班时间", "结束时间", "止")  # fmt: skip
BEGIN_CLOCKS = (*BEGINS, "starts_at", "time")
END_CLOCKS = (*ENDS, "ends_at")


def fields() -> tuple[Field, ...]:
    """The fields of a shift, in the order in which they are judged."""
    return (
        Code("staff", True, STAFF, longest=150),
        Instant("starts_at", True, BEGINS, BEGIN_CLOCKS, DAYS, AHEAD),
        Instant("ends_at", True, ENDS, END_CLOCKS, DAYS, AHEAD),
        Text("post", aliases=POST, longest=60),
    )


def take_in(
    source: Path, place: Place, now: datetime, *, by: str,
    mapping: Mapping[str, str] | None = None, refused: Path | None = None,
    progress: Callable[[int, int], None] | None = None, how: How = AS_FOUND,
    name: str = "",
) -> Report:  # fmt: skip
    """Put everybody on as the file says; one on already changes nothing, other hours are a change.

    Raises Trouble where the file cannot be taken in.
    """
    table = open_table(source, name, how, known_names(fields()))
    options = Options(mapping or {}, refused, progress, how)
    return intake.take_in(table, Shifts(place, fields()), options, by=by, now=now)


def rehearse(
    source: Path, place: Place, now: datetime, *, mapping: Mapping[str, str] | None = None,
    refused: Path | None = None, verdicts: Verdicts | None = None,
    progress: Callable[[int, int], None] | None = None, how: How = AS_FOUND,
    most: int | None = None,
) -> Report:  # fmt: skip
    """What ``take_in`` would do, row by row; nothing is written to the database."""
    table = open_table(source, "", how, known_names(fields()))
    options = Options(mapping or {}, refused, progress, how, most)
    return intake.rehearse(table, Shifts(place, fields()), options, now=now, verdicts=verdicts)


@dataclass
class Stint:
    """A shift as it stands, or will stand; ``pk`` is None while it is not written."""

    pk: int | None
    user: int
    place: int
    staff: int
    post: int | None
    starts_at: datetime
    ends_at: datetime


@dataclass
class Deed:
    """What a row comes to; ``gone`` is the shift that it takes the place of."""

    row: int
    verdict: str
    staff: Staff
    post: Touchpoint | None
    starts_at: datetime
    ends_at: datetime
    gone: Stint | None = None


class NotSo(Exception):
    """A row cannot be taken: the field to blame, and why (a key of REASONS)."""


class Shifts:
    """One take-in of a roster; see :class:`regulars.moments.intake.Intake`."""

    kind, variant, chunk = "shifts", "", 100

    def __init__(self, place: Place, fields: Sequence[Field]) -> None:
        self.place_row, self.place, self.zone = place, place.pk, place.time_zone
        self.fields, self.posts = fields, Posts(place)
        self.staff: dict[str, list[Staff]] = {}
        for person in Staff.objects.filter(place=place).select_related("user", "place"):
            names = {fold(person.user.get_username()), fold(person.name)}
            for name in names:
                self.staff.setdefault(name, []).append(person)
        self.stints: dict[int, list[Stint]] = {}

    def identify(self, good: pl.DataFrame) -> pl.DataFrame:
        return good.with_columns(marked(good, [one.name for one in self.fields]).alias("mark"))

    def look_up(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows

    def foretell(self, rows: pl.DataFrame) -> tuple[list[tuple[int, str]], list[Unfit]]:
        deeds, unfit = self.decided(rows)
        return [(deed.row, deed.verdict) for deed in deeds], unfit

    def write(self, rows: pl.DataFrame, actor: str, now: datetime) -> Wrote:
        self.stints = {}
        deeds, unfit = self.decided(rows)
        for deed in deeds:
            if deed.gone and deed.gone.pk:
                shifts.take_off(Shift.objects.get(pk=deed.gone.pk), by=actor, now=now)
            if deed.verdict != "repeated":
                made = shifts.put_on(
                    deed.staff, deed.post, deed.starts_at, deed.ends_at, by=actor, now=now
                )
                self.written(deed, made.pk)
        verdicts = [deed.verdict for deed in deeds]
        new = verdicts.count("new")
        return Wrote(new, verdicts.count("changed"), {"shifts": new}, tuple(unfit))

    def written(self, deed: Deed, pk: int) -> None:
        for stint in self.stints[deed.staff.user_id]:
            if stint.pk is None and stint.starts_at == deed.starts_at:
                stint.pk = pk

    def decided(self, rows: pl.DataFrame) -> tuple[list[Deed], list[Unfit]]:
        deeds, unfit = [], []
        for row in rows.iter_rows(named=True):
            try:
                deeds.append(self.decide(row))
            except NotSo as reason:
                unfit.append(Unfit(row["row"], *reason.args))
        return deeds, unfit

    def decide(self, row: Mapping[str, Any]) -> Deed:
        """Raises NotSo."""
        staff = self.person(row["staff"])
        post = self.posts.called(row["post"])
        if row["post"] and post is None:
            raise NotSo("post", "no_post")
        begins, ends = self.hours(row)
        others = self.of(staff)
        here = next((s for s in others if s.staff == staff.pk and s.starts_at == begins), None)
        deed = Deed(row["row"], "new", staff, post, begins, ends)
        if here is not None:
            kept = post.pk if post else here.post
            if (here.ends_at, here.post) == (ends, kept):
                deed.verdict = "repeated"
                return deed
            deed.verdict, deed.gone = "changed", here
            deed.post = post or self.post_of(here)
        if any(s is not here and s.starts_at < ends and s.ends_at > begins for s in others):
            raise NotSo("starts_at", "overlapping")
        if here is not None:
            others.remove(here)
        others.append(
            Stint(None, staff.user_id, self.place, staff.pk, deed.post.pk if deed.post else None,
                  begins, ends)
        )  # fmt: skip
        return deed

    def person(self, text: str) -> Staff:
        found = self.staff.get(fold(text), [])
        logins = [one for one in found if fold(one.user.get_username()) == fold(text)]
        found = logins or found
        if not found:
            raise NotSo("staff", "no_staff")
        if len(found) > 1:
            raise NotSo("staff", "several_staff")
        return found[0]

    def hours(self, row: Mapping[str, Any]) -> tuple[datetime, datetime]:
        """A time before the beginning on the same day is past midnight."""
        begins, ends = row["starts_at"], row["ends_at"]
        day_of = self.place_row.day_of
        if ends <= begins and day_of(ends) == day_of(begins):
            ends += timedelta(days=1)
        if ends <= begins:
            raise NotSo("ends_at", "backwards")
        if ends - begins > shifts.LONGEST:
            raise NotSo("ends_at", "too_lasting")
        return begins, ends

    def of(self, staff: Staff) -> list[Stint]:
        """All shifts of a person, wherever they serve."""
        if staff.user_id not in self.stints:
            self.stints[staff.user_id] = [
                Stint(
                    s.pk, staff.user_id, s.place_id, s.staff_id, s.post_id, s.starts_at, s.ends_at
                )
                for s in Shift.objects.filter(staff__user=staff.user_id)
            ]
        return self.stints[staff.user_id]

    def post_of(self, stint: Stint) -> Touchpoint | None:
        return next((p for p in self.posts.known.values() if p.pk == stint.post), None)
