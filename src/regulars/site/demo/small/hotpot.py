"""川里火锅 in Chengdu: Xiao Li with three friends in a hurry, and a long-haired guest."""

from datetime import date, time

from regulars.notebook.models import FactKind, Source, Use
from regulars.places.models import Role, Trade
from regulars.site.demo.small.script import Colleague, Coming, Guest, Known, Script, Task

TASKS = (
    Task(
        "door",
        "Host",
        "迎宾",
        "迎賓",
        "迎客、排号、送客。",
        "让每一位走到门口的人，都觉得来对了地方。",
    ),
    Task(
        "table",
        "Waiter",
        "服务员",
        "服務員",
        "点菜、看锅、添汤、收桌。",
        "客人没开口，我们已经想到。",
    ),
    Task("cook", "Cook", "后厨", "後廚", "备菜、切配、看火候。", "一口锅端上去，是请自家人吃饭。"),
    Task("clean", "Cleaner", "保洁", "清潔", "桌面、地面、洗手间。", "干净，客人才坐得安心。"),
    Task("head", "Manager", "店长", "店長", "在客人在的地方，给同事撑腰。", "照顾好照顾客人的人。"),
)

COLLEAGUES = (
    Colleague("zhang", "张门童", Role.CLERK, "door", "door", time(10, 30), time(23, 30)),
    Colleague("xiaofang", "小芳", Role.CLERK, "table", "table", time(10, 30), time(23, 30)),
    Colleague("dawei", "大伟", Role.CLERK, "table", "table", time(10, 30), time(23, 30)),
    Colleague("chef", "老周师傅", Role.CLERK, "cook", "kitchen", time(9), time(22)),
    Colleague("liujie", "刘姐", Role.CLERK, "clean", "table", time(9), time(22)),
    Colleague("hong", "洪店长", Role.MANAGER, "head", "till", time(10), time(23, 30)),
)

GUESTS = (
    Guest("李晓", "ms", "Lǐ Xiǎo", "+8615400004411", "zh-hans", date(1998, 3, 3),
          visits=(160, 121, 83, 40, 12),
          coming=Coming(time(18, 30), "大厅 8 号", 4, "赶电影，七点四十要走"),
          known=(Known(FactKind.PREFERENCE, "微辣，要多加一份毛肚", 12),
                 Known(FactKind.NEED, "上菜要快，常赶时间", 12, Source.SEEN, Use.SILENT),
                 Known(FactKind.TALK, "电影", 40))),
    Guest("单雯", "ms", "Shàn Wén", "+8615400004412", "zh-hans", date(1993, 11, 8),
          visits=(90, 35), coming=Coming(time(19), "靠窗 3 号", 2, "好久没见的朋友"),
          known=(Known(FactKind.WANT, "长头发，吃火锅想要一根皮筋", 35, Source.SEEN, Use.SILENT),
                 Known(FactKind.PREFERENCE, "冰的酸梅汤", 35))),
    Guest("仇国强", "mr", "Qiú Guóqiáng", "+8615400004413", "zh-hans", date(1961, 5, 1),
          visits=(300, 210, 150, 75, 30, 9),
          coming=Coming(time(17, 45), "包间 竹", 8, "给母亲过八十大寿"),
          known=(Known(FactKind.OCCASION, "母亲八十大寿", 3),
                 Known(FactKind.ALLERGY, "虾蟹", 75),
                 Known(FactKind.ACCESS, "母亲坐轮椅", 9,
                       plan={"door": "推到门口接", "table": "靠外侧留一个空位"}))),
    Guest("Marta Bianchi", "mrs", "BYAHN-kee", "+390612300999", "en", date(1984, 2, 2),
          visits=(22,), coming=Coming(time(20, 15), "大厅 5 号", 3, "晚饭，带着婴儿"),
          known=(Known(FactKind.PREFERENCE, "清汤锅底", 22), Known(FactKind.NEED, "婴儿椅", 22))),
    Guest("贺然", "mr", "Hè Rán", "+8615400004415", "zh-hans", date(2001, 9, 9),
          coming=Coming(time(20), "大厅 2 号", 2, "第一次来")),
)  # fmt: skip

HOTPOT = Script(
    "chuanli", "Chuanli Hot Pot", "川里火锅", "川里火鍋", Trade.RESTAURANT, "Asia/Shanghai", "CNY",
    "记得你爱吃什么，也记得你不能吃什么。满座的时候，我们再问一遍，再想一个办法。",
    ("ramp", "seat", "baby", "no:lift"), "门口右手边有坡道，二楼只有楼梯。",
    ((time(11), time(14, 30)), (time(17), time(0, 30))),
    TASKS, COLLEAGUES, GUESTS, rules=(("锅边不点明火", "仙女棒\n蜡烛\ncandle\nsparkler"),),
)  # fmt: skip
