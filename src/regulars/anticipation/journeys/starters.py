"""Ways to begin, by trade: they fill in the form of a service and hold only once somebody who
knows the house has kept them. An alternative that is not true here must never be offered."""

from dataclasses import dataclass

from regulars.anticipation.journeys.tongues import Said
from regulars.places.models import Trade


@dataclass(frozen=True)
class Asked:
    asks: Said
    instead: Said
    sensitive: bool = False


@dataclass(frozen=True)
class Starter:
    """A kind of service as most houses of a trade have it."""

    code: str
    trades: frozenset[str]
    name: Said
    signs: tuple[str, ...] = ()
    items: tuple[Said, ...] = ()
    asked: tuple[Asked, ...] = ()


def said(en: str, hans: str, hant: str) -> Said:
    return {"en": en, "zh-hans": hans, "zh-hant": hant}


STARTERS = (
    Starter(
        "flight", frozenset({Trade.COUNTER}), said("Flight", "航班", "航班"),
        signs=("flight", "航班", "飞"),
        items=(
            said("Bring the passport or identity card each of you booked with.",
                 "每位都带上订票用的护照或身份证。", "每位都帶上訂票用的護照或身分證。"),
            said("Liquids in the cabin: 100 ml each, together in one clear bag.",
                 "随身的液体每瓶不超过 100 毫升，放在一个透明袋里。",
                 "隨身的液體每瓶不超過 100 毫升，放在一個透明袋裡。"),
            said("Power banks travel with you in the cabin, never in checked baggage.",
                 "充电宝随身带，不能托运。", "行動電源隨身帶，不能託運。"),
            said("Leave lighters, knives and fireworks at home.",
                 "打火机、刀具、烟花请留在家里。", "打火機、刀具、煙火請留在家裡。"),
        ),
        asked=(
            Asked(said("Is anybody of you more than 36 weeks pregnant on that day?",
                       "到那天，有哪位怀孕满 36 周了吗？", "到那天，有哪位懷孕滿 36 週了嗎？"),
                  said("We change to an earlier date or refund in full, whichever you prefer.",
                       "可以免费改早一点的日期，也可以全额退，看您方便。",
                       "可以免費改早一點的日期，也可以全額退，看您方便。"), sensitive=True),
            Asked(said("Does a child under twelve travel without an adult?",
                       "有不满十二岁的孩子独自乘机吗？", "有未滿十二歲的孩子獨自搭機嗎？"),
                  said("One of us takes the child from door to door; we book that now.",
                       "我们安排专人从门口陪到门口，现在就替您订好。",
                       "我們安排專人從門口陪到門口，現在就替您訂好。")),
            Asked(said("Do you bring anything larger than a suitcase: a bicycle, an instrument?",
                       "有没有比行李箱大的东西，比如自行车、乐器？",
                       "有沒有比行李箱大的東西，例如自行車、樂器？"),
                  said("We keep room for it in the hold, or on the next flight.",
                       "货舱里替您留好位置，放不下就走下一班。",
                       "貨艙裡替您留好位置，放不下就走下一班。")),
        ),
    ),
    Starter(
        "table", frozenset({Trade.RESTAURANT}), said("A table", "订桌", "訂桌"),
        items=(
            said("Tell us of allergies now, and the kitchen is ready for you.",
                 "对什么过敏，先告诉我们，后厨好准备。", "對什麼過敏，先告訴我們，內場好準備。"),
        ),
        asked=(
            Asked(said("May anybody at the table not eat something, for health?",
                       "同桌有哪位因为身体不能吃什么吗？", "同桌有哪位因為身體不能吃什麼嗎？"),
                  said("The chef writes you a menu of your own.", "主厨替您另开一份菜单。",
                       "主廚替您另開一份菜單。"), sensitive=True),
            Asked(said("Does anybody come with a wheelchair or a pram?",
                       "有坐轮椅、推婴儿车来的吗？", "有坐輪椅、推嬰兒車來的嗎？"),
                  said("We set a table you reach without a step.", "替您留一张不用上台阶的桌。",
                       "替您留一張不用上台階的桌。")),
        ),
    ),
    Starter(
        "hair", frozenset({Trade.SALON}), said("Colour or perm", "染发、烫发", "染髮、燙髮"),
        signs=("colour", "color", "perm", "染", "烫"),
        items=(
            said("Come with dry hair, washed the day before.", "前一天洗好头，干着来。",
                 "前一天洗好頭，乾著來。"),
            said("Wear something that opens in front.", "穿前面开扣的衣服。",
                 "穿前面開扣的衣服。"),
        ),
        asked=(
            Asked(said("Are you pregnant, or has your skin ever reacted to a dye?",
                       "您是不是怀孕了，或者以前染发皮肤有过反应？",
                       "您是不是懷孕了，或者以前染髮皮膚有過反應？"),
                  said("A cut and a gloss without dye, at the same hour.",
                       "同一个时间，改成修剪和不含染料的护理。",
                       "同一個時間，改成修剪和不含染料的護理。"), sensitive=True),
        ),
    ),
    Starter(
        "room", frozenset({Trade.HOTEL}), said("A room", "住宿", "住宿"),
        items=(
            said("Each guest brings a passport or identity card.", "每位都带上护照或身份证。",
                 "每位都帶上護照或身分證。"),
            said("Your room is ready from three; luggage may come any time.",
                 "三点起可以进房，行李随时可以先放。", "三點起可以進房，行李隨時可以先放。"),
        ),
        asked=(
            Asked(said("Does a pet travel with you?", "带宠物来吗？", "帶寵物來嗎？"),
                  said("We book a friend’s house for pets five minutes away, at our cost.",
                       "五分钟路程有一家相熟的宠物旅店，我们替您订、我们付。",
                       "五分鐘路程有一家相熟的寵物旅館，我們替您訂、我們付。")),
            Asked(said("Is a lift or a bath without a step needed?",
                       "需要电梯，或者没有台阶的浴室吗？", "需要電梯，或者沒有台階的浴室嗎？"),
                  said("We keep a ground-floor room with a walk-in shower.",
                       "替您留一间一楼、平地淋浴的房。", "替您留一間一樓、平地淋浴的房。")),
        ),
    ),
)  # fmt: skip


def of(trade: str) -> Starter | None:
    return next((each for each in STARTERS if trade in each.trades), None)
