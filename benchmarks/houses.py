"""A demo house in a directory of its own, built by the real command."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("REGULARS_")}
    return {
        **kept, "REGULARS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "regulars.site.settings",
    }  # fmt: skip


def build(home: Path) -> float:
    """`regulars demo --no-serve`; return its seconds."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "regulars.site.cli", "demo", "--no-serve"],
        env=environment(home), check=True, capture_output=True,
    )  # fmt: skip
    return time.perf_counter() - began


def run(home: Path, code: str) -> str:
    """Run a few lines with Django set up in that house; what they print."""
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()\n" + code],
        env=environment(home), check=True, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    return done.stdout
