"""What other systems call the columns by which a person is known, in English and Chinese.

Simplified and traditional characters are one here; only other words need their own entry.
"""

CUSTOMER = ("customer_id", "customer_no", "customer_number", "customer_code",
            "member", "member_id", "member_no", "client_id", "guest_id",
            "household_id", "客户编号", "客户号", "客户id", "会员编号", "会员号",
            "会员id", "顾客编号", "客人编号", "住客编号", "客户", "会员", "顾客")  # fmt: skip
CARD = ("card_no", "card_number", "card_id", "member_card", "loyalty_card", "卡号",
        "会员卡号", "会员卡", "卡片号码", "贵宾卡号", "vip卡号")  # fmt: skip
NAME = ("full_name", "customer_name", "guest_name", "client_name", "member_name",
        "booked_by", "guest", "client", "姓名", "名字", "客户姓名", "会员姓名",
        "顾客姓名", "客户名称", "客人姓名", "住客姓名", "预订人", "预约人", "订位人",
        "订房人", "联系人", "称呼", "会员名称")  # fmt: skip
GIVEN = ("first_name", "forename", "given_names", "名")
FAMILY = ("last_name", "surname", "姓", "姓氏")
PHONE = ("mobile", "mobile_phone", "cell", "cell_phone", "telephone", "tel",
         "phone_number", "mobile_number", "contact_number", "phone_no", "手机",
         "手机号", "手机号码", "电话", "电话号码", "联系电话", "联络电话", "行动电话",
         "联系方式", "预订电话", "预约电话")  # fmt: skip
EMAIL = ("e_mail", "mail", "email_address", "邮箱", "电子邮箱", "电子邮件", "信箱",
         "电邮")  # fmt: skip
PARTY = ("guests", "people", "persons", "pax", "covers", "party_size",
         "number_of_guests", "人数", "用餐人数", "就餐人数", "入住人数", "到店人数",
         "来客人数", "位数")  # fmt: skip
TITLES = {
    "mr": "mr", "mister": "mr", "sir": "mr", "male": "mr", "m": "mr", "man": "mr",
    "先生": "mr", "男": "mr", "男士": "mr", "男性": "mr", "mrs": "mrs", "madam": "mrs",
    "太太": "mrs", "夫人": "mrs", "ms": "ms", "miss": "ms", "female": "ms", "f": "ms",
    "woman": "ms", "女士": "ms", "小姐": "ms", "女": "ms", "女性": "ms",
}  # fmt: skip
