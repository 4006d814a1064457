"""The jar: filled by volume as a real one is, its surface hatched by what we do not know."""

from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, pairwise

from regulars.engines.charts import svg
from regulars.engines.charts.gauge import GaugeWords, Share, hatch, share_of

WIDTH, HEIGHT = 100.0, 124.0
TOP, BOTTOM = 14.0, 114.0
_TWO_LINES = 38.0
_WALL = "M25 14C25 26 9 32 9 64C9 96 24 114 50 114C76 114 91 96 91 64C91 32 75 26 75 14"
_LEFT = (
    ((25.0, 14.0), (25.0, 26.0), (9.0, 32.0), (9.0, 64.0)),
    ((9.0, 64.0), (9.0, 96.0), (24.0, 114.0), (50.0, 114.0)),
)


def jar(
    level: float, capacity: float, uncertainty: float, words: GaugeWords, key: str = "jar"
) -> svg.Mark:
    """How much is left in a container. Solid is surely there, hatched may be.

    `level`, `capacity` and `uncertainty` (±) share one unit; what lies outside 0…capacity is drawn
    at the rim. `words.figure` and `words.spread` are written inside, in the larger empty space.
    """
    share = share_of(level, capacity, uncertainty)
    sure, mean, most = (surface(each) for each in (share.low, share.mean, share.high))
    body = svg.drawing(
        key,
        words.title,
        words.desc,
        WIDTH,
        HEIGHT,
        _definitions(key),
        _contents(key, sure, mean, most, share),
        svg.path("ch-wall", _WALL),
        svg.path("ch-wall", "M21 14H79M30 8.5H70"),
        _figure(words, sure, most),
    )
    return svg.Mark(body, words.rows())


def surface(share: float) -> float:
    """Height (y) of the surface when `share` of the volume is in the jar."""
    heights, volumes = _profile()
    index = min(bisect_left(volumes, share * volumes[-1]), len(heights) - 1)
    return heights[index] if share > 0 else BOTTOM


@lru_cache(maxsize=1)
def _profile() -> tuple[list[float], list[float]]:
    """Heights from the bottom up, and the volume of revolution below each."""
    outline = [_bezier(curve, i / 200) for curve in _LEFT for i in range(201)][::-1]
    heights = [y for _, y in outline]
    slices = [
        max(0.0, y0 - y1) * (50 - (x0 + x1) / 2) ** 2 for (x0, y0), (x1, y1) in pairwise(outline)
    ]
    return heights, list(accumulate(slices, initial=0.0))


def _bezier(curve: tuple[tuple[float, float], ...], t: float) -> tuple[float, float]:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return (
        sum(w * p[0] for w, p in zip(weights, curve, strict=True)),
        sum(w * p[1] for w, p in zip(weights, curve, strict=True)),
    )


def _definitions(key: str) -> str:
    clip = svg.element("clipPath", "", svg.shape("", _WALL + "Z"), id=f"{key}-inside")
    return svg.element("defs", "", clip, hatch(key))


def _contents(key: str, sure: float, mean: float, most: float, share: Share) -> str:
    parts = [_layer("ch-inside", 0, HEIGHT), _layer("ch-fill", sure, HEIGHT)]
    if most < sure:
        parts.append(_layer("", most, sure, fill=f"url(#{key}-hatch)"))
    if share.mean > 0:
        parts.append(svg.line("ch-surface", 0, mean, WIDTH, mean))
    return svg.element("g", "", *parts, clip_path=f"url(#{key}-inside)")


def _layer(css: str, top: float, bottom: float, **attributes: svg.Value) -> str:
    height = max(0.0, bottom - top)
    return svg.element("rect", css, x=0, y=top, width=WIDTH, height=height, **attributes)


def _figure(words: GaugeWords, sure: float, most: float) -> str:
    """Where two lines have room: above the surface, else on the solid part, else in the middle.
    What the words must cross is held off by a halo in the colour behind them."""
    middle, on = 62.0, sure < 62
    if most - TOP >= _TWO_LINES:
        middle, on = min(66.0, (TOP + most) / 2), False
    elif BOTTOM - sure >= _TWO_LINES - 4:
        middle, on = min(84.0, (sure + BOTTOM) / 2), True
    css = " ch-halo ch-halo--fill ch-on" if on else " ch-halo ch-halo--inside"
    return svg.text(words.figure, 50, middle, "ch-fig" + css, size=21) + svg.text(
        words.spread, 50, middle + 15, "ch-text" + css, size=11
    )
