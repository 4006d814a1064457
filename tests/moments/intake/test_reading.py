"""Text becomes rows and cells, whatever is wrong with it."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.moments.intake import Trouble
from regulars.moments.intake.grid import BROKEN, ROW
from regulars.moments.intake.plain import read_plain
from regulars.moments.intake.tables import open_table

pytestmark = pytest.mark.once

LETTERS = st.text(st.sampled_from('ab,;"\n\r \t|é号'), max_size=6)


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "file.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def rows_of(file: Path) -> list[tuple[object, ...]]:
    table = open_table(file)
    return [row for chunk in table.chunks() for row in chunk.rows()]


@pytest.mark.parametrize(
    ("separator", "said"), [(",", ""), (";", "semicolons"), ("\t", "tabs"), ("|", "bars")]
)
def test_the_separator_is_found_and_named(tmp_path: Path, separator: str, said: str) -> None:
    """Comma, semicolon, tab and bar are told apart; what was taken is said unless it is usual."""
    lines = ["a,b,c", "1,x y,2.5", "2,z,3.5"]
    table = open_table(written(tmp_path, "\n".join(lines).replace(",", separator)))
    assert table.columns == ["a", "b", "c"]
    assert said in table.note
    assert bool(table.note) == (separator != ",")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_line_ends_do_not_matter(tmp_path: Path, mark: str, end: str) -> None:
    """The first column is called the same, and no cell ends with a carriage return."""
    file = written(tmp_path, mark + end.join(["名,b", "1,x", "", ",", "2,y"]))
    assert open_table(file).columns == ["名", "b"]
    assert rows_of(file) == [("1", "x", 2, None), ("2", "y", 5, None)]


def test_rows_are_numbered_as_an_editor_shows_them(tmp_path: Path) -> None:
    """A cell of two lines, a blank line and rows of the wrong length keep the numbers right."""
    text = 'a,b\n1,"x\ny"\n\n2,z\n3\n4,z,z\n5,z\n'
    assert rows_of(written(tmp_path, text)) == [
        ("1", "x\ny", 2, None), ("2", "z", 5, None), ("3", "", 6, "short"),
        ("4,z,z", "", 7, "wide"), ("5", "z", 8, None),
    ]  # fmt: skip


def test_a_quote_that_never_closes_costs_one_row(tmp_path: Path) -> None:
    """The line that opens the quote is broken; every row below it is read."""
    below = "".join(f"{n},x\n" for n in range(3000))
    rows = rows_of(written(tmp_path, f'a,b\n1,"x\n{below}'))
    assert rows[0] == ('1,"x\n', "", 2, "quote")
    assert [row[0] for row in rows[1:]] == [str(n) for n in range(3000)]


def test_a_quote_open_at_the_end_of_the_file_costs_one_row(tmp_path: Path) -> None:
    """Also where fewer lines follow than a cell may have."""
    rows = rows_of(written(tmp_path, 'a,b\n1,x\n2,"y\n3,z\n'))
    assert [(row[0], row[3]) for row in rows] == [("1", None), ('2,"y\n', "quote"), ("3", None)]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_100_mb_costs_one_row_and_little_memory(tmp_path: Path, quote: str) -> None:
    """The row is broken, its neighbours are read, and no block is larger than a few megabytes."""
    import tracemalloc

    file = tmp_path / "big.csv"
    with file.open("wb") as out:
        out.write(b"a,b\n1,x\n2," + quote.encode())
        for _ in range(100):
            out.write(b"y" * 1_000_000)
        out.write(quote.encode() + b"\n3,z\n")
    tracemalloc.start()
    rows = rows_of(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(row[0], row[2], row[3]) for row in rows if row[3] is None] == [
        ("1", 2, None), ("3", 4, None)]  # fmt: skip
    assert [(row[2], row[3]) for row in rows if row[3]] == [(3, "long")]
    assert peak < 20e6


def test_a_nul_byte_costs_one_row(tmp_path: Path) -> None:
    """A damaged row is broken; the others are read."""
    rows = rows_of(written(tmp_path, b"a,b\n1,x\n2,\0\n3,z\n"))
    assert [(row[0], row[3]) for row in rows] == [("1", None), ("2,\0", "nul"), ("3", None)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04rest", "the workbook is damaged"),
        (b"\xd0\xcf\x11\xe0rest", "the workbook is damaged"),
        (b"\x1f\x8brest", "compressed"),
        (b"%PDF-1.7 and more", "a picture or a printed page"),
        (b"<html><table>", "this is a web page"),
        (b"a,b\n" + b"\xff\xfd\xfe,\x80\x81\n" * 9, "no encoding fits the text"),
        (b"a,b\r1,x\r", "carriage return alone"),
        (b" \n\n", "the file is empty"),
        (b"", "the file is empty"),
        (b"PAR1 but no Parquet", "this Parquet file cannot be read"),
        (b"x" * 3_000_000, "the first line is far too long"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    """The message names the file and the remedy."""
    with pytest.raises(Trouble) as told:
        open_table(written(tmp_path, data))
    assert str(told.value).startswith("file.csv")
    assert said in str(told.value)
    assert told.value.remedy


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """No traceback for a mistyped name."""
    with pytest.raises(Trouble, match=r"nowhere.csv: No such file"):
        open_table(tmp_path / "nowhere.csv")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(LETTERS, min_size=2, max_size=3), min_size=1, max_size=6), st.booleans())
def test_plain_text_is_read_as_the_csv_module_reads_it(rows: list[list[str]], quoted: bool) -> None:
    """Whenever the fast way accepts a text, its cells are those of Python's csv module."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(rows)
    for text in (out.getvalue(), "\n".join(",".join(row) for row in rows)):
        width = len(rows[0])
        plain = read_plain(text.encode(), [f"c{n}" for n in range(width)], ",")
        if plain is not None:
            read = list(csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline="")))
            assert [list(row) for row in plain.rows()] == read


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.text("ab,\"\n '", max_size=5), st.text("x号", min_size=1)), max_size=8)
)
def test_any_table_written_by_the_csv_module_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    """Quotes, separators and line ends within cells survive."""
    file = tmp_path_factory.mktemp("t") / "file.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("a", "b"), *rows])
    table = open_table(file)
    frames = [chunk.drop(ROW, BROKEN) for chunk in table.chunks()]
    assert [row for frame in frames for row in frame.rows()] == rows
