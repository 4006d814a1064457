"""The first draft of a card, in the customer's language: a person reads it, changes it, signs it.

These are letters, not labels of the program: they stand here as they are written, in the three
languages, and no card is sent as it lies here without a hand.
"""

from collections.abc import Mapping
from datetime import date

LANGUAGES = ("en", "zh-hans", "zh-hant")
DEAR = {"en": "Dear {name},", "zh-hans": "{name}：", "zh-hant": "{name}："}
NUMBERS = {
    "en": ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    "zh-hans": ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"),
    "zh-hant": ("", "一", "兩", "三", "四", "五", "六", "七", "八", "九", "十"),
}
MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
AGO = {
    "en": {0: "on {day}", 1: "one year ago, {day},", 2: "{n} years ago, {day},"},
    "zh-hans": {0: "{day}", 1: "去年{day}", 2: "{n}年前的{day}"},
    "zh-hant": {0: "{day}", 1: "去年{day}", 2: "{n}年前的{day}"},
}
MISSED = {
    "en": "A very happy birthday to you.\n\nIt was {ago} that we last said goodbye to you here at "
    "{house}. The whole house misses you: those who knew you then still speak of you. May your new "
    "year be a kind one, and may it bring you past our door again some day.",
    "zh-hans": "祝您生日快乐！\n\n{ago}，我们在{house}送您出门，一直记到今天。店里上上下下都很"
    "想念您，当时招呼过您的同事还常常提起您。愿您新的一岁平安顺心，也盼着哪天再见到您。",
    "zh-hant": "祝您生日快樂！\n\n{ago}，我們在{house}送您出門，一直記到今天。店裡上上下下都很"
    "想念您，當時招呼過您的同事還常常提起您。願您新的一歲平安順心，也盼著哪天再見到您。",
}
BIRTHDAY = {
    "en": "A very happy birthday from all of us at {house}. May your new year be a good one, with "
    "time for whatever you like best. It is a pleasure to know you.",
    "zh-hans": "祝您生日快乐！{house}的每一个人都为您高兴。愿您新的一岁万事顺心，天天有喜欢的事"
    "可做。认识您，是我们的福气。",
    "zh-hant": "祝您生日快樂！{house}的每一個人都為您高興。願您新的一歲萬事順心，天天有喜歡的事"
    "可做。認識您，是我們的福氣。",
}
FIRST_VISIT = {
    "en": "It is {n} years to the day since you first came to {house}. Thank you for every time "
    "you have come since. We remember it gladly.",
    "zh-hans": "{n}年前的今天，您第一次走进{house}。谢谢您之后的每一次光临，我们都记在心里。",
    "zh-hant": "{n}年前的今天，您第一次走進{house}。謝謝您之後的每一次光臨，我們都記在心裡。",
}
FIRST_YEAR = {
    "en": FIRST_VISIT["en"].replace("{n} years", "one year"),
    "zh-hans": FIRST_VISIT["zh-hans"].replace("{n}年前", "一年前"),
    "zh-hant": FIRST_VISIT["zh-hant"].replace("{n}年前", "一年前"),
}
WEDDING = {
    "en": "All of us at {house} wish the two of you a happy wedding anniversary, and many more.",
    "zh-hans": "结婚纪念日快乐！{house}全体祝二位恩爱如初，年年有今日。",
    "zh-hant": "結婚紀念日快樂！{house}全體祝二位恩愛如初，年年有今日。",
}
OTHER = {
    "en": "All of us at {house} are thinking of you today and wish you a beautiful day.",
    "zh-hans": "今天是您的好日子，{house}的大家都惦记着您，祝您开开心心。",
    "zh-hant": "今天是您的好日子，{house}的大家都惦記著您，祝您開開心心。",
}
FEAST = {
    "en": "{wish} from all of us at {house}. May you spend it with those you love.",
    "zh-hans": "{wish}！{house}全体祝您阖家团圆，平安喜乐。",
    "zh-hant": "{wish}！{house}全體祝您闔家團圓，平安喜樂。",
}
WISHES = {
    "spring": ("Happy Spring Festival", "新春快乐", "新春快樂"),
    "lantern": ("Happy Lantern Festival", "元宵节快乐", "元宵節快樂"),
    "dragon_boat": ("A peaceful Dragon Boat Festival", "端午安康", "端午安康"),
    "mid_autumn": ("Happy Mid-Autumn Festival", "中秋快乐", "中秋快樂"),
    "double_ninth": ("A good Double Ninth Festival", "重阳节安康", "重陽節安康"),
    "songkran": ("Happy Songkran", "宋干节快乐", "潑水節快樂"),
    "christmas": ("Merry Christmas", "圣诞快乐", "聖誕快樂"),
    "new_year": ("Happy New Year", "新年快乐", "新年快樂"),
}


def language_of(*wished: str) -> str:
    """The first of these languages a letter is written in; English where none is."""
    for each in wished:
        code = each.lower().replace("_", "-")
        if code in LANGUAGES:
            return code
        if code.startswith("zh"):
            return "zh-hant" if code in ("zh-tw", "zh-hk", "zh-mo") else "zh-hans"
        if code.startswith("en"):
            return "en"
    return "en"


def day_in(day: date, language: str) -> str:
    """16 April; 4月16日."""
    if language == "en":
        return f"{day.day} {MONTHS[day.month]}"
    return f"{day.month}月{day.day}日"


def counted(n: int, language: str) -> str:
    return NUMBERS[language][n] if n < len(NUMBERS[language]) else str(n)


def ago(day: date, on: date, language: str) -> str:
    """Three years ago, 16 April: by the calendar, as people say it."""
    years = max(0, on.year - day.year)
    shape = AGO[language][min(2, years)]
    return shape.format(n=counted(years, language), day=day_in(day, language))


def body(kind: str, occasion: str, years: int) -> Mapping[str, str]:
    if kind == "missed":
        return MISSED
    if kind == "festival":
        return FEAST
    if occasion == "first_visit":
        return FIRST_VISIT if years > 1 else FIRST_YEAR
    return {"birthday": BIRTHDAY, "wedding": WEDDING}.get(occasion, OTHER)


def draft(
    kind: str, occasion: str, *, name: str, house: str, language: str, on: date, years: int = 0,
    goodbye: date | None = None,
) -> str:  # fmt: skip
    """The words of a card. ``name`` is as it is said to them in that language."""
    wish = WISHES.get(occasion.partition(":")[2], ("", "", ""))
    words = body(kind, occasion, years)[language].format(
        house=house, n=counted(years, language), wish=wish[LANGUAGES.index(language)],
        ago=ago(goodbye, on, language) if goodbye else "",
    )  # fmt: skip
    return f"{DEAR[language].format(name=name)}\n\n{words}"
