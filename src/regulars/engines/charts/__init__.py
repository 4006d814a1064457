"""Small server-side marks: SVG as a string, with its numbers as rows for the table beneath.

    jar, bar_gauge       how much is left, and how sure we are
    run_out              when it will be gone, and the visit in time
    rhythm               the visits so far and the next one
    bars                 ours against a baseline, with intervals and n
    ratio_trend, wilson  a share by day with its 95 % band
    cohort               who came back, by the month they first came
    span                 a value with its range

No language and no clock: the caller passes translated words, dates and label functions. No style
attributes: colours are classes in site/static/regulars/css/charts.css, so a strict CSP holds.
Ideas, sources and limits: docs/algorithms/charts.md.
"""

from regulars.engines.charts.bars import BarsWords, Estimate, Pair, bars
from regulars.engines.charts.cohort import CohortRow, CohortWords, cohort
from regulars.engines.charts.gauge import GaugeWords, bar_gauge
from regulars.engines.charts.intervals import Interval, newcombe, wilson
from regulars.engines.charts.jar import jar
from regulars.engines.charts.ratio import Count, Note, TrendWords, ratio_trend
from regulars.engines.charts.rhythm import RhythmWords, rhythm, strange_gaps
from regulars.engines.charts.run_out import RunOutWords, run_out
from regulars.engines.charts.span import SpanWords, span
from regulars.engines.charts.svg import Mark
from regulars.engines.charts.ticks import Tick, text_width

__all__ = [
    "BarsWords",
    "CohortRow",
    "CohortWords",
    "Count",
    "Estimate",
    "GaugeWords",
    "Interval",
    "Mark",
    "Note",
    "Pair",
    "RhythmWords",
    "RunOutWords",
    "SpanWords",
    "Tick",
    "TrendWords",
    "bar_gauge",
    "bars",
    "cohort",
    "jar",
    "newcombe",
    "ratio_trend",
    "rhythm",
    "run_out",
    "span",
    "strange_gaps",
    "text_width",
    "wilson",
]
