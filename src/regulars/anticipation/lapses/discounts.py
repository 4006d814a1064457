"""A card that says somebody is missed sells nothing: a text with a discount is refused.

Phrases in three languages, and figures that can be nothing else (“20 % off”, 八折). Chinese has no
word bounds, so nothing of it is wrapped in one.
"""

import re
import unicodedata

ENGLISH = (
    "discount", "discounts", "discounted", "coupon", "coupons", "voucher", "vouchers", "promo",
    "promotion", "promotional", "half price", "half-price", "special offer", "special price",
    "reduced price", "money off", "percent off", "per cent off", "free of charge", "for free",
    "on the house", "complimentary", "cashback", "gift card", "buy one", "two for one", "rebate",
    "price cut", "sale price", "free gift", "free night", "loyalty points", "bonus points",
)  # fmt: skip
CHINESE = (
    "打折", "折扣", "折价", "折價", "优惠", "優惠", "特惠", "特价", "特價", "半价", "半價", "减价",
    "減價", "降价", "降價", "满减", "滿減", "立减", "立減", "减免", "減免", "代金券", "抵用券",
    "抵價券", "消费券", "消費券", "礼券", "禮券", "赠券", "贈券", "红包", "紅包", "返现", "返現",
    "促销", "促銷", "免费", "免費", "买一送一", "買一送一", "积分", "積分", "积点", "點數",
    "折让", "折讓", "让利", "讓利", "大酬宾", "大酬賓",
)  # fmt: skip
ENGLISH_WORDS = re.compile(r"(?<![a-z])(?:" + "|".join(map(re.escape, ENGLISH)) + r")(?![a-z])")
FIGURES = (
    re.compile(r"\d+(?:[.,]\d+)?\s*%\s*(?:off|less|discount)"),
    re.compile(r"(?:save|off|less)\s+[€$£¥￥]?\s*\d"),
    re.compile(r"[€$£¥￥]\s*\d+(?:[.,]\d+)?\s*off"),
    re.compile(r"(?<!波三)(?<!波)[\d一二三四五六七八九半两兩]+(?:\.\d)?\s*折(?![叠疊腾騰磨返])"),
    re.compile(r"[减減省][\d一二三四五六七八九十百]+\s*[元块塊%]"),
)


def found(text: str) -> str:
    """The first words of a discount in a text, as they stand there; empty where there is none."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    for rule in (ENGLISH_WORDS, *FIGURES):
        if hit := rule.search(plain):
            return hit.group(0)
    return next((word for word in CHINESE if word in plain), "")
