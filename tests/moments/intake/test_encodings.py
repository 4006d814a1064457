"""The encoding of a text is judged by the whole of it, and real Chinese text is told apart."""

from pathlib import Path

import pytest

from regulars.moments.intake import How
from regulars.moments.intake.encodings import Jury, named
from regulars.moments.intake.tables import Table, open_table

pytestmark = pytest.mark.once

SIMPLIFIED = """编号,姓名,电话,住址,备注
1,余建平,13800001208,深圳市福田区梅林路8号,不吃香菜，喜欢靠窗的位子
2,单晓梅,13900000008,上海市静安区南京西路1266号,生日那天送一束花
3,仇英,,北京市朝阳区建国门外大街,每次来都问有没有新茶
"""
TRADITIONAL = """編號,姓名,電話,住址,備註
1,林美惠,0912345678,臺北市大安區忠孝東路四段,不吃香菜，喜歡靠窗的位子
2,張志豪,0923456789,高雄市前鎮區中山二路,生日那天送一束花
3,陳淑芬,,臺中市西屯區臺灣大道,每次來都問有沒有新茶
"""
HONG_KONG = "編號,姓名,備註\n1,陳大文,喺櫃枱等咗好耐\n2,李小龍,佢話唔食蔥\n"
WESTERN = "nom,ville\nJosé Peña,Málaga\nMüller,Köln\nBjörk,Reykjavík\nAnaïs,Besançon – 5 €\n"


def written(folder: Path, data: bytes) -> Path:
    file = folder / "file.csv"
    file.write_bytes(data)
    return file


def read(table: Table) -> str:
    rows = [",".join(table.columns)]
    for chunk in table.chunks():
        rows += [",".join(row) for row in chunk.select(table.columns).rows()]
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"), (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"), (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16-le"), (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "big5", "big5"), (TRADITIONAL, "cp950", "big5"),
        (TRADITIONAL, "gbk", "gb18030"), (TRADITIONAL, "utf-16", "utf-16-le"),
        (HONG_KONG, "big5hkscs", "big5"), (WESTERN, "cp1252", "windows-1252"),
    ],
)  # fmt: skip
def test_every_encoding_is_found_and_read_and_said(
    tmp_path: Path, text: str, codec: str, found: str
) -> None:
    """The cells are those that were written; what is not UTF-8 stands in the note."""
    table = open_table(written(tmp_path, text.encode(codec)))
    assert (table.how.encoding, read(table)) == (found, text)
    assert bool(table.note) == (found != "utf-8")


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
@pytest.mark.parametrize(
    "word", ["王芳", "陳美玲", "張", "余", "李小姐", "牛奶", "客户", "編號", "桌", "香菜"]
)
def test_a_word_or_two_is_enough(word: str, encoding: str) -> None:
    """GB18030 would read any Big5: the characters that came of it would be rare ones."""
    jury = Jury()
    try:
        jury.hear(f"1,{word}\n".encode(encoding))
    except UnicodeEncodeError:
        return
    assert jury.verdict().encoding == encoding


def test_the_whole_file_is_looked_at(tmp_path: Path) -> None:
    """The only Chinese words stand behind four megabytes of digits."""
    text = "a,b\n" + "1,2\n" * 1_000_000 + "3,余建平\n"
    table = open_table(written(tmp_path, text.encode("gb18030")))
    assert table.how.encoding == "gb18030"
    *_, last = table.chunks()
    assert last.rows()[-1][:2] == ("3", "余建平")


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [("utf-8", "gb18030", "utf-8"), ("gb18030", "utf-8", "gb18030"), ("big5", "utf-8", "big5")],
)
def test_rows_in_another_encoding_are_told_apart(
    tmp_path: Path, first: str, second: str, found: str
) -> None:
    """Mojibake is not taken in: such a row is broken, with its number; the others are whole."""
    lines = ["號,名\n".encode(first)] + [f"{n},陳大文在台北\n".encode(first) for n in range(4)]
    lines.insert(3, "9,李小龍在香港\n".encode(second))
    table = open_table(written(tmp_path, b"".join(lines)))
    assert table.how.encoding == found
    assert "mixed encodings" in table.note or found != "utf-8"
    rows = [row for chunk in table.chunks() for row in chunk.rows()]
    assert [(row[2], row[3]) for row in rows] == [
        (2, None), (3, None), (4, "encoding"), (5, None), (6, None)]  # fmt: skip
    assert [row[1] for row in rows if not row[3]] == ["陳大文在台北"] * 4


def test_an_encoding_can_be_chosen(tmp_path: Path) -> None:
    """By any of its names; a file that was right all along is read wrong, as one asked."""
    file = written(tmp_path, TRADITIONAL.encode("big5"))
    assert read(open_table(file, how=How(encoding=named("Big5-HKSCS")))) == TRADITIONAL
    assert read(open_table(file, how=How(encoding=named("GBK")))) != TRADITIONAL
    with pytest.raises(ValueError, match="klingon"):
        named("klingon")


def test_a_separator_inside_the_second_byte_is_none(tmp_path: Path) -> None:
    """In Big5 and GB18030 a bar may be half of a character."""
    text = "a|b\n功|蓋\n許|育\n"
    table = open_table(written(tmp_path, text.encode("big5")), how=How(separator="|"))
    assert [row[:2] for chunk in table.chunks() for row in chunk.rows()] == [
        ("功", "蓋"), ("許", "育")]  # fmt: skip
