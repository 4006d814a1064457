"""Where the files of a house lie, for what must know it before Django is set up."""

import os
from pathlib import Path


def home() -> Path:
    """The directory of this house: REGULARS_HOME, else `house` where one stands."""
    return Path(os.environ.get("REGULARS_HOME", "house")).resolve()
