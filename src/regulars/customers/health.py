"""Has a backup brought anybody back who had been erased? Joins `regulars check`."""

from datetime import datetime

from regulars.customers import forgotten
from regulars.moments.health import Finding, check


@check("erasures")
def erasures(now: datetime) -> Finding:
    """Whoever stands in the ledger of erasures is erased in the database as well."""
    back = forgotten.returned()
    if back:
        return Finding(
            "erasures", False,
            f"{len(back)} erased customers are back, as after a restored backup. Erase them again "
            "with: regulars customers erase-again",
        )  # fmt: skip
    return Finding("erasures", True, "Nobody who was erased has come back.")
