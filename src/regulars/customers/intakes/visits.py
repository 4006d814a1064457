"""A list of visits: who came, when, where, and when they left.

One customer's day at a place is one visit, so that a second row of the same day says nothing new,
unless it tells when they left.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import polars as pl

from regulars.customers import tally
from regulars.customers.intakes import names_of_columns as called
from regulars.customers.intakes.people import Person, slices
from regulars.customers.intakes.rows import Deed, Row, Rows
from regulars.customers.intakes.who import NotSo, numbers_of, recognised
from regulars.customers.models import Customer
from regulars.customers.visits import visit_name
from regulars.moments.intake import Code, Email, Field, Instant, Phone, Text, Whole
from regulars.moments.kinds import Arrived, Departed, Kind
from regulars.moments.models import Moment
from regulars.places.models import Place
from regulars.places.post_names import Posts

LONGEST = timedelta(days=100)
DAYS = (
    "date",
    "day",
    "visit_date",
    "日期",
    "到店日期",
    "来店日期",
    "消费日期",
    "就诊日期",
    "入住日期",
)
CAME = ("arrived", "arrival", "arrival_time", "checkin", "check_in_time",
        "visited_at", "time", "visit_time", "visit_date", "date", "datetime", "时间",
        "日期", "到店时间", "来店时间", "到店日期", "来店日期", "入住时间",
        "入住日期", "到达时间", "签到时间", "光临时间")  # fmt: skip
CAME_CLOCKS = ("time", "arrival_time", "arrived", "check_in_time", "时间", "到店时间",
               "来店时间", "签到时间")  # fmt: skip
LEFT = ("left", "departed", "departure", "departure_time", "checkout",
        "check_out_time", "离店时间", "离开时间", "离店日期", "退房时间", "退房日期",
        "签退时间", "结束时间")  # fmt: skip
LEFT_CLOCKS = ("left", "left_at", "departed", "departure_time", "check_out_time",
               "end", "end_time", "离店时间", "离开时间", "签退时间", "结束时间")  # fmt: skip
POST = ("post", "station", "desk", "counter", "where", "岗位", "触点", "接待点",
        "柜台", "位置")  # fmt: skip


def fields(region: str) -> tuple[Field, ...]:
    """The fields of a visit, in the order in which they are judged."""
    return (
        Instant("arrived_at", True, CAME, CAME_CLOCKS, DAYS),
        Instant("left_at", False, LEFT, LEFT_CLOCKS, DAYS),
        Code("customer", aliases=called.CUSTOMER, longest=80),
        Code("card", aliases=called.CARD, longest=80),
        Text("name", aliases=called.NAME, longest=80),
        Phone("phone", aliases=called.PHONE, region=region),
        Email("email", aliases=called.EMAIL),
        Text("touchpoint", aliases=POST, longest=60),
        Whole("party", aliases=called.PARTY, highest=999),
    )


class Visits(Rows):
    """One take-in of a list of visits; see :class:`regulars.moments.intake.Intake`."""

    kind, by_name = "visits", True

    def __init__(
        self, place: Place, fields: Sequence[Field], source: str, region: str, now: datetime
    ) -> None:
        super().__init__(place, fields, source, region, now)
        self.posts = Posts(place)
        self.met: dict[tuple[int, date], set[str]] = {}

    def prepare(self, rows: Sequence[Row]) -> None:
        """Which of these days are known as visits of these people: {(person, day): kinds}."""
        pks = {person.customer.pk: person for person in self.people.by_pk.values()}
        self.met = {k: v for k, v in self.met.items() if k[0] not in map(id, pks.values())}
        behind = dict(Customer.objects.filter(merged_into__in=pks).values_list("pk", "merged_into"))
        days = [self.day(row["arrived_at"]) for row in rows]
        if not days:
            return
        start, end = self.place_row.start_of(min(days)), self.place_row.hours_of(max(days))[1]
        for some in slices([f"customer:{pk}" for pk in (*pks, *behind)]):
            known = Moment.objects.filter(subject__in=some, place=self.place,
                                          kind__in=("arrived", "departed"), happened_at__gte=start,
                                          happened_at__lt=end + LONGEST)  # fmt: skip
            for subject, kind, at, key in known.values_list(
                "subject", "kind", "happened_at", "key"
            ):
                pk = int(subject.removeprefix("customer:"))
                person = pks[behind.get(pk) or pk]
                self.met.setdefault((id(person), self.day_named(key, at)), set()).add(kind)

    def day_named(self, key: str | None, at: datetime) -> date:
        """The day of the visit: an import names it, for somebody may leave past midnight."""
        try:
            return date.fromisoformat(str(key).rpartition("/")[2])
        except ValueError:
            return self.day(at)

    def day(self, at: datetime) -> date:
        return self.place_row.day_of(at)

    def decide(self, row: Row) -> Deed:
        left = self.left(row)
        post = self.posts.called(row["touchpoint"])
        if row["touchpoint"] and post is None:
            raise NotSo("touchpoint", "no_post")
        person = recognised(self.people, row, by_name=True)
        if person is None:
            person = self.people.meet(numbers_of(row).values(), row)
        day = self.day(row["arrived_at"])
        known = self.met.setdefault((id(person), day), set())
        fresh = ({"arrived"} | ({"departed"} if left else set())) - known
        verdict = "new" if "arrived" in fresh else "changed" if fresh else "repeated"
        known |= fresh
        return Deed(row, verdict, person, {
            "day": day, "left": left, "fresh": fresh, "post": post.code if post else "",
        })  # fmt: skip

    def left(self, row: Row) -> datetime | None:
        """When they left; a time before the arrival on the same day is past midnight."""
        came, left = row["arrived_at"], row["left_at"]
        if left is None:
            return None
        if left < came and self.day(left) == self.day(came):
            left += timedelta(days=1)
        if left < came:
            raise NotSo("left_at", "backwards")
        if left - came > LONGEST:
            raise NotSo("left_at", "too_lasting")
        return left

    def act(self, deeds: list[Deed], actor: str, now: datetime) -> dict[str, int]:
        done = [deed for deed in deeds if deed.more["fresh"]]
        people = self.people.save(deed.person for deed in done)
        ordinals = self.ordinals(done)
        moments = [m for deed in done for m in self.moments(deed, ordinals, actor, now)]
        Moment.objects.bulk_create(moments, batch_size=500, ignore_conflicts=True)
        return {"customers": people, "visits": sum("arrived" in d.more["fresh"] for d in done)}

    def ordinals(self, done: list[Deed]) -> dict[tuple[int, date], int]:
        """Which visit each day is, by all days known now; counts the new ones.

        To be called before the moments are recorded.
        """
        pairs = {(deed.person.customer.pk, deed.more["day"]) for deed in done}
        new = pl.DataFrame(list(pairs), tally.SCHEMA, orient="row")
        if not new.height:
            return {}
        before = tally.days_of(self.place_row, new["customer"].unique().sort().to_list())
        tally.count_days(self.place_row, new)
        every = pl.concat([before.cast(tally.SCHEMA), new]).unique().sort("customer", "day")
        ranked = every.with_columns(pl.int_range(1, pl.len() + 1).over("customer").alias("nth"))
        return {(customer, day): nth for customer, day, nth in ranked.iter_rows()}

    def moments(
        self, deed: Deed, ordinals: dict[tuple[int, date], int], actor: str, now: datetime
    ) -> list[Moment]:
        day, post, person = deed.more["day"], deed.more["post"], deed.person
        nth = ordinals[person.customer.pk, day]
        told: list[tuple[Kind, datetime]] = []
        if "arrived" in deed.more["fresh"]:
            party = deed.row["party"]
            told.append((Arrived(nth, post, party), deed.row["arrived_at"]))
        if "departed" in deed.more["fresh"]:
            told.append((Departed(nth, nth + 1, post), deed.more["left"]))
        name = f"{self.place}:{visit_name(person.customer.pk, day)}"
        return [
            self.moment(kind, person, at, f"{kind.code}:{name}", actor, now) for kind, at in told
        ]

    def moment(
        self, kind: Kind, person: Person, at: datetime, key: str, actor: str, now: datetime
    ) -> Moment:
        return Moment(
            subject=person.customer.opaque, happened_at=at, recorded_at=now, place=self.place,
            actor=actor, kind=kind.code, facts=kind.facts(), key=key,
        )  # fmt: skip
