"""How to be with somebody today: what was seen of their mood, as words one can act on."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.engines import names

MOODS: tuple[tuple[str, Promise], ...] = (
    (r"griev|bereave|mourn|funeral|丧|过世|去世|悲|走了亲人",
     gettext_lazy("In grief: few words, a quiet seat, no cheer. Do not ask.")),
    (r"tired|exhausted|worn out|没睡好|疲|累|精神不好",
     gettext_lazy("Tired: let them sit first, nothing to wait for, few questions.")),
    (r"angry|annoyed|生气|火大|不满",
     gettext_lazy("Upset: listen to the end, no excuses, one person stays with them.")),
    (r"not happy|unhappy|sad|upset|bad mood|\blow\b|难过|伤心|失落|低落|不开心|不高兴"
     r"|心情(?:很|不太|不|特别|挺)*(?:差|糟)|心情不(?:太)?好",
     gettext_lazy("Low today: warm and quiet, no jokes, let them begin.")),
    (r"nervous|anxious|stressed|紧张|焦虑|不安|担心",
     gettext_lazy("Uneasy: say what comes next and how long it takes.")),
    (r"hurry|rush|着急|赶时间|很赶",
     gettext_lazy("In a hurry: the shortest way, no small talk.")),
    (r"celebrat|excited|cheerful|happy|good mood|great mood|开心|高兴|兴奋|激动|庆|喜",
     gettext_lazy("Something to be glad of: be glad with them, say it first.")),
)  # fmt: skip


def words(mood: str) -> str:
    """What to do, not what they are. An unknown mood is told as it was seen."""
    folded = names.fold(mood)
    known = next((said for seen, said in MOODS if re.search(seen, folded)), None)
    return str(known) if known else _("Seen today: {mood}. Go by that first.").format(mood=mood)
