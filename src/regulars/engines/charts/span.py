"""A value with its range: a bar from the low to the high end, a mark where it is expected."""

from collections.abc import Callable
from dataclasses import dataclass

from regulars.engines.charts import svg
from regulars.engines.charts.ticks import text_width

_BASE, _HEIGHT = 34.0, 58.0


@dataclass(frozen=True, slots=True)
class SpanWords:
    """Translated words: what the picture is, and what the two ends and the mark are called."""

    title: str
    desc: str = ""
    low: str = ""
    high: str = ""
    expected: str = ""


def span(
    low: float, expected: float, high: float, words: SpanWords, label: Callable[[float], str],
    key: str = "span", width: float = 328,
) -> svg.Mark:  # fmt: skip
    """From nothing to a little beyond the larger of ``high`` and ``expected``, straight scale.

    Values below zero are drawn as zero.
    """
    top = max(high, expected, 1e-9) * 1.04
    left, right = 2.0, width - 2.0

    def x(value: float) -> float:
        return left + min(1.0, max(0.0, value / top)) * (right - left)

    def words_at(value: float, y: float, css: str, taken: tuple[float, float] | None) -> str:
        said = label(value)
        half = text_width(said) / 2
        at = min(right - half, max(left + half, x(value)))
        if taken and at - half < taken[1] + 6 and at + half > taken[0] - 6:
            return ""
        return svg.text(said, at, y, css)

    said_low = label(low)
    edge = text_width(said_low)
    at_low = min(right - edge / 2, max(left + edge / 2, x(low)))
    body = svg.drawing(
        key, words.title, words.desc, width, _HEIGHT,
        svg.line("ch-axis", left, _BASE, right, _BASE),
        svg.line("ch-likely", x(low), _BASE, max(x(high), x(low) + 1), _BASE),
        svg.dot("ch-dot ch-dot--now", x(expected), _BASE, 5),
        words_at(expected, _BASE - 14, "ch-text ch-text--strong", None),
        svg.text(said_low, at_low, _BASE + 20),
        words_at(high, _BASE + 20, "ch-text", (at_low - edge / 2, at_low + edge / 2)),
    )  # fmt: skip
    table = ((words.title, ""), (words.low, label(low)), (words.expected, label(expected)),
             (words.high, label(high)))  # fmt: skip
    return svg.Mark(body, table)
