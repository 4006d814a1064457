"""Who is who, what a customer agreed to, and what they asked of us. Names stand nowhere here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class Merged(Kind):
    """Two records were found to be one person; ``merged`` now stands behind the subject."""

    code = "merged"
    sentence = _("Two records were found to be one person.")
    icon = "people"
    merged: int
    merge: int


@dataclass(frozen=True)
class Unmerged(Kind):
    """A merge was undone: two people after all."""

    code = "unmerged"
    sentence = _("They are two people after all; the records stand apart again.")
    icon = "people"
    merged: int
    merge: int


@dataclass(frozen=True)
class ToldApart(Kind):
    """Somebody looked at two alike records and said: these are two people."""

    code = "told_apart"
    sentence = _("Looked alike, but is somebody else.")
    icon = "people"
    other: int


@dataclass(frozen=True)
class Consented(Kind):
    """A customer agreed to a purpose; ``how`` tells whether in person or on their own page."""

    code = "consented"
    sentence = _("Agreed to something being kept.")
    icon = "check"
    purpose: str
    how: str


@dataclass(frozen=True)
class Withdrew(Kind):
    """A customer took a consent back; what stood on it is gone."""

    code = "withdrew"
    sentence = _("Took a consent back; what stood on it is gone.")
    icon = "silent"
    purpose: str


@dataclass(frozen=True)
class Pictured(Kind):
    """A photo was kept, or (``gone``) removed."""

    code = "pictured"
    sentence = _("Their photo was changed.")
    icon = "people"
    gone: bool | None = None


@dataclass(frozen=True)
class Handled(Kind):
    """A phone, card or other handle was added, or (``gone``) removed."""

    code = "handled"
    sentence = _("What they are known by was changed.")
    icon = "pen"
    sort: str
    gone: bool | None = None


@dataclass(frozen=True)
class Dated(Kind):
    """Their birthday was written down; the day itself is in no moment."""

    code = "dated"
    sentence = _("Their birthday was written down.")
    icon = "cake"


@dataclass(frozen=True)
class Exported(Kind):
    """Everything kept about a customer was handed out."""

    code = "exported"
    sentence = _("Everything kept about them was handed out.")
    icon = "paper"
    form: str


@dataclass(frozen=True)
class Erased(Kind):
    """Everything personal was removed; the counts stay. ``records`` with those merged into it."""

    code = "erased"
    sentence = _("Everything personal was erased; only the counts stay.")
    icon = "silent"
    records: int
    words: int
    again: bool | None = None


@dataclass(frozen=True)
class Linked(Kind):
    """The address of the customer's own page was made, or (``gone``) closed."""

    code = "linked"
    sentence = _("The address of their own page was made or closed.")
    icon = "lock"
    expires: str = ""
    gone: bool | None = None


@dataclass(frozen=True)
class Requested(Kind):
    """The customer asked on their own page for an export or an erasure; answered until then."""

    code = "requested"
    sentence = _("Asked on their own page; an answer is due by {answer_by}.")
    icon = "ask"
    what: str
    answer_by: str


@dataclass(frozen=True)
class Unanswered(Kind):
    """The day came by which a customer's request should have been answered, and it was not."""

    code = "unanswered"
    sentence = _("Asked us on their own page and has had no answer yet.")
    icon = "danger"
    what: str


@dataclass(frozen=True)
class WroteIn(Kind):
    """The customer wrote on their own page; their words are in the side row."""

    code = "wrote_in"
    sentence = _("Wrote to us on their own page.")
    icon = "pen"


@dataclass(frozen=True)
class Disputed(Kind):
    """The customer struck out on their own page what we had kept about them."""

    code = "disputed"
    sentence = _("Struck something out on their own page.")
    icon = "pen"


@dataclass(frozen=True)
class Proved(Kind):
    """A purchase found without a receipt was taken as proof; ``purchase`` is its moment."""

    code = "proved"
    sentence = _("A purchase was taken as proof, without a receipt.")
    icon = "receipt"
    purchase: int


@dataclass(frozen=True)
class Swept(Kind):
    """Somebody looked up more customers than serving them explains. The subject is who looked."""

    code = "swept"
    sentence = _("Looked up unusually many customers.")
    icon = "shield"
    pattern: str
    searches: int
    shown: int
    until: str
