"""The roster comes as the office sends it; every cell at fault is named and nothing is imported before it is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.base.errors import DamagedFileError, KnownError
from desktop.session.roster_file import read_roster

TABLE = [
    ["姓名", "学号", "身份证号", "PIN"],
    ["犇翀玥", "0001", "140202199001011234", "2468"],
    ["单雄信", "0002", "14020219900101112X", ""],
]
TEXT = "\n".join(",".join(row) for row in TABLE)


def sheet(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_encodings_that_offices_use(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(TEXT.encode(encoding))
    plan = read_roster(path)
    assert plan.faults == ()
    assert [(row.name, row.number, row.id_tail, row.pin) for row in plan.rows] == [
        ("犇翀玥", "0001", "1234", "2468"),
        ("单雄信", "0002", "112X", ""),
    ]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_understood(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(TEXT.replace(",", separator), "utf-8")
    assert len(read_roster(path).rows) == 2


def test_xlsx_is_read_with_numbers_as_text(tmp_path: Path) -> None:
    path = sheet(tmp_path / "名册.xlsx", [["姓名", "学号"], ["张三", 20240101.0], ["李四", "007"]])
    assert [row.number for row in read_roster(path).rows] == ["20240101", "007"]


def test_an_identity_number_is_kept_only_by_its_tail(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(TEXT, "utf-8")
    assert "199001011234" not in repr(read_roster(path))


@pytest.mark.parametrize(
    ("cells", "line", "column"),
    [
        (["", "1", "", ""], 2, "姓名"),
        (["张" * 41, "1", "", ""], 2, "姓名"),
        (["张\x07三", "1", "", ""], 2, "姓名"),
        (["张三", "1" * 33, "", ""], 2, "学号"),
        (["张三", "1", "1.40202E+17", ""], 2, "身份证号"),
        (["张三", "1", "12345", ""], 2, "身份证号"),
        (["张三", "1", "", "12"], 2, "PIN"),
        (["张三", "1", "", "１２３４"], 2, "PIN"),
    ],
)
def test_a_cell_at_fault_is_named_by_line_and_column(
    tmp_path: Path, cells: list[str], line: int, column: str
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("姓名,学号,身份证号,PIN\n" + ",".join(cells), "utf-8")
    plan = read_roster(path)
    assert [(fault.line, fault.column) for fault in plan.faults] == [(line, column)]
    assert plan.rows == ()


def test_a_number_given_twice_names_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("姓名,学号\n张三,1\n李四,1", "utf-8")
    (fault,) = read_roster(path).faults
    assert (fault.line, fault.column) == (3, "学号")
    assert "第 2 行" in fault.message


def test_every_cell_at_fault_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("姓名,学号,PIN\n张三,1,12\n,2,\n李四,1,44", "utf-8")
    plan = read_roster(path)
    assert [(fault.line, fault.column) for fault in plan.faults] == [
        (2, "PIN"),
        (3, "姓名"),
        (4, "PIN"),
        (4, "学号"),
    ]
    assert plan.rows == ()


@pytest.mark.parametrize("value", [140299199003070317, 140299199003070000.0])
def test_an_identity_number_that_excel_rounded_is_not_taken_for_one(tmp_path: Path, value: float) -> None:
    path = sheet(tmp_path / "名册.xlsx", [["姓名", "身份证号"], ["张三", value]])
    (fault,) = read_roster(path).faults
    assert (fault.line, fault.column) == (2, "身份证号")
    assert "Excel" in fault.message


def test_a_number_of_fifteen_digits_is_kept_digit_by_digit(tmp_path: Path) -> None:
    path = sheet(tmp_path / "名册.xlsx", [["姓名", "学号"], ["张三", 202401010000001]])
    assert [row.number for row in read_roster(path).rows] == ["202401010000001"]


def test_empty_lines_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("\n,,\n姓名\n\n张三\n", "utf-8")
    assert [(row.line, row.name) for row in read_roster(path).rows] == [(5, "张三")]


def test_a_sheet_without_a_name_column_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("学生,学号\n张三,1", "utf-8")
    with pytest.raises(KnownError, match="姓名"):
        read_roster(path)


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"\xff\xfe\x00\x00", b"\x00\x01\x02", b"\x81"])
def test_a_file_that_is_no_sheet_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content)
    with pytest.raises(DamagedFileError):
        read_roster(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(b"")
    with pytest.raises(KnownError, match="空"):
        read_roster(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        read_roster(tmp_path / "none.csv")


def with_identities(folder: Path, *identities: str) -> list[tuple[int, str, str]]:
    rows = [f"学员{place},{place},{identity}" for place, identity in enumerate(identities)]
    path = folder / "roster.csv"
    path.write_text("\n".join(["姓名,学号,身份证", *rows]), "utf-8")
    return [(fault.line, fault.column, fault.message) for fault in read_roster(path).faults]


def test_the_same_identity_number_in_two_rows_is_a_fault_that_does_not_repeat_it(tmp_path: Path) -> None:
    """Two rows of one person would become two accounts, two certificates."""
    found = with_identities(tmp_path, "140202199001011234", "", "", "140202199001011234")
    assert found == [(5, "身份证", "与第 2 行的身份证号相同")]


def test_an_old_and_a_new_number_of_one_person_are_the_same(tmp_path: Path) -> None:
    assert [line for line, _c, _m in with_identities(tmp_path, "140202900101123", "140202199001011234")] == [
        3
    ]


@pytest.mark.parametrize(
    "born", ["19901301", "19900231", "19900001", "19900100", "18990101", "20230229", "00000101"]
)
def test_a_birthday_that_never_was_is_a_fault(tmp_path: Path, born: str) -> None:
    ((line, column, message),) = with_identities(tmp_path, f"140202{born}1234")
    assert (line, column) == (2, "身份证")
    assert message == f"身份证号里的出生日期 {born} 不存在"


def test_an_old_number_has_a_birthday_too(tmp_path: Path) -> None:
    assert with_identities(tmp_path, "140202900101123") == []
    ((_line, _column, message),) = with_identities(tmp_path, "140202901301123")
    assert "19901301" in message


@pytest.mark.parametrize("identity", ["140202199001011235", "14020219900101123X", "140202199001101234"])
def test_a_check_digit_that_does_not_fit_is_a_fault(tmp_path: Path, identity: str) -> None:
    ((_line, _column, message),) = with_identities(tmp_path, identity)
    assert "校验码" in message
    assert identity not in message


@pytest.mark.parametrize("identity", ["140202199001011234", "14020219900101112X", "14020219900101112x"])
def test_a_right_number_is_taken(tmp_path: Path, identity: str) -> None:
    assert with_identities(tmp_path, identity) == []


def test_a_leap_day_is_a_day(tmp_path: Path) -> None:
    assert not any(
        "出生日期" in message for _l, _c, message in with_identities(tmp_path, "140202200002291234")
    )
