"""Playbooks that come with the house, as proposals: one reads them, makes them one's own, and only
then are they in force. Each in English, 简体 and 繁體."""

from dataclasses import dataclass
from typing import Any

from regulars.places.models import Trade
from regulars.recovery.models import Trouble

Three = tuple[str, str, str]
LANGUAGES = ("en", "zh-hans", "zh-hant")
NOTHING: Three = ("", "", "")
ALL: tuple[str, ...] = ()

LEADER: Three = ("Whoever leads", "当班负责人", "當班主管")
NEAREST: Three = ("Whoever is nearest", "离得最近的人", "離得最近的人")
TWO: Three = ("Two people", "两个人", "兩個人")
UPRIGHT: Three = (
    "We apologise standing upright. Nobody pays for it, and nobody is told off in front of guests.",
    "道歉是站着道歉。谁都不自掏腰包，也不当着客人的面数落同事。",
    "道歉是站著道歉。誰都不自掏腰包，也不當著客人的面數落同事。",
)


@dataclass(frozen=True)
class Start:
    """One proposal. ``trades`` is empty where it is for every house."""

    code: str
    trades: tuple[str, ...]
    name: Three
    steps: tuple[tuple[Three, Three, Three], ...]
    dignity: Three = UPRIGHT

    def names(self) -> dict[str, str]:
        fields = ("name", "name_zh_hans", "name_zh_hant")
        return dict(zip(fields, self.name, strict=True))

    def texts(self) -> dict[str, Any]:
        """As an edition keeps it."""
        return {
            language: {
                "dignity": self.dignity[at],
                "steps": [
                    {"who": who[at], "do": do[at], "say": say[at]} for who, do, say in self.steps
                ],
            }
            for at, language in enumerate(LANGUAGES)
        }


POWER = Start(Trouble.POWER, ALL, ("The power is out", "停电", "停電"), (
    (NEAREST, ("Torches on. Stand still for ten seconds and look who is on stairs, in the lift, by "
               "the stove.",
               "先打手电，原地站十秒：看看楼梯上、电梯里、灶台边有没有人。",
               "先開手電筒，原地站十秒：看看樓梯上、電梯裡、爐台邊有沒有人。"), NOTHING),
    (LEADER, ("Go from guest to guest. Tell them what we know, and when you come again.",
              "一桌一桌去说：现在知道什么，几分钟后再来。",
              "一桌一桌去說：現在知道什麼，幾分鐘後再來。"),
     ("The power has gone out. You are safe here. I come back to you in ten minutes.",
      "停电了，您放心，这里安全。十分钟后我再来跟您说。",
      "停電了，您放心，這裡安全。十分鐘後我再來跟您說。")),
    (TWO, ("One to the fuse box and the landlord, one stays with the guests. Gas off, doors of the "
           "cold room shut.",
           "一个去看电闸、给物业打电话，一个留下陪客人。关煤气，冷库门别开。",
           "一個去看電箱、打給物業，一個留下陪客人。關瓦斯，冷凍庫門別開。"), NOTHING),
    (LEADER, ("Longer than half an hour: let everybody go without paying for what they could not "
              "enjoy, see them out with light.",
              "超过半小时：没享用到的不收钱，打着手电送客人出门。",
              "超過半小時：沒享用到的不收錢，打著手電筒送客人出門。"),
     ("Today is on us. May we call you when the light is back?",
      "今天算我们的。来电了给您打个电话，好吗？",
      "今天算我們的。來電了打電話給您，好嗎？")),
))  # fmt: skip

SYSTEM = Start(Trouble.SYSTEM, ALL, ("The till or the system is down",
     "收银或系统瘫了", "收銀或系統當機"), (
    (NEAREST, ("Take the paper block. Name, what, how much, phone. Serve on.",
               "拿出纸本：姓名、要了什么、多少钱、电话。照常服务。",
               "拿出紙本：姓名、點了什麼、多少錢、電話。照常服務。"),
     ("Our system is resting; we are not. I write it down by hand.",
      "系统歇了，我们没歇，我给您手写。",
      "系統休息了，我們沒休息，我幫您手寫。")),
    (LEADER, ("Say aloud how one can pay: cash, transfer, next time. Trust the guest.",
              "说清楚怎么付：现金、转账、下次再付。相信客人。",
              "說清楚怎麼付：現金、轉帳、下次再付。相信客人。"),
     ("Please go ahead; you can pay next time.",
          "您先走，下次来再付就好。", "您先走，下次來再付就好。")),
    (LEADER, ("Call whoever mends it; write the time of the call on the block.",
              "给维修打电话，把几点打的写在纸本上。",
              "打給維修，把幾點打的寫在紙本上。"), NOTHING),
    (TWO, ("When it runs again: one reads out, one types in. Then count.",
           "恢复以后：一个念、一个录，录完对一遍。",
           "恢復以後：一個念、一個輸入，輸完對一遍。"), NOTHING),
))  # fmt: skip

PERSON = Start(Trouble.PERSON, ALL, ("A key person is missing", "关键的人没来", "關鍵的人沒來"), (
    (LEADER, ("Ask first whether they are well. The shift comes second.",
              "先问人好不好，再说班。", "先問人好不好，再說班。"),
     ("Are you all right? We manage here.",
          "你还好吗？这边我们顶着。", "你還好嗎？這邊我們頂著。")),
    (LEADER, ("Strike something off today: what will guests miss least? Write it at the door.",
              "今天划掉一样：客人最不会惦记的那样。写在门口。",
              "今天劃掉一樣：客人最不會惦記的那樣。寫在門口。"), NOTHING),
    (LEADER, ("Call those who have booked with that person before they set out.",
              "约了这位同事的客人，趁还没出门先打电话。",
              "約了這位同事的客人，趁還沒出門先打電話。"),
     ("She cannot be here today. Would you like a colleague of hers, or another day?",
      "她今天来不了。换一位同事，还是改一天？", "她今天來不了。換一位同事，還是改一天？")),
    (NEAREST, ("Nobody works twice their hours to fill it. Swap, call in, or close a part.",
               "谁都不用硬扛双班：换班、叫人，或者少开一块。",
               "誰都不用硬撐雙班：換班、叫人，或者少開一區。"), NOTHING),
))  # fmt: skip

WEATHER = Start(Trouble.WEATHER, ALL, ("Ice, storm, flood",
     "冰雪、台风、大水", "冰雪、颱風、淹水"), (
    (LEADER, ("The evening before: who comes tomorrow, which way, who had better stay home?",
              "前一晚：明天谁来、走哪条路、谁该在家待着？",
              "前一晚：明天誰來、走哪條路、誰該待在家？"), NOTHING),
    (LEADER, ("Tell those who have booked before they set out; the frail and far away first.",
              "趁客人没出门先告诉他们；老人、路远的先说。",
              "趁客人沒出門先告訴他們；長輩、路遠的先說。"),
     ("The roads are ice. Stay at home; your place waits for you, at no charge.",
      "路上结冰，您别出门。位子给您留着，不收任何费用。",
      "路面結冰，您別出門。位子幫您留著，不收任何費用。")),
    (NEAREST, ("Salt and sand at the door before anybody comes; mats, towels, something hot.",
               "开门前先撒盐撒沙；门垫、毛巾、热的备好。",
               "開門前先撒鹽撒沙；門墊、毛巾、熱的備好。"), NOTHING),
    (LEADER, ("Staff go home while they still can; whoever must stay has a bed and food.",
              "趁还能走让同事回家；走不了的，有床有饭。",
              "趁還能走讓同事回家；走不了的，有床有飯。"), NOTHING),
))  # fmt: skip

DELAY = Start(Trouble.DELAY, ALL, ("It takes longer than we promised",
     "要比说好的晚", "要比說好的晚"), (
    (NEAREST, ("Tell them before they notice: why, how long, when you tell them again.",
               "在他们发觉之前说：为什么、要多久、什么时候再来说。",
               "在他們發覺之前說：為什麼、要多久、什麼時候再來說。"),
     ("It takes twenty minutes longer; the oven has failed. I am with you again at ten past.",
      "要晚二十分钟，烤箱坏了。十分我再来跟您说。",
      "要晚二十分鐘，烤箱壞了。十分我再來跟您說。")),
    (LEADER, ("First those in need: children, the old, the sick, whoever has a train to catch.",
              "先照顾等不起的：孩子、老人、病人、赶车的。",
              "先照顧等不起的：孩子、長輩、病人、趕車的。"), NOTHING),
    (NEAREST, ("Something to drink and a seat, unasked. Whoever wishes to go gets all back.",
               "不用开口，先给水、给座。想走的，钱全退。",
               "不用開口，先給水、給座位。想走的，錢全退。"), NOTHING),
    (LEADER, ("Keep the time of the next word to the minute, also when there is no news.",
              "说好几点再来就几点来，没消息也来。",
              "說好幾點再來就幾點來，沒消息也來。"),
     ("I have nothing new yet. I come again at half past.",
          "还没有新消息，半点我再来。", "還沒有新消息，半點我再來。")),
))  # fmt: skip

SPILLED = Start(Trouble.SPILLED, (Trade.RESTAURANT, Trade.HOTEL),
                ("Spilled on a guest", "洒在客人身上", "灑在客人身上"), (
    (NEAREST, ("Is anybody burnt? Cold water, ten minutes, before anything else.",
               "先看烫没烫着：烫了先冲凉水十分钟，别的都往后放。",
               "先看燙到沒：燙了先沖冷水十分鐘，其他都往後放。"),
     ("Please forgive us. Are you hurt?", "真对不起，烫着没有？", "真的很抱歉，有燙到嗎？")),
    (NEAREST, ("Clean towels, a quieter seat, something to wear over it.",
               "干净毛巾、安静一点的座位、一件能披的。",
               "乾淨毛巾、安靜一點的座位、一件能披的。"), NOTHING),
    (LEADER, ("Take the cleaning on: name, phone, brought back when and by whom.",
              "干洗我们来：记姓名、电话，说好谁、几点送回。",
              "送洗我們來：記姓名、電話，說好誰、幾點送回。"),
     ("We have it cleaned and bring it to you tomorrow before six.",
      "我们送去干洗，明天六点前给您送到。", "我們送去乾洗，明天六點前送到府上。")),
    (LEADER, ("Ask whoever dropped it how they are. They sit down for five minutes.",
              "问问失手的同事怎么样，让他坐五分钟。",
              "問問失手的同事還好嗎，讓他坐五分鐘。"), NOTHING),
))  # fmt: skip

FULL = Start(Trouble.FULL, (Trade.HOTEL, Trade.RESTAURANT),
             ("Promised to two at once", "同一间许了两家", "同一間許了兩家"), (
    (LEADER, ("Find the other bed before they arrive: as good or better, we pay, also the taxi.",
              "趁客人没到先找好：一样好或更好，房费、车费都归我们。",
              "趁客人還沒到先找好：一樣好或更好，房費、車費都算我們的。"), NOTHING),
    (LEADER, ("Tell them yourself, sitting down, before they have to ask.",
              "亲自说，坐下来说，别等客人来问。",
              "親自說，坐下來說，別等客人來問。"),
     ("We promised your room to two people. That is our mistake. I have another for you, and the "
      "car waits.",
      "您的房间我们许了两家，是我们的错。另一间已经备好，车在等。",
      "您的房間我們許了兩家，是我們的錯。另一間已經備好，車在等。")),
    (TWO, ("One goes along with the luggage; nobody is sent away alone.",
           "一个人拿着行李陪过去，不让客人自己走。",
           "一個人拿著行李陪過去，不讓客人自己走。"), NOTHING),
    (LEADER, ("Next morning: a call, and their room here for the rest of their stay.",
              "第二天早上打个电话，剩下几晚的房间给他们备好。",
              "隔天早上打個電話，剩下幾晚的房間幫他們備好。"), NOTHING),
))  # fmt: skip

SKIN = Start(Trouble.SKIN, (Trade.SALON,), ("It burns or itches",
     "烧、痒、起红", "灼熱、癢、發紅"), (
    (NEAREST, ("Rinse at once, lukewarm, fifteen minutes. Do not ask first whether it is bad.",
               "马上用温水冲十五分钟，先冲再问。",
               "馬上用溫水沖十五分鐘，先沖再問。"),
     ("I rinse it out now. Tell me at once if it gets worse.",
      "我现在就给您冲掉，不舒服马上告诉我。", "我現在就幫您沖掉，不舒服馬上跟我說。")),
    (NEAREST, ("Swelling in the face, breath short, dizzy: call the ambulance, stay beside them.",
               "脸肿、气短、头晕：马上叫救护车，守在旁边。",
               "臉腫、喘、頭暈：馬上叫救護車，守在旁邊。"), NOTHING),
    (LEADER, ("Keep the tube and note the number on it. The doctor will ask.",
              "药膏管子留着，记下批号，医生会问。",
              "藥膏管子留著，記下批號，醫師會問。"), NOTHING),
    (LEADER, ("Nothing is charged. Ring tonight and tomorrow, and write the allergy down.",
              "不收钱。当晚和第二天打电话，把过敏记进本子。",
              "不收錢。當晚和隔天打電話，把過敏記進本子。"),
     ("How is it tonight? I call you again tomorrow.",
          "今晚怎么样？明天我再打给您。", "今晚還好嗎？明天我再打給您。")),
))  # fmt: skip

STARTS = (DELAY, POWER, SYSTEM, PERSON, WEATHER, SPILLED, FULL, SKIN)
BY_CODE = {start.code: start for start in STARTS}


def of(trade: str) -> tuple[Start, ...]:
    """What suits a trade: its own first."""
    fitting = [start for start in STARTS if not start.trades or trade in start.trades]
    return tuple(sorted(fitting, key=lambda start: not start.trades))
