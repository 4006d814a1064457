"""What was said at each moment of a case, as anybody of the house may read it."""

from collections.abc import Iterable

from regulars.moments.models import Words
from regulars.notebook import noticing


def of(moments: Iterable[int | None]) -> dict[int, str]:
    """Words by their moment; where they were erased there are none."""
    wanted = {moment for moment in moments if moment is not None}
    rows = Words.objects.filter(moment__in=wanted)
    return {row.moment_id: noticing.shown(row) for row in rows}


def title(text: str, longest: int = 60) -> str:
    """The first line, short enough to be read from a step away."""
    line = text.strip().partition("\n")[0]
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
