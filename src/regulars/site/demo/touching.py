"""Cards to sign, somebody who wishes for peace, and follow-ups of some months. All invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from regulars.anticipation.followups import order, verbs
from regulars.anticipation.guard import peace
from regulars.anticipation.lapses import drafting
from regulars.anticipation.models import Sequence
from regulars.customers import consents, people, visits
from regulars.customers.models import Customer
from regulars.moments.models import Deadline
from regulars.places.models import Place, Role, Staff

DAY = timedelta(days=1)
AWAY = (("沈远", "mr", "zh-hans"), ("Clara Lindqvist", "ms", "en"), ("何婉仪", "mrs", "zh-hant"))
"""Each came six times and then no more; the last of them wishes to be left in peace."""


@dataclass(frozen=True)
class Words:
    """In the language of a house: whom it keeps in touch with, what for and for what reasons.

    ``followed``: how many words it took with each; with ``still`` it goes on.
    """

    followed: tuple[tuple[str, int], ...]
    still: str
    aim: str
    reasons: tuple[str, ...]


WORDS = {
    "en": Words(
        (("Ingrid Maas", 2), ("Tom Hale", 5), ("Farah Idris", 6)), "Nora Whitcombe",
        "Comes to one of our tea afternoons",
        (
            "The bookshop we talked about has moved; the new address",
            "The recipe you asked for, on the back of a card", "A picture book for your little one",
            "The window table is quietest on Wednesday afternoons",
            "I tried the tea you told me of, and wrote down how I liked it",
            "Our new pastry cook would like your opinion",
        ),
    ),
    "zh-hans": Words(
        (("方小曼", 2), ("赵启明", 5), ("许志远", 6)), "郑雅雯", "来参加一次茶会",
        (
            "上次聊到的那家书店开了新店，地址抄给您", "您问的做法写在卡片背面了",
            "给孩子留了一本小画册", "靠窗的位子周三下午最安静", "试了您推荐的茶，写几句感想",
            "新来的师傅手艺，请您看看",
        ),
    ),
    "zh-hant": Words(
        (("方品妍", 2), ("簡柏宇", 5), ("許志遠", 6)), "鄭雅雯", "來參加一次茶會",
        (
            "上次聊到的那家書店開了新店，地址抄給您", "您問的做法寫在卡片背面了",
            "幫孩子留了一本小畫冊", "靠窗的位子週三下午最安靜", "試了您推薦的茶，寫幾句感想",
            "新來的師傅手藝，請您看看",
        ),
    ),
}  # fmt: skip


@transaction.atomic
def reach_out(place: Place, now: datetime) -> None:
    """Once for a house; done again it changes nothing."""
    clerk = place.staff.filter(role=Role.CLERK).order_by("pk").first()
    if clerk is None or Sequence.objects.filter(place=place).exists():
        return
    for turn, (name, title, language) in enumerate(AWAY):
        guest = been_here(place, clerk, name, title, language, now, turn)
    peace.wish(guest, place, by=clerk.opaque, now=now - 400 * DAY)
    drafting.draft(place, now)
    words = WORDS.get(place.language, WORDS["en"])
    for name, many in words.followed:
        follow(place, clerk, words, name, many, now - (20 * many + 10) * DAY, over=True)
    follow(place, clerk, words, words.still, 2, now - 35 * DAY, over=False)


def been_here(
    place: Place, clerk: Staff, name: str, title: str, language: str, now: datetime, turn: int
) -> Customer:
    """Somebody whose last goodbye lies about three years back and whose birthday is near."""
    guest = people.introduce(place, name=name, title=title, invented=True)
    consents.give(guest, "greetings", by=clerk.opaque, now=now - 1500 * DAY, place=place)
    born = (place.day_of(now) + (turn + 2) * DAY).replace(year=1968 + 4 * turn)
    Customer.objects.filter(pk=guest.pk).update(birthday=born, language=language)
    for n in range(5, -1, -1):
        at = now - (1000 + 40 * turn + 60 * n) * DAY
        visits.arrive(guest, place, by=clerk.opaque, now=at)
        visits.depart(guest, place, by=clerk.opaque, now=at + timedelta(hours=1))
    return guest


def follow(
    place: Place, clerk: Staff, words: Words, name: str, many: int, begun: datetime, *, over: bool
) -> None:
    """So many words, seventeen days apart; then something came of it, or it goes on."""
    guest = people.introduce(place, name=name, invented=True)
    consents.give(guest, "marketing", by=clerk.opaque, now=begun, place=place)
    row = verbs.begin(guest, place, words.aim, by=clerk, now=begun)
    for n in range(many):
        at = place.start_of(place.day_of(begun + 17 * n * DAY)) + timedelta(hours=11)
        form, stage = order.suggested(verbs.steps(row)[0])
        verbs.plan(row, form=form, stage=stage, reason=words.reasons[n], by=clerk, now=at)
        verbs.do(row, by=clerk, now=at)
    if over:
        verbs.stop(row, "result", by=clerk, now=begun + 17 * many * DAY)
    old = Deadline.objects.filter(kind="following", subject__startswith=f"{row.pk}/", done_at=None)
    old.exclude(subject__startswith=f"{row.pk}/{many + 1}/").update(done_at=begun)
