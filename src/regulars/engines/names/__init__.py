"""Recognise a person from one box, and say their name rightly.

Everything here is a pure function of its arguments: no database, no clock, no settings.

    keys, number_keys, room_keys …        what to store: one sorted list of short strings
    probes, words, parts, corrected       where to look in it, also after a slip of the finger
    matches, explain                      why this person answers to what was typed
    reading, surname_readings, fits       how the name is pronounced; a stored reading wins
    said                                  the name as it is to be said aloud, with its ruby
    fold, surname                         the ground the others stand on
    invent                                invented people for the demo and the tests

Idea, sources, evidence and limits: docs/algorithms/names.md.
"""

from regulars.engines.names.address import TITLES, Said, said
from regulars.engines.names.asking import (
    Kind,
    Probe,
    classify,
    corrected,
    probes,
    tokens,
)
from regulars.engines.names.folding import digits, fold, is_han, traditional
from regulars.engines.names.keys import (
    email_keys,
    keys,
    marks,
    number_keys,
    number_ways,
    plate_keys,
    room_keys,
    words,
)
from regulars.engines.names.matching import Match, explain, matches
from regulars.engines.names.people import Invented, invent
from regulars.engines.names.readings import fits, heard, reading, surname, surname_readings
from regulars.engines.names.slips import parts, slipped

__all__ = [
    "TITLES", "Invented", "Kind", "Match", "Probe", "Said", "classify", "corrected", "digits",
    "email_keys", "explain", "fits", "fold", "heard", "invent", "is_han", "keys", "marks",
    "matches", "number_keys", "number_ways", "parts", "plate_keys", "probes", "reading",
    "room_keys", "said", "slipped", "surname", "surname_readings", "tokens", "traditional", "words",
]  # fmt: skip
