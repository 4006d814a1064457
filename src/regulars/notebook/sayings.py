# ruff: noqa: E501  a pattern cut in two cannot be read
"""How people at the counter put it, in Chinese and English: the patterns of ``noticing``, as data.

Chinese stands in simplified; what is read is folded to it first, character by character. ``x`` is
what is kept of a match; without it the whole match is. The first pattern that takes a stretch of
words keeps it: dangers come first, dislikes before likes.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from regulars.notebook.models import FactKind as K

OBJ = r"(?P<x>[^,，。;；!！?？\n()（）]{1,24})"
EN_OBJ = (
    r"(?P<x>[\w' -]{2,40}?)(?=$|[,.;:!?\n]|\s(?:and|but|so|because|when|if|with his|with her)\s)"
)
LIST = (
    r"(?P<x>[\w' ,&/-]{2,60}?)(?=$|[.;:!?\n]|,?\s(?:but|so|because)\s|"
    r"(?:,|\sand)\s(?:he|she|they|likes?|loves?|prefers?|wants?|needs?|hates?|is|has|sits?|always|no|"
    r"not|please|can't|doesn't|today|came|comes|celebrat\w+|in a)\b)"
)


@dataclass(frozen=True)
class Saying:
    """One way to put it. ``own`` keeps only ``x``, else the words from the verb on."""

    kind: str
    pattern: str
    own: bool = False
    lasting: bool = True

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


SAYINGS = (
    # allergies, illness, belief
    Saying(K.ALLERGY, r"对(?P<x>[^对,，。;；!！?？\n]{1,16}?)(?:都|也|会|很|有|有点|严重|非常|特别)*过敏", True),
    Saying(K.ALLERGY, r"过敏(?:的?是|原是|源是|源|原)?[:：]?(?P<x>[^,，。;；!！?？\n的史]{1,12})", True),
    Saying(K.ALLERGY, r"(?:有)?(?P<x>[\u4e00-\u9fff、]{1,10})过敏", True),
    Saying(K.ALLERGY, rf"\ballerg(?:ic|y|ies)(?:\s+to|:)\s+{LIST}", True),
    Saying(K.ALLERGY, r"(?P<x>\b[a-z]+(?: [a-z]+)?)[ -]allerg(?:y|ies)\b", True),
    Saying(K.ALLERGY, r"\b(?P<x>[a-z]+)-allergic\b", True),
    Saying(K.MEDICAL, r"糖尿病|高血压|低血压|心脏病|哮喘|癫痫|怀孕|孕妇|有孕|有喜|乳糜泻|乳糖不耐受?|痛风|"
                      r"刚做完手术|术后|化疗|透析|抑郁症?"),
    Saying(K.MEDICAL, r"\b(?:diabetic|diabetes|high blood pressure|heart (?:condition|disease|trouble)|"
                      r"asthma(?:tic)?|epilep\w+|pregnant|c(?:o?)eliac|lactose intolerant|gout|chemo\w*|"
                      r"dialysis|depression)\b"),
    Saying(K.BELIEF, r"清真|穆斯林|回民|信佛|佛教徒?|基督徒|天主教徒?|犹太教徒?|印度教徒?"),
    Saying(K.BELIEF, r"\b(?:halal|kosher|muslim|jewish|hindu|buddhist|christian|sikh)\b"),
    # what to talk about
    Saying(K.CLOSED, rf"(?:别|不要|不能|不可以?)(?:再)?(?:问起?|提起?|聊起?|谈起?|说起){OBJ}", True),
    Saying(K.CLOSED, rf"(?:不想|不愿意?|不喜欢|不爱|讨厌)(?:别人)?(?:聊|谈|提|被问){OBJ}", True),
    Saying(K.CLOSED, r"\b(?:don't|do not|never|please don't) (?:ask(?: \w+)? about|mention|bring up|"
                     rf"talk(?: to \w+)? about) {EN_OBJ}", True),
    Saying(K.CLOSED, rf"\b(?:doesn't|does not|won't) (?:like|want) to (?:talk|speak) about {EN_OBJ}", True),
    Saying(K.TALK, rf"(?:喜欢|爱|最爱|乐意)(?:和人|跟人|跟我们)?(?:聊|谈){OBJ}", True),
    Saying(K.TALK, r"(?:聊|谈|说)(?:起|到)(?P<x>[^,，。;；!！?？\n]{1,12}?)(?:就|都|特别|很)+(?:开心|高兴|来劲|兴奋)", True),
    Saying(K.TALK, rf"\b(?:likes?|loves?|enjoys?) (?:to talk|talking|chatting|to chat) about {EN_OBJ}", True),
    # the way through the house
    Saying(K.ACCESS, r"坐?轮椅|拄?拐杖|婴儿车|助听器|听力不(?:太)?好|耳朵不(?:太)?好|耳背|视力不(?:太)?好|"
                     r"看不清|腿脚不(?:太)?(?:方便|好)|行动不便|走不快|上不了楼|爬不了楼"),
    Saying(K.ACCESS, r"\b(?:wheel-?chair|walking stick|crutch(?:es)?|walking frame|pram|push-?chair|"
                     r"stroller|hearing aid|hard of hearing|poor eyesight|(?:can't|cannot) manage (?:the )?stairs|"
                     r"unsteady on (?:his|her|their) feet)\b"),
    # what must be, before what is merely liked
    Saying(K.REQUIREMENT, r"(?:不能|不可以|没法)(?:吃|喝|碰|闻|晒|坐)[^,，。;；!！?？\n]{1,12}|"
                          r"(?:吃|喝)不了[^,，。;；!！?？\n]{1,12}|(?:必须|一定要|非得)[^,，。;；!！?？\n]{1,16}|"
                          r"吃素|素食者?"),
    Saying(K.REQUIREMENT, rf"\b(?:can't|cannot|can not|mustn't|must not) (?:eat|drink|have|sit in) {EN_OBJ}"),
    Saying(K.REQUIREMENT, rf"\b(?:must have|has to have|must be|has to be) {EN_OBJ}"),
    Saying(K.REQUIREMENT, r"\b(?:vegetarian|vegan)\b"),
    # today
    Saying(K.MOOD, r"(?:很|有点|有些|特别|非常|挺|好|太)*(?:不开心|不高兴|心情(?:很|不太|不|特别|挺)*(?:好|差|糟)|"
                   r"情绪低落|难过|伤心|悲伤|失落|疲惫|疲倦|(?<!积)累(?!计|积)|开心|高兴|兴奋|激动|紧张|焦虑|"
                   r"着急|生气|没睡好|精神不好)", lasting=False),
    Saying(K.MOOD, r"(?:(?<=\bis )|(?<=\bwas )|(?<=\bseems )|(?<=\blooks )|(?<=\blooked )|(?<=\bfeels )|"
                   r"(?<=\bfeeling )|(?<=\bseemed )|(?<=\bsounds )|(?<=^)|(?<=\bhe's )|(?<=\bshe's )|"
                   r"(?<=[,.] ))(?:(?:very|so|a bit|rather|really|quite|pretty) )?"
                   r"(?:tired|exhausted|worn out|sad|grieving|upset|unhappy|not happy|cheerful|excited|stressed|"
                   r"nervous|anxious|angry|happy(?! to| birthday| hour)|in (?:a )?(?:bad|good|great) mood)\b",
           lasting=False),
    Saying(K.AIM, r"赶时间|很赶|赶(?:飞机|火车|高铁|着)[^,，。;；!！?？\n]{0,6}|(?:来)?庆祝[^,，。;；!！?？\n]{0,12}|"
                  r"出差|谈生意|谈事情|商务宴请|约会|度蜜月|放松一?下?|家庭聚餐", lasting=False),
    Saying(K.AIM, r"\bin (?:a (?:bit of a )?)?(?:hurry|rush)\b|\bcelebrat\w+(?: [\w' ]{2,30})?|"
                  r"\bbusiness (?:trip|meeting|lunch|dinner)\b|\bdate night\b|\b(?:on )?(?:their |a )?honeymoon\b|"
                  r"\bcatching a (?:train|flight|plane)\b|\bhere to relax\b", lasting=False),
    Saying(K.OCCASION, r"(?:(?:今天|明天|后天|下周|这周末|周末|下个?月|\d{1,2}月\d{1,2}[日号]?)(?:是|过|有)?)?"
                       r"[^,，。;；!！?？\n今明后下]{0,6}?(?:生日|结婚纪念日|纪念日|婚礼|结婚|毕业|乔迁|满月酒?|周岁)", lasting=False),
    Saying(K.OCCASION, r"\b(?:(?:his|her|their|own) )?(?:wedding(?: anniversary)?|birthday|anniversary|graduation|"
                       r"retirement|housewarming)(?: (?:party|is))*(?: (?:today|tomorrow|tonight|next \w+|"
                       r"this \w+|on (?:the )?\w+(?: \w+)?))?\b", lasting=False),
    # dislikes, likes, needs, wishes
    Saying(K.AVERSION, r"(?:不(?:太|大|怎么|是很|是太)?(?:喜欢|爱)|不(?:吃|喝|坐|用|加|放|碰)(?!惯了)|讨厌|受不了|"
                       r"不习惯|(?<!可)怕)(?!了|过)[^,，。;；!！?？\n]{1,16}"),
    Saying(K.AVERSION, r"不要(?!紧|问|提|聊|谈|忘|说)[^,，。;；!！?？\n]{1,10}", lasting=False),
    Saying(K.AVERSION, r"\b(?:doesn't like|does not like|don't like|didn't like|dislikes?|hates?|can't stand|"
                       r"cannot stand|can't bear|doesn't (?:eat|drink|want)|does not (?:eat|drink)|avoids?) "
                       rf"{EN_OBJ}", True),
    Saying(K.AVERSION, r"(?:(?<=^)|(?<=[,.;] ))no (?P<x>(?!problem|idea|answer|hurry|need|thanks|one|show|"
                       r"reply|rush|allerg|known|more|longer|reserv|book)[a-z]+(?: [a-z]+)?)(?=$|[,.;!])", True),
    Saying(K.PREFERENCE, r"(?:最|很|特别|比较|更|都|就|只|一直|总是?)?(?:喜欢|偏爱|钟爱|爱(?:吃|喝|坐|听|看|用|穿|点|闻)|"
                         r"习惯(?:坐|喝|吃|用|先)|(?:总是|每次都?|老)(?:点|要|坐|买)|只(?:吃|喝|坐|用|要))"
                         r"(?!了)[^,，。;；!！?？\n]{1,20}"),
    Saying(K.PREFERENCE, rf"\b(?:really |always )?(?:likes|loves|prefers|enjoys|adores|like|love|prefer) (?!to be )(?:to (?:have |sit |drink |eat )?)?{EN_OBJ}", True),
    Saying(K.PREFERENCE, rf"\b(?:liked|loved|enjoyed|praised) {EN_OBJ}", True, lasting=False),
    Saying(K.PREFERENCE, rf"\b(?:always|usually) (?:has|takes|orders|sits|drinks|asks for|wants) {EN_OBJ}", True),
    Saying(K.WANT, r"(?:一直想|很想|特别想|梦想)[^,，。;；!！?？\n]{1,16}|要是(?:能|有)[^,，。;；!！?？\n]{1,16}就好了?"),
    Saying(K.WANT, rf"\b(?:would love|'d love|dreams of|has always wanted|wishes for)(?: to)? {EN_OBJ}", True),
    Saying(K.NEED, r"需要[^,，。;；!！?？\n]{1,16}", lasting=False),
    Saying(K.NEED, rf"\bneeds (?!to )(?:a |an |some |the )?{EN_OBJ}", True, lasting=False),
)  # fmt: skip

NOT = re.compile(
    r"(?:(?<!是)不|(?<!有)没|没有|并非|并不|从不|从没|从来不|不再|不见得|不一定|不是(?!不)|不用|无需|不必|无)"
    r"(?:有|是|会|很|太|怎么|特别|那么|再|吃|做|要|说|说过|提过|讲过)*$"
    r"|\b(?:not|no|never|isn't|aren't|wasn't|doesn't|don't|didn't|hasn't|haven't|without|hardly|neither|nor)"
    r"\b(?! only| just)(?:\s+(?:\w+|\w+'\w+)){0,3}\s*$"
)
"""Stands right before what is denied by it."""

DENIED = re.compile(
    r"(?<!是)(?:不|没有?|不会|并不|并没有?|从不|从没)$|^(?:不|没有?|并不|不会)|^(?:no|not|without|any)\b"
)
"""What “对花生不过敏” leaves in the middle: a no inside the match itself."""

PAST = re.compile(
    r"以前|从前|过去|曾经?|原来|原本|小时候|早年|当年|之前|昨天|上次|前几天|去年"
    r"|\bused to\b|\bno longer\b|\bformerly\b|\bpreviously\b|\bin the past\b|\bas a child\b|\byesterday\b"
    r"|\blast (?:time|week|month|year)\b|\bstopped\b"
)
NOW = re.compile(r"现在|如今|还是|仍|照样|至今|一直|\bstill\b|\bnow\b|\balways\b|\beven now\b")
NO_MORE = re.compile(r"^[^,.;!?，。；！？]{0,20}\bany ?more\b")
ASKED = re.compile(r"[?？]|吗|是不是|会不会|有没有|\bwhether\b|\bif (?:he|she|they)\b")
STAFF = re.compile(r"(?:^|[,，;；\s“\"])(?:我|我们|咱们|i|we)(?:都|也|很|真|really|all|both)*\s*$")
TODAY = re.compile(
    r"今天|今晚|这次|这回|今日|此刻|\btoday\b|\btonight\b|\bthis time\b|\bjust now\b"
)
SPOKEN = re.compile(r"说|告诉|提到|讲|问|要求|\b(?:said|says|told|tells|mention\w*|ask\w*)\b")
CUT = re.compile(
    r"[,，;；:：“”\"()（）]|但是|不过|可是|但|\bbut\b|\band (?=(?:he|she|they|his|her)\b)"
)
END = re.compile(r"[^。.!！?？\n]*[。.!！?？\n]?")

KIN_ZH = (
    "老婆|妻子|老公|丈夫|爱人|儿子|女儿|孩子|小孩|宝宝|妈妈|母亲|爸爸|父亲|婆婆|公公|岳母|岳父|奶奶|爷爷|"
    "外婆|外公|姥姥|姥爷|姐姐|妹妹|哥哥|弟弟|孙子|孙女|男朋友|女朋友|朋友|同事|同伴|助理"
)
KIN_EN = (
    "wife|husband|partner|son|daughter|child|children|kids?|baby|mother|mum|mom|father|dad|sister|brother|"
    "grandmother|grandfather|grandma|grandpa|girlfriend|boyfriend|friend|colleague|mother-in-law|father-in-law"
)
KIN = re.compile(
    rf"(?:他|她|我|您|你|客人)?(?:的|家)?(?P<zh>(?:大|小)?(?:{KIN_ZH})|(?<=[他她我您你的])(?:太太|先生|夫人))"
    rf"|(?:\b(?:my|his|her|their|the|a|our|whose)\s+|(?<=^)|(?<=[,.;] ))(?P<en>{KIN_EN})(?!\w)"
)
"""“太太” and “先生” are kin only after somebody's “他”, “她”, “的”: alone they are the guest."""

SELF = re.compile(
    r"^\s*(?:但|不过)?(?:他|她|本人|自己|客人|he\b|she\b|guest\b|the guest\b|himself\b|herself\b)"
)
TELLS = re.compile(
    r"过敏|allerg|anaphyla|epipen|糖尿病|高血压|低血压|心脏病|哮喘|癫痫|怀孕|孕妇|有孕|乳糜泻|乳糖不耐|痛风|术后|"
    r"化疗|透析|抑郁|癌|艾滋|肝炎|diabet|blood pressure|heart (?:condition|disease|trouble)|asthma|epilep|"
    r"pregnan|coeliac|celiac|lactose|\bgout\b|chemo|dialysis|depress|cancer|\bhiv\b|hepatitis|"
    r"清真|穆斯林|回民|信佛|佛教|基督徒|天主教|犹太|印度教|halal|kosher|muslim|jewish|hindu|buddhist|christian|sikh"
)
"""Words that go under seal, whatever else stands around them, denied or not."""
