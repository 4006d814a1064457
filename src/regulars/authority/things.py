"""What a house has at hand to give: a short list for each post, counted down, filled by one tap."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from regulars.authority import above, amounts
from regulars.authority.beginning import UNIT
from regulars.authority.models import Thing
from regulars.authority.questions import NotSo
from regulars.moments import journal
from regulars.moments.kinds import Restocked, ThingKept
from regulars.moments.models import Moment
from regulars.places import notices
from regulars.places.models import Place, Staff, Touchpoint, Trade

MOST = 10_000
LONGEST = 120


@dataclass(frozen=True)
class Draft:
    """A thing before it is on the list; the fields are those of ``Thing``."""

    name: str
    post: Touchpoint | None = None
    cost: int = 0
    full: int | None = 10
    low: int = 2
    at_hand: bool = True
    as_gift: bool = False
    as_remedy: bool = False
    name_zh_hans: str = ""
    name_zh_hant: str = ""
    holds: str = ""


def check(draft: Draft) -> None:
    """Raises NotSo, with the field and what to do."""
    if not draft.name.strip():
        raise NotSo("name", _("Write what it is, such as “hair tie”."))
    if not 0 <= draft.cost <= amounts.MOST:
        raise NotSo("cost", _("An amount cannot be less than nothing. Write it without a minus."))
    if draft.full is not None and not 0 < draft.full <= MOST:
        raise NotSo("full", _("Write how many there are when it is full, from 1 to 10,000."))
    if draft.full is not None and not 0 <= draft.low < draft.full:
        raise NotSo("low", _("Write a smaller number than when it is full."))
    if not (draft.at_hand or draft.as_gift or draft.as_remedy):
        raise NotSo("at_hand", _("Tick at least one use."))


@transaction.atomic
def add(place: Place, draft: Draft, *, by: str, now: datetime, key: str | None = None) -> Thing:
    """Put a thing on the list, full. Raises NotSo; a repeated ``key`` changes nothing."""
    check(draft)
    if key and (known := Moment.objects.filter(key=key).first()):
        return Thing.objects.get(pk=known.facts["thing"])
    made = Thing.objects.create(
        place=place, post=draft.post, name=draft.name.strip()[:LONGEST],
        name_zh_hans=draft.name_zh_hans[:LONGEST], name_zh_hant=draft.name_zh_hant[:LONGEST],
        holds=draft.holds.strip()[:200],
        cost=draft.cost, left=draft.full, full=draft.full or 0, low=draft.low,
        at_hand=draft.at_hand, as_gift=draft.as_gift, as_remedy=draft.as_remedy, added_at=now,
        added_by=by,
    )  # fmt: skip
    journal.record(
        ThingKept(thing=made.pk), about=f"place:{place.pk}", at=now, by=by, place=place.pk, key=key
    )
    return made


@transaction.atomic
def remove(thing: Thing, *, by: str, now: datetime, key: str | None = None) -> None:
    """Off the list; what was given of it stays in the ledger."""
    if Thing.objects.filter(pk=thing.pk, removed_at=None).update(removed_at=now):
        journal.record(
            ThingKept(thing=thing.pk, gone=True), about=f"place:{thing.place_id}", at=now, by=by,
            place=thing.place_id, key=key,
        )  # fmt: skip


@transaction.atomic
def refill(thing: Thing, *, by: str, now: datetime, key: str | None = None) -> Thing:
    """Full again, by one tap of anybody; a thing nobody counts stays as it is."""
    current = Thing.objects.select_for_update(of=("self",)).get(pk=thing.pk)
    if current.left is None or (key and Moment.objects.filter(key=key).exists()):
        return current
    kind = Restocked(thing=current.pk, before=current.left, after=current.full)
    journal.record(kind, about=f"place:{current.place_id}", at=now, by=by, place=current.place_id,
                   key=key)  # fmt: skip
    Thing.objects.filter(pk=current.pk).update(left=F("full"), filled=F("filled") + 1)
    current.refresh_from_db()
    return current


def here(place: Place) -> list[Thing]:
    """Everything on the list of a place, in the order of its posts; what lies anywhere is last."""
    rows = Thing.objects.filter(place=place, removed_at=None).select_related("post")
    return sorted(rows, key=lambda one: (one.post is None, one.post.position if one.post else 0,
                                         one.pk))  # fmt: skip


def known(place: Place, number: int) -> Thing | None:
    """A thing of the list by number."""
    return Thing.objects.filter(place=place, removed_at=None, pk=number).first()


def draw(thing: Thing, now: datetime, count: int = 1) -> None:
    """Count it down, in one statement that looks as it writes; the lead is told when it runs low.
    Raises NotSo where there are not so many left."""
    rows = Thing.objects.filter(Q(left=None) | Q(left__gte=count), pk=thing.pk, removed_at=None)
    if rows.update(left=F("left") - count) != 1:
        raise NotSo("thing", _("There is none left of it. Fill it up, or give something else."))
    thing.refresh_from_db()
    if thing.is_low:
        warn(thing, now)


def warn(thing: Thing, now: datetime) -> None:
    """Whoever leads the shift, else the place, is told once until it is filled up."""
    anybody = Staff(place=thing.place, pk=0)
    whom = next(above.on_shift(anybody, now), None) or next(above.leading(anybody), None)
    if whom is None:
        return
    with override(whom.reads(thing.place)):
        subject = _("{thing}: {n} left").format(thing=thing.called(), n=thing.left)
        line = _("It lies at hand for whoever needs it. Fill it up before somebody asks in vain.")
    notices.tell(
        whom, subject[:120], line, reverse("at-hand", args=[thing.place.slug]), urgent=False,
        key=f"low:{thing.pk}:{thing.filled}", now=now,
    )  # fmt: skip


class Usual(NamedTuple):
    """A thing a trade usually has, with its cost in hundredths of a UNIT."""

    name: str
    zh_hans: str
    zh_hant: str
    post: str
    cost: int
    full: int | None
    uses: str = "at_hand"


UMBRELLA = Usual("Umbrella to borrow", "借用雨伞", "愛心傘", "door", 40, 8)
CHARGER = Usual("Phone charger", "手机充电器", "手機充電器", "", 0, 4)
HAIR_TIE = Usual("Hair tie", "发圈", "髮圈", "", 1, 30)
CARD = Usual("A card written by hand", "手写卡片", "手寫卡片", "", 2, None, "as_gift")
USUAL: dict[str, tuple[Usual, ...]] = {
    Trade.SHOP: (
        UMBRELLA, Usual("Bag for the way home", "手提袋", "提袋", "till", 3, 50),
        Usual("Glass of water", "一杯温水", "一杯溫開水", "", 1, None),
        Usual("Piece of fruit", "一个水果", "一份水果", "", 10, 12, "as_gift as_remedy"), CARD,
    ),
    Trade.RESTAURANT: (
        UMBRELLA, CHARGER, HAIR_TIE, Usual("Lemon slice", "柠檬片", "檸檬片", "table", 2, 20),
        Usual("Glasses cloth", "眼镜布", "眼鏡布", "table", 4, 20),
        Usual("Dessert to take home", "打包甜品", "外帶甜點", "", 60, 12, "as_gift as_remedy"),
        Usual("Pot of tea", "一壶茶", "一壺茶", "", 40, None, "as_gift as_remedy"), CARD,
    ),
    Trade.HOTEL: (
        UMBRELLA, CHARGER, Usual("Sewing kit", "针线包", "針線包", "desk", 5, 20),
        Usual("Bottle of water", "瓶装水", "瓶裝水", "desk", 5, 24),
        Usual("Fruit on the room", "房间水果", "房間水果", "", 100, 10, "as_gift as_remedy"),
        Usual("Late check-out", "延迟退房", "延後退房", "", 150, None, "as_remedy"), CARD,
    ),
    Trade.SALON: (
        HAIR_TIE, UMBRELLA, CHARGER,
        Usual("Packet of our tea", "一小包茶叶", "一小包茶葉", "", 20, 15, "as_gift as_remedy"),
        Usual("Light make-up to go on with", "顺手化个淡妆", "順手上個淡妝", "", 80, None,
              "as_gift as_remedy"),
        CARD,
    ),
    Trade.COUNTER: (
        Usual("Reading glasses to borrow", "老花镜", "老花眼鏡", "", 10, 4), UMBRELLA, CHARGER,
        Usual("Glass of water", "一杯温水", "一杯溫開水", "", 1, None),
    ),
}  # fmt: skip


@transaction.atomic
def begin(place: Place, *, by: str, now: datetime) -> int:
    """The usual list of the trade, where nothing stands yet; how many."""
    if Thing.objects.filter(place=place, removed_at=None).exists():
        return 0
    posts = {post.code: post for post in place.touchpoints.all()}
    unit = UNIT.get(place.currency, 10) * 10 ** amounts.decimals(place.currency)
    rows = USUAL.get(place.trade, USUAL[Trade.SHOP])
    for one in rows:
        uses = one.uses.split()
        low = max(1, one.full // 5) if one.full else 0
        add(place, Draft(one.name, posts.get(one.post), one.cost * unit // 100, one.full, low,
                         "at_hand" in uses, "as_gift" in uses, "as_remedy" in uses,
                         one.zh_hans, one.zh_hant),
            by=by, now=now)  # fmt: skip
    return len(rows)
