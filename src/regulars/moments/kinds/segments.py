"""Customers told apart by what they need."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class SegmentKept(Kind):
    """A segment of the house's own was written, or taken out (``gone``); the subject is the
    place."""

    code = "segment_kept"
    sentence = _("A segment was written.")
    icon = "people"
    segment: int
    gone: bool | None = None
