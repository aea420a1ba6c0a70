"""The day of an instructor at the real window: from a new PC to certificates and the report of the class."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSpinBox, QTableView

from desktop.session.operations import board, certificates, review, roster
from desktop.views.demo.instructor import SITE
from desktop.views.pages.class_board import ClassPage
from desktop.views.pages.home import HomePage
from desktop.views.pages.review import ReviewPage
from desktop.views.pages.setup import SetupPage
from desktop.views.pages.sign_in import SignInPage
from tests import scenes
from tests.journeys.conftest import SitDown
from tests.journeys.seat import Seat
from tests.scenes import Cast

HEADER = ("姓名", "学号", "身份证号", "PIN")
RIGHT = (
    ("犇翀玥", "20260001", "140299199003070317", "2222"),
    ("单雄信", "20260002", "", "1111"),
    ("曾小花", "20260003", "140299197904020625", ""),
)
WRONG = (
    ("犇翀玥", "20260001", "1.40299E+17", "2222"),
    ("", "20260002", "", ""),
    ("曾小花", "20260001", "", "44"),
)


def sheet(path: Path, rows: tuple[tuple[str, ...], ...], encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows((HEADER, *rows))
    return path


def open_row(seat: Seat, place: int) -> None:
    view = seat.actor.find(QTableView)
    view.setFocus()
    view.selectRow(place)
    seat.key(Qt.Key.Key_Return)


def cells(view: QTableView) -> list[list[str]]:
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_whole_day_of_an_instructor(sit_down: SitDown, tmp_path: Path) -> None:
    seat = sit_down("new")
    actor, instructor, session = seat.actor, seat.instructor, seat.session

    # A new PC: what is missing is said where it is missing.
    assert isinstance(seat.window.page, SetupPage)
    actor.press("下一步")
    assert "请先填写实训点名称。" in seat.reads()
    instructor.set_up()
    assert isinstance(seat.window.page, ClassPage)
    assert "还没有班级" in seat.reads()

    # The class and its roster: every cell at fault by line and column, nobody imported before it is right.
    instructor.create_class(scenes.PACK_ID, 24)
    instructor._section("名册")
    instructor._choose(sheet(tmp_path / "名册-有错.csv", WRONG, "gb18030"))
    assert "4 处要改，还没有导入任何人" in seat.reads()
    faults = cells(actor.find(QTableView))
    assert [(fault[0], fault[1]) for fault in faults] == [
        ("2", "身份证号"),
        ("3", "姓名"),
        ("4", "PIN"),
        ("4", "学号"),
    ]
    class_id = roster.classes(session)[0].class_id
    assert roster.people(session, class_id) == ()
    instructor.bring_roster(
        tmp_path / "名册-有错.csv", sheet(tmp_path / "名册.csv", RIGHT, "utf-8-sig"), len(RIGHT)
    )
    people = roster.people(session, class_id)
    assert {person.name for person in people} == {row[0] for row in RIGHT}
    assert "在册 3 人" in seat.reads()

    # A second import of the same sheet adds nobody.
    instructor._choose(tmp_path / "名册.csv")
    actor.press("导入 3 人")
    actor.wait(lambda: "都已经在班里了" in seat.reads(), "the word that nobody is new")
    assert len(roster.people(session, class_id)) == 3

    # Meanwhile one trainee learns and is examined, another begins.
    teacher = session.person().account_id
    by_name = {person.name: person.account_id for person in people}
    seat._cast = cast = Cast(
        class_id, teacher, tuple(by_name[name] for name, _pin, _number in scenes.TRAINEES)
    )
    instructor.sign_out()
    scenes.attend(session, cast)
    scenes.walk_to_practice(session)
    scenes.practise(session, outward=7)
    scenes.practise(session, 2)
    sitting_id = scenes.sit(session).sitting_id
    scenes.sign_out(session)
    seat.settle()

    # The board, a remark on a finding, a correction with its reason.
    instructor.sign_in()
    instructor.look_at_board()
    shown = cells(actor.find(QTableView))
    row = next(row for row in shown if row[0] == "犇翀玥")
    assert "合格" in " ".join(row) or "优秀" in " ".join(row)
    assert [cell.state for cell in board.board(session, class_id).rows[0].cells]
    instructor.review(class_id, "右边再贴一点。")
    instructor._section("成绩复核")
    open_row(seat, instructor._row_with_most_findings(class_id))
    assert isinstance(seat.window.page, ReviewPage)
    assert "右边再贴一点。" in seat.reads()
    actor.press("更正成绩")
    assert not actor.sees("更正")
    actor.find(QSpinBox, "合格的判定单位数").setValue(1)
    actor.find(QPlainTextEdit, "更正的理由").setFocus()
    actor.keys("补充说明：按可见部分算合格")
    actor.press("更正")
    assert "成绩更正：0/1 → 1/1" in seat.reads()
    actor.press("返回")

    # Released by a second person, certified, exported and read back.
    instructor.look_at_board()
    certificate = release(seat, cast)
    assert all(
        certificates.verify_file(session.places, Path(path)).genuine
        for path in (certificate.pdf, certificate.credential, certificate.qr_file)
    )
    instructor.export(tmp_path / "U 盘 1")
    assert "导出完成，已读回核对 2 个文件" in seat.reads()
    (workbook,) = (tmp_path / "U 盘 1").glob("*.xlsx")
    book = openpyxl.load_workbook(workbook)
    words = {str(cell) for page in book for line in page.iter_rows(values_only=True) for cell in line}
    book.close()
    assert {row[0] for row in RIGHT} <= words
    assert any(certificate.number in word for word in words)
    assert any(SITE in word for word in words)
    instructor.sign_out()

    # The trainee finds the remark and the result at home.
    seat.sign_in()
    assert isinstance(seat.window.page, HomePage)
    assert "右边再贴一点。" in seat.reads()
    actor.press("看成绩")
    assert "暂定" not in seat.reads()
    assert review.MOST_TEXT
    assert seat.window.page.shown.certificate.number == certificate.number  # type: ignore[union-attr]
    assert sitting_id
    assert seat.whole()


def release(seat: Seat, cast: Cast) -> certificates.CertificateShown:
    """Open the examined trainee from the board, release and certify."""
    view = seat.actor.find(QTableView)
    place = next(place for place, row in enumerate(cells(view)) if row[0] == "犇翀玥")
    open_row(seat, place)
    assert "等待发布" in seat.reads()
    assert not seat.actor.sees("签发证书")
    seat.actor.press("发布成绩")
    assert not seat.actor.sees("发布成绩")
    seat.actor.press("签发证书")
    assert not seat.actor.sees("签发证书")
    seat.actor.press("看成绩")
    shown = seat.window.page.shown  # type: ignore[union-attr]
    assert shown.certificate is not None
    seat.actor.press("返回")
    return shown.certificate  # type: ignore[no-any-return]


def test_a_trainee_reaches_no_page_of_the_instructor(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    seat.sign_in()
    for page, arguments in (
        ("class", {}),
        ("attempts", {}),
        ("trainee", {"class_id": seat.cast.class_id, "account_id": seat.cast.trainees[1]}),
    ):
        seat.window.go(page, **arguments)
        seat.settle()
        said = seat.reads()
        assert "单雄信" not in said
        for dialog in seat.dialogs():
            dialog.close()
        seat.window.home()


def test_a_lock_covers_the_list_of_pins(sit_down: SitDown, tmp_path: Path) -> None:
    seat = sit_down("first day")
    seat.instruct()
    seat.instructor._section("名册")
    seat.instructor._choose(sheet(tmp_path / "名册.csv", (("曾小花", "20260003", "", "7777"),), "utf-8"))
    seat.actor.press("导入 1 人")
    seat.actor.wait(lambda: seat.actor.sees("发完了，关闭"), "the list of PINs")
    seat.window._idle.idle.emit()
    seat.settle()
    assert seat.dialogs() == []
    seat.actor.keys(scenes.TEACHER_PIN)
    seat.key(Qt.Key.Key_Return)
    assert seat.actor.sees("发完了，关闭")
    seat.actor.press("发完了，关闭")


def test_the_board_follows_while_somebody_else_works(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    seat.instruct()
    assert isinstance(seat.window.page, ClassPage)
    before = cells(seat.actor.find(QTableView))
    review_before = seat.window.page
    roster.add_trainee(seat.session, seat.cast.class_id, name="曾小花", number="20260003")
    seat.settle()
    assert seat.window.page is review_before
    assert len(cells(seat.actor.find(QTableView))) == len(before) + 1


def test_signing_out_leads_back_to_the_names(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    seat.instruct()
    for section in ("成绩复核", "名册", "导出与核验", "订单与题库", "设置", "班级"):
        seat.instructor._section(section)
        assert seat.dialogs() == []
    seat.instructor.sign_out()
    assert isinstance(seat.window.page, SignInPage)
