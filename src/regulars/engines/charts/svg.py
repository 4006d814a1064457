"""Writing SVG: one element, one text, one drawing. Escaped here and nowhere else."""

from dataclasses import dataclass
from html import escape

Value = str | float
Rows = tuple[tuple[str, ...], ...]

TEXT = 12.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A finished drawing. `svg` is safe markup; `rows` are the same numbers for a table."""

    svg: str
    rows: Rows

    def __str__(self) -> str:
        return self.svg


def drawing(key: str, title: str, desc: str, width: float, height: float, *children: str) -> str:
    """An <svg role="img"> named by its title and desc; `key` keeps ids apart on one page."""
    names = f"{key}-title {key}-desc" if desc else f"{key}-title"
    return element(
        "svg",
        "ch",
        element("title", "", escaped(title), id=f"{key}-title"),
        element("desc", "", escaped(desc), id=f"{key}-desc") if desc else "",
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=names,
    )


def element(tag: str, css: str, *children: str, **attributes: Value) -> str:
    """`children` are markup already; attributes are escaped, numbers kept to a tenth."""
    given = ({"class": css} if css else {}) | attributes
    written = "".join(f' {_name(key)}="{_written(value)}"' for key, value in given.items())
    inside = "".join(children)
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def text(
    words: str,
    x: float,
    y: float,
    css: str = "ch-text",
    anchor: str = "middle",
    size: float = TEXT,
) -> str:
    """One line of words; nothing at all for ''."""
    if not words:
        return ""
    return element("text", css, escaped(words), x=x, y=y, font_size=size, text_anchor=anchor)


def path(css: str, d: str, **attributes: Value) -> str:
    """An open line: never filled, even where the stylesheet is missing."""
    return element("path", css, d=d, fill="none", **attributes)


def shape(css: str, d: str, **attributes: Value) -> str:
    """A closed shape: its class fills it."""
    return element("path", css, d=d, **attributes)


def dot(css: str, x: float, y: float, r: float) -> str:
    return element("circle", css, cx=x, cy=y, r=r)


def line(css: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return path(css, f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}")


def through(points: list[tuple[float, float]]) -> str:
    """Path data through points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) if points else ""


def number(value: float) -> str:
    """A coordinate to a tenth of a pixel, without -0 and trailing zeros."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def escaped(words: str) -> str:
    """Words as XML text: markup and quotes escaped, control characters dropped."""
    return escape("".join(c for c in words if _is_xml(ord(c))))


def _is_xml(point: int) -> bool:
    return (
        point in {9, 10, 13} or 32 <= point < 0xD800 or 0xE000 <= point < 0xFFFE or point > 0xFFFF
    )


def _written(value: Value) -> str:
    return escaped(value) if isinstance(value, str) else number(value)


def _name(key: str) -> str:
    return key if key == "viewBox" else key.replace("_", "-")
