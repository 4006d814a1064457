"""The pages of the house, in the groups in which they stand on its page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """One page of the house: where, who may open it, and what it is for."""

    page: str
    right: str
    icon: str
    name: Promise | str
    what: Promise | str
    everywhere: bool = True


GROUPS: tuple[tuple[Promise | str, tuple[Way, ...]], ...] = (
    (_("Today"), (
        Way("bookings", "booking.see", "clock", _("Bookings"),
            _("Who has said they will come"), False),
        Way("before", "before.see", "ask", _("Before they come"),
            _("What to ask and to tell whoever has booked"), False),
        Way("shifts", "shift.see", "people", _("Shifts"), _("Who is on, where and when"), False),
        Way("queue", "queue.keep", "clock", _("Who waits"), _("Where, and for how long"), False),
        Way("thanks-owed", "customer.see", "hand", _("Thanks we owe"),
            _("Who brought somebody, and waits for a word"), False),
        Way("promises", "promise.own", "hand", _("Promises"),
            _("Who owes whom what, and until when"),
            False),
        Way("disruptions", "disruption.see", "bell", _("When many are touched"),
            _("Delays: who was told, and who stands on a list"), False),
        Way("cards", "touch.see", "gift", _("Cards to sign"),
            _("Birthdays and feasts; who has been away too long"), False),
        Way("followings", "touch.see", "pen", _("Keeping in touch"),
            _("Whose turn it is, and with what reason"), False),
        Way("at-hand", "authority.see", "hand", _("At hand"),
            _("Small things anybody may give, and how many are left"), False),
    )),
    (_("For you"), (
        Way("authority", "authority.see", "gift", _("What I may decide"),
            _("My limits, and what colleagues gave"), False),
        Way("notices", "notice.see", "bell", _("How shall we reach you?"),
            _("Mail, group robots, and when not"), False),
        Way("collisions", "collision.write", "guide", _("Target or guest?"),
            _("Where the two collided, and what was chosen"), False),
        Way("stops", "stop.make", "shield", _("Safe at work"),
            _("Stop at once, difficult moments, support we owe"), False),
        Way("coachings", "coaching.own", "hand", _("To practise"),
            _("Between you and a colleague alone"), False),
    )),
    (_("When it goes wrong"), (
        Way("playbooks", "playbook.see", "guide", _("If something goes wrong"),
            _("Power, ice, a key person: what everybody does")),
        Way("risks", "risk.see", "shield", _("What may fail, and who looked"),
            _("Checks so that it does not, dated and signed"), False),
        Way("opening", "opening.see", "home", _("Ready to open?"),
            _("What it takes to put things right here"), False),
    )),
    (_("What we promise"), (
        Way("hours", "hours.see", "sun", _("Hours"), _("When we are there, and special days")),
        Way("guarantees", "guarantee.see", "shield", _("What we guarantee"),
            _("What everybody may count on, and what we owe if not"), False),
        Way("answers", "answer.see", "bell", _("Who answers"),
            _("Desk, phone, messages: who now, and when nobody"), False),
        Way("standards", "standard.write", "clock", _("How long is right"),
            _("What customers say, and what we measured"), False),
        Way("full-ways", "full.set", "people", _("When no table is free"),
            _("Who is asked, and what we offer meanwhile"), False),
        Way("returns", "worth.see", "walk", _("Who comes back"),
            _("Who slips away, who is content, who is loyal"), False),
        Way("offer-rules", "offer.see", "ask", _("Before they ask"),
            _("Rules of what we offer, and how welcome it was"), False),
        Way("prompts", "prompt.see", "gift", _("What comes next"),
            _("Prompts on the way, and how often they were right"), False),
        Way("touches", "touch.see", "quiet", _("Never too much"),
            _("How often we reach out, and who is left in peace"), False),
        Way("rites", "rite.write", "check", _("What we always do"),
            _("Small things for everybody, after paying too"), False),
        Way("tiers", "customer.see", "gift", _("Who gets something added"),
            _("The rules, for everybody to read"), False),
    )),
    (_("How we work"), (
        Way("people", "people.write", "people", _("People"),
            _("Who works here, and what they may do")),
        Way("closeness", "care.see", "people", _("Close, and in good hands"),
            _("Core clients, and who gives too much of their evenings"), False),
        Way("segments", "segment.see", "people", _("What people need of us"),
            _("Guests by their needs, not by what they spend"), False),
        Way("jobs", "job.see", "hand", _("Jobs"), _("What one does, and what it is for")),
        Way("posts", "chain.write", "guide", _("Posts"), _("The customers’ way through the house")),
        Way("limits", "authority.set", "gift", _("The table of limits"),
            _("How far each may go without asking")),
        Way("manners", "manners.write", "quiet", _("How we talk"),
            _("Welcome and closed subjects; who may open the seal"), False),
        Way("fields", "field.retire", "pen", _("What we ask for"),
            _("What changed an act, and what nobody uses"), False),
        Way("access", "access.see", "walk", _("Getting in"),
            _("Steps, lift, hearing loop, parking")),
        Way("safety", "safety.see", "shield", _("Safety"), _("What nobody may suggest here")),
    )),
    (_("The house"), (
        Way("about", "place.write", "home", _("The place"), _("Name, zone, currency, promise")),
        Way("imports", "list.import", "down", _("Lists from elsewhere"),
            _("Files from your till or booking system"), False),
        Way("twins", "customer.merge", "people", _("The same person twice?"),
            _("Two records of one guest, side by side"), False),
        Way("trust", "trust.see", "shield", _("In good hands"),
            _("What customers asked of us, and who looked up too many"), False),
        Way("beginning", "place.write", "home", _("Ten steps"),
            _("From nothing to the first line-up"),
            False),
        Way("places", "house.see", "guide", _("Places"), _("Where else you may go")),
        Way("tablets", "tablet.place", "lock", _("Shared tablets"), _("Switch person by PIN")),
        Way("sign-ins", "sign_in.renew", "lock", _("Sign-ins"), _("A new password for somebody")),
    )),
)  # fmt: skip
