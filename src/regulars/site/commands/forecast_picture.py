"""The picture of an evaluation: each forecast beside the simple rule, in one file to look at.

A drawing in a page takes its colours from the house's stylesheet; a file must bring its own.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from regulars.engines.charts import BarsWords, Estimate, Pair, bars
from regulars.engines.charts.svg import element, number
from regulars.site.commands.words import Refusal

WIDTH, MARGIN = 640.0, 24.0
PAPER = "#FEFCF7"
COLOURS = (
    ".ch{font-family:system-ui,sans-serif}.ch-text{fill:#544D43}"
    ".ch-text--strong,.ch-head{fill:#25221C;font-weight:600}.ch-axis{stroke:#8A8072}"
    ".ch-bar{fill:#1F5049}.ch-bar--base{fill:#F1EBDF;stroke:#8A8072}"
    ".ch-whisker{stroke:#25221C;stroke-width:1.4}"
    ".ch-halo-line{stroke:#FEFCF7;stroke-width:4}"
)
Marks = Mapping[str, Any]


def refuse_unless_writable(file: Path) -> None:
    """Told before the reckoning begins, not after it."""
    if file.suffix.lower() != ".svg":
        raise Refusal(f"{file}: the picture is an SVG; name it as {file.stem or 'figures'}.svg")
    if not file.parent.is_dir():
        raise Refusal(f"{file}: there is no folder {file.parent}; make it first")


def picture_of(marks: Marks) -> str:
    """The whole file as text; empty where nothing can be compared yet."""
    pairs = list(compared(marks))
    if not pairs:
        return ""
    words = BarsWords(
        "How right the forecasts were, beside the simple rule",
        f"{marks['file']}, split {marks['split']}. Whiskers: 95 % interval.", "ours", "rule",
    )  # fmt: skip
    drawn = bars(pairs, words, percent, "{:,}".format, "evaluation", WIDTH, top=1.0)
    height = 72.0 * len(pairs) - 12
    return framed(str(drawn), height)


def framed(drawing: str, height: float) -> str:
    """On paper of its own, with a margin and its colours."""
    wide, high = WIDTH + 2 * MARGIN, height + 2 * MARGIN
    inside = element("g", "", drawing, transform=f"translate({number(MARGIN)} {number(MARGIN)})")
    return element(
        "svg", "", element("style", "", COLOURS),
        element("rect", "", width=wide, height=high, fill=PAPER), inside,
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(wide)} {number(high)}",
        width=wide, height=high,
    ) + "\n"  # fmt: skip


def compared(marks: Marks) -> Iterator[Pair]:
    """What has an interval and a rule beside it; each a share, more is better."""
    for part, when in (("last_basket", "last basket left out"), ("needs", "first basket after")):
        if found := marks.get(part):
            yield from baskets(found, when)
    if found := marks.get("next_purchase"):
        yield from fortnights(found)
    if found := marks.get("run_out"):
        hit = found["hit_clipped"]
        label = "Run-out date within a quarter of the gap; rule: mean gap, never past"
        yield from pair(label, hit["ours"], hit["baseline"], found["pairs"])
    if found := marks.get("returns"):
        best = max(("same_rate", "recency_rule"), key=lambda one: found[one]["auc"]["value"])
        label = f"Who came again, told from who did not; rule: {best.replace('_', ' ')}"
        ours, rule = found["ours"]["auc"], found[best]["auc"]
        yield from pair(label, ours, rule, found["customers"])


def baskets(found: Marks, when: str) -> Iterator[Pair]:
    best = found["best_peer"]
    label = f"Share of the next basket in ten guesses ({when}); rule: {best}"
    ours, rule = found["ours"]["recall"], found["peers"][best]["recall"]
    return pair(label, ours, rule, found["customers"])


def fortnights(found: Marks) -> Iterator[Pair]:
    ways, best = found["ways"], best_rule(found["ways"])
    label = f"Next purchase within a week of the day named; rule: {best}"
    ours, rule = ways["ours"]["right_of_all"], ways[best]["right_of_all"]
    return pair(label, ours, rule, found["asked"]["all"])


def best_rule(ways: Marks) -> str:
    """The rule that was right most often: the one to beat."""
    rules = [name for name in ways if name != "ours"]
    return max(rules, key=lambda name: float(ways[name]["right_of_all"]["value"]))


def pair(label: str, ours: Marks, rule: Marks, n: int) -> Iterator[Pair]:
    """One pair of bars, or none where a figure is not defined."""
    if None not in (*ours.values(), *rule.values()):
        yield Pair(label, estimate(ours, n), estimate(rule, n))


def estimate(figure: Marks, n: int) -> Estimate:
    return Estimate(figure["value"], figure["low"], figure["high"], n)


def percent(share: float) -> str:
    return f"{share:.1%}"
