"""“May I?” at the phone: one sentence, at once; one tap more and it stands in the ledger."""

import re
import time
from datetime import timedelta

import pytest

from regulars.authority.models import Entry, Limit, Purse
from regulars.customers import consents
from regulars.moments.models import Moment
from regulars.notebook import facts
from regulars.places.models import Job, Shift
from tests.authority.table import line
from tests.cast import MORNING, TODAY, Cast, bought


def said(html: str) -> str:
    """The one sentence of an answer."""
    found = re.search(r'<p class="answer__line">(.*?)</p>', html)
    return found[1] if found else re.sub(r".*field__wrong\"[^>]*>(.*?)<.*", r"\1", html, flags=re.S)


def ask(at, **told):  # type: ignore[no-untyped-def]
    told = {"act": "refund", "reason": "not_right", **told}
    answer = at.post("authority/questions/", htmx=True, **told)
    return answer.status_code, said(answer.content.decode())


def on_shift(person):  # type: ignore[no-untyped-def]
    Shift.objects.create(place=person.place, staff=person, starts_at=MORNING - timedelta(hours=1),
                         ends_at=MORNING + timedelta(hours=7))  # fmt: skip


@pytest.mark.mission("AU01")
def test_limits_per_role_and_case_and_day_in_money_and_in_kind_are_answered_at_once(
    cast: Cast, at
) -> None:  # type: ignore[no-untyped-def]
    """Set by the manager at the table, asked by the clerk: you may, up to so much, because; or
    ask her by name, who is on shift. In under a second."""
    manager, clerk = at(cast.manager), at(cast.clerk)
    on_shift(cast.manager)
    line(at(cast.owner), whose="role:manager", act="refund", amount="900")
    line(manager, act="refund", span="each", amount="200")
    line(manager, act="refund", span="day", amount="350")
    line(manager, act="gesture", span="day", count="2")
    line(manager, act="comfort", span="case", amount="60")
    begun = time.perf_counter()
    assert ask(clerk, amount="200") == (
        200, "You may, up to $200, because that much is yours to decide each time.")  # fmt: skip
    assert time.perf_counter() - begun < 1
    assert ask(clerk, amount="200.01") == (200, "Ask Kelsey, who is on shift, now.")
    assert Entry.objects.count() == Purse.objects.count() == 0
    assert clerk.post("authority/grants/", act="refund", amount="200",
                      reason="not_right").status_code == 303  # fmt: skip
    assert ask(clerk, amount="150")[1] == (
        "You may, up to $150, because that much is left for you today.")  # fmt: skip
    assert ask(clerk, amount="151")[1] == "Ask Kelsey, who is on shift, now."
    assert ask(at(cast.colleague), amount="200")[1].startswith("You may, up to $200")
    assert ask(clerk, act="gesture", thing="lollipop", count="2")[1] == (
        "You may, because 2 pieces are left for you today.")  # fmt: skip
    clerk.post("authority/grants/", act="gesture", thing="lollipop", reason="kindness")
    assert ask(clerk, act="gesture", count="2")[1] == "Ask Kelsey, who is on shift, now."
    case = {"act": "comfort", "case": "case:7"}
    clerk.post("authority/grants/", amount="45", reason="waited", **case)
    assert ask(at(cast.colleague), amount="16", **case)[1].startswith("Ask Kelsey")
    assert ask(at(cast.colleague), amount="15", **case)[1].startswith("You may, up to $15,")


@pytest.mark.mission("AU02")
def test_each_use_stands_in_the_ledger_with_reason_and_customer_and_colleagues_read_it(
    begun: Cast, at
) -> None:  # type: ignore[no-untyped-def]
    """Who, what, how much, for whom, why; the balance is what is left. The leader reads how often
    each used their room, and who never did. The customer can read their own."""
    clerk = at(begun.clerk)
    assert "up to ¥100: that much is yours to decide each time" in clerk.get("authority/")
    clerk.post("authority/grants/", act="gesture", amount="30", who="1208", reason="kindness",
               words="他女儿今天考试", thing="龙井")  # fmt: skip
    (entry,) = Entry.objects.all()
    assert (entry.staff, entry.customer, entry.act, entry.kind, entry.amount, entry.currency,
            entry.reason, entry.count, entry.charge) == (
        begun.clerk, begun.yu.opaque, "gesture", "given", 3000, "CNY", "kindness", 1, 0,
    )  # fmt: skip
    theirs = at(begun.colleague).get("authority/")
    for words in ("Mr Yu", "小李", "¥30", "kindness, nothing in return", "龙井 · 他女儿今天考试"):
        assert words in theirs
    for _turn in range(9):
        clerk.post("authority/grants/", act="gesture", amount="100", reason="kindness")
    assert "up to ¥70: that much is left for you today" in clerk.get("authority/")
    table = at(begun.manager).get("authority/limits/")
    assert re.search(r"小李</th><td class=\"num\">10</td><td class=\"num\">¥930", table)
    assert re.search(r"老周<small class=\"never\">has room, never used it", table)
    assert Moment.objects.get(pk=entry.moment).facts == {
        "act": "gesture", "amount": 3000, "currency": "CNY"}  # fmt: skip


@pytest.mark.mission("AU14")
def test_a_spent_month_sends_it_up_and_refuses_nobody(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """The budget of the place is spent: the answer names who may still decide, the request goes up
    with one tap, and she gives it with another. The budget stands on the page."""
    at_owner, clerk = at(begun.owner), at(begun.clerk)
    line(at_owner, act="", whose="", span="month", amount="150")
    on_shift(begun.owner)
    clerk.post("authority/grants/", act="gesture", amount="100", reason="kindness")
    at(begun.colleague).post("authority/grants/", act="gesture", amount="50", reason="kindness")
    assert "The house has given ¥150 of ¥150 this month." in clerk.get("authority/")
    assert ask(clerk, act="gesture", amount="20") == (200, "Ask 王老板, who is on shift, now.")
    clerk.post("authority/requests/", act="gesture", amount="20", reason="kindness", who="1208")
    asked = Entry.objects.get(kind="asked")
    assert (asked.asked, asked.amount, asked.customer) == (begun.owner, 2000, begun.yu.opaque)
    assert "Asked of you" in at_owner.get("authority/")
    for _tap in range(2):
        assert at_owner.post(f"authority/entries/{asked.pk}/grant/").status_code == 303
    assert list(asked.became.values_list("kind", "staff", "amount")) == [
        ("given", begun.owner.pk, 2000)]  # fmt: skip
    assert "Asked of you" not in at_owner.get("authority/")
    assert Moment.objects.filter(kind="sent_up", subject=begun.yu.opaque).count() == 1


@pytest.mark.mission("AU06")
def test_no_price_can_be_put_on_first_aid_or_on_our_own_failure(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """First aid needs nobody's leave; a charge beside it, or beside what puts our mistake right or
    helps in an emergency, is refused with a sentence, and by the database too."""
    clerk = at(begun.clerk)
    free = {"act": "first_aid", "reason": "emergency", "thing": "a dry cloth"}
    assert ask(clerk, **free)[1] == (
        "You may, because first aid comes before everything and costs nobody anything."
    )
    assert clerk.post("authority/grants/", **free).status_code == 303
    assert ask(clerk, **{**free, "charge": "12"}) == (
        422, "First aid is never charged to anybody. Leave the charge out.")  # fmt: skip
    for reason in ("our_fault", "restitution", "emergency"):
        told = {"act": "replacement", "amount": "30", "reason": reason, "charge": "1"}
        answer = clerk.post("authority/grants/", **told)
        assert answer.status_code == 422
        assert "What puts our own mistake right is never charged." in answer.content.decode()
    (entry,) = Entry.objects.all()
    assert (entry.act, entry.charge, Purse.objects.count()) == ("first_aid", 0, 0)


@pytest.mark.mission("AU17")
def test_what_no_rule_foresaw_is_judged_on_the_spot_and_who_has_no_room_is_listed(
    begun: Cast, at
) -> None:  # type: ignore[no-untyped-def]
    """Within the limit by whoever is there, with the reason kept; where somebody has duties but
    no such room, the table names the place and the person."""
    clerk = at(begun.clerk)
    clerk.post("authority/grants/", act="unforeseen", amount="80", reason="unforeseen",
               words="taxi for a lost child's mother", mother="1")  # fmt: skip
    assert Entry.objects.get().act == "unforeseen"
    assert "Duties, but no room to judge" not in at(begun.manager).get("authority/limits/")
    porter = Job.objects.create(place=begun.place, name="Porter", duties="Bags", purpose="Ease",
                                published=True)  # fmt: skip
    begun.colleague.job = porter
    begun.colleague.save()
    for act in ("unforeseen", ""):
        line(at(begun.manager), act=act, whose=f"job:{porter.pk}",
             span="day" if not act else "each", amount="0")  # fmt: skip
    html = at(begun.manager).get("authority/limits/")
    assert re.search(r"Duties, but no room to judge.*<b>Corner</b><small>老周</small>", html, re.S)


def test_wrong_questions_are_told_plainly_and_write_nothing(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """A minus, another currency, letters, nobody, no such act or reason, half a thing."""
    clerk = at(begun.clerk)
    wrong = [
        ({"amount": "-5"}, "An amount cannot be less than nothing. Write it without a minus."),
        ({"amount": "5", "currency": "usd"},
         "Limits here are in CNY, not in USD. Write the amount in CNY."),
        ({"amount": "viel"}, "“viel” is no amount in CNY. Write digits only, such as 12.50."),
        ({"amount": "1.234"}, "“1.234” is no amount in CNY. Write digits only, such as 12.50."),
        ({"amount": "NaN"}, "“NaN” is no amount in CNY. Write digits only, such as 12.50."),
        ({"amount": "1e30"}, "“1e30” is no amount in CNY. Write digits only, such as 12.50."),
        ({"who": "nobody at all"},
         "Nobody here answers to that. Leave it empty to go on without."),
        ({"customer": "999999"}, "Nobody here answers to that. Leave it empty to go on without."),
        ({"act": "charge"}, "Choose what you want to do."),
        ({"reason": "because"}, "Choose why you do it."),
        ({"count": "0"}, "Give at least one, and no more than a thousand."),
        ({"count": "half"}, "Write a whole number."),
    ]  # fmt: skip
    for told, words in wrong:
        assert ask(clerk, **told) == (422, words)
        answer = clerk.post("authority/grants/", **{"act": "refund", "reason": "not_right", **told})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), told
    answer = clerk.post("authority/grants/", act="refund", amount="5")
    assert "Choose why you do it." in answer.content.decode()
    assert Entry.objects.count() == Purse.objects.count() == 0


def test_more_than_was_paid_is_never_given_back_in_one_or_in_many(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """The purchase is found by name and card tail: more room. Ten paid, ten given back at most;
    somebody else's purchase is not theirs."""
    basket = bought(begun.yu, begun.place, TODAY, begun.tea, begun.rice)
    other = bought(begun.wang, begun.place, TODAY, begun.tea)
    clerk = at(begun.clerk)
    page = clerk.get(f"authority/?customer={begun.yu.pk}")
    assert f'value="{basket.pk}"' in page
    told = {"customer": begun.yu.pk, "purchase": basket.pk, "reason": "not_right"}
    assert ask(clerk, amount="10.01", **told) == (
        422, "They paid ¥10 for it. Give back ¥10 at most.")  # fmt: skip
    clerk.post("authority/grants/", act="refund", amount="7", **told)
    assert ask(clerk, amount="4", **told)[1] == (
        "They paid ¥10 for it and ¥7 is given back already. Give back ¥3 at most.")  # fmt: skip
    assert clerk.post("authority/grants/", act="refund", amount="3", **told).status_code == 303
    assert Entry.objects.filter(purchase=basket.pk).count() == 2
    assert ask(clerk, amount="1", **{**told, "purchase": other.pk})[1] == (
        "That purchase is somebody else’s. Choose one of theirs.")  # fmt: skip
    assert ask(clerk, amount="1", **{**told, "purchase": 10**9})[0] == 422


def test_the_purchase_found_opens_the_larger_limit(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Without it ¥100, with it ¥500; the lack of paper is no reason."""
    bought(begun.yu, begun.place, TODAY, *[begun.tea] * 100)
    basket = Moment.objects.get(kind="purchased")
    clerk = at(begun.clerk)
    assert ask(clerk, amount="399", customer=begun.yu.pk)[1].startswith("Ask Kelsey now")
    assert ask(clerk, amount="399", customer=begun.yu.pk, purchase=basket.pk)[1] == (
        "You may, up to ¥500, because that much is yours to decide each time.")  # fmt: skip


def test_a_gift_that_meets_an_allergy_is_stopped_without_telling_it(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Peanuts for the boy of the house: not brittle with peanuts; tea is well. What is under the
    seal stays there."""
    consents.give(begun.yu, "sensitive", by="staff:1", now=MORNING, place=begun.place)
    facts.remember(begun.yu, "allergy", "Leo: peanuts", source="told", by="staff:1", now=MORNING,
                   place=begun.place)  # fmt: skip
    clerk, told = at(begun.clerk), {"act": "gesture", "customer": begun.yu.pk}
    status, words = ask(clerk, thing="Peanut brittle", **told)
    assert (status, words) == (
        422, "This may harm them: they told us why. Give them something else.")  # fmt: skip
    assert ask(clerk, thing="jasmine tea", **told)[0] == 200


@pytest.mark.parametrize(
    ("told", "thing", "harms"),
    [("虾", "鮮蝦餃", True), ("对虾过敏", "虾饺", True), ("對花生過敏", "花生糖", True),
     ("不吃香菜，怕酒", "红酒", True), ("虾", "小笼包", False), ("a", "a cup of tea", False),
     ("虾蟹过敏", "虾饺", True), ("pregnant", "champagne", True), ("怀孕", "酒店的明信片", False)],
)  # fmt: skip
def test_one_character_is_a_word_and_what_stands_around_it_is_not(
    begun: Cast, at, told: str, thing: str, harms: bool
) -> None:  # type: ignore[no-untyped-def]
    """虾 is prawn in one character, in 简体 as in 繁體, whatever sentence it was written in."""
    consents.give(begun.yu, "sensitive", by="staff:1", now=MORNING, place=begun.place)
    facts.remember(begun.yu, "allergy", told, source="told", by="staff:1", now=MORNING,
                   place=begun.place)  # fmt: skip
    status, _words = ask(at(begun.clerk), act="gesture", customer=begun.yu.pk, thing=thing)
    assert status == (422 if harms else 200)


def test_a_tap_sent_twice_gives_once(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """The same key: one entry, one moment, drawn once; another person's same key is their own."""
    told = {"key": "tap", "act": "gesture", "amount": "30", "reason": "kindness"}
    for _tap in range(3):
        assert at(begun.clerk).post("authority/grants/", **told).status_code == 303
    at(begun.colleague).post("authority/grants/", **told)
    assert Entry.objects.count() == Moment.objects.filter(kind="granted").count() == 2
    days = Purse.objects.filter(subject__startswith="day:")
    assert set(days.values_list("spent", flat=True)) == {3000}


def test_two_who_answer_to_a_name_are_asked_apart(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Both stand there to be tapped; one tap later the answer is about that one."""
    from tests.cast import guest

    twin = guest(begun.place, "余建国", "mr", "+8615400009999")
    answer = at(begun.clerk).post("authority/questions/", htmx=True, act="gesture", amount="5",
                                  reason="kindness", who="余建")  # fmt: skip
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'name="customer" value="{twin.pk}"' in html
    assert f'name="customer" value="{begun.yu.pk}"' in html


def test_the_outsider_sees_and_asks_nothing(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Neither the page nor an entry, also not by its number at their own place."""
    at(begun.clerk).post("authority/grants/", act="gesture", amount="9", reason="kindness",
                         who="1208", words="secret")  # fmt: skip
    entry, out = Entry.objects.get(), at(begun.outsider).client
    for path in ("", "questions/", "grants/", "limits/", f"entries/{entry.pk}/overturning/"):
        assert out.post(f"/p/corner/authority/{path}").status_code == 404
        assert out.get(f"/p/corner/authority/{path}").status_code == 404
    for verb in ("overturning", "keeping", "grant"):
        assert out.post(f"/p/elsewhere/authority/entries/{entry.pk}/{verb}/").status_code == 404
    assert "secret" not in out.get("/p/elsewhere/authority/").content.decode()
    answer = out.post("/p/elsewhere/authority/questions/", {"act": "gesture", "who": "1208"})
    assert (answer.status_code, "余建平" in answer.content.decode()) == (422, False)
    clerk = at(begun.clerk).client
    assert clerk.get("/p/corner/authority/limits/").status_code == 403
    assert clerk.post(f"/p/corner/authority/entries/{entry.pk}/overturning/").status_code == 403
    assert Limit.objects.filter(place=begun.elsewhere).count() == 0
