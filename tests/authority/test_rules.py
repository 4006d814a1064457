"""Exceptions are counted for each rule, and five of a kind propose that the rule be changed; where
no rule fits one asks what she would do; whoever asks for wider room is owed an answer."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from regulars.authority.models import Entry, Exempted, HouseRule, Mark, Plea, Settlement
from regulars.moments import deadlines
from regulars.moments.models import Moment
from regulars.places.models import Notice, SafetyRule
from tests.authority.table import line
from tests.cast import Cast


@pytest.mark.mission("AU12")
def test_five_exceptions_of_a_kind_propose_that_the_rule_be_changed(begun: Cast, at: Any) -> None:
    """Each with a reason, counted for its rule however it is typed. From the fifth on the table
    shows the proposal with its evidence; the manager answers, and it counts anew. Nobody goes past
    safety."""
    clerk, manager = at(begun.clerk), at(begun.manager)
    SafetyRule.objects.create(place=begun.place, name="Allergy first", words="peanut")
    past = {"rule": "No breakfast after ten", "why": "Her plane was late"}
    for told, words in (
        ({"why": " "}, "Say in a sentence why."), ({"rule": ""}, "Name the rule in its own words"),
        ({"rule": "no peanut for anyone"}, "This is a matter of safety (Allergy first)"),
    ):  # fmt: skip
        answer = clerk.post("authority/rules/exceptions/", **{**past, **told})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), told
    alike = ("No breakfast after ten", "no breakfast after TEN.", " No  breakfast after ten ",
             "NO BREAKFAST AFTER TEN")  # fmt: skip
    for turn, rule in enumerate(alike):
        for _tap in range(2):
            clerk.post("authority/rules/exceptions/", key=f"x{turn}", rule=rule, who="1208",
                       why=f"Reason {turn}")  # fmt: skip
    assert (HouseRule.objects.count(), Exempted.objects.count()) == (1, 4)
    assert "Should the rule still read so?" not in manager.get("authority/limits/")
    at(begun.colleague).post("authority/rules/exceptions/", **past)
    table = manager.get("authority/limits/")
    assert "It was set aside 5 times." in table
    for words in ("Her plane was late", "老周", "Reason 3", "小李"):
        assert words in table
    assert re.search(r'after ten</span><b class="num">5</b>', clerk.get("authority/rules/"))
    assert "Should the rule still read so?" not in clerk.get("authority/rules/")
    rule = HouseRule.objects.get()
    settle = {"settled": rule.pk, "answer": "changed", "why": "Guests come late here."}
    assert clerk.post("authority/rules/settlements/", **settle).status_code == 403
    assert manager.post("authority/rules/settlements/", **settle).status_code == 422
    assert not Settlement.objects.exists()
    manager.post("authority/rules/settlements/", words="Breakfast until noon", **settle)
    assert list(HouseRule.objects.filter(ended_at=None).values_list("words", flat=True)) == [
        "Breakfast until noon"]  # fmt: skip
    assert "It was set aside" not in manager.get("authority/limits/")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Exempted.objects.all().delete()


@pytest.mark.mission("AU12")
def test_what_went_up_five_times_and_was_given_proposes_a_wider_limit(begun: Cast, at: Any) -> None:
    """Five refunds beyond the clerk's limit, each given by the manager: the table proposes what
    would have covered four in five, and opens with that line in its form."""
    clerk, manager = at(begun.clerk), at(begun.manager)
    line(at(begun.owner), act="", whose="role:manager", span="day", amount="9000")
    for amount in ("150", "160", "170", "180", "900"):
        clerk.post("authority/requests/", act="refund", amount=amount, reason="not_right")
        manager.post(f"authority/entries/{Entry.objects.latest('pk').pk}/grant/")
    html = manager.get("authority/limits/")
    assert "5 times it went up, and was given." in html
    found = re.search(r"limits/\?(act=refund&amp;whose=role:clerk&amp;span=each&amp;amount=324)#",
                      html)  # fmt: skip
    assert found is not None
    form = manager.get(f"authority/limits/?{found[1].replace('&amp;', '&')}")
    assert 'name="amount" inputmode="decimal" autocomplete="off" value="324"' in form
    manager.post("authority/rules/settlements/", act="refund", answer="stays", why="Seen, it is 1")
    assert "it went up, and was given" not in manager.get("authority/limits/")


@pytest.mark.mission("AU13")
def test_where_no_rule_fits_the_mother_question_is_asked_and_the_choice_stays(
    begun: Cast, at: Any
) -> None:
    """Asked beside the answer. Without what was chosen, or without “I would tell her”, nothing is
    written; with both, colleagues read it. Where an act has no rule at all the question leads to
    what nobody foresaw. The database keeps none that she would not be told."""
    clerk = at(begun.clerk)
    odd = {"act": "unforeseen", "amount": "60", "reason": "unforeseen"}
    asked = clerk.post("authority/questions/", htmx=True, **odd).content.decode()
    assert "What would your mother do here – and would you tell her?" in asked
    for told, words in (
        ({"words": "Drove her home"}, "Would you tell her?"),
        ({"mother": "1"}, "Write what you chose to do"),
    ):
        answer = clerk.post("authority/grants/", **odd, **told)
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Entry.objects.exists()
    clerk.post("authority/grants/", **odd, words="Drove her home in the rain", mother="1")
    mark = Mark.objects.get()
    assert (mark.kind, mark.checked, mark.entry.amount) == ("mother", "would_tell", 6000)
    theirs = at(begun.colleague).get("authority/")
    assert "Drove her home in the rain" in theirs
    assert "as one would for one’s mother" in theirs
    with pytest.raises(DatabaseError), transaction.atomic():
        Mark(entry=mark.entry, kind="mother", checked="").save(force_insert=True)
    usual = clerk.post("authority/questions/", htmx=True, act="refund", amount="5",
                       reason="not_right").content.decode()  # fmt: skip
    assert "your mother" not in usual


@pytest.mark.mission("AU04")
def test_who_asks_for_wider_room_is_owed_an_answer_with_reasons_in_seven_days(
    begun: Cast, at: Any, hour: Any
) -> None:
    """Asked with a case; the manager is told. After seven days it is late: shown on the table and
    on both pages, told to both, once. Answered without reasons: refused; with them: kept, told,
    with its lateness. The clerk does not read a colleague's; a manager's own goes to the owner."""
    clerk, manager = at(begun.clerk), at(begun.manager)
    plea = {"act": "refund", "amount": "200", "case": "She stood there for twelve minutes."}
    for told, words in (
        ({"case": " "}, "Tell the case"), ({"act": "first_aid"}, "Choose an act"),
        ({"amount": "0"}, "Write how far you would go"), ({"amount": "x"}, "is no amount"),
    ):  # fmt: skip
        answer = clerk.post("authority/wider/new/", **{**plea, **told})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), told
    for _tap in range(2):
        clerk.post("authority/wider/new/", key="p", **plea)
    row = Plea.objects.get()
    assert (row.amount, row.due_at - row.at) == (20000, timedelta(days=7))
    told_to = Notice.objects.values_list("staff__name", flat=True)
    assert list(told_to.all()) == ["Kelsey"]
    assert "twelve minutes" not in at(begun.colleague).get("authority/wider/")
    hour.later(7 * 86400 - 1)
    deadlines.run_due(hour.now)
    assert "day late" not in clerk.get("authority/wider/")
    hour.later(2)
    for _round in range(2):
        deadlines.run_due(hour.now)
    assert sorted(told_to.all()) == ["Kelsey", "Kelsey", "小李"]
    assert Moment.objects.filter(kind="wider_late").count() == 1
    hour.later(86400)
    for page in (clerk.get("authority/wider/"), manager.get("authority/limits/")):
        assert "The answer is 1 day late." in page
    door = f"authority/wider/{row.pk}/answers/"
    assert clerk.post(door, answer="yes", reasons="x").status_code == 403
    assert manager.post(door, answer="yes", reasons=" ").status_code == 422
    for _tap in range(2):
        manager.post(door, answer="partly", reasons="150 from Monday; tell me how it goes.")
    page = clerk.get("authority/wider/")
    assert "150 from Monday" in page
    assert "1 day late" in page
    assert list(told_to.all()).count("小李") == 2
    assert Moment.objects.filter(kind="wider_answered").count() == 1
    manager.post("authority/wider/new/", **plea)
    own = Plea.objects.latest("pk")
    refused = manager.post(f"authority/wider/{own.pk}/answers/", answer="yes", reasons="me")
    assert (refused.status_code, "set by the owner" in refused.content.decode()) == (422, True)
    at(begun.owner).post(f"authority/wider/{own.pk}/answers/", answer="yes", reasons="Trust.")
    own.refresh_from_db()
    assert (own.answer, own.answered_by) == ("yes", begun.owner)
