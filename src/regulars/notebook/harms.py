"""What belongs together when something may harm: “no wine” is also against champagne, and a belief
or an illness speaks against whole families of things nobody has to name one by one.

Words are compared folded (``names.fold``): 简体 and 繁體 are equal. Latin words are whole words;
Chinese has no borders, so what would be found inside another word is excluded by hand (酒 in 酒店).
The table is deliberately broad: to ask once too often costs a question.
"""

import re
from dataclasses import dataclass


def family(latin: str, han: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word.strip()) for word in latin.split(","))
    return re.compile(rf"(?<![a-z0-9])(?:{words})(?:e?s)?(?![a-z0-9])|{han}")


FAMILIES: dict[str, re.Pattern[str]] = {
    "alcohol": family(
        "alcohol,alcoholic,wine,beer,champagne,prosecco,cava,whisky,whiskey,spirit,cocktail,cider,"
        "sake,liqueur,rum,gin,vodka,brandy,sherry,port wine,mulled wine,tiramisu,booze",
        r"酒(?!店|家|楼|窝|精棉|精湿巾)|香槟|威士忌|白兰地|伏特加|醪糟|提拉米苏"),
    "peanut": family("peanut,groundnut,satay", r"花生|沙爹"),
    "nut": family("nut,nuts,almond,hazelnut,walnut,cashew,pistachio,pecan,praline,marzipan,nougat",
                  r"坚果|杏仁|榛子|核桃|腰果|开心果|巴旦木|牛轧糖"),
    "milk": family("milk,dairy,lactose,cream,butter,cheese,yoghurt,yogurt,ice cream,latte,custard",
                   r"牛奶|奶|乳糖|乳制品|芝士|黄油|拿铁"),
    "egg": family("egg,mayonnaise,meringue,custard", r"鸡蛋|蛋"),
    "wheat": family("wheat,gluten,flour,bread,cake,biscuit,cookie,pastry,noodle,pasta,dumpling,pie",
                    r"小麦|麸质|面粉|面包|蛋糕|饼干|糕点|面条|饺子|馒头|曲奇"),
    "soy": family("soy,soya,tofu,soybean,soy sauce", r"大豆|黄豆|豆腐|豆浆|酱油"),
    "sesame": family("sesame,tahini", r"芝麻"),
    "fish": family("fish,salmon,tuna,cod,anchovy,sashimi,sushi", r"鱼|三文鱼|生鱼片|寿司"),
    "shellfish": family("shellfish,seafood,shrimp,prawn,crab,lobster,oyster,mussel,clam,scallop",
                        r"海鲜|虾|蟹|贝|牡蛎|生蚝|龙虾|扇贝"),
    "pork": family("pork,ham,bacon,lard,sausage,gelatine,gelatin", r"猪|火腿|培根|香肠|腊肉|明胶"),
    "beef": family("beef,steak,veal", r"牛肉|牛排|牛腩|肥牛"),
    "meat": family("meat,pork,ham,bacon,sausage,beef,steak,veal,lamb,mutton,chicken,duck,goose,"
                   "turkey,poultry", r"肉|猪|火腿|培根|香肠|牛排|肥牛|羊排|鸡翅|烤鸭|排骨"),
    "sweet": family("sugar,sweet,sweets,candy,chocolate,cake,dessert,pudding,honey,syrup,ice cream",
                    r"糖|甜|巧克力|蛋糕|蜂蜜|冰淇淋|月饼|汤圆"),
    "tea": family("tea,matcha,oolong", r"茶(?!几|具|室|馆|楼|水间)"),
    "caffeine": family("caffeine,coffee,espresso,latte,cappuccino,energy drink", r"咖啡|拿铁"),
    "scent": family("perfume,fragrance,scent,scented,incense,scented candle,essential oil,"
                    "aromatherapy", r"香水|香薰|熏香|精油|香氛"),
    "pollen": family("pollen,flower,bouquet,lily,lilies,rose", r"花粉|鲜花|花束|百合|玫瑰"),
    "latex": family("latex,rubber glove,balloon,lash glue", r"乳胶|气球|橡胶手套"),
    "dye": family("hair dye,dye,ppd,bleach,henna", r"染发|染膏|漂发|海娜"),
    "make-up": family("make-up,make up,makeup,cosmetics,mascara,foundation,lipstick,mask",
                      r"化妆|妆|彩妆|面膜|粉底|口红"),
    "raw": family("raw,sashimi,sushi,tartare,carpaccio,rare steak", r"生鱼片|刺身|生蚝|寿司"),
    "hot bath": family("sauna,steam bath,hot tub,hot spring,jacuzzi", r"桑拿|汗蒸|温泉|泡汤"),
}  # fmt: skip


@dataclass(frozen=True)
class Implied:
    """Who is told of by these words is not offered what belongs to these families."""

    told: re.Pattern[str]
    families: tuple[str, ...]


IMPLIED = (
    Implied(family("sober,teetotal,teetotaller,in recovery,recovering alcoholic,aa member,"
                   "no drink,does not drink,doesn t drink,dry january",
                   r"戒酒|滴酒不沾|不喝酒|不能喝酒|不沾酒"), ("alcohol",)),
    Implied(family("halal,muslim", r"清真|穆斯林|回民"), ("pork", "alcohol")),
    Implied(family("kosher,jewish", r"犹太"), ("pork", "shellfish")),
    Implied(family("hindu", r"印度教"), ("beef",)),
    Implied(family("vegetarian,eats no meat", r"吃素|素食"), ("meat", "fish", "shellfish")),
    Implied(family("vegan", r"纯素|全素"), ("meat", "fish", "shellfish", "milk", "egg")),
    Implied(family("pregnant,pregnancy,expecting a baby", r"怀孕|孕妇|有孕|有喜"),
            ("alcohol", "raw", "hot bath")),
    Implied(family("diabetic,diabetes", r"糖尿病"), ("sweet",)),
    Implied(family("lactose intolerant,lactose", r"乳糖不耐"), ("milk",)),
    Implied(family("coeliac,celiac,gluten free", r"乳糜泻|无麸质"), ("wheat",)),
    Implied(family("heart condition,heart disease,high blood pressure", r"心脏病|高血压"),
            ("hot bath",)),
    Implied(family("gout", r"痛风"), ("alcohol", "shellfish")),
)  # fmt: skip


def families_in(text: str) -> set[str]:
    """The families that a folded text speaks of."""
    return {name for name, words in FAMILIES.items() if words.search(text)}


def implied_by(told: str) -> set[str]:
    """The families that what they told us (folded) speaks against without naming them."""
    return {name for one in IMPLIED if one.told.search(told) for name in one.families}
