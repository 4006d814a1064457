"""From an empty clone to an open board, packages cached and cold."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks import houses

BARS = {"packages cached": 180, "cold": 300}


def measure() -> list[dict[str, object]]:
    return [row(name, bar, cold=name == "cold") for name, bar in BARS.items()]


def row(name: str, bar: int, cold: bool) -> dict[str, object]:
    seconds = from_nothing(cold)
    return {
        "what": f"clone, set up, build the demo, open the board ({name})",
        "ours": f"{seconds:.0f} s", "baseline": "the bar", "ratio": f"{seconds / bar:.2f}",
        "bar": f"≤ {bar} s",
    }  # fmt: skip


def from_nothing(cold: bool) -> float:
    """Seconds until the first board could be opened."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "regulars"
        subprocess.run(["git", "clone", "-q", str(houses.ROOT), str(clone)], check=True)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("REGULARS_", "VIRTUAL"))}
        if cold:
            env["UV_CACHE_DIR"] = env["PIP_CACHE_DIR"] = str(Path(folder) / "cache")
        began = time.perf_counter()
        subprocess.run(["make", "setup"], cwd=clone, env=env, check=True, capture_output=True)
        env |= {"REGULARS_HOME": str(clone / "house")}
        subprocess.run(
            [".venv/bin/regulars", "demo", "--no-serve"],
            cwd=clone, env=env, check=True, capture_output=True,
        )  # fmt: skip
        seconds = time.perf_counter() - began
        shutil.rmtree(clone / "house")
    return seconds
