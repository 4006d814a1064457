"""The hotel by the river, in Bangkok: Mr Yu's sixth stay, and the technician on his ladder."""

from datetime import date, time

from regulars.notebook.models import FactKind, Source, Use
from regulars.places.models import Role, Trade
from regulars.site.demo.small.script import Colleague, Coming, Guest, Known, Script, Task

TASKS = (
    Task(
        "desk",
        "Receptionist",
        "前台接待",
        "櫃檯接待",
        "Welcome arrivals, hand over rooms, say goodbye.",
        "Nobody who comes through our door feels like a stranger.",
    ),
    Task(
        "floor",
        "Floor attendant",
        "楼层管家",
        "樓層管家",
        "Keep the floor, greet every guest by name, pass the word on.",
        "Every guest feels expected, on every floor.",
    ),
    Task(
        "technician",
        "Technician",
        "工程师傅",
        "工程師傅",
        "Lamps, lifts, water, air: everything works.",
        "Our guests feel at home here, and at home somebody holds the door for you.",
    ),
    Task(
        "cleaner",
        "Room attendant",
        "客房服务员",
        "房務員",
        "Make the room ready as one would for one's own family.",
        "The room says: we thought of you before you came.",
    ),
    Task(
        "duty",
        "Duty manager",
        "值班经理",
        "值班經理",
        "Stand where the guests are, clear the way for the team.",
        "Those who care for guests are cared for.",
    ),
)

COLLEAGUES = (
    Colleague("nok", "Nok", Role.CLERK, "floor", "corridor"),
    Colleague("ploy", "Ploy", Role.CLERK, "desk", "desk"),
    Colleague("ben", "Ben", Role.CLERK, "technician", "corridor"),
    Colleague("mali", "Mali", Role.CLERK, "cleaner", "room"),
    Colleague("art", "Art", Role.CLERK, "desk", "checkout"),
    Colleague("dao", "Dao", Role.CLERK, "desk", "door"),
    Colleague("arun", "Arun", Role.MANAGER, "duty", "door"),
)

YU = Guest(
    "余建平", "mr", "Yú Jiànpíng", "+8615400001208", "zh-hans", date(1968, 4, 9),
    visits=(1310, 960, 610, 330, 120), coming=Coming(time(14), "1208", 1, "business, a talk"),
    known=(
        Known(FactKind.PREFERENCE, "A room on the river side, high up", 120),
        Known(FactKind.PREFERENCE, "Two pillows, the firm ones", 120, Source.SEEN, Use.SILENT),
        Known(FactKind.PREFERENCE, "Jasmine tea in the room, not coffee", 330),
        Known(FactKind.TALK, "His daughter's piano", 120),
        Known(FactKind.CLOSED, "Prices of flats", 610),
        Known(FactKind.WANT, "A quiet hour before a talk", 120, Source.SEEN, Use.SILENT),
    ),
)  # fmt: skip

ROSSI = Guest(
    "Giulia Rossi", "mrs", "ROSS-ee", "+390612300456", "en", date(1986, 9, 2), visits=(400, 41),
    coming=Coming(time(15, 30), "604", 3, "holiday with two boys"), household=4,
    known=(
        Known(FactKind.RELATION, "Two boys, Marco and Leo", 41),
        Known(FactKind.ALLERGY, "Leo: peanuts", 41, of_home=True),
        Known(FactKind.ACCESS, "Pushchair and bags: the lift, and a hand at the door", 41,
              plan={"door": "Go out to meet them", "corridor": "Hold the lift"}),
        Known(FactKind.NEED, "Towels by the pool for three", 41),
    ),
)  # fmt: skip

OTHERS = (
    Guest("林秀珍", "mrs", "Lín Xiùzhēn", "+886912300777", "zh-hant", date(1957, 10, 12),
          visits=(800, 500, 200, 60), coming=Coming(time(16), "311", 2, "60th wedding day"),
          known=(Known(FactKind.OCCASION, "Wedding day, sixty years", 5),
                 Known(FactKind.ACCESS, "Walks with a stick: no stairs", 60),
                 Known(FactKind.PREFERENCE, "Congee at breakfast, a little ginger", 60))),
    Guest("Daniel Okafor", "mr", "oh-KAH-for", "+447700900123", "en", date(1990, 1, 20),
          visits=(33,), coming=Coming(time(18), "902", 1, "two days of rest"),
          known=(Known(FactKind.AVERSION, "Lilies in the room", 33),
                 Known(FactKind.PREFERENCE, "Late check-out on Sundays", 33))),
    Guest("Aroon Petch", "mr", "", "+66812300111", "en", date(1979, 4, 16), visits=(1320, 1315),
          known=(Known(FactKind.PREFERENCE, "The corner table at breakfast", 1315),)),
    Guest("孙晓梅", "ms", "Sūn Xiǎoméi", "+8615400003311", "zh-hans", date(1995, 7, 7),
          coming=Coming(time(17, 15), "415", 1, "first time in Bangkok")),
)  # fmt: skip

HOTEL = Script(
    "riverside",
    "Riverside Hotel",
    "河畔酒店",
    "河畔飯店",
    Trade.HOTEL,
    "Asia/Bangkok",
    "THB",
    "We learn your name once. We think of the next step before you do. If something goes wrong, "
    "whoever hears of it puts it right.",
    ("step_free", "lift", "wide_doors", "seat", "no:hearing_loop"),
    "The side entrance by the river has no steps.",
    ((time(0), time(0)),),
    TASKS,
    COLLEAGUES,
    (YU, ROSSI, *OTHERS),
    rules=(("Nobody brings open flames into a room", "candle\nsparkler\n蜡烛\n仙女棒"),),
)
