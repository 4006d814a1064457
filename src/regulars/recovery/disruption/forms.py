"""What is typed when something will be late: what, why, until when, and whom it touches."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import Booking
from regulars.places import walls
from regulars.places.forms import ClockField, DayField
from regulars.places.models import Place, Staff
from regulars.recovery.disruption import rules, wording
from regulars.recovery.disruption.rules import Line
from regulars.recovery.disruption.whom import Whom
from regulars.recovery.models import Affected, Disruption
from regulars.recovery.troubles import NotSo

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
TONGUES = (("en", "said_en"), ("zh-hans", "said_zh_hans"), ("zh-hant", "said_zh_hant"))
KNOWN_AHEAD = timedelta(hours=4)
AREA = forms.Textarea(attrs={"rows": 2})


def said_of(told: dict[str, Any], stem: str = "said") -> dict[str, str]:
    """Words by language, from three fields."""
    return {code: told.get(name.replace("said", stem)) or "" for code, name in TONGUES}


class DelayForm(forms.Form):
    """One disruption. Hours are those of the place's wall; an hour earlier than the one before it
    is the next day's, so that a night needs no second date."""

    thing = forms.CharField(max_length=120, label=_("What they booked, as they know it"))
    on = DayField(label=_("Day"))
    at = ClockField(label=_("Planned for"))
    kind = forms.ChoiceField(choices=Disruption.Kind.choices, widget=forms.RadioSelect,
                             initial=Disruption.Kind.LATE, label=_("What happens"))  # fmt: skip
    new = ClockField(required=False, label=_("New time, if known"))
    new_on = DayField(required=False, label=_("On another day"))
    reason = forms.ChoiceField(choices=list(wording.REASONS.items()), widget=forms.RadioSelect,
                               initial="technical", label=_("Why"))  # fmt: skip
    said_en = forms.CharField(max_length=300, required=False, widget=AREA, label="English")
    said_zh_hans = forms.CharField(max_length=300, required=False, widget=AREA, label="简体中文")
    said_zh_hant = forms.CharField(max_length=300, required=False, widget=AREA, label="繁體中文")
    minutes = forms.IntegerField(
        min_value=rules.LEAST, max_value=rules.MOST, required=False,
        label=_("Next word in (minutes)"), widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    by = forms.ChoiceField(
        choices=[("booking", _("booked it")), ("purchase", _("bought it"))],
        widget=forms.RadioSelect, initial="booking", label=_("It touches whoever"),
    )  # fmt: skip
    begins = ClockField(required=False, label=_("Their hour from"))
    ends = ClockField(required=False, label=_("to before"))
    where = forms.CharField(max_length=40, required=False, label=_("Room, table or flight"))
    source = forms.ChoiceField(required=False, label=_("From which list"))
    aim = forms.CharField(max_length=120, required=False, label=_("Words in what they come for"))
    articles = forms.CharField(max_length=300, required=False, label=_("Articles, with a comma"))
    owner = forms.ChoiceField(required=False, label=_("Who has the list of those out of reach"))
    which = forms.ChoiceField(choices=[("first", ""), ("second", "")], required=False)

    def __init__(self, place: Place, staff: Staff, today: date, *args: Any, **kwargs: Any) -> None:
        self.place, self.staff = place, staff
        kwargs.setdefault("initial", {"on": today, "minutes": rules.of(place).every,
                                      "owner": staff.pk})  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owners(place, staff)  # type: ignore[attr-defined]
        self.fields["source"].choices = sources(place)  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the verbs want. Raises walls.NoSuchTime, walls.TwiceTold."""
        said = self.cleaned_data
        starts = self.wall(said["on"], said["at"])
        return {
            "thing": said["thing"], "reason": said["reason"], "starts_at": starts,
            "new_at": self.new_at(), "kind": said["kind"], "said": said_of(said),
            "minutes": said["minutes"], "whom": self.whom(starts),
        }  # fmt: skip

    def new_at(self) -> datetime | None:
        return after(self.place, self.cleaned_data["on"], self.cleaned_data["at"],
                     self.cleaned_data["new"], self.cleaned_data["new_on"],
                     self.cleaned_data["which"])  # fmt: skip

    def whom(self, starts: datetime) -> Whom:
        """Bookings of the planned hour alone where no other hours are given; a purchase of the
        whole day."""
        said = self.cleaned_data
        begins, ends = self.span(starts)
        codes = tuple(
            filter(None, (each.strip() for each in re.split("[,，、]", said["articles"])))
        )
        return Whom(begins, ends, said["by"], said["where"].strip(), said["source"],
                    said["aim"].strip(), codes)  # fmt: skip

    def span(self, starts: datetime) -> tuple[datetime, datetime]:
        said = self.cleaned_data
        if said["begins"] is None and said["ends"] is None:
            if said["by"] == "purchase":
                return self.place.hours_of(said["on"])
            return starts, starts + MINUTE
        first = said["begins"] or time(0)
        begins = self.wall(said["on"], first)
        if said["ends"] is None:
            return begins, self.place.hours_of(said["on"])[1]
        day = said["on"] if said["ends"] > first else said["on"] + DAY
        return begins, self.wall(day, said["ends"])

    def wall(self, day: date, at: time) -> datetime:
        return walls.instant(self.place.zone, day, at, self.cleaned_data["which"])

    def keeper(self) -> Staff:
        """Whoever was chosen, else whoever asks."""
        chosen = self.cleaned_data["owner"]
        return Staff.objects.get(pk=chosen) if chosen else self.staff


class RehearsalForm(DelayForm):
    """The same, as if it had been known at an hour of a day, also one that has passed."""

    known = ClockField(required=False, label=_("As if known at"))

    def known_at(self, starts: datetime) -> datetime:
        """On the day itself, the day before where that hour lies behind it; else four hours
        ahead."""
        known = self.cleaned_data["known"]
        if known is None:
            return starts - KNOWN_AHEAD
        at = self.wall(self.cleaned_data["on"], known)
        return at if at < starts else self.wall(self.cleaned_data["on"] - DAY, known)


def after(
    place: Place, on: date, at: time, new: time | None, new_on: date | None, which: str = ""
) -> datetime | None:
    """The new instant: on the day given, else on the same day or past midnight."""
    if new is None:
        return None
    day = new_on or (on if new > at else on + DAY)
    return walls.instant(place.zone, day, new, which)


def owners(place: Place, staff: Staff) -> list[tuple[str, str]]:
    rows = Staff.objects.filter(place=place, left_at=None, user__is_active=True).order_by("name")
    known = [(str(row.pk), row.name) for row in rows]
    mine = str(staff.pk)
    return sorted(known, key=lambda row: row[0] != mine)


def sources(place: Place) -> list[tuple[str, str]]:
    """The lists bookings came from; written by hand has no name."""
    rows = Booking.objects.filter(place=place).exclude(source="")
    named = rows.order_by("source").values_list("source", flat=True).distinct()[:50]
    return [("", _t("any")), *((each, each) for each in named)]


ROWS = 6


class RuleForm(forms.Form):
    """The delay playbook, as a table of at most six lines at once and two empty ones."""

    every = forms.IntegerField(
        min_value=rules.LEAST, max_value=rules.MOST, label=_("A word every (minutes)"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    after_en = forms.CharField(max_length=300, required=False, widget=AREA, label="English")
    after_zh_hans = forms.CharField(max_length=300, required=False, widget=AREA, label="简体中文")
    after_zh_hant = forms.CharField(max_length=300, required=False, widget=AREA, label="繁體中文")


def rule_lines(post: Any) -> list[Line]:
    """The lines of the table; an empty one is left out. Raises NotSo for a number that is none."""
    found = []
    for n in range(1, rules.MOST_LINES + 1):
        words = {code: post.get(f"words{n}_{code}", "") for code, _name in TONGUES}
        minutes = post.get(f"minutes{n}", "").strip()
        if not minutes and not any(each.strip() for each in words.values()):
            continue
        if not (minutes.isascii() and minutes.isdecimal() and len(minutes) < 7):
            raise NotSo(f"minutes{n}", _t("Line {row}: from how many minutes of delay on? Write a "
                                          "number.").format(row=n))  # fmt: skip
        found.append(Line(int(minutes), post.get(f"sort{n}", ""), words))
    return found


SORTS = [("", _("however it was booked")), *Affected.Sort.choices]
