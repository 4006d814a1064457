"""One guard over all ways in which the house reaches out: never too often, never at night, never
against a wish; and every time it holds something back it says why.

    may_touch   may somebody reach out for this purpose, by this way, now? None: yes
    touched     somebody did
    silence     it was held back: written down, and told to its owner
    left_alone  they do not want it; a state with who and when

Method, limits, sources: docs/algorithms/touches.md.
"""

from regulars.anticipation.guard.blocked import Blocked, Held
from regulars.anticipation.guard.checking import may_touch, standing
from regulars.anticipation.guard.recording import held, touched
from regulars.anticipation.guard.silencing import silence

__all__ = ["Blocked", "Held", "held", "may_touch", "silence", "standing", "touched"]
