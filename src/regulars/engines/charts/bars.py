"""Ours against a baseline: two bars a pair, each with its interval and its n."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from regulars.engines.charts import svg
from regulars.engines.charts.ticks import text_width

_HEAD, _BAR, _STEP, _PAIR = 20.0, 12.0, 18.0, 72.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval in the same unit, from n cases."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Pair:
    """One comparison; `label` says what is compared."""

    label: str
    ours: Estimate
    baseline: Estimate


@dataclass(frozen=True, slots=True)
class BarsWords:
    """Translated words: what stands beside the filled bar and beside the outlined one."""

    title: str
    desc: str = ""
    ours: str = ""
    baseline: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where bars begin and end, and how long one unit is."""

    left: float
    right: float
    top: float

    def x(self, value: float) -> float:
        share = min(1.0, max(0.0, value / self.top))
        return self.left + share * (self.right - self.left)


def bars(
    pairs: Sequence[Pair],
    words: BarsWords,
    value_label: Callable[[float], str],
    n_label: Callable[[int], str],
    key: str = "bars",
    width: float = 328,
    top: float | None = None,
) -> svg.Mark:
    """Bars from zero; `top` fixes the full length, else the longest interval does.

    Values below zero are drawn as zero. Each bar ends in its value and n, never in a legend.
    """
    frame = _frame(pairs, words, value_label, n_label, width, top)
    height = max(1, len(pairs)) * _PAIR - 12
    rows = [
        _pair(pair, i * _PAIR, words, frame, value_label, n_label) for i, pair in enumerate(pairs)
    ]
    body = svg.drawing(key, words.title, words.desc, width, height, *rows)
    return svg.Mark(body, _table(pairs, words, value_label, n_label))


def _frame(
    pairs: Sequence[Pair],
    words: BarsWords,
    value_label: Callable[[float], str],
    n_label: Callable[[int], str],
    width: float,
    top: float | None,
) -> _Frame:
    each = [estimate for pair in pairs for estimate in (pair.ours, pair.baseline)]
    left = max(text_width(words.ours), text_width(words.baseline)) + 8
    ends = [text_width(_end(one, value_label, n_label)) for one in each]
    highest = max((max(one.high, one.value) for one in each), default=1.0)
    return _Frame(left, max(left + 40, width - max(ends, default=0.0) - 8), top or highest or 1.0)


def _pair(
    pair: Pair,
    y: float,
    words: BarsWords,
    frame: _Frame,
    value_label: Callable[[float], str],
    n_label: Callable[[int], str],
) -> str:
    both = (
        ("", words.ours, pair.ours, "ch-text ch-text--strong"),
        ("--base", words.baseline, pair.baseline, "ch-text"),
    )
    rows = [
        _bar(kind, y + _HEAD + 4 + i * _STEP, estimate, frame)
        + svg.text(name, frame.left - 6, y + _HEAD + 14 + i * _STEP, css, "end")
        + svg.text(
            _end(estimate, value_label, n_label),
            frame.right + 8,
            y + _HEAD + 14 + i * _STEP,
            css,
            "start",
        )
        for i, (kind, name, estimate, css) in enumerate(both)
    ]
    axis = svg.line("ch-axis", frame.left, y + _HEAD + 1, frame.left, y + _PAIR - 13)
    head = svg.text(pair.label, 0, y + 13, "ch-text ch-head", "start", 13)
    return head + "".join(rows) + axis


def _bar(kind: str, y: float, estimate: Estimate, frame: _Frame) -> str:
    value, low, high = (frame.x(v) for v in (estimate.value, estimate.low, estimate.high))
    middle = y + _BAR / 2
    length = max(0.0, value - frame.left)
    block = svg.element("rect", f"ch-bar{kind}", x=frame.left, y=y, width=length, height=_BAR)
    whisker = f"M{svg.number(low)} {svg.number(middle)}H{svg.number(high)}" + "".join(
        f"M{svg.number(x)} {svg.number(middle - 3)}v6" for x in (low, high)
    )
    return block + svg.path("ch-whisker ch-halo-line", whisker) + svg.path("ch-whisker", whisker)


def _end(
    estimate: Estimate, value_label: Callable[[float], str], n_label: Callable[[int], str]
) -> str:
    return f"{value_label(estimate.value)} · {n_label(estimate.n)}"


def _table(
    pairs: Sequence[Pair],
    words: BarsWords,
    value_label: Callable[[float], str],
    n_label: Callable[[int], str],
) -> svg.Rows:
    return tuple(
        (
            pair.label,
            name,
            value_label(estimate.value),
            f"{value_label(estimate.low)} – {value_label(estimate.high)}",
            n_label(estimate.n),
        )
        for pair in pairs
        for name, estimate in ((words.ours, pair.ours), (words.baseline, pair.baseline))
    )
