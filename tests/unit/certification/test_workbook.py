"""The cohort's numbers and the files they are written to: honest, whole, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.assessment.claims import share_claim
from desktop.base.clock import ManualClock
from desktop.base.errors import KnownError
from desktop.certification.cohort_book import CohortBook, cohort_book
from desktop.certification.sheets import Column, Sheet, Table, against_target, sheets, trainees
from desktop.certification.workbook import write_csv, write_workbook
from desktop.records.queries.classes import cohort
from desktop.session.operations import certificates
from desktop.session.operations.roster import withdraw
from desktop.session.progress import done_by_module
from tests.unit.certification.conftest import NOW, Classroom

HOSTILE = ("=cmd|'/c calc'!A0", "+1+1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")')


@pytest.fixture
def full(classroom: Classroom, clock: ManualClock) -> Classroom:
    """Eight trainees: two pass at once, one at the second try, one fails, one is absent, one left, two are hostile."""
    first, second, third, fourth, _absent, left, *_hostile = (
        classroom.enrol(name, f"{n:05d}")
        for n, name in enumerate(("犇翀玥", "单雄信", "欧阳娜", "王五", "缺考生", "退班生", *HOSTILE[:2]), 1)
    )
    for account_id in (first, second):
        classroom.sit(account_id, "distinction" if account_id == first else "pass")
    for account_id, outcome in ((third, "fail"), (third, "pass"), (fourth, "fail")):
        clock.advance(3_600)
        classroom.sit(account_id, outcome, released=outcome == "pass", practical=(280, 300))
    withdraw(classroom.session, classroom.class_id, left, "搬家\n了")
    certificates.issue(classroom.session, "0" * 15 + "1")
    return classroom


def book_of(classroom: Classroom) -> CohortBook:
    session = classroom.session
    at = cohort(session.record, classroom.class_id)
    assert at is not None
    pack = session.shelf.pack("worked-example")
    done = done_by_module(session, at.class_id, pack)
    now = session.clock.now()
    return cohort_book(session.record, at, pack, site="御河街道家门口实训点", now=now, done=done)


def rows(sheet: Sheet, table: int = 0) -> dict[str, tuple[Any, ...]]:
    return {str(row[0]): row for row in sheet.tables[table].rows}


def test_every_rate_stands_beside_its_denominator(full: Classroom) -> None:
    totals = rows(sheets(book_of(full))[0])
    assert totals["报名"][1] == 8
    assert totals["参加考核"][1:4] == (4, 8, "报名的全部学员")
    assert totals["一次合格"][1:4] == (2, 4, "参加过考核的学员")
    assert totals["最终合格"][1:3] == (3, 4)
    assert totals["最终合格（占报名）"][1:3] == (3, 8)
    assert totals["缺考"][1] == 3
    assert totals["退班"][1:3] == (1, 8)
    assert totals["其中没考过就退班"][1] == 1
    assert totals["已发证"][1] == 1
    assert totals["考核场次"][1] == 5
    assert totals["其中补考"][1] == 1


def test_the_three_99s_are_named_and_none_is_claimed_from_a_handful(full: Classroom) -> None:
    three = rows(sheets(book_of(full))[0], 1)
    assert list(three) == ["A 班级最终合格率", "B 个人准确率", "C 三个月稳岗率"]
    assert all("不能声称" in str(row[-1]) for row in three.values())
    assert "第 91 天" in three["C 三个月稳岗率"][-1]


def test_a_class_without_anybody_makes_an_honest_empty_book(classroom: Classroom, tmp_path: Path) -> None:
    totals = rows(sheets(book_of(classroom))[0])
    assert totals["最终合格"][1:3] == (0, 0)
    assert totals["最终合格"][-1] == "没有数据，不能声称"
    workbook, table = certificates.export_cohort(classroom.session, classroom.class_id, tmp_path)
    assert workbook.is_file()
    assert table.is_file()


def test_a_trainee_is_one_row_with_first_and_final_result(full: Classroom) -> None:
    table = trainees(book_of(full))
    titles = [column.title for column in table.columns]
    found = {row[1]: dict(zip(titles, row, strict=True)) for row in table.rows}
    assert len(found) == 8
    third = found["欧阳娜"]
    assert (third["考核次数"], third["一次结果"], third["最终结果"]) == (2, "不合格", "合格")
    assert third["学号"] == "00003"
    assert third["实操判定"] == 300
    assert "不能声称 99%" in third["个人准确率 99%（B）"]
    assert found["王五"]["成绩发布"] == "未发布"
    assert found["缺考生"]["最终结果"] == "缺考"
    assert found["退班生"]["最终结果"] == "退班未考"
    assert "退班：搬家 了" in found["退班生"]["状态"]
    assert found["犇翀玥"]["证书编号"].startswith("DS-2026-")


def test_what_is_written_is_what_the_record_says_when_read_back(full: Classroom, tmp_path: Path) -> None:
    workbook, table = certificates.export_cohort(full.session, full.class_id, tmp_path / "成绩 册")
    given = sheets(book_of(full))
    book = load_workbook(workbook)
    assert book.sheetnames == ["汇总", "学员", "各次考核", "练习", "说明"]
    for sheet in given:
        page = book[sheet.name]
        written = [list(line) for line in page.iter_rows(values_only=True)]
        line = len(sheet.title)
        for part in sheet.tables:
            line += 2
            for row in part.rows:
                line += 1
                cells = ["" if cell is None else cell for cell in written[line]]
                expected = ["" if cell is None else cell for cell in row]
                for cell, given_cell in zip(cells, expected, strict=False):
                    same = (
                        abs(cell - given_cell) < 1e-12
                        if isinstance(given_cell, float)
                        else cell == given_cell
                    )
                    assert same, (cell, given_cell)
            line += 1
    read = list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"), newline="")))
    assert len(read) == 9
    assert read[0][:2] == ["学号", "姓名"]


def test_no_name_becomes_a_formula(classroom: Classroom, tmp_path: Path) -> None:
    for n, name in enumerate(HOSTILE):
        classroom.enrol(name, f"={n}")
    workbook, table = certificates.export_cohort(classroom.session, classroom.class_id, tmp_path)
    pages = load_workbook(workbook).worksheets
    assert not [cell for page in pages for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert not [cell for page in pages for row in page.iter_rows() for cell in row if cell.hyperlink]
    names = {row[1].value for row in pages[1].iter_rows(min_row=6)}
    assert set(HOSTILE) <= names
    lines = list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"), newline="")))[1:]
    for line in lines:
        assert not line[0].startswith(("=", "+", "-", "@"))
        assert not line[1].startswith(("=", "+", "-", "@"))


def test_the_csv_opens_in_excel_with_its_own_signature_and_line_ends(full: Classroom, tmp_path: Path) -> None:
    _workbook, table = certificates.export_cohort(full.session, full.class_id, tmp_path)
    content = table.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 9
    assert "犇翀玥" in content.decode("utf-8-sig")


def test_numbers_that_are_names_stay_text_with_their_zeros(full: Classroom, tmp_path: Path) -> None:
    workbook, _table = certificates.export_cohort(full.session, full.class_id, tmp_path)
    page = load_workbook(workbook)["学员"]
    cell = page.cell(6, 1)
    assert (cell.value, cell.data_type, cell.number_format) == ("00001", "s", "@")
    shares = [cell for cell in page[6] if cell.number_format == "0.00%" and cell.value is not None]
    assert len(shares) == 6
    assert all(isinstance(cell.value, int | float) for cell in shares)


def test_headers_stay_in_sight_and_pages_print_on_a4_lying(full: Classroom, tmp_path: Path) -> None:
    workbook, _table = certificates.export_cohort(full.session, full.class_id, tmp_path)
    for page in load_workbook(workbook).worksheets:
        assert page.freeze_panes
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.paperSize == 9
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToHeight == 0
        assert "第 24 期" in page.oddFooter.left.text
    page = load_workbook(workbook)["学员"]
    assert page.freeze_panes == "C6"
    assert page.print_title_rows == "$5:$5"
    assert page.auto_filter.ref is not None
    assert page.column_dimensions["A"].width > 10


def test_passes_and_failures_are_told_apart_by_colour_and_by_word(full: Classroom, tmp_path: Path) -> None:
    workbook, _table = certificates.export_cohort(full.session, full.class_id, tmp_path)
    page = load_workbook(workbook)["学员"]
    rules = {
        str(area.sqref): [rule.formula[0] for rule in area.rules] for area in page.conditional_formatting
    }
    assert rules == {"E6:E13": ['"优秀"', '"合格"', '"不合格"'], "F6:F13": ['"优秀"', '"合格"', '"不合格"']}
    assert page["E8"].value == "不合格"


def test_a_second_export_writes_over_nothing(full: Classroom, tmp_path: Path) -> None:
    first = certificates.export_cohort(full.session, full.class_id, tmp_path)
    before = [path.read_bytes() for path in first]
    second = certificates.export_cohort(full.session, full.class_id, tmp_path)
    assert set(first).isdisjoint(second)
    assert [path.name for path in second] == [
        "成绩册_第 24 期_2026-11-23 (2).xlsx",
        "学员_第 24 期_2026-11-23 (2).csv",
    ]
    assert [path.read_bytes() for path in first] == before


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("第24期", "第24期.xlsx"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j.xlsx"),
        (" ..隐 ", "隐.xlsx"),
        ("", "_.xlsx"),
        ("长" * 200, "长" * 80 + ".xlsx"),
        ("换\n行", "换_行.xlsx"),
    ],
)
def test_file_names_are_ones_that_every_system_takes(tmp_path: Path, name: str, plain: str) -> None:
    assert certificates.free_path(tmp_path, name, ".xlsx").name == plain


def test_a_class_that_is_not_there_is_told(classroom: Classroom, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="没有这个班级"):
        certificates.export_cohort(classroom.session, "nothing", tmp_path)


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(full: Classroom, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    with pytest.raises(KnownError, match="写不下来") as caught:
        certificates.export_cohort(full.session, full.class_id, blocked)
    assert caught.value.remedy == "请换一个名字。"
    assert [path.name for path in tmp_path.iterdir() if path.suffix in (".xlsx", ".csv")] == []


def test_a_file_that_reads_back_otherwise_is_never_claimed_a_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = Sheet(
        "表", ("标题",), (Table("表", (Column("甲", 10), Column("乙", 10, "number")), (("a", 1),)),)
    )
    monkeypatch.setattr(
        "desktop.certification.workbook._read_xlsx",
        lambda _content: [[["标题"], [], ["表"], ["甲", "乙"], ["a", 2]]],
    )
    with pytest.raises(KnownError, match="不一致"):
        write_workbook(tmp_path / "a.xlsx", [sheet], title="t", author="a", made_at=NOW)
    assert list(tmp_path.iterdir()) == []


def test_empty_cells_and_long_texts_survive(tmp_path: Path) -> None:
    columns = (Column("甲", 10, "wide"), Column("乙", 10, "decimal"), Column("丙", 10))
    table = Table(
        "表", columns, ((None, None, ""), ("很长" * 300, 0.1 + 0.2, " 前后空格 "), ("", 1e-9, "<&>\"'"))
    )
    write_workbook(
        tmp_path / "a.xlsx", [Sheet("表", ("标题",), (table,))], title="t", author="a", made_at=NOW
    )
    write_csv(tmp_path / "a.csv", table)
    page = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert page.cell(6, 1).value == "很长" * 300
    assert page.row_dimensions[6].height > 500
    assert page.cell(6, 3).value == " 前后空格 "


@pytest.mark.parametrize(
    ("k", "n", "said"),
    [
        (0, 0, "没有数据，不能声称"),
        (30, 30, "不能声称 99%：以 95% 的把握只能说不低于 90.49%；全部合格也至少要 n = 299，现在 n = 30"),
        (299, 299, "可以声称：以 95% 的把握不低于 99.00%"),
        (472, 473, "可以声称：以 95% 的把握不低于 99.00%"),
        (
            298,
            299,
            "不能声称 99%：以 95% 的把握只能说不低于 98.42%；有 1 个不合格时至少要 n = 473，现在 n = 299",
        ),
    ],
)
def test_what_may_be_said_of_99_percent_follows_from_n(k: int, n: int, said: str) -> None:
    assert against_target(share_claim("cohort_pass", k, n)) == said


def test_red_lines_stand_beside_the_sitting_they_were_judged_in(classroom: Classroom) -> None:
    one, other = classroom.enrol("甲"), classroom.enrol("乙")
    classroom.sit(one, "fail", more={"red_lines": {"crossed": 2, "n": 40, "allowed": 0}})
    classroom.sit(other)
    (table,) = sheets(book_of(classroom))[2].tables
    titles = [column.title for column in table.columns]
    found = {row[1]: dict(zip(titles, row, strict=True)) for row in table.rows}
    assert (found["甲"]["红线判错"], found["甲"]["红线判定"]) == (2, 40)
    assert (found["乙"]["红线判错"], found["乙"]["红线判定"]) == (None, None)
