"""What each trade begins with: the posts on a customer's way through it, in three languages.

A starting set, not a rule: a house adds, renames, moves and removes posts without any code.
"""

from typing import NamedTuple

from regulars.places.models import Trade


class Post(NamedTuple):
    """A post: its code, its names, the seconds until a greeting, and what it is there for."""

    code: str
    name: str
    zh_hans: str
    zh_hant: str
    greet_within: int = 30


FOUND = Post("found-us", "Found us", "找到我们", "找到我們", 3600)
BOOKING = Post("booking", "Booking", "预订", "預訂", 180)
DOOR = Post("door", "Door", "门口", "門口", 10)
DESK = Post("desk", "Front desk", "前台", "櫃檯", 30)
TILL = Post("till", "Till", "收银台", "收銀台", 30)
FAREWELL = Post("farewell", "Farewell", "送客", "送客", 10)
AFTER = Post("afterwards", "Afterwards", "离店以后", "離店以後", 3600)

CHAINS: dict[str, tuple[Post, ...]] = {
    Trade.SHOP: (
        FOUND, DOOR, Post("aisle", "Aisles", "货架", "貨架"), TILL, FAREWELL,
        Post("doorstep", "Customer’s doorstep", "客人家门口", "客人家門口"), AFTER,
    ),
    Trade.HOTEL: (
        FOUND, BOOKING, DOOR, DESK, Post("corridor", "Corridor", "走廊", "走廊", 10),
        Post("room", "Room", "客房", "客房"), Post("breakfast", "Breakfast", "早餐厅", "早餐廳"),
        Post("checkout", "Check-out", "退房", "退房"), FAREWELL, AFTER,
    ),
    Trade.RESTAURANT: (
        FOUND, BOOKING, DOOR, Post("table", "Table", "桌边", "桌邊"),
        Post("kitchen", "Kitchen", "厨房", "廚房", 60), TILL, FAREWELL, AFTER,
    ),
    Trade.SALON: (
        FOUND, BOOKING, DOOR, Post("chair", "Chair", "座位", "座位"),
        Post("wash", "Wash basin", "洗头区", "洗頭區"), TILL, FAREWELL, AFTER,
    ),
    Trade.COUNTER: (
        FOUND, Post("phone", "Telephone", "电话", "電話", 20), DOOR,
        Post("waiting", "Waiting", "等候区", "等候區"), Post("window", "Counter", "窗口", "窗口"),
        FAREWELL, AFTER,
    ),
}  # fmt: skip
