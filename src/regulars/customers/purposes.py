"""Why we may keep what we keep: every personal field and kind of fact has a purpose here.

One table. A field that stands in none of its rows is not kept: a test walks the models. Where the
basis is consent, nothing is stored without an open one (``require``), and what stood on it goes
when it is withdrawn.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regulars.customers.models import Consent, Customer


class Basis(StrEnum):
    """What makes it lawful."""

    CONTRACT = "contract"
    CONSENT = "consent"
    INTEREST = "interest"


BASES = {
    Basis.CONTRACT: gettext_lazy("needed for purchases and bookings"),
    Basis.CONSENT: gettext_lazy("only with consent"),
    Basis.INTEREST: gettext_lazy("for good service; may be refused"),
}


@dataclass(frozen=True)
class Purpose:
    """What something is kept for, what makes that lawful, and until when; ``ask`` is the question
    to put to the customer where consent is the basis."""

    code: str
    name: Promise
    basis: Basis
    until: Promise
    ask: Promise | None = None

    @property
    def lawful(self) -> Promise:
        return BASES[self.basis]


class NoConsent(ValueError):
    """The customer has not agreed to this; the message says what to ask them."""


PURPOSES = {
    purpose.code: purpose
    for purpose in (
        Purpose("recognise", gettext_lazy("To know who is in front of us"), Basis.INTEREST,
                gettext_lazy("until a wish to be forgotten")),
        Purpose("serve", gettext_lazy("To have ready what matters"), Basis.INTEREST,
                gettext_lazy("until it fades, or a wish to be forgotten")),
        Purpose("visit", gettext_lazy("For this visit alone"), Basis.INTEREST,
                gettext_lazy("until the visit ends")),
        Purpose("purchase", gettext_lazy("To keep what was bought, booked and promised"),
                Basis.CONTRACT, gettext_lazy("after a wish to be forgotten, without a name")),
        Purpose("home", gettext_lazy("To bring what runs out at home"), Basis.CONTRACT,
                gettext_lazy("until it is no longer wanted")),
        Purpose("account", gettext_lazy("To show who agreed, who looked and who changed what"),
                Basis.INTEREST, gettext_lazy("as long as the house keeps its journal")),
        Purpose("protect", gettext_lazy("To protect those who serve here"), Basis.INTEREST,
                gettext_lazy("until its last day, at most a year")),
        Purpose("photo", pgettext_lazy("purpose", "A photo, so that colleagues know the face"),
                Basis.CONSENT, gettext_lazy("until taken back"),
                gettext_lazy("May we keep a small photo, so that every colleague knows you?")),
        Purpose("sensitive", pgettext_lazy("purpose", "Allergies, health and belief"),
                Basis.CONSENT, gettext_lazy("until taken back"),
                gettext_lazy("May we write that down, so that nobody serves you what harms you?")),
        Purpose("greetings", pgettext_lazy("purpose", "The birthday, for congratulations"),
                Basis.CONSENT, gettext_lazy("until taken back"),
                gettext_lazy("May we keep your birthday, to congratulate you?")),
        Purpose("online", pgettext_lazy("purpose", "A website that has ready what matters"),
                Basis.CONSENT, gettext_lazy("until taken back"),
                gettext_lazy("May our website greet you and have ready what you told us?")),
        Purpose("marketing", pgettext_lazy("purpose", "News and offers from us"),
                Basis.CONSENT, gettext_lazy("until taken back"),
                gettext_lazy("May we write to you now and then when there is something new?")),
    )
}  # fmt: skip

CONSENTS = tuple(each.code for each in PURPOSES.values() if each.basis is Basis.CONSENT)

PERSONAL: dict[str, str] = {
    "customers.Customer": "recognise",
    "customers.Customer.birthday": "greetings",
    "customers.Customer.household": "home",
    "customers.Customer.merged_into": "account",
    "customers.Customer.erased_at": "account",
    "customers.Handle": "recognise",
    "customers.Household": "home",
    "customers.Key": "recognise",
    "customers.Tally": "purchase",
    "customers.Booking": "purchase",
    "customers.ChannelWish": "purchase",
    "customers.Acquaintance": "serve",
    "customers.Introduction": "serve",
    "customers.TierChoice": "serve",
    "customers.TierStanding": "serve",
    "customers.Consent": "account",
    "customers.Photo": "photo",
    "customers.Merge": "account",
    "customers.NotTheSame": "account",
    "customers.OwnLink": "account",
    "moments.Words": "serve",
    "moments.Look": "account",
    "notebook.Fact": "serve",
    "notebook.Trace": "serve",
    "notebook.Container": "home",
    "notebook.Filling": "home",
    "notebook.Estimate": "serve",
    "anticipation.Forecast": "serve",
    "anticipation.Act": "serve",
    "anticipation.Expected": "serve",
    "anticipation.Proposal": "serve",
    "anticipation.Returning": "serve",
    "anticipation.TwoStates": "serve",
    "anticipation.ConditionAnswer": "sensitive",
    "anticipation.Briefing": "purchase",
    "anticipation.Prompt": "serve",
    "anticipation.PromptsOff": "account",
    "anticipation.CustomerKey": "online",
    "anticipation.Touch": "account",
    "anticipation.LeftAlone": "account",
    "anticipation.Silenced": "account",
    "anticipation.Occasion": "greetings",
    "anticipation.TouchCard": "greetings",
    "anticipation.Sequence": "serve",
    "anticipation.Following": "serve",
    "recovery.Case": "purchase",
    "floor.Party": "purchase",
    "floor.Round": "purchase",
    "floor.Answer": "purchase",
    "floor.Tried": "purchase",
    "recovery.Contact": "purchase",
    "recovery.Handover": "purchase",
    "recovery.Step": "purchase",
    "recovery.Finding": "purchase",
    "recovery.Problem": "purchase",
    "recovery.Stage": "purchase",
    "recovery.Closure": "purchase",
    "recovery.FollowUp": "purchase",
    "recovery.Photo": "purchase",
    "recovery.Reply": "purchase",
    "recovery.Answer": "purchase",
    "recovery.Rating": "purchase",
    "floor.Promise": "purchase",
    "floor.Wait": "purchase",
    "floor.Expectation": "purchase",
    "recovery.Affected": "purchase",
    "recovery.Letter": "purchase",
    "recovery.Incident": "protect",
    "recovery.Evidence": "protect",
    "recovery.Ban": "protect",
    "recovery.Mark": "protect",
    "recovery.Appeal": "protect",
    "recovery.Coaching": "account",
    "recovery.Tick": "protect",
}
"""Each personal table, and where one field of it differs from the rest, that field."""

KINDS_OF_FACT: dict[str, str] = {
    "preference": "serve", "aversion": "serve", "need": "serve", "want": "serve",
    "expectation": "serve", "requirement": "serve", "occasion": "serve", "talk": "serve",
    "closed": "serve", "relation": "serve", "access": "serve", "other": "serve",
    "aim": "visit", "mood": "visit", "consumption": "home",
    "allergy": "sensitive", "medical": "sensitive", "belief": "sensitive",
}  # fmt: skip
"""Each kind of fact of the notebook."""


def of_field(model: str, field: str = "") -> Purpose:
    """The purpose of a field such as ("customers.Customer", "birthday"). KeyError without one."""
    return PURPOSES[PERSONAL.get(f"{model}.{field}") or PERSONAL[model]]


def of_fact(kind: str) -> Purpose:
    """The purpose of a kind of fact. KeyError where it has none: then it is not kept."""
    return PURPOSES[KINDS_OF_FACT[kind]]


def allows(customer: Customer | int, purpose: str) -> bool:
    """Whether something may be kept of this customer for a purpose. KeyError for an unknown one."""
    if PURPOSES[purpose].basis is not Basis.CONSENT:
        return True
    pk = customer if isinstance(customer, int) else customer.pk
    return Consent.objects.filter(customer=pk, purpose=purpose, withdrawn_at=None).exists()


def require(customer: Customer | int, purpose: str) -> None:
    """Raises NoConsent, with the question to ask, where the customer has not agreed."""
    if not allows(customer, purpose):
        raise NoConsent(
            _("They have not agreed to this yet. Ask first: “{question}”").format(
                question=PURPOSES[purpose].ask
            )
        )
