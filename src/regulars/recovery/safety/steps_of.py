"""The guide for difficult moments: what to do, and words that can be said as they stand.

The customer may be wrong; nobody is shamed for it, and nobody has to bear everything. Safety goes
first: every list ends with the way out.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.recovery.models import Behaviour


class GuideStep(NamedTuple):
    """One step: its code, what to do, and what to say aloud (may be empty)."""

    code: str
    do: Promise | str
    say: Promise | str = ""


STOP = GuideStep(
    "stop", _("If it is too much: step away, tap “I stop here”. No reason is asked."),
    _("I am going to get a colleague for you."),
)  # fmt: skip

STEPS: dict[str, tuple[GuideStep, ...]] = {
    Behaviour.MISTAKEN: (
        GuideStep("listen", _("Let them finish. Do not correct them in front of others."),
                  _("Let me make sure I have understood you.")),
        GuideStep("look", _("Look it up together: the receipt, the booking, the menu."),
                  _("Shall we look at it together?")),
        GuideStep("way_out", _("Leave them a way out: anybody could have read it so."),
                  _("It is easy to read it that way. Here is what I can do for you.")),
        GuideStep("give", _("Where it costs little, give it. Being right is worth less."),
                  _("I would like to see to it for you this time.")),
        STOP,
    ),
    Behaviour.PROVOKING: (
        GuideStep("slow", _("Speak more slowly and lower than they do. Keep an arm’s length.")),
        GuideStep("aside", _("Ask them to a quieter spot, or have a colleague stand beside you."),
                  _("Let us go over there; I can hear you better.")),
        GuideStep("choice", _("Offer two things you really can do. Not a third."),
                  _("I can do this now, or that by tomorrow. Which would you like?")),
        GuideStep("line", _("Say once, calmly, what does not go on."),
                  _("I want to help you. I cannot while I am shouted at.")),
        STOP,
    ),
    Behaviour.DRUNK: (
        GuideStep("two", _("Never alone: a colleague comes along.")),
        GuideStep("water", _("Water, something to eat, a seat. Pour no more alcohol, without a "
                             "lecture."),
                  _("Let me bring you some water first.")),
        GuideStep("home", _("See that they get home: a taxi, a friend, the number of their room. "
                            "Take no car keys by force; hide none."),
                  _("I will call you a taxi. It takes you to the door.")),
        GuideStep("dignity", _("No photos, no jokes, no talk of it afterwards.")),
        GuideStep("doctor", _("Cannot be woken, vomits lying down, breathes oddly: on the side, "
                              "call an ambulance, stay.")),
        STOP,
    ),
    Behaviour.HARASSING: (
        GuideStep("between", _("Go between at once and send your colleague away on an errand."),
                  _("You are needed at the back. I take over here.")),
        GuideStep("name_it", _("Name what was done, not what they are."),
                  _("You touched my colleague. We do not allow that.")),
        GuideStep("end", _("End the service. They pay for what they had, or not: it does not "
                           "matter now."),
                  _("We will not serve you any further today. I will see you to the door.")),
        GuideStep("police", _("A threat, a blow, a hand under clothes: call the police. Nobody has "
                              "to ask the leader first.")),
        GuideStep("care", _("Go to your colleague. Ask what they need; do not ask what they did.")),
        STOP,
    ),
}  # fmt: skip
