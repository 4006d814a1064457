"""A workbook is read as a person sees it, and never unpacked blindly."""

import base64
import time
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from regulars.moments.intake import How, Instant, Trouble
from regulars.moments.intake.fields import Code
from regulars.moments.intake.mapping import known_names
from regulars.moments.intake.tables import Table, open_table
from regulars.moments.intake.verdicts import Around, judge

pytestmark = pytest.mark.once

OLD = (
    "c-rk)Ur19?82_ESySa@yx48wbkRfDcuBL@WU^6lGWoD&h5tQbFFlLQj3NlN5iXaFdie3bJ=*8-#Kh#6MWDkK+4?z%Y"
    "1-<kX*q;a8?K|J@rEL{BC}DAb<9z2k-}(NWyYKwF_vO4dHFYnTMgexhf{f;XEk`D(IE;n|)URohHEKH*%|uDTVW&je"
    "tax1hqD<yc<~t1qchy;<z<Vl(aSC0-iFjxQ(aK}!7jg{EL<Me=#EmK*m5=E$rj<<Zu;vq{EiAdhw3&2M;t=MeU3J^_"
    "S=^`8aGx8}?*q1Z%aR5J@LbN~3s*%}*NR=q6a6PktfN|WVH%Xsj(8%Tl<fd+$t8P`5RS#dZEc~>&K<E>3VurYG`?sd"
    "V8K}1PeZ1BW#s}S|DG=|`-9w0sVtOVQ&eCS+EHFA6L4X(Dti=x$xXeBXqA(JiwYLGk3So+Km_;n^?ch;HecfllT@|$"
    "&h`k1rZEc;iEMKMjgiKtaAa#Z(%_WaKW`VFyzQc#mywI;AS#&m@?!GPNEdH^eia+&jvisjC?65ogJi87F*ID17G&(^"
    "9xGD{jyks3$n+9>UCn%ush>2duI&!!O#2w?jB{@-#o5Am9bK2huP1)u)82>G6Ca`*h@a_5pYzYWiB6%04z@wEm%lO8"
    "i+XY6y2PWXQ44+3dB?Qsmkr3Sc=Tt}^wY8eOK>vlWhylUKV80tU=2yLE#v>owiIevbZe!+dPH%u%nRFj>QS;Anh$fQ"
    "*Ub6GKek8@3VTp>59)8?tL(w5M^rh!%&YXSvi0Rkx)3Nn+?T;<d;JL~OqeiX!h{JECQOtR<h4`LuiUDB0k`R|3i7+o"
    "5|xbkndHC4J`B_E482b7MuO@j&K5O)R>3L^Ut*ay#`i*r0~9@pAq?<1hKioQ^in2rpJ&;Ip1-$*ijAKsW}N>x{tu;u"
    ";lT"
)
"""An .xls of 5.6 kB: a title, a header, a row with a real date, a blank one, a row of text."""
FIELDS = (Code("customer", True, ("会员号",)), Instant("occurred_at", True, ("时间",)),
          Code("item", True, ("商品",)))  # fmt: skip
KNOWN = known_names(FIELDS)
WORD = b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>'


def saved(folder: Path, book: Workbook, name: str = "book.xlsx") -> Path:
    file = folder / name
    book.save(file)
    return file


def rows_of(table: Table) -> list[tuple[object, ...]]:
    return [row for chunk in table.chunks() for row in chunk.select(*table.columns, "§row").rows()]


def simple(*rows: tuple[object, ...]) -> Workbook:
    book = Workbook()
    for row in (("customer", "occurred_at", "item"), *rows):
        book.active.append(row)
    return book


@pytest.mark.mission("MO01")
def test_cells_are_text_as_a_person_sees_them(tmp_path: Path) -> None:
    """Dates by their format, whole numbers without a point, long numbers whole, booleans, times."""
    book = simple(
        (13800001208, datetime(2026, 3, 31, 14, 5), "tea"),  # noqa: DTZ001
        ("007", datetime(2026, 3, 31), 12.5),  # noqa: DTZ001
        (0.1 + 0.2, "2026-03-31", True),
    )
    sheet = book.active
    sheet["D1"], sheet["D2"] = "hour", 0.5
    sheet["D2"].number_format = "hh:mm"
    sheet["D3"], sheet["D4"] = 46112, 46112
    sheet["D3"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["D4"].number_format = "[h]:mm"
    assert rows_of(open_table(saved(tmp_path, book))) == [
        ("13800001208", "2026-03-31 14:05:00", "tea", "12:00:00", 2),
        ("007", "2026-03-31", "12.5", "2026-03-31", 3),
        ("0.3", "2026-03-31", "1", "46112", 4),
    ]


def test_a_chinese_header_below_titles_is_found_and_merged_cells_are_said(tmp_path: Path) -> None:
    """What stands above is passed over; a merged cell's value is its first cell's."""
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "二〇二六年三月销售明细"
    sheet.merge_cells("A1:C1")
    sheet.append([])
    sheet.append(["會員號", "時間", "商品", "单价"])
    sheet.append(["8001", "2026-03-31", "茶", 5])
    sheet.append([None, "2026-03-31", "米", 6])
    sheet.merge_cells("A4:A5")
    table = open_table(saved(tmp_path, book), known=KNOWN)
    assert table.columns == ["會員號", "時間", "商品", "单价"]
    assert table.how.header == 3
    assert table.note == (
        "The columns are named in row 3; what stands above it was passed over. Cells are merged "
        "in 1 place (A4:A5): the value counts for the first of them."
    )
    assert rows_of(table) == [
        ("8001", "2026-03-31", "茶", "5", 4),
        ("", "2026-03-31", "米", "6", 5),
    ]
    assert open_table(saved(tmp_path, book), how=How(header=4)).columns[0] == "8001"


def test_formulas_count_by_their_result_and_errors_are_refused_by_cell(tmp_path: Path) -> None:
    """Results as they were saved; #REF! and a formula never worked out name their cell."""
    file = saved(tmp_path, simple(("1", "2026-03-31", "=A1"), ("2", "2026-03-31", "x"),
                                  ("3", "2026-03-31", "y")))  # fmt: skip
    edited(file, "xl/worksheets/sheet1.xml", [
        (WORD % (b"C3", b"x"), b'<c r="C3" t="e"><f>Z9</f><v>#REF!</v></c>'),
        (WORD % (b"C4", b"y"), b'<c r="C4" t="str"><f>"y"</f><v>y</v></c>'),
    ])  # fmt: skip
    table = open_table(file)
    assert [row[2] for row in rows_of(table)] == ["#FORMULA (C2)", "#REF! (C3)", "y"]
    mapping = {"customer": "customer", "occurred_at": "occurred_at", "item": "item"}
    around = Around("UTC", datetime(2026, 4, 1, tzinfo=UTC))
    judged = judge(next(table.chunks()), FIELDS, mapping, around)
    assert judged.refused.select("§row", "§column", "§problem").rows() == [
        (2, "item", "unsaved"), (3, "item", "error_cell")]  # fmt: skip
    assert judged.good["item"].to_list() == ["y"]


def edited(file: Path, part: str, changes: list[tuple[bytes, bytes]]) -> None:
    """Rewrite one part of a workbook; shared words are put into their cells first."""
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    words = parts.get("xl/sharedStrings.xml", b"").split(b"<si><t>")[1:]
    data = parts[part]
    for number, word in enumerate(words):
        text = word.split(b"</t>")[0]
        for cell in {c.split(b'"')[0] for c in data.split(b'<c r="')[1:]}:
            shared = b'<c r="%s" t="s"><v>%d</v></c>' % (cell, number)
            data = data.replace(
                shared, b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (cell, text)
            )
    for before, after in changes:
        assert before in data, before
        data = data.replace(before, after)
    parts[part] = data
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)


def test_the_first_sheet_that_holds_anything_is_read_and_another_can_be_chosen(
    tmp_path: Path,
) -> None:
    """By name or number; hidden sheets are none."""
    book = Workbook()
    book.active.title = "空"
    book.create_sheet("甲").append(["a", "b"])
    book["甲"].append(["1", "x"])
    book.create_sheet("乙").append(["a", "b"])
    book["乙"].append(["2", "y"])
    book.create_sheet("暗").sheet_state = "hidden"
    file = saved(tmp_path, book)
    table = open_table(file)
    assert (table.how.sheet, table.sheets) == ("甲", ("空", "甲", "乙"))
    assert table.note == "The sheet “甲” was read; the workbook has 3: 空, 甲, 乙."
    for asked in ("乙", "3"):
        assert rows_of(open_table(file, how=How(sheet=asked))) == [("2", "y", 2)]
    with pytest.raises(Trouble, match="Its sheets are: 空, 甲, 乙"):
        open_table(file, how=How(sheet="丙"))


def test_a_million_blank_rows_cost_little_and_are_counted(tmp_path: Path) -> None:
    """With a border around each of their cells; the row numbers below them stay right."""
    file = saved(tmp_path, simple(("1", "2026-03-31", "tea")))
    blank = b"".join(
        b'<row r="%d" spans="1:3"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n)
        for n in range(3, 1_000_003)
    )
    last = b'<row r="1000003"><c r="A1000003" t="inlineStr"><is><t>9</t></is></c></row>'
    edited(file, "xl/worksheets/sheet1.xml", [(b"</sheetData>", blank + last + b"</sheetData>")])
    begun = time.process_time()
    table = open_table(file)
    assert rows_of(table) == [("1", "2026-03-31", "tea", 2), ("9", "", "", 1_000_003)]
    assert table.passed.blank == 1_000_000
    assert time.process_time() - begun < 12


def zipped(folder: Path, **parts: bytes) -> Path:
    file = folder / "book.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name.replace("__", "/"), data)
    return file


def bomb(folder: Path) -> Path:
    file = saved(folder, simple())
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as out,
        out.open("xl/media/x.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(bytes(1 << 20))
    return file


def locked(folder: Path) -> Path:
    file = folder / "book.xlsx"
    file.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    return file


def cut(folder: Path) -> Path:
    file = saved(folder, simple(("1", "2026-03-31", "tea")))
    file.write_bytes(file.read_bytes()[:-400])
    return file


def entities(folder: Path) -> Path:
    file = saved(folder, simple(("1", "2026-03-31", "tea")))
    bad = b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><worksheet'
    edited(file, "xl/worksheets/sheet1.xml", [(b"<worksheet", bad)])
    return file


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (bomb, "unpacked it would take 300 MB"),
        (locked, "locked with a password"),
        (cut, "damaged and cannot be opened"),
        (entities, "damaged and cannot be opened"),
        (lambda folder: zipped(folder, **{"a.csv": b"a,b\n1,2\n"}), "an archive of files"),
        (lambda folder: zipped(folder, **{"inner.zip": b"PK"}), "an archive of files"),
        (lambda folder: zipped(folder, xl__workbook_bin=b"x", **{"xl/workbook.bin": b""}), ".xlsb"),
        (lambda folder: saved(folder, Workbook()), "nothing on its sheets"),
    ],
)
def test_what_cannot_be_opened_is_said_plainly(tmp_path: Path, make, said: str) -> None:  # type: ignore[no-untyped-def]
    """The file, a sentence, a remedy; nothing was expanded."""
    file = make(tmp_path)
    begun = time.process_time()
    with pytest.raises(Trouble) as told:
        open_table(file)
    assert said in str(told.value)
    assert str(told.value).startswith(file.name)
    assert told.value.remedy
    assert time.process_time() - begun < 5


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is(tmp_path: Path) -> None:
    """The area a sheet claims to have is not believed."""
    file = saved(tmp_path, simple(("1", "2026-03-31", "tea")))
    edited(file, "xl/worksheets/sheet1.xml", [(b'ref="A1:C2"', b'ref="A1:XFD1048576"')])
    assert rows_of(open_table(file)) == [("1", "2026-03-31", "tea", 2)]


def test_an_old_workbook_is_read_too(tmp_path: Path) -> None:
    """An .xls, with its title above and its dates as dates."""
    file = tmp_path / "old.xls"
    file.write_bytes(zlib.decompress(base64.b85decode(OLD)))
    table = open_table(file, known=KNOWN)
    assert (table.columns, table.how.header) == (["会员号", "时间", "商品"], 2)
    assert rows_of(table) == [
        ("8001", "2026-03-31 14:05:00", "茶", 3),
        ("007", "2026-04-01", "12.5", 5),
    ]


def test_borders_alone_are_no_cells(tmp_path: Path) -> None:
    """A frame drawn to the right of the table makes no columns."""
    book = simple(("1", "2026-03-31", "tea"))
    for row in (1, 2, 3):
        book.active.cell(row, 9).border = Border(left=Side("thin"))
    assert open_table(saved(tmp_path, book)).columns == ["customer", "occurred_at", "item"]


def test_cells_without_names_are_read_in_order(tmp_path: Path) -> None:
    """Some programs write neither the rows' nor the cells' places."""
    sheet = (
        b'<worksheet><sheetData><row><c t="inlineStr"><is><t>a</t></is></c>'
        b'<c t="inlineStr"><is><t>b</t></is></c></row>'
        b"<row><c/><c><v>2</v></c></row></sheetData></worksheet>"
    )
    file = zipped(tmp_path, **{
        "xl/workbook.xml": b'<workbook xmlns:r="r"><sheets><sheet name="S" r:id="x"/></sheets>'
        b'</workbook>',
        "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="x" '
        b'Target="/xl/worksheets/s.xml"/></Relationships>',
        "xl/worksheets/s.xml": sheet,
    })  # fmt: skip
    assert rows_of(open_table(file)) == [("", "2", 2)]
