"""Words that blame, refused where something to practise is written; each with what to write
instead. A coach speaks of the next time, not of the person."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.engines import names
from regulars.places import spotting

PERSON = gettext_lazy("Say what to do next time: “Next time, two hands on the tray.”")
ALWAYS = gettext_lazy("Name the one time it happened: “Last night at table 12 …”")
THREAT = gettext_lazy("Offer your help: “Let us try it together at three.”")
SHAME = gettext_lazy("Say what it was like for the guest: “She waited eleven minutes.”")

GROUPS: tuple[tuple[str, Promise], ...] = (
    ("""your fault
your mistake
you failed
to blame
blame
careless
carelessness
sloppy
stupid
idiot
lazy
useless
incompetent
clumsy
unreliable
bad attitude
irresponsible
怪你
都怪
你的错
你的責任
你的责任
是你不对
粗心
马虎
大意
不小心一点
笨
蠢
懒
没用
没脑子
不负责任
不上心
态度差
态度不好
不专业
丢三落四
搞砸""", PERSON),
    ("""you always
you never
every time you
as usual
yet again
你总是
你老是
你从来
每次都
又是你
屡教不改
说过多少遍
说了多少次""", ALWAYS),
    ("""or else
last chance
final warning
fired
write-up
consequences
punish
punishment
再犯
下不为例
最后一次机会
开除
滚蛋
走人
处分
处罚
罚
扣钱
扣工资
绩效扣""", THREAT),
    ("""ashamed
shame on you
embarrassing
disgrace
let everyone down
丢脸
丢人
羞耻
不要脸
给大家丢
拖后腿
害群之马
连累""", SHAME),
)  # fmt: skip


def found(text: str) -> tuple[str, str] | None:
    """The first blaming word and what to write instead; None where there is none."""
    plain = names.fold(text)
    for words, instead in GROUPS:
        pattern = spotting.pattern(words)
        if pattern is not None and (hit := pattern.search(plain)):
            return hit.group(), str(instead)
    return None


def refused(hit: tuple[str, str]) -> str:
    """Why, with a proposal, in the language now active."""
    return _("“{word}” blames. {instead}").format(word=hit[0], instead=hit[1])
