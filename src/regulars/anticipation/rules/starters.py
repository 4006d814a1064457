"""A few rules to begin with, for each trade, in the three languages of the house; off until
somebody who leads has read them and switched them on."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from regulars.anticipation.models import Rule
from regulars.anticipation.rules import keeping
from regulars.authority import things
from regulars.authority.models import Thing
from regulars.places.models import Place, Staff, Trade


class Starter(NamedTuple):
    """One example: its condition, the thing it gives by its English name (empty: an act in
    words), the act and the words to say, each in English, 简体 and 繁體."""

    code: str
    when: dict[str, Any]
    thing: str
    offer: tuple[str, str, str]
    say: tuple[str, str, str] = ("", "", "")


def sign(code: str, words: str) -> dict[str, str]:
    return {"sign": code, "words": words}


TO_WEDDING = Starter(
    "wedding-make-up", {"signs": [sign("going", "wedding")]}, "Light make-up to go on with",
    ("Light make-up to go on with", "顺手化个淡妆", "順手上個淡妝"),
    ("You are going straight on, aren’t you? Give me ten minutes, on the house.",
     "您接着就过去吧？给我十分钟，帮您带个淡妆，不收钱。",
     "您等等就直接過去吧？給我十分鐘，幫您帶個淡妝，不收錢。"),
)  # fmt: skip
TO_INTERVIEW = Starter(
    "interview-tidy", {"signs": [sign("going", "interview")]}, "",
    ("A last look before the interview: fringe, collar, brows",
     "面试前再理一遍：刘海、衣领、眉毛", "面試前再整理一次：瀏海、領口、眉毛"),
    ("Let me have one more look at it, so that you needn’t think of it.",
     "我再帮您看一眼，您只管放心去。", "我再幫您看一眼，您放心去就好。"),
)  # fmt: skip
HAIR_TIE = Starter(
    "hair-tie",
    {"signs": [sign("noticed", "long hair, long-haired, hair in the soup, 长头发, 长发, 头发长")],
     "again": 0},
    "Hair tie", ("Hair tie", "发圈", "髮圈"),
    ("", "", ""),
)  # fmt: skip
GLASSES = Starter(
    "glasses-cloth",
    {"signs": [sign("noticed", "glasses, steamed up, fogged, 眼镜, 起雾")], "again": 0},
    "Glasses cloth", ("Glasses cloth", "眼镜布", "眼鏡布"),
)  # fmt: skip
UMBRELLA = Starter(
    "umbrella",
    {"signs": [sign("noticed", "came in wet, wet coat, no umbrella, soaked, 淋湿, 没带伞, 淋雨")],
     "again": 0},
    "Umbrella to borrow", ("Umbrella to borrow", "借用雨伞", "愛心傘"),
    ("Take this one. Bring it back whenever you pass.", "这把您先拿着，哪天路过再还。",
     "這把您先拿去用，哪天路過再還就好。"),
)  # fmt: skip
TO_SHOW = Starter(
    "show-bill-early", {"signs": [sign("going", "show")]}, "",
    ("The bill brought early, and the quickest way told", "提早把单买好，告诉最快的路",
     "提早把帳單備好，告訴最快的路"),
    ("When does it begin? I’ll see to it that you are there in time.",
     "几点开场？我来掐时间，保证您赶得上。", "幾點開演？時間我幫您盯著，一定趕得上。"),
)  # fmt: skip
TO_FLIGHT = Starter(
    "flight-breakfast", {"signs": [sign("going", "flight")]}, "",
    ("Something to eat packed for the way, and the car confirmed",
     "打包一份路上吃的，车再确认一遍", "打包一份路上吃的，車子再確認一次"),
    ("I’ll pack you something for the way. The car is at the door at the hour you said.",
     "路上吃的我给您装好，车按您说的点到门口。", "路上吃的我幫您準備好，車子準時在門口等您。"),
)  # fmt: skip
IRON = Starter(
    "interview-iron", {"signs": [sign("going", "interview")]}, "Sewing kit",
    ("Sewing kit, and the iron brought up", "针线包，熨斗也送上去", "針線包，熨斗也送上去"),
    ("The iron is on its way up, and here is a needle, just in case.",
     "熨斗马上送上去，针线也给您备一份。", "熨斗馬上送上去，針線也幫您備一份。"),
)  # fmt: skip
FEAST_ALONE = Starter(
    "feast-alone", {"signs": [], "day": "feast", "company": "alone"}, "A card written by hand",
    ("A card written by hand", "手写卡片", "手寫卡片"),
)  # fmt: skip
HEAVY = Starter(
    "heavy-bags",
    {"signs": [sign("noticed", "heavy, hands full, many bags, 很重, 东西多, 手里都是包, 提不动")],
     "again": 0},
    "",
    ("A second bag, and a hand to the car", "多拿个袋子，帮忙送到车上",
     "多拿個袋子，幫忙送上車"),
    ("I’ll take that one. Where are you parked?", "这个我来拿，您车停在哪儿？",
     "這個我來拿，您的車停哪裡？"),
)  # fmt: skip
GIFT_WRAP = Starter(
    "party-wrap", {"signs": [sign("going", "party")]}, "",
    ("Wrapped as a gift, with an empty card", "包成礼物，附一张空白卡片",
     "包成禮物，附一張空白卡片"),
    ("Shall I wrap it? There is a card with it, you only write the name.",
     "要帮您包起来吗？配了张卡片，您写个名字就行。", "要幫您包起來嗎？附一張卡片，寫上名字就好。"),
)  # fmt: skip
READING = Starter(
    "small-print",
    {"signs": [sign("noticed", "cannot read it, holds it far away, 看不清, 老花, 字太小")],
     "again": 0},
    "Reading glasses to borrow", ("Reading glasses to borrow", "老花镜", "老花眼鏡"),
    ("Try these, they are for everybody.", "您试试这副，大家都用得着。",
     "您試試這副，大家都在用。"),
)  # fmt: skip

STARTERS: dict[str, tuple[Starter, ...]] = {
    Trade.SALON: (TO_WEDDING, TO_INTERVIEW, UMBRELLA),
    Trade.RESTAURANT: (HAIR_TIE, GLASSES, TO_SHOW, UMBRELLA),
    Trade.HOTEL: (TO_FLIGHT, IRON, FEAST_ALONE, UMBRELLA),
    Trade.SHOP: (HEAVY, GIFT_WRAP, UMBRELLA),
    Trade.COUNTER: (READING, UMBRELLA),
}


@transaction.atomic
def begin(place: Place, *, by: Staff, now: datetime) -> int:
    """The starters of the trade that are not here yet, off; how many. A thing that the house does
    not have at hand becomes an act in words."""
    at_hand, fresh = {one.name: one for one in things.here(place)}, missing(place)
    for one in fresh:
        keeping.write(place, draft(one, at_hand.get(one.thing)), by=by, now=now, starter=one.code)
    return len(fresh)


def missing(place: Place) -> list[Starter]:
    """The starters of the trade that never stood here."""
    known = set(Rule.objects.filter(place=place).values_list("starter", flat=True))
    return [one for one in STARTERS.get(place.trade, STARTERS[Trade.SHOP])
            if one.code not in known]  # fmt: skip


def draft(one: Starter, thing: Thing | None) -> keeping.Draft:
    others = {
        "offer_zh_hans": one.offer[1], "offer_zh_hant": one.offer[2], "say_zh_hans": one.say[1],
        "say_zh_hant": one.say[2],
    }  # fmt: skip
    return keeping.Draft(one.when, one.offer[0], one.say[0], thing, None, others)
