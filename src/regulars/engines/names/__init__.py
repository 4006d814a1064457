"""Recognise a person from one box, and say their name rightly.

Everything here is a pure function of its arguments: no database, no clock, no settings.

    keys, query_keys, digits_keys, span   what to store, and which prefix range to scan
    classify, matches                     what was typed, and why this person answers to it
    reading, surname_readings, fits       how the name is pronounced; a stored reading wins
    said                                  the name as it is to be said aloud, with its ruby
    fold, surname                         the ground the others stand on
    invent                                invented people for the demo and the tests

Idea, sources, evidence and limits: docs/algorithms/names.md.
"""

from regulars.engines.names.address import TITLES, Said, said
from regulars.engines.names.folding import digits, fold, is_han, traditional
from regulars.engines.names.keys import Key, digits_keys, keys, query_keys, span
from regulars.engines.names.matching import Kind, Match, classify, matches
from regulars.engines.names.people import Invented, invent
from regulars.engines.names.readings import fits, reading, surname, surname_readings

__all__ = [
    "TITLES",
    "Invented",
    "Key",
    "Kind",
    "Match",
    "Said",
    "classify",
    "digits",
    "digits_keys",
    "fits",
    "fold",
    "invent",
    "is_han",
    "keys",
    "matches",
    "query_keys",
    "reading",
    "said",
    "span",
    "surname",
    "surname_readings",
    "traditional",
]
