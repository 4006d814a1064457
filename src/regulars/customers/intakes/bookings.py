"""A list of bookings: the newest word of the booking system about who comes, when and where."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from regulars.customers import bookings
from regulars.customers.intakes import names_of_columns as called
from regulars.customers.intakes.people import Person, slices
from regulars.customers.intakes.rows import Deed, Row, Rows
from regulars.customers.intakes.who import NotSo, numbers_of, recognised
from regulars.customers.models import Booking
from regulars.moments.intake import Choice, Code, Email, Field, Instant, Phone, Text, Whole
from regulars.places.models import Place

AHEAD, LONGEST = timedelta(days=3 * 366), timedelta(days=366)
NUMBER = ("id", "no", "编号", "booking", "booking_no", "booking_id", "booking_code",
          "reservation", "reservation_no", "reservation_id", "confirmation",
          "confirmation_no", "reference", "ref", "预订号", "预约号", "订单号",
          "订位编号", "预约编号", "预订编号", "确认号", "单号", "订房编号")  # fmt: skip
DAYS = ("date", "day", "booking_date", "arrival_date", "日期", "预订日期", "预约日期",
        "用餐日期", "到店日期", "订位日期", "入住日期")  # fmt: skip
BEGINS = ("start", "starts", "start_time", "begins", "begin", "from", "time",
          "datetime", "date", "arrival", "arrives", "check_in", "checkin",
          "arrival_date", "booked_for", "when", "时间", "日期", "开始时间",
          "预订时间", "预约时间", "到店时间", "用餐时间", "订位时间", "入住时间",
          "入住日期", "预计到店时间", "到店日期", "预订日期", "预约日期", "用餐日期")  # fmt: skip
BEGIN_CLOCKS = ("time", "start", "start_time", "begins", "arrival_time", "时间",
                "开始时间", "预订时间", "预约时间", "到店时间", "用餐时间",
                "订位时间")  # fmt: skip
ENDS = ("end", "ends", "end_time", "until", "to", "check_out", "checkout",
        "departure", "离店时间", "离店日期", "结束时间", "退房时间", "退房日期")  # fmt: skip
END_CLOCKS = ("end", "ends", "end_time", "until", "结束时间")
WHERE = ("room", "room_no", "table", "table_no", "chair", "seat", "resource", "房号",
         "房间", "房间号", "桌号", "台号", "包间", "包厢", "座位", "位置", "桌台")  # fmt: skip
AIM = ("service", "occasion", "purpose", "reason", "treatment", "项目", "服务项目",
       "用途", "事由", "预约项目", "来意", "目的")  # fmt: skip
STATE = ("status", "booking_status", "状态", "预订状态", "预约状态", "订单状态")
OPEN = ("open", "confirmed", "booked", "reserved", "pending", "new", "ok", "done",
        "completed", "seated", "arrived", "finished", "已确认", "已预订", "已预约",
        "待到店", "待确认", "有效", "预订", "已到店", "已完成", "已入住", "正常",
        "成功", "预订成功", "已订")  # fmt: skip
CANCELLED = ("cancelled", "canceled", "cancel", "deleted", "void", "已取消", "取消",
             "已退订", "退订", "作废")  # fmt: skip
NO_SHOW = ("noshow", "didnotcome", "missed", "未到", "未到店", "爽约", "未出现",
           "逾期未到")  # fmt: skip
STATES = {
    **dict.fromkeys(OPEN, "open"),
    **dict.fromkeys(CANCELLED, "cancelled"),
    **dict.fromkeys(NO_SHOW, "no_show"),
}
SAID = ("starts_at", "ends_at", "party", "where", "aim")


def fields(region: str) -> tuple[Field, ...]:
    """The fields of a booking, in the order in which they are judged."""
    return (
        Instant("starts_at", True, BEGINS, BEGIN_CLOCKS, DAYS, AHEAD),
        Instant("ends_at", False, ENDS, END_CLOCKS, DAYS, AHEAD),
        Code("code", aliases=NUMBER, longest=80),
        Code("customer", aliases=called.CUSTOMER, longest=80),
        Code("card", aliases=called.CARD, longest=80),
        Text("name", aliases=called.NAME, longest=80),
        Phone("phone", aliases=called.PHONE, region=region),
        Email("email", aliases=called.EMAIL),
        Whole("party", aliases=called.PARTY, highest=bookings.LARGEST),
        Text("where", aliases=WHERE, longest=40),
        Text("aim", aliases=AIM, longest=120),
        Choice("state", aliases=STATE, words=STATES),
    )


class Bookings(Rows):
    """One take-in of a list of bookings; see :class:`regulars.moments.intake.Intake`."""

    kind, by_name, chunk = "bookings", True, 100

    def __init__(
        self, place: Place, fields: Sequence[Field], source: str, region: str, now: datetime
    ) -> None:
        super().__init__(place, fields, source, region, now)
        self.by_code: dict[str, dict[str, Any]] = {}
        self.by_hour: dict[tuple[int, datetime, str], dict[str, Any]] = {}

    def prepare(self, rows: Sequence[Row]) -> None:
        codes = [row["code"] for row in rows if row["code"]]
        for some in slices(sorted(set(codes) - set(self.by_code))):
            for booking in Booking.objects.filter(place=self.place, code__in=some):
                self.by_code[str(booking.code)] = stands(booking)
        for some in slices(sorted({row["starts_at"] for row in rows})):
            known = Booking.objects.filter(place=self.place, starts_at__in=some, code=None)
            for booking in known.order_by("pk"):
                person = self.people.by_pk.get(booking.customer_id)
                where = (id(person), booking.starts_at, booking.where)
                open_one = self.by_hour.get(where, {}).get("state") == "open"
                if person and not open_one:
                    self.by_hour[where] = stands(booking)

    def decide(self, row: Row) -> Deed:
        said = self.said(row)
        person = recognised(self.people, row, by_name=True)
        if person is None:
            person = self.people.meet(numbers_of(row).values(), row)
        known = self.known(row, said, person)
        state = row["state"] or "open"
        if state == "no_show" and said["starts_at"] > self.now:
            raise NotSo("state", "not_yet")
        closed = known is not None and known["state"] != "open" and not row["code"]
        if known and (closed or self.is_same(known, said, state, person)):
            return Deed(row, "repeated", person)
        verdict = "changed" if known else "new"
        self.remember(row, {**said, "state": state, "person": id(person)}, person)
        return Deed(row, verdict, person, {"said": said, "state": state})

    def said(self, row: Row) -> dict[str, Any]:
        begins, ends = row["starts_at"], row["ends_at"]
        same_day = ends and self.place_row.day_of(ends) == self.place_row.day_of(begins)
        if ends and ends <= begins and same_day:
            ends = None if ends == begins else ends + timedelta(days=1)
        if ends and ends <= begins:
            raise NotSo("ends_at", "backwards")
        if ends and ends - begins > LONGEST:
            raise NotSo("ends_at", "too_lasting")
        return {"starts_at": begins, "ends_at": ends, "party": row["party"] or 1,
                "where": row["where"] or "", "aim": row["aim"] or ""}  # fmt: skip

    def known(self, row: Row, said: dict[str, Any], person: Person) -> dict[str, Any] | None:
        if row["code"]:
            return self.by_code.get(row["code"])
        return self.by_hour.get((id(person), said["starts_at"], said["where"]))

    def is_same(
        self, known: dict[str, Any], said: dict[str, Any], state: str, person: Person
    ) -> bool:
        """Nothing new. One closed here by hand is not opened by a list that says nothing else."""
        theirs = known["person"] in (id(person), person.customer.pk)
        same = theirs and all(known[name] == said[name] for name in SAID)
        return same and state in (known["state"], "open")

    def remember(self, row: Row, now: dict[str, Any], person: Person) -> None:
        if row["code"]:
            self.by_code[row["code"]] = now
        else:
            self.by_hour[id(person), now["starts_at"], now["where"]] = now

    def write(self, rows: Any, actor: str, now: datetime) -> Any:
        self.by_code, self.by_hour = {}, {}
        return super().write(rows, actor, now)

    def act(self, deeds: list[Deed], actor: str, now: datetime) -> dict[str, int]:
        done = [deed for deed in deeds if deed.verdict != "repeated"]
        people = self.people.save(deed.person for deed in done)
        for deed in done:
            self.keep(deed, actor, now)
        return {"customers": people, "bookings": sum(d.verdict == "new" for d in done)}

    def keep(self, deed: Deed, actor: str, now: datetime) -> None:
        """By the house's own verbs: booked or changed, then called off if they say so."""
        booking = self.standing(deed)
        if booking is not None and deed.row["code"] is None:
            bookings.change(booking, by=actor, now=now, **deed.more["said"])
        else:
            booking = bookings.book(
                self.place_row, deed.person.customer, by=actor, now=now,
                code=deed.row["code"], source=self.source[:64], **deed.more["said"],
            )  # fmt: skip
        if deed.more["state"] == Booking.State.CANCELLED:
            bookings.cancel(booking, by=actor, now=now)
        elif deed.more["state"] == Booking.State.NO_SHOW and booking.state == Booking.State.OPEN:
            bookings.no_show(booking, by=actor, now=now)

    def standing(self, deed: Deed) -> Booking | None:
        """The open booking without a number that a row is about."""
        said = deed.more["said"]
        if deed.row["code"] is not None:
            return None
        rows = Booking.objects.filter(place=self.place, customer=deed.person.customer, code=None,
                                      starts_at=said["starts_at"], where=said["where"])  # fmt: skip
        return rows.filter(state=Booking.State.OPEN).first()


def stands(booking: Booking) -> dict[str, Any]:
    said = {name: getattr(booking, name) for name in SAID}
    return {**said, "state": str(booking.state), "person": booking.customer_id}
