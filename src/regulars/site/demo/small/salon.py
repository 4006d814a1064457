"""靜好髮廊 in Taipei: one client praises the tea, another goes on to a wedding."""

from datetime import date, time

from regulars.notebook.models import FactKind, Source, Use
from regulars.places.models import Role, Trade
from regulars.site.demo.small.script import Colleague, Coming, Guest, Known, Script, Task

TASKS = (
    Task("stylist", "Stylist", "发型师", "設計師",
         "聽、看、剪、說明。", "客人走出去的時候，比進來時更喜歡自己。"),
    Task("assistant", "Assistant", "助理", "助理",
         "洗頭、遞茶、掃地、記得。", "坐下來的人，先被照顧到，再被服務到。"),
    Task("owner", "Owner", "店主", "店主",
         "開門、關門，和每一位客人說再見。", "讓這條街上有一個可以喘口氣的地方。"),
)  # fmt: skip

COLLEAGUES = (
    Colleague("yating", "雅婷", Role.CLERK, "stylist", "chair", time(10), time(19)),
    Colleague("xiaomi", "小米", Role.CLERK, "assistant", "wash", time(10), time(19)),
    Colleague("jing", "靜姐", Role.OWNER, "owner", "door", time(10), time(19)),
)

GUESTS = (
    Guest("陳怡君", "ms", "Chén Yíjūn", "+886912300201", "zh-hant", date(1988, 6, 18),
          visits=(210, 168, 126, 84, 42), coming=Coming(time(11), "2 號椅", 1, "剪髮"),
          known=(Known(FactKind.PREFERENCE, "這裡的烏龍茶", 42),
                 Known(FactKind.TALK, "她在種的蘭花", 42),
                 Known(FactKind.CLOSED, "工作", 84))),
    Guest("黃淑芬", "mrs", "Huáng Shúfēn", "+886912300202", "zh-hant", date(1975, 12, 1),
          visits=(150, 95, 48), coming=Coming(time(13, 30), "1 號椅", 1, "吹整，等一下去喝喜酒"),
          known=(Known(FactKind.OCCASION, "姪女今天結婚", 2),
                 Known(FactKind.ALLERGY, "含酒精的定型液", 48))),
    Guest("王偉", "mr", "Wáng Wěi", "+886912300203", "zh-hant", date(1969, 8, 30),
          visits=(63, 32), coming=Coming(time(16), "2 號椅", 1, "剪短"),
          known=(Known(FactKind.NEED, "耳朵不好，站在他右邊說話", 32, Source.SEEN, Use.SILENT),
                 Known(FactKind.ACCESS, "聽力不好", 32))),
    Guest("曾子晴", "ms", "Zēng Zǐqíng", "+886912300204", "zh-hant", date(2000, 2, 14),
          coming=Coming(time(17, 30), "1 號椅", 1, "第一次來，想剪短")),
)  # fmt: skip

SALON = Script(
    "jinghao", "Jinghao Salon", "静好发廊", "靜好髮廊", Trade.SALON, "Asia/Taipei", "TWD",
    "坐下來，先喝口茶。我們記得上次聊到哪裡，也記得什麼不必提。",
    ("seat", "no:step_free"), "門口有兩級台階，說一聲我們就出來扶。",
    ((time(10), time(19)),), TASKS, COLLEAGUES, GUESTS,
    rules=(("未做膚測不染髮", "染髮不測\n免膚測"),),
)  # fmt: skip
