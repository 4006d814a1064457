"""The zone of the machine's own wall clock, so that the demo's day is the visitor's day."""

import os
import zoneinfo
from pathlib import Path


def house_zone() -> str:
    """REGULARS_TIME_ZONE, else the machine's zone where it can be known, else UTC."""
    for name in (os.environ.get("REGULARS_TIME_ZONE", ""), os.environ.get("TZ", ""), linked()):
        if name and known(name):
            return name
    return "UTC"


def linked() -> str:
    target = Path("/etc/localtime").resolve()
    return str(target).rpartition("zoneinfo/")[2] if "zoneinfo/" in str(target) else ""


def known(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return False
    return True
