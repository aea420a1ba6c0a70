"""Rosters as people send them by mistake or malice: huge, full of formulas and emoji, bombs and foreign XML."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.base.errors import DamagedFileError, KnownError
from desktop.session.names import initials, matches
from desktop.session.operations import board, certificates, roster, signin
from desktop.session.operations.certificates import free_path
from desktop.session.roster_file import MAX_BYTES, MAX_ROWS, read_roster
from tests import scenes
from tests.unit.hostile.conftest import Station

FORMULAS = (
    '=HYPERLINK("http://evil.example","点我")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
)
STRANGE = ("😀", "𠮷野", "王 芳", "O'Neil", "%s{x}", "<b>粗</b>", "Ааа", "ﷺ", "阿依古丽·买买提", "a" * 40)


def sheet(folder: Path, *rows: tuple[object, ...], name: str = "名 册.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("姓名", "学号", "身份证号", "PIN"), *rows])
    return path


def book(folder: Path, *rows: tuple[object, ...]) -> Path:
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    page.append(["姓名", "学号", "身份证号", "PIN"])
    for row in rows:
        page.append(list(row))
    path = folder / "名册.xlsx"
    workbook.save(path)
    return path


def test_five_thousand_rows_are_planned_and_one_more_is_refused(tmp_path: Path) -> None:
    rows = [(f"学员{place}", f"{place:05d}", "", "1234") for place in range(MAX_ROWS)]
    plan = read_roster(sheet(tmp_path, *rows))
    assert (len(plan.rows), plan.faults) == (MAX_ROWS, ())
    with pytest.raises(KnownError, match="名册超过 5000 行") as refusal:
        read_roster(sheet(tmp_path, *rows, ("多余", "99999", "", "")))
    assert refusal.value.remedy == "请分几次导入。"


def test_five_thousand_faults_are_all_named(tmp_path: Path) -> None:
    plan = read_roster(sheet(tmp_path, *[("", f"{place:05d}", "1", "x") for place in range(MAX_ROWS)]))
    assert plan.rows == ()
    assert len(plan.faults) == 3 * MAX_ROWS
    assert {fault.column for fault in plan.faults} == {"姓名", "身份证号", "PIN"}


def test_a_million_empty_rows_below_the_names_are_not_read(tmp_path: Path) -> None:
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    page.append(["姓名"])
    page.append(["王芳"])
    page.cell(row=1_000_000, column=1, value="远")
    workbook.save(tmp_path / "远.xlsx")
    assert [row.name for row in read_roster(tmp_path / "远.xlsx").rows] == ["王芳"]


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_for_a_name_is_a_name_and_never_a_formula_again(
    station: Station, tmp_path: Path, name: str
) -> None:
    session = station.session
    scenes.instruct(session, station.cast)
    plan = read_roster(sheet(tmp_path, (name, name[:20], "", "1234")))
    assert plan.faults == ()
    (made,) = roster.import_roster(session, plan, station.cast.class_id)
    assert made.name == name
    workbook, table = certificates.export_cohort(session, station.cast.class_id, tmp_path / "out")
    cells = [cell for row in csv.reader(io.StringIO(table.read_text("utf-8-sig"))) for cell in row]
    assert f"'{name}" in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    with zipfile.ZipFile(workbook) as parts:
        pages = [parts.read(part) for part in parts.namelist() if part.startswith("xl/worksheets/")]
    assert not any(b"<f>" + name.encode() in page for page in pages)


def test_a_formula_in_a_workbook_is_not_carried_out(tmp_path: Path) -> None:
    plan = read_roster(book(tmp_path, ("=1+1", "1", "", "")))
    # Excel has never calculated it: there is no value, so there is no name.
    assert plan.rows == ()
    assert [fault.column for fault in plan.faults] == ["姓名"]


@pytest.mark.parametrize("name", STRANGE)
def test_any_printable_name_signs_in_and_stands_on_the_board(station: Station, name: str) -> None:
    session = station.session
    scenes.instruct(session, station.cast)
    made = roster.add_trainee(session, station.cast.class_id, name=name, pin="4321")
    assert made.name in {row.name for row in board.board(session, station.cast.class_id).rows}
    signin.sign_out(session)
    assert [tile.name for tile in signin.tiles(session, name)] == [made.name]
    assert signin.sign_in(session, made.account_id, "4321").name == made.name


@pytest.mark.parametrize(
    "name", ["", " ", "\t\n", "a" * 41, "\u202eabc", "\u200b", "a\0b", "a\x1bb", "\ud800"]
)
def test_a_name_that_cannot_be_shown_is_refused(station: Station, name: str) -> None:
    scenes.instruct(station.session, station.cast)
    with pytest.raises(KnownError, match="姓名不能为空"):
        roster.add_trainee(station.session, station.cast.class_id, name=name)
    assert len(roster.people(station.session, station.cast.class_id)) == 2


@pytest.mark.parametrize("name", [*STRANGE, *FORMULAS, "", "\ud800", "𠮷" * 40, "单" * 40])
def test_initials_of_anything_are_few_and_plain(name: str) -> None:
    ways = initials(name)
    assert len(ways) <= 16
    assert all(way.isascii() and way.isalnum() for way in ways)
    assert len(set(ways)) == len(ways)


@pytest.mark.parametrize("query", ["%", "_", "*", ".*", "[", "\\", "' OR 1=1", "\0", "😀", "z" * 10_000])
def test_a_query_is_a_text_and_no_pattern(query: str) -> None:
    assert not matches(query, "王芳", ("wf",), "20260001")


def bomb(path: Path, part: str = "xl/worksheets/sheet1.xml", megabytes: int = 64) -> Path:
    """A workbook whose sheet unpacks to far more than it weighs."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr(part, b" " * (megabytes * 2**20))
    return path


def test_a_bomb_is_refused_as_a_damaged_workbook(tmp_path: Path) -> None:
    path = bomb(tmp_path / "bomb.xlsx")
    assert path.stat().st_size < 2**20
    with pytest.raises(DamagedFileError, match="xlsx 打不开或不完整"):
        read_roster(path)


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "大.csv"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(DamagedFileError, match="名册文件超过 20 MB"):
        read_roster(path)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        b"PK" + bytes(100),
        b"\0" * 100,
        b"\x89PNG\r\n\x1a\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        bytes(range(256)) * 8,
    ],
)
def test_a_file_of_another_kind_is_refused_with_a_way_out(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(content)
    with pytest.raises(KnownError) as refusal:
        read_roster(path)
    assert str(path) in str(refusal.value)


NAMES = "姓名,学号\r\n王芳,1\n李𠮷,2\r张三,3\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_roster_of_mixed_line_ends_is_read_in_every_encoding_of_an_office(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(NAMES.encode(encoding))
    plan = read_roster(path)
    assert [(row.name, row.number) for row in plan.rows] == [("王芳", "1"), ("李𠮷", "2"), ("张三", "3")]
    assert plan.faults == ()


@pytest.mark.parametrize(
    "content",
    [
        NAMES.encode("utf-16-le"),
        b"\xff\xfe" + NAMES.encode("utf-16-le")[:-1],
        b"\xff\xfe\x00\xd8\x41\x00",
        "姓名\n王\x00芳\n".encode(),
        "姓名\n".encode() + b"a" * 10 * 2**20,
        b"\xff\xff\xff",
    ],
    ids=["no mark", "cut", "half a pair", "nul", "endless", "nothing"],
)
def test_a_roster_in_no_encoding_or_in_one_endless_line_is_refused_with_a_way_out(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(content)
    with pytest.raises(DamagedFileError) as refusal:
        read_roster(path)
    assert refusal.value.remedy == "请在 Excel 里另存为 xlsx 再导入。"


@pytest.mark.parametrize("name", ["王\u202e芳", "王\u2066芳", "王\x1b芳", "王\u200b芳"])
def test_a_name_in_a_roster_that_would_turn_round_its_neighbours_is_a_fault_of_its_cell(
    tmp_path: Path, name: str
) -> None:
    plan = read_roster(sheet(tmp_path, (name, "1", "", "")))
    (fault,) = plan.faults
    assert (fault.line, fault.column) == (2, "姓名")
    assert "控制字符" in fault.message
    assert fault.message.isprintable()


XML = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>',
    "<a>",
    "",
)


@pytest.mark.parametrize("text", XML)
def test_foreign_xml_in_a_workbook_is_refused_and_never_expanded(tmp_path: Path, text: str) -> None:
    good = book(tmp_path, ("王芳", "1", "", "1234"))
    bad = tmp_path / "坏.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for part in source.namelist():
            target.writestr(part, text if part == "xl/workbook.xml" else source.read(part))
    with pytest.raises(KnownError, match="xlsx 打不开或不完整"):
        read_roster(bad)


def test_a_folder_for_a_roster_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="名册读不出来"):
        read_roster(tmp_path)


def test_a_class_without_anybody_is_shown_and_exported(station: Station, tmp_path: Path) -> None:
    session = station.session
    scenes.instruct(session, station.cast)
    name = '空/\\:*?"<>|' + "长" * 29
    class_id = roster.create_class(session, number=25, name=name, pack_id=scenes.PACK_ID)
    assert board.board(session, class_id).rows == ()
    for path in certificates.export_cohort(session, class_id, tmp_path / "出 口"):
        assert path.is_file()
        assert not set(path.name) & set('<>:"/\\|?*')


def test_a_folder_in_which_nothing_can_be_written_is_told(station: Station, tmp_path: Path) -> None:
    scenes.instruct(station.session, station.cast)
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / ("长" * 200)):
        with pytest.raises(KnownError, match="写不下来"):
            certificates.export_cohort(station.session, station.cast.class_id, folder)


@pytest.mark.parametrize("name", ["", ".", "..", " ", "...", "/", "\0", "\n", "?", "a/b", "犇" * 500, "CON"])
def test_a_free_path_stays_in_its_folder_and_can_be_made(tmp_path: Path, name: str) -> None:
    path = free_path(tmp_path, name, ".csv")
    assert path.parent == tmp_path
    path.write_text("x")
    second = free_path(tmp_path, name, ".csv")
    assert second != path
    second.write_text("y")
    assert path.read_text() == "x"


def test_a_broken_link_is_no_free_path(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "nowhere")
    assert free_path(tmp_path, "a", ".csv").name == "a (2).csv"
