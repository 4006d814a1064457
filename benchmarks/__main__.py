"""`make bench`: every figure beside its baseline, from one run; written to docs/benchmarks.md."""

import importlib.util
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/benchmarks.md"
PARTS = {
    "demo": "From nothing to an open board",
    "imports": "Taking in a year",
    "night": "The night's work",
    "board": "Today's board",
    "boards": "A thousand open boards",
    "run_out": "Forecasts",
    "returns": "Who returns",
    "needs": "The next basket",
    "due": "When the next one comes",
    "recognition": "Finding somebody among a million",
    "api": "Finding somebody over HTTP",
    "clocks": "Fifty thousand open clocks",
    "authority": "May I?",
    "disruption": "Ten thousand people to be told",
}
COLUMNS = ("what", "ours", "baseline", "ratio", "bar", "note")
Row = dict[str, object]


def machine() -> str:
    """What it was measured on; ratios travel, absolute figures do not."""
    cores = os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    name = names[0] if names else platform.processor()
    return f"{cores} cores ({name}), {memory:.0f} GiB, Python {platform.python_version()}"


def measured(part: str) -> list[Row]:
    """One part, in a process of its own so that none warms or fills another's memory."""
    code = (
        f"import json; from benchmarks import {part} as part;"
        "print(); print(json.dumps(part.measure(), default=str))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return [{"what": part, "note": f"failed: {done.stderr.strip().splitlines()[-1]}"}]
    found: list[Row] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def line(row: Row) -> str:
    return "| " + " | ".join(told(row.get(column)) for column in COLUMNS) + " |"


def told(value: object) -> str:
    """Three figures are enough; nothing is an empty cell."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return "" if value is None else str(value)


def table(title: str, rows: list[Row]) -> str:
    head = "| " + " | ".join(COLUMNS) + " |\n" + "|---" * len(COLUMNS) + "|"
    return "\n".join([f"## {title}", "", head, *map(line, rows), ""])


def main() -> int:
    wanted = sys.argv[1:] or [part for part in PARTS if exists(part)]
    pages = []
    for part in wanted:
        pages.append(table(PARTS[part], measured(part)))
        print(pages[-1], flush=True)
    if not sys.argv[1:]:
        head = f"# Benchmarks\n\nWritten by `make bench` on {machine()}.\n"
        about = (
            "Every figure stands beside a named baseline measured in the same run; a ratio of "
            "ours to the baseline travels to other machines, a time does not.\n"
        )
        PAGE.write_text("\n".join([head, about, *pages]), encoding="utf-8")
    return 0


def exists(part: str) -> bool:
    return importlib.util.find_spec(f"benchmarks.{part}") is not None


if __name__ == "__main__":
    sys.exit(main())
