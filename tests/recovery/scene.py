"""Scene 7's little house: a plate on a guest's lap at ten to midnight, closing at midnight."""

from datetime import UTC, datetime, timedelta
from typing import Any

from regulars.authority.models import Limit
from regulars.moments import deadlines
from regulars.places.models import Place, Shift, Staff
from regulars.recovery import cases, steps
from regulars.recovery.models import Case
from tests.cast import Cast

NIGHT = datetime(2026, 3, 24, 15, 50, tzinfo=UTC)
"""23:50 by the wall in Shanghai."""
MINUTE = timedelta(minutes=1)
LAP = "盘子掉在客人腿上了"


def at(minutes: float) -> datetime:
    """So many minutes after the plate fell."""
    return NIGHT + minutes * MINUTE


def rings(minutes: float) -> int:
    """The clock looks, so many minutes after; how much was done."""
    return deadlines.run_due(at(minutes))


def allow(place: Place, amount: int = 50_000) -> None:
    """Everybody here may give so much each time, for whatever it is."""
    Limit.objects.create(
        place=place, act="", span="each", amount=amount, effective_from=NIGHT.date(),
        set_by="staff:0", set_at=NIGHT,
    )  # fmt: skip


def on_shift(staff: Staff, begins: float = -300, ends: float = 10) -> Shift:
    return Shift.objects.create(
        place=staff.place, staff=staff, starts_at=at(begins), ends_at=at(ends)
    )


def fell(cast: Cast, **more: Any) -> Case:
    """The case as the waiter opens it, at once."""
    told = {"by": cast.clerk, "now": NIGHT, "customer": cast.wang, "post": "till", **more}
    return cases.open_case(cast.place, LAP, **told)


def comforted(cast: Cast, **more: Any) -> Case:
    case = fell(cast, **more)
    steps.comfort(case, how="said", words="真对不起", by=cast.clerk, now=at(1))
    return case


def heard(cast: Cast, **more: Any) -> Case:
    case = comforted(cast, **more)
    steps.hear(case, their_words="裙子脏了", wish="明天能穿", by=cast.clerk, now=at(3))
    return case


def righted(cast: Cast, minutes: float = 8, **more: Any) -> Case:
    case = heard(cast, **more)
    steps.put_right(
        case, restitution="干洗", extra="她选的甜点", by=cast.clerk, now=at(minutes)
    )  # fmt: skip
    return case


def written(cast: Cast, **more: Any) -> Case:
    case = righted(cast, **more)
    steps.write_down(
        case, cause="way", process="传菜", defect="湿托盘", by=cast.clerk, now=at(15)
    )  # fmt: skip
    return case
