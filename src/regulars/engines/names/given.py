"""Lists from which people are invented. Common names of their day; nobody in particular.

Written by hand for this project. Surnames run from frequent to rare; the tail keeps some whose
reading surprises (单, 仇, 查, 解, 尉迟), so that the demo shows what a stored reading is for.
"""

from typing import NamedTuple


class Generation(NamedTuple):
    """Given names in fashion for people born from this year on."""

    since: int
    women: list[str]
    men: list[str]


def _words(text: str) -> list[str]:
    return text.split()


def _generation(since: int, women: str, men: str) -> Generation:
    return Generation(since, women.split(), men.split())


HANS_SURNAMES = _words(
    "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 邓 冯 曹 彭 "
    "曾 肖 田 董 潘 袁 蔡 蒋 余 于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 "
    "韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 龙 黎 史 陶 贺 毛 郝 顾 龚 邵 万 覃 武 "
    "钱 戴 严 莫 孔 向 常 汤 康 易 乔 赖 文 解 单 欧阳 仇 查 区 盖 朴 司马 尉迟 诸葛 上官"
)
HANT_SURNAMES = _words(
    "陳 林 黃 張 李 王 吳 劉 蔡 楊 許 鄭 謝 郭 洪 邱 曾 廖 賴 徐 周 葉 蘇 莊 江 呂 何 羅 高 蕭 潘 "
    "簡 朱 鍾 彭 游 詹 胡 施 沈 余 趙 盧 梁 顏 柯 孫 魏 翁 戴 范 宋 方 鄧 杜 侯 曹 薛 丁 馬 單 "
    "歐陽 范姜"
)
EN_SURNAMES = [
    *_words(
        "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson "
        "Evans Walker White Roberts Green Hall Wood Harris Martin Jackson Clarke Lewis Clark "
        "Turner Hill Cooper Ward Moore Morris King Watson Baker Harrison Morgan Young Allen "
        "Mitchell Campbell Ross Bell Murphy Kelly Bailey Parker Miller Davis Shaw Murray Fraser "
        "Stewart Hughes Khan Ahmed Ali Garcia Martinez Lopez Nguyen Kim Cohen O’Brien O’Connor "
        "McDonald Fitzgerald Singh Sharma Novak Schmidt Rossi Dubois Silva Kowalski Andersson "
        "Hansen Yilmaz Okafor Mensah Byrne"
    ),
    "van der Berg",
    "de la Cruz",
    "Taylor-Reid",
    "St John",
]

HANS_GIVEN = (
    _generation(
        1900,
        "秀兰 桂英 玉兰 秀英 淑珍 桂兰 玉珍 凤英 秀珍 素芬 惠芳 丽华 美华 春梅 秋菊 月娥 淑华 "
        "爱华 红梅 桂芝 玉梅 兰英 芳 敏 静 琴 萍 英 霞 娟",
        "建国 志强 国强 建华 德明 永福 文斌 志明 国华 建平 卫东 爱国 振华 长林 福生 宝国 金生 "
        "玉林 学文 继业 援朝 刚 军 勇 平 杰 涛 斌 明 波",
    ),
    _generation(
        1968,
        "丽娟 海燕 晓燕 艳红 雪梅 晓红 文静 婷婷 丹丹 晓丽 雅琴 慧敏 佳 倩 颖 婷 洁 莉 琳 蕾 雪 "
        "薇 丽萍 春燕 冬梅 海霞 立新 玉洁 思远 小雨",
        "志伟 晓东 建军 海涛 文涛 俊杰 少华 永强 立军 国栋 晓明 志刚 明辉 家明 宏伟 伟 磊 强 鹏 "
        "飞 超 浩 亮 峰 凯 健 宇 志远 明哲 景行",
    ),
    _generation(
        1992,
        "雨桐 思琪 梦洁 欣怡 诗涵 佳怡 雅静 若曦 语嫣 可欣 子涵 晨曦 雨萱 梓萱 一诺 思颖 嘉欣 "
        "乐瑶 艺涵 紫薇 瑶 悦 萌 彤 妍 静怡 书瑶 清妍 知夏 安然",
        "子轩 浩然 宇航 俊熙 博文 天宇 梓豪 子墨 嘉豪 文博 泽宇 家乐 一鸣 思源 子豪 昊天 晨阳 "
        "明轩 睿 轩 昊 阳 逸 然 皓宇 书豪 景行 知远 亦凡 承泽",
    ),
)
HANT_GIVEN = (
    _generation(
        1900,
        "淑芬 美玲 秀英 麗華 淑惠 素珍 美惠 玉蘭 春嬌 秀琴 麗珠 月娥 惠美 淑貞 寶珠 美雲 秋月 錦雲",
        "志明 俊雄 文雄 正雄 金龍 進財 明德 國雄 清福 榮華 春生 添財 武雄 文龍 義雄 永昌 順發 瑞祥",
    ),
    _generation(
        1968,
        "怡君 雅婷 淑娟 雅雯 佩君 欣怡 佳蓉 婉婷 靜宜 惠雯 詩涵 雅惠 筱涵 怡婷 佩珊 郁婷 瓊慧 "
        "嘉玲 純 潔",
        "家豪 志偉 俊傑 建宏 宗翰 冠宇 信宏 俊宏 志豪 明哲 彥廷 承翰 柏翰 偉倫 文傑 士豪 威廷 毅 "
        "誠 傑",
    ),
    _generation(
        1995,
        "品妤 詠晴 子晴 宥蓁 芷瑄 郁庭 思妤 羽彤 亭萱 若妍 心怡 采潔 語彤 韻如 沛恩 以晴 芸 寧",
        "承恩 宥廷 品睿 柏睿 冠廷 宇翔 睿恩 子睿 彥霖 奕辰 家瑋 哲宇 楷傑 博鈞 恩齊 禹丞 諾 捷",
    ),
)
EN_GIVEN = (
    _generation(
        1900,
        "Margaret Patricia Susan Linda Barbara Christine Helen Carol Ann Judith Elizabeth Mary "
        "Janet Sandra Diane Ruth Joyce Dorothy Frances Maureen Sheila Rosemary",
        "John David Michael Peter Robert William James George Richard Alan Brian Keith Roger "
        "Kenneth Thomas Anthony Edward Ronald Walter Frank Gordon Leonard",
    ),
    _generation(
        1968,
        "Sarah Karen Nicola Emma Claire Lisa Joanne Rachel Michelle Anna Julia Laura Kate Priya "
        "Fatima Maria Sofia Aisha Rebecca Victoria Louise Catherine Jessica Amy",
        "Paul Mark Andrew Stephen Daniel Simon Matthew Christopher Ian Adam Omar Carlos Rajesh "
        "Marco Jonathan Patrick Neil Stuart Philip Benjamin Alexander Samuel Nathan Gareth",
    ),
    _generation(
        1992,
        "Olivia Emily Sophie Chloe Ella Grace Lily Mia Isla Zoe Maya Hannah Ava Freya Layla "
        "Amelia Phoebe Leah Nina Yasmin Charlotte Imogen",
        "Jack Harry Oliver Noah Leo Ethan Lucas Max Oscar Theo Ryan Liam Jacob Arjun Mateo Finn "
        "Zac Toby Owen Yusuf Callum Elliot",
    ),
)

# Assigned area codes of the United States; 555-0100 to 555-0199 is kept for fiction in each.
AREA_CODES = _words(
    "201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 220 223 224 225 227 228 "
    "229 231 234 235 239 240 248 251 252 253 254 256 260 262 267 269 270 272 274 276 279 281 283 "
    "301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 324 325 326 "
    "327 329 330 331 332 334 336 337 339 341 346 347 350 351 352 353 360 361 363 364 369 380 385 "
    "386 401 402 404 405 406 407 408 409 410 412 413 414 415 417 419 423 424 425 430 432 434 435 "
    "440 442 443 445 447 448 458 463 464 469 470 472 475 478 479 480 484 501 502 503 504 505 507 "
    "508 509 510 512 513 515 516 517 518 520 530 531 534 539 540 541 551 557 559 561 562 563 564 "
    "567 570 571 572 573 574 575 580 582 585 586 601 602 603 605 606 607 608 609 610 612 614 615 "
    "616 617 618 619 620 623 626 628 629 630 631 636 640 641 645 646 650 651 656 657 659 660 661 "
    "662 667 669 678 680 681 682 686 689 701 702 703 704 706 707 708 712 713 714 715 716 717 718 "
    "719 720 724 725 726 727 728 730 731 732 734 737 738 740 743 747 748 754 757 760 762 763 765 "
    "769 770 771 772 773 774 775 779 781 785 786 801 802 803 804 805 806 808 810 812 813 814 815 "
    "816 817 818 820 821 826 828 830 831 832 835 838 839 840 843 845 847 848 850 854 856 857 858 "
    "859 860 862 863 864 865 870 872 878 901 903 904 906 907 908 909 910 912 913 914 915 916 917 "
    "918 919 920 925 928 929 930 931 934 936 937 938 940 941 943 945 947 948 949 951 952 954 956 "
    "959 970 971 972 973 975 978 979 980 983 984 985 986 989"
)
