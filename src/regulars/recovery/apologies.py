# ruff: noqa: E501  a sentence cut in two cannot be read; Chinese has its own commas
"""What one may say and do in the first minute, by what went wrong: written by hand, three languages.

Each sentence stands on the customer's side and asks to be forgiven; none explains, none blames,
none crawls. They stand here and not in the catalogues because they are said in the customer's
language, whatever the language of the phone that shows them.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OTHER = "other"


@dataclass(frozen=True)
class Act:
    """One thing to do for them now: an icon and the words on the button."""

    code: str
    icon: str
    name: Promise


@dataclass(frozen=True)
class Sorry:
    """One kind of failure: what to say in each language, what to do, and words that give it away."""

    code: str
    name: Promise
    words: dict[str, str]
    acts: tuple[Act, ...]
    signs: tuple[str, ...] = ()


TEA = Act("tea", "tea", _("A seat and hot tea"))
TOWEL = Act("towel", "towel", _("A warm towel"))
QUIET = Act("quiet", "people", _("Go with them, somewhere quiet"))
BITE = Act("bite", "bowl", _("Something to eat meanwhile"))
HOUR = Act("hour", "clock", _("Say by when, to the minute"))
MYSELF = Act("myself", "walk", _("Fetch it yourself, now"))
AWAY = Act("away", "hand", _("Take the wrong one away"))
BILL = Act("bill", "receipt", _("Go through the bill together"))
AID = Act("aid", "shield", _("First aid, at once"))
STAY = Act("stay", "people", _("Stay beside them"))
DOCTOR = Act("doctor", "bell", _("Call a doctor"))
OTHER_ONE = Act("swap", "people", _("Let a colleague serve them"))
ACTS = {
    act.code: act
    for act in (TEA, TOWEL, QUIET, BITE, HOUR, MYSELF, AWAY, BILL, AID, STAY, DOCTOR, OTHER_ONE)
}

KINDS = (
    Sorry(
        "hurt", _("Somebody is hurt"),
        {
            "en": "I am so sorry. You come first now: please sit down, help is on its way. Please forgive us. Where does it hurt?",
            "zh-hans": "真对不起，请您原谅。别的先放下，您先坐。哪里不舒服？我马上叫人来。",
            "zh-hant": "真的很抱歉，請您原諒。其他的先不管，您先坐。哪裡不舒服？我馬上叫人來。",
        },
        (AID, STAY, DOCTOR),
        ("hurt", "burn", "bleed", "fell", "slip", "allerg", "sick", "烫", "燙", "伤", "傷", "摔", "滑倒", "过敏", "過敏", "流血"),
    ),
    Sorry(
        "spilled", _("Spilled or stained"),
        {
            "en": "I am so sorry, we were not careful enough. Please forgive us. Are you all right? Let me bring you a warm towel.",
            "zh-hans": "是我们没端稳，请您原谅。您烫着没有？我给您拿条温毛巾。",
            "zh-hant": "是我們沒端穩，請您原諒。您有沒有燙到？我幫您拿條溫毛巾。",
        },
        (TOWEL, QUIET, TEA),
        ("spill", "stain", "plate", "soup", "lap", "洒", "灑", "弄脏", "弄髒", "裙", "汤", "湯"),
    ),
    Sorry(
        "charged", _("The bill is wrong"),
        {
            "en": "I am sorry: we got your bill wrong. Please forgive us. Let us go through it together, line by line.",
            "zh-hans": "账算错了，是我们不对，请您原谅。我当着您的面，一笔一笔算清楚。",
            "zh-hant": "帳算錯了，是我們不對，請您見諒。我當著您的面，一筆一筆算清楚。",
        },
        (BILL, TEA, MYSELF),
        ("bill", "charg", "price", "refund", "receipt", "账", "帳", "多收", "价", "價", "退款", "退钱", "退錢"),
    ),
    Sorry(
        "rude", _("How we spoke to them"),
        {
            "en": "I am sorry you were treated like that. You deserve better from us; please forgive us. Please sit down with me, I am listening.",
            "zh-hans": "让您受委屈了，真对不起，请您原谅。您请坐，慢慢说，我听着。",
            "zh-hant": "讓您受委屈了，真的很抱歉，請您原諒。您請坐，慢慢說，我在聽。",
        },
        (OTHER_ONE, QUIET, TEA),
        ("rude", "attitude", "shout", "ignored", "态度", "態度", "骂", "罵", "不理", "翻白眼"),
    ),
    Sorry(
        "waited", _("They waited too long"),
        {
            "en": "I am so sorry we kept you waiting. Please forgive us. I am staying with this until you have it.",
            "zh-hans": "让您等这么久，真对不起，请您原谅。这件事我盯着，办好为止。",
            "zh-hant": "讓您等這麼久，真的很抱歉，請您見諒。這件事我盯著，辦好為止。",
        },
        (HOUR, TEA, BITE),
        ("wait", "late", "slow", "delay", "queue", "等", "慢", "久", "迟", "遲", "排队", "排隊"),
    ),
    Sorry(
        "forgot", _("We did not keep our word"),
        {
            "en": "I am sorry: we gave you our word and did not keep it. Please forgive us. I am seeing to it myself now.",
            "zh-hans": "答应您的没做到，是我们失信，请您原谅。现在我亲自去办。",
            "zh-hant": "答應您的沒做到，是我們失信，請您見諒。現在我親自去辦。",
        },
        (MYSELF, HOUR, TEA),
        ("promis", "forgot", "booking", "reserv", "忘", "答应", "答應", "预订", "預訂", "订了", "訂了", "漏"),
    ),
    Sorry(
        "broken", _("Something does not work"),
        {
            "en": "I am sorry this has let you down. Please forgive us. I am staying until it works, or you have another.",
            "zh-hans": "东西出了毛病，给您添麻烦了，请您原谅。修好或换新之前，我不走开。",
            "zh-hant": "東西出了毛病，給您添麻煩了，請您見諒。修好或換新之前，我不會走開。",
        },
        (MYSELF, STAY, TEA),
        ("broke", "not work", "doesn't work", "leak", "faulty", "坏", "壞", "修", "漏水", "不能用", "打不开", "打不開"),
    ),
    Sorry(
        "poor", _("Not as it should be"),
        {
            "en": "I am sorry, it should not have reached you like this. Please forgive us. Shall I have it made afresh, or would you like something else?",
            "zh-hans": "这样端给您，是我们不对，请您原谅。给您重做一份，还是换一样？",
            "zh-hant": "這樣端給您，是我們不對，請您見諒。幫您重做一份，還是換一樣？",
        },
        (AWAY, BITE, MYSELF),
        ("cold", "raw", "salty", "hair", "dirty", "taste", "凉", "涼", "冷", "咸", "鹹", "头发", "頭髮", "难吃", "難吃", "脏", "髒", "生的"),
    ),
    Sorry(
        "wrong", _("Not what they asked for"),
        {
            "en": "I am sorry, this is not what you asked for. Please forgive us. I am fetching the right one now.",
            "zh-hans": "这不是您要的，是我们弄错了，请您原谅。我这就去换。",
            "zh-hant": "這不是您要的，是我們弄錯了，請您見諒。我馬上去換。",
        },
        (AWAY, MYSELF, BITE),
        ("wrong", "not what", "mistake", "错", "錯", "不是", "名字"),
    ),
    Sorry(
        OTHER, _("Something else"),
        {
            "en": "I am very sorry this happened to you here. Please forgive us. I am with you until it is right.",
            "zh-hans": "在我们这儿让您遇上这样的事，真对不起，请您原谅。我陪着您，直到办好。",
            "zh-hant": "在我們這裡讓您遇到這種事，真的很抱歉，請您原諒。我陪著您，直到處理好。",
        },
        (STAY, TEA, QUIET),
    ),
)  # fmt: skip
BY_CODE = {kind.code: kind for kind in KINDS}


def guess(words: str) -> Sorry:
    """The kind of failure that free words speak of; the gravest first, ``other`` where none."""
    told = words.lower()
    return next(
        (kind for kind in KINDS if any(sign in told for sign in kind.signs)), BY_CODE[OTHER]
    )


def said(kind: Sorry, language: str, name: str = "") -> str:
    """What to say aloud in a language of the house, to somebody by name where it is known."""
    words = kind.words.get(language, kind.words["en"])
    if not name:
        return words
    return f"{name}, {words}" if words.isascii() else f"{name}，{words}"
