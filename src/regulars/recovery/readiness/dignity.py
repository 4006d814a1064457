"""Serving without servility: what no playbook may ask of anybody who works here.

Words are found in any of the three languages; a sentence that forbids them ("nobody kneels") is
let through.
"""

import re

from django.utils.translation import gettext as _

from regulars.engines import names
from regulars.places import spotting

HUMBLING = """
kneel
kneeling
beg
beg for forgiveness
grovel
on your knees
own pocket
out of their wages
deduct
deducted
wage deduction
fine the
fined
stand in the corner
stand facing
slap
write a hundred times
public apology
apologise in public
shame
named and shamed
in front of everybody
下跪
跪下
跪着
跪
磕头
求饶
苦苦哀求
自扇耳光
扇耳光
打脸
掌嘴
罚站
罚抄
罚款
罚钱
扣工资
扣钱
扣奖金
扣绩效
从工资里扣
自掏腰包
自己掏钱
自己赔
照价赔偿
当众检讨
当众道歉
公开检讨
写检讨
检讨书
站墙角
面壁
羞辱
骂不还口
打不还手
"""
NO = re.compile(
    r"(?:\b(?:no|not|never|nobody|no one|none|without|don't|do not|must not)\b[^.;!?]{0,30}"
    r"|(?:不|别|勿|莫|没有人|谁都不|禁止|严禁|绝不|不得|不要|无须|无需)[^。；！？,，]{0,8})$"
)


def found(*texts: str) -> tuple[str, ...]:
    """The humiliating words in these texts, as they are compared; none where all is well."""
    words = spotting.pattern(HUMBLING)
    hits: list[str] = []
    for text in texts:
        plain = names.fold(text)
        for hit in words.finditer(plain) if words else ():
            if not NO.search(plain[: hit.start()]) and hit.group() not in hits:
                hits.append(hit.group())
    return tuple(hits)


def refused(words: tuple[str, ...]) -> str:
    """Why, and what to write instead, in the language now active."""
    told = _("“{words}” takes somebody’s dignity. Write what we do for the customer instead: "
             "apologise standing upright, and the house pays.")  # fmt: skip
    return told.format(words=_(", ").join(words))
