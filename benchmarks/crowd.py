"""A million invented customers: half with Chinese names, the common ones by the thousand.

Names fall as they do in life: a few hundred surnames carry almost everybody, some given names are
in fashion (王伟 stands there more than a thousand times), and behind them runs a long tail of names
that are there once. The same seed gives the same people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from regulars.engines.names import given

TODAY = date(2026, 3, 24)
SINGLE = (
    "伟芳敏静军强磊洋艳勇杰娟涛明超霞平刚英华慧建文玲斌宇浩凯鑫波鹏亮健飞辉丽红梅莉燕萍婷雪琳"
    "晶璐颖欣怡佳蕾薇倩楠帆宁峰龙成东林阳岩松海山川云月星晨辰轩昊睿哲博恒毅旭诚信义仁德福禄寿"
)
COMMON = SINGLE + (
    "国志家文子思雨晓小春秋冬夏玉金银桂兰秀淑美爱新永长立正世天大中安平康乐雅诗梦若语涵梓浩宇泽"
    "俊嘉振兴荣富贵祥瑞庆和顺达光宗耀祖学书琴棋画竹菊莲荷香清洁素珍珠宝玲珑琪瑶琼瑾瑜璇玥珊珂"
    "卫援朝跃进革命红旗胜利解放建设英雄豪凌霄鸿雁鹤凤麟奇峻岭江河湖泊源泉润泽沛霖雷霆震鸣"
)
ONSETS = ["b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "kr", "l",
          "m", "n", "p", "pr", "r", "s", "sh", "st", "t", "th", "tr", "v", "w", "z"]  # fmt: skip
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "ie", "oa", "ou"]
CODAS = ["", "", "l", "n", "r", "s", "ck", "ld", "nd", "rd", "rt", "ss", "th", "x"]
ENDS = ["son", "ton", "ley", "man", "er", "well", "field", "berg", "ski", "sen", "ham", "by",
        "wood", "ford", ""]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    title: str
    phone: str
    card: str
    email: str
    last_on: date | None
    visits: int


def people(count: int, seed: int = 5) -> Iterator[Person]:
    """``count`` people, half of them with Chinese names."""
    rng = Random(seed)
    chinese, latin = chinese_names(rng), latin_names(rng)
    for number in range(count):
        name = next(chinese if number % 2 else latin)
        ago = round(rng.expovariate(1 / 240)) if rng.random() < 0.85 else None
        came = TODAY - timedelta(days=1 + ago) if ago is not None and ago < 1400 else None
        yield Person(
            name=name, title=rng.choice(("mr", "mrs", "ms", "")),
            phone=phone(number), card="" if number % 3 else f"62{rng.randrange(10**14):014d}",
            email=f"{name.split()[0].lower()}{number}@example.com" if number % 8 == 0 else "",
            last_on=came, visits=1 + int(rng.expovariate(0.2)) if came else 0,
        )  # fmt: skip


def phone(number: int) -> str:
    """Ranges that reach nobody; the number itself makes each different."""
    tail = (number * 7919 + 104729) % 10**8
    return f"+86154{tail:08d}" if number % 2 else f"+8861{tail:08d}"


def chinese_names(rng: Random) -> Iterator[str]:
    hans, hant = list(given.HANS_SURNAMES), list(given.HANT_SURNAMES)
    fashion = sorted({n for era in given.HANS_GIVEN for n in era.women + era.men if len(n) == 2})
    old = sorted({n for era in given.HANT_GIVEN for n in era.women + era.men if len(n) == 2})
    chars = list(dict.fromkeys(COMMON))
    while True:
        traditional, kind = rng.random() < 0.2, rng.random()
        family = zipf(rng, hant if traditional else hans, 6)
        if kind < 0.32 and not traditional:
            yield family + zipf(rng, SINGLE, 1)
        elif kind < 0.6:
            yield family + zipf(rng, old if traditional else fashion, 20)
        else:
            yield family + zipf(rng, chars, 30) + zipf(rng, chars, 30)


def latin_names(rng: Random) -> Iterator[str]:
    known = sorted({n for era in given.EN_GIVEN for n in era.women + era.men})
    rare_first = [coined(rng, "") for _ in range(15_000)]
    rare_last = [coined(rng, rng.choice(ENDS)) for _ in range(60_000)]
    while True:
        first = zipf(rng, known, 20) if rng.random() < 0.75 else zipf(rng, rare_first, 50)
        last = zipf(rng, given.EN_SURNAMES, 6) if rng.random() < 0.6 else zipf(rng, rare_last, 50)
        yield f"{first} {last}"


def coined(rng: Random, end: str) -> str:
    syllables = (
        rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(1 if end else 2)
    )
    return ("".join(syllables) + end).capitalize()


_WEIGHTS: dict[tuple[int, int], list[float]] = {}


def zipf(rng: Random, items: "list[str] | str", flat: int) -> str:
    """One of the items, the n-th with a chance of 1 / (n + flat)."""
    known = _WEIGHTS.get((len(items), flat))
    if known is None:
        known = list(accumulate(1 / (n + flat) for n in range(len(items))))
        _WEIGHTS[len(items), flat] = known
    return rng.choices(items, cum_weights=known)[0]
