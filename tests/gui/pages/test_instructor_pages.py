"""The instructor's pages, played: board, trainee, review, roster, export, orders, settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QPlainTextEdit, QSpinBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.base.errors import KnownError
from desktop.base.settings import SETTINGS
from desktop.certification.verdict import Verdict
from desktop.curriculum.packs import open_pack
from desktop.curriculum.shelf import Shelf
from desktop.session.operations import board, certificates, preferences, review, roster, signin
from desktop.session.operations.roster import Enrolled
from desktop.session.session import Session
from desktop.views.dialogs.new_class import NewClassDialog
from desktop.views.dialogs.pins import PinsDialog, pins_csv
from desktop.views.dialogs.verify import VerifyDialog
from desktop.views.pages.class_board import ClassPage, short
from desktop.views.pages.order import coverage_band, coverage_columns
from desktop.views.pages.review import ReviewPage
from desktop.views.pages.trainee import TraineePage
from desktop.views.widgets.cohorts import ClassChoice
from desktop.views.widgets.drawer import RulesDrawer
from desktop.views.widgets.fields import Select, Switch
from tests.gui.pages import fakes
from tests.gui.pages.conftest import Opener
from tests.gui.pages.drivers import Person
from tests.gui.pages.fakes import INSTRUCTOR
from tests.gui.pages.test_trainee_pages import noting, refusing

WORKED = Path(__file__).parents[2] / "packs" / "worked-example"


def the_table(person: Person) -> QTableView:
    """The table on the screen."""
    return next(each for each in person.place.findChildren(QTableView) if each.isVisible())


def open_row(person: Person, place: int) -> None:
    """Choose a row and press Enter."""
    view = the_table(person)
    view.selectRow(place)
    view.activated.emit(view.model().index(place, 0))
    person.settle()


def cells(person: Person, column: int) -> list[str]:
    """The words of a column."""
    model = the_table(person).model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


# -- board


class TestBoard:
    @pytest.fixture
    def person(self, show: Opener) -> Person:
        return Person(show("class", INSTRUCTOR))

    def test_everybody_at_a_glance(self, person: Person) -> None:
        for words in ("在册 20 人", "可以考核 9 人", "需要帮助 3 人", "已考 3 人"):
            assert person.sees(words)
        assert cells(person, 0)[:2] == ["王秀英", "张小梅"]
        assert "n=20" in cells(person, 8)[0]

    def test_a_state_is_told_by_shape_and_word(self, person: Person) -> None:
        model = the_table(person).model()
        shown = [model.index(row, column) for row in range(20) for column in range(1, 7)]
        hints = {index.data(Qt.ItemDataRole.ToolTipRole).split()[0] for index in shown}
        assert hints == {"已完成", "进行中", "卡住了", "未开放"}
        assert all(not index.data(Qt.ItemDataRole.DecorationRole).isNull() for index in shown)

    @pytest.mark.parametrize("column", [0, 1, 7, 8, 9, 10, 11])
    def test_every_column_sorts_both_ways(self, person: Person, column: int) -> None:
        model = the_table(person).model()
        before = sorted(cells(person, 0))
        model.sort(column, Qt.SortOrder.DescendingOrder)
        model.sort(column, Qt.SortOrder.AscendingOrder)
        assert sorted(cells(person, 0)) == before

    def test_those_who_are_stuck_come_first(self, person: Person) -> None:
        the_table(person).model().sort(11)
        assert all(cells(person, 11)[:3])

    def test_a_row_opens_the_trainee(self, person: Person) -> None:
        open_row(person, 1)
        assert isinstance(person.page, TraineePage)
        person.press("返回")
        assert isinstance(person.page, ClassPage)

    def test_no_class_yet(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(roster, "classes", lambda _session: ())
        assert Person(show("class", INSTRUCTOR)).sees("还没有班级")

    def test_no_trainee_yet(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(board, "board", lambda _session, _class: replace(fakes.board(), rows=()))
        person = Person(show("class", INSTRUCTOR))
        assert person.sees("班里还没有学员")
        person.press("导入名册")
        assert person.sees("名册")

    def test_a_class_is_made(self, person: Person, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(session, "shelf", Shelf(WORKED.parent))
        calls = noting(monkeypatch, roster, "create_class", "k2")
        person.press("新建班级")
        assert isinstance(person.place, NewClassDialog)
        assert person.place._number.value() == 25, "the next number"
        person.press("建班")
        assert calls == [(25, "", session.shelf.packs()[0].head.id)]
        assert person.sees("班级建好了")

    def test_without_a_pack_there_is_no_class(
        self, person: Person, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(session, "shelf", Shelf())
        person.press("新建班级")
        assert person.sees("本机还没有课程包，请先安装。")
        assert "建班" not in person.buttons()
        person.press("取消")

    def test_a_board_that_cannot_be_shown_is_explained(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refusing(monkeypatch, board, "board", "本机没有课程包 x。")
        assert Person(show("class", INSTRUCTOR)).sees("本机没有课程包 x。")

    def test_the_class_chosen_is_remembered(
        self, show: Opener, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = replace(fakes.COHORT, class_id="k9", name="第 23 期")
        monkeypatch.setattr(roster, "classes", lambda _session: (fakes.COHORT, other))
        person = Person(show("class", INSTRUCTOR))
        person.page._choice.choose("k9")
        person.window.go("roster")
        assert person.page._choice.class_id == "k9"
        person.page._choice.choose("k1")

    def test_the_board_refreshes_with_the_work(
        self, person: Person, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            board, "board", lambda _session, _class: replace(fakes.board(), rows=fakes.board().rows[:1])
        )
        person.page.refresh(None)
        person.settle()
        assert person.sees("在册 1 人")

    @pytest.mark.parametrize(
        ("title", "said"), [("五类目标", "五类目标"), ("入门：电脑、鼠标与这份工作", "入门：电脑、鼠…")]
    )
    def test_long_titles_are_cut(self, title: str, said: str) -> None:
        assert short(title) == said


# -- one trainee


class TestTrainee:
    @pytest.fixture
    def opened(self, show: Opener) -> Person:
        return Person(show("trainee", INSTRUCTOR, class_id="k1", account_id="p1"))

    def provisional(self, monkeypatch: pytest.MonkeyPatch, **changes: object) -> None:
        shown = replace(fakes.result(certificate=False), **changes)
        monkeypatch.setattr(review, "sittings_of", lambda _session, _class, _account: (shown,))

    def test_the_standing_in_numbers(self, opened: Person) -> None:
        for words in ("张小梅", "2402", "157 分钟", "练习准确率（n=33）", "91.10%"):
            assert opened.sees(words)

    def test_a_result_is_released(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        self.provisional(monkeypatch)
        calls = noting(monkeypatch, review, "release")
        person = Person(show("trainee", INSTRUCTOR, class_id="k1", account_id="p1"))
        assert person.sees("考核合格·等待发布")
        person.press("发布成绩")
        assert calls == [("s1",)]

    def test_ones_own_correction_is_released_by_another(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.provisional(monkeypatch)
        refusing(monkeypatch, review, "release", "不能发布自己更正过的成绩。", "请另一位讲师来发布。")
        person = Person(show("trainee", INSTRUCTOR, class_id="k1", account_id="p1"))
        person.press("发布成绩")
        assert person.sees("不能发布自己更正过的成绩。")

    def test_a_certificate_is_issued(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        self.provisional(monkeypatch, provisional=False)
        calls = noting(monkeypatch, certificates, "issue", fakes.result().certificate)
        person = Person(show("trainee", INSTRUCTOR, class_id="k1", account_id="p1"))
        person.press("签发证书")
        assert calls == [("s1",)]
        assert person.sees("证书 DS-2026-8K3M2P 已签发。")

    def test_a_failed_sitting_has_no_certificate(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        self.provisional(monkeypatch, provisional=False, outcome="fail")
        person = Person(show("trainee", INSTRUCTOR, class_id="k1", account_id="p1"))
        assert "签发证书" not in person.buttons()

    def test_a_result_is_looked_at(self, opened: Person) -> None:
        opened.press("看成绩")
        assert opened.sees("成绩与证书")

    def test_an_attempt_is_opened(self, opened: Person) -> None:
        open_row(opened, 0)
        assert isinstance(opened.page, ReviewPage)

    def test_a_new_pin(self, opened: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = noting(monkeypatch, signin, "change_pin")
        opened.press("重设 PIN")
        for first, again, ready in (
            ("12", "12", False),
            ("1357", "1358", False),
            ("abcd", "abcd", False),
            ("1357", "1357", True),
        ):
            opened.write("新的 PIN", first)
            opened.write("再输一次", again)
            assert ("确定" in opened.buttons()) == ready
        opened.press("确定")
        assert calls == [("p1", "1357")]
        assert opened.sees("新的 PIN 已生效，请告诉 张小梅。")

    def test_leaving_the_class_needs_a_reason(self, opened: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = noting(monkeypatch, roster, "withdraw")
        opened.press("退班")
        assert "退班" not in opened.buttons()
        opened.write("张小梅 退班", " 已找到工作 ")
        opened.press("退班")
        assert calls == [("k1", "p1", "已找到工作")]
        assert isinstance(opened.page, ClassPage)

    def test_somebody_who_left_is_told_of(self, show: Opener) -> None:
        person = Person(show("trainee", INSTRUCTOR, class_id="k1", account_id="nobody"))
        assert person.sees("这名学员已不在班里")

    def test_nothing_handed_in_yet(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(review, "attempts", lambda _session, **_wanted: ())
        person = Person(show("trainee", INSTRUCTOR, class_id="k1", account_id="p1"))
        assert person.sees("还没有提交作业")


# -- review


class TestReview:
    def test_the_list_is_filtered_and_sorted_by_the_record(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[dict[str, object]] = []

        def attempts(_session: Session, **wanted: object) -> tuple[object, ...]:
            asked.append(wanted)
            return fakes.attempt_rows()

        monkeypatch.setattr(review, "attempts", attempts)
        person = Person(show("attempts", INSTRUCTOR))
        assert asked[-1] == {
            "class_id": "k1",
            "mode": None,
            "open_only": False,
            "sort": "latest",
            "offset": 0,
            "limit": 200,
        }
        person.press("类型 考核")
        person.page._sort.choose("worst")
        assert (asked[-1]["mode"], asked[-1]["sort"]) == ("exam", "worst")
        person.press("类型 待评分")
        assert (asked[-1]["mode"], asked[-1]["open_only"], asked[-1]["sort"]) == (None, True, "oldest")

    def test_a_long_list_comes_in_pages(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        every = fakes.attempt_rows() * 6
        monkeypatch.setattr(
            review, "attempts", lambda _session, *, offset, limit, **_wanted: every[offset : offset + limit]
        )
        person = Person(show("attempts", INSTRUCTOR))
        assert person.sees("显示 200 份作业")
        person.press("再显示 200 条")
        assert person.sees("显示 240 份作业")
        assert "再显示 200 条" not in person.buttons()
        assert the_table(person).model().rowCount() == 240

    def test_nothing_to_review_yet(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(review, "attempts", lambda _session, **_wanted: ())
        assert Person(show("attempts", INSTRUCTOR)).sees("还没有作业")

    def test_an_attempt_is_opened_beside_its_gold(self, show: Opener) -> None:
        person = Person(show("attempts", INSTRUCTOR))
        open_row(person, 0)
        for words in (
            "张小梅·停车场 02",
            "成绩更正：0 / 3 → 1 / 3",
            "第 2 个框按补充说明算合格",
            "右边再收一点，注意后视镜。",
            "3 处问题",
        ):
            assert person.sees(words)
        person.press("返回")
        assert person.sees("成绩复核")

    def test_a_remark_is_pinned_to_the_finding_looked_at(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls = noting(monkeypatch, review, "comment")
        person = Person(show("review", INSTRUCTOR, attempt_id="t1"))
        assert "发送批注" not in person.buttons()
        person.page._list.choose(2)
        person.write("批注", "这辆货车漏了。")
        person.press("发送批注")
        assert calls == [("t1", "这辆货车漏了。", "g3")]
        assert person.sees("批注已发送")

    def test_a_remark_may_be_on_the_whole(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = noting(monkeypatch, review, "comment")
        person = Person(show("review", INSTRUCTOR, attempt_id="t1"))
        person.write("批注", "做得不错。")
        person.press("发送批注")
        assert calls == [("t1", "做得不错。", None)]

    def test_a_remark_that_cannot_be_written_is_not_lost(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refusing(monkeypatch, review, "comment", "磁盘满了。")
        person = Person(show("review", INSTRUCTOR, attempt_id="t1"))
        person.write("批注", "做得不错。")
        person.press("发送批注")
        person.press("知道了")
        assert person.page.findChild(QPlainTextEdit).toPlainText() == "做得不错。"

    def test_a_score_is_corrected_with_a_reason(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = noting(monkeypatch, review, "correct")
        person = Person(show("review", INSTRUCTOR, attempt_id="t1"))
        person.press("更正成绩")
        person.write("更正的理由", "补充说明")
        assert "更正" not in person.buttons(), "nothing would change"
        person.place.findChild(QSpinBox).setValue(1)
        person.press("更正")
        assert calls == [("t1", 1, "补充说明")]

    def test_a_marker_on_the_picture_shows_its_finding(self, show: Opener) -> None:
        page = show("review", INSTRUCTOR, attempt_id="t1").page
        page._finding_on_bench(1)
        assert page._list.card(1).property("look") == "band"
        assert page._mark_id() == "m2"

    def test_gold_and_answer_apart(self, show: Opener) -> None:
        person = Person(show("review", INSTRUCTOR, attempt_id="t1"))
        for words in ("金标", "学员", "叠加"):
            person.press(f"显示 {words}")

    def test_what_was_said_meanwhile_appears(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        person = Person(show("review", INSTRUCTOR, attempt_id="t1"))
        monkeypatch.setattr(
            review,
            "open_review",
            lambda _session, _attempt: replace(fakes.review_shown(), findings=(), comments=()),
        )
        person.page.refresh(None)
        person.settle()
        assert person.sees("没有发现错误")


# -- roster


class TestRoster:
    @pytest.fixture
    def person(self, show: Opener) -> Person:
        return Person(show("roster", INSTRUCTOR))

    def test_the_people_of_the_class(self, person: Person) -> None:
        assert person.sees("在册 20 人")
        assert cells(person, 4)[0] == "还没有登录过"
        open_row(person, 2)
        assert isinstance(person.page, TraineePage)

    def test_faults_are_named_by_line_and_column(self, person: Person) -> None:
        person.page.read(Path("faults.csv"))
        person.settle()
        assert person.sees("3 处要改，还没有导入任何人")
        assert cells(person, 0) == ["4", "9", "15"]
        assert "4.10123E+17" in cells(person, 2)[0]
        assert not any("导入 " in button for button in person.buttons())
        person.press("不导入")
        assert person.sees("在册 20 人")

    def test_a_good_sheet_is_imported_and_its_pins_are_shown_once(
        self, person: Person, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        created = tuple(
            Enrolled(f"p{n}", name, f"24{n:02d}", f"{1000 + n}") for n, name in enumerate(fakes.NAMES)
        )
        calls = noting(monkeypatch, roster, "import_roster", created)
        self.choose(monkeypatch, "第24期名册.csv")
        person.press("导入名册")
        assert person.sees("检查通过，可以导入 20 人")
        assert person.sees("GB18030")
        person.press("导入 20 人")
        qtbot.waitUntil(lambda: isinstance(person.place, PinsDialog), timeout=30_000)
        assert calls[0][1] == "k1"
        assert person.sees("PIN 只显示这一次")
        assert cells(person, 2)[0] == "1000"
        person.press("发完了，关闭")

    def test_a_sheet_imported_before_adds_nobody(
        self, person: Person, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        noting(monkeypatch, roster, "import_roster", ())
        person.page.read(Path("again.csv"))
        person.settle()
        person.press("导入 20 人")
        qtbot.waitUntil(lambda: person.sees("没有新增"), timeout=30_000)

    def test_what_is_no_sheet_is_explained(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        refusing(monkeypatch, roster, "read_roster", "不是 xlsx，也不是 UTF-8 或 GB18030 的 CSV。")
        person.page.read(Path("picture.png"))
        assert person.sees("不是 xlsx")

    def test_no_file_chosen_is_no_import(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        self.choose(monkeypatch, "")
        person.press("导入名册")
        assert person.sees("在册 20 人")

    def test_a_sheet_may_be_dropped(self, person: Person) -> None:
        drop(person.page, Path("/tmp/faults.csv"))
        person.settle()
        assert person.sees("3 处要改")

    def test_one_more_trainee(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = noting(monkeypatch, roster, "add_trainee", Enrolled("p9", "何小平", "2499", "4321"))
        person.press("添加一人")
        assert "添加" not in person.buttons()
        person.write("姓名", " 何小平 ")
        person.write("学号", "2499")
        person.press("添加")
        assert calls == [("k1", "何小平", "2499", "")]
        assert cells(person, 2) == ["4321"]

    def test_an_empty_class_says_how_to_fill_it(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(roster, "people", lambda _session, _class: ())
        assert Person(show("roster", INSTRUCTOR)).sees("表头要有“姓名”")

    def test_without_a_class_nobody_is_imported(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(roster, "classes", lambda _session: ())
        person = Person(show("roster", INSTRUCTOR))
        assert "导入名册" not in person.buttons()
        person.press("去建班")
        assert isinstance(person.page, ClassPage)

    def test_pins_are_saved_for_excel(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        person = Person(show("roster", INSTRUCTOR))
        dialog = PinsDialog(person.window, [Enrolled("p", "张小梅", "2402", "0042")])
        dialog.open()
        target = tmp_path / "PIN 表.csv"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
        person.settle()
        person.press("保存成表格")
        assert target.read_bytes() == pins_csv([Enrolled("p", "张小梅", "2402", "0042")])
        assert target.read_bytes().startswith("﻿姓名,学号,PIN".encode())
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *_args: (str(target / "no" / "folder.csv"), "")
        )
        person.press("保存成表格")
        assert person.sees("没有保存")

    @staticmethod
    def choose(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (name, ""))


def drop(widget: QWidget, path: Path) -> None:
    """Drop a file on a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    widget.dragEnterEvent(entering)
    assert entering.isAccepted()
    widget.dropEvent(
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    )


# -- export and check


class TestExport:
    def test_what_was_written_is_told(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(
            certificates,
            "export_cohort",
            lambda _session, _class, folder: (folder / "第24期.xlsx", folder / "第24期.csv"),
        )
        shown: list[QUrl] = []
        monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
        person = Person(show("export", INSTRUCTOR))
        person.press("选择文件夹并导出")
        qtbot.waitUntil(lambda: person.sees("已读回核对 2 个文件"), timeout=30_000)
        assert person.sees("第24期.xlsx")
        person.press("打开文件夹")
        assert shown == [QUrl.fromLocalFile(str(tmp_path))]

    def test_a_stick_that_is_full_is_explained(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
    ) -> None:
        refusing(monkeypatch, certificates, "export_cohort", "优盘满了。")
        person = Person(show("export", INSTRUCTOR))
        person.page.export(tmp_path)
        qtbot.waitUntil(lambda: person.sees("优盘满了。"), timeout=30_000)

    def test_no_folder_chosen_exports_nothing(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = noting(monkeypatch, certificates, "export_cohort", ())
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
        Person(show("export", INSTRUCTOR)).press("选择文件夹并导出")
        assert calls == []

    def test_without_a_class_there_is_nothing_to_export(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(roster, "classes", lambda _session: ())
        assert "选择文件夹并导出" not in Person(show("export", INSTRUCTOR)).buttons()

    def test_a_genuine_certificate(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        verdict = Verdict(
            genuine=True,
            intact=True,
            issuer_known=True,
            kind="pdf",
            sentence="这张证书是真的，没有改动。",
            details=("准确率 315/318",),
        )
        monkeypatch.setattr(certificates, "verify_file", lambda _places, _path: verdict)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("证书.pdf", ""))
        person = Person(show("export", INSTRUCTOR))
        person.press("核验一份证书")
        person.press("选择证书文件")
        assert person.sees("这张证书是真的，没有改动。")
        assert person.sees("准确率 315/318")

    @pytest.mark.parametrize(
        ("genuine", "intact", "facts", "tone"),
        [
            (True, True, {"expired": False}, "good"),
            (True, True, {"expired": True}, "caution"),
            (None, True, {"expired": False}, "caution"),
            (False, False, {}, "bad"),
        ],
        ids=["genuine", "expired", "of an unknown issuer", "altered"],
    )
    def test_the_tone_of_a_verdict(
        self,
        show: Opener,
        monkeypatch: pytest.MonkeyPatch,
        genuine: bool | None,
        intact: bool,
        facts: dict[str, bool],
        tone: str,
    ) -> None:
        verdict = Verdict(
            genuine=genuine,
            intact=intact,
            issuer_known=bool(genuine),
            kind="certificate",
            sentence="核验完了。",
            facts=facts,
        )
        monkeypatch.setattr(certificates, "verify_file", lambda _places, _path: verdict)
        person = Person(show("export", INSTRUCTOR))
        person.press("核验一份证书")
        drop(person.place, Path("/tmp/证书.pdf"))
        person.settle()
        bands = [each for each in person.place.findChildren(QFrame) if each.property("tone")]
        assert [each.property("tone") for each in bands] == [tone]
        person.press("关闭")

    def test_a_forged_certificate_dropped_on_the_dialog(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        verdict = Verdict(
            genuine=False, intact=False, issuer_known=False, kind="pdf", sentence="签名对不上，文件被改过。"
        )
        monkeypatch.setattr(certificates, "verify_file", lambda _places, _path: verdict)
        person = Person(show("export", INSTRUCTOR))
        person.press("核验一份证书")
        assert isinstance(person.place, VerifyDialog)
        drop(person.place, Path("/tmp/假.pdf"))
        person.settle()
        assert person.sees("签名对不上，文件被改过。")
        refusing(monkeypatch, certificates, "verify_file", "这不是证书文件。")
        person.place.check(Path("/tmp/x.txt"))
        person.settle()
        assert person.sees("这不是证书文件。")
        assert not person.sees("签名对不上")
        person.press("关闭")

    def test_all_that_a_certificate_proves_fits_a_small_screen(
        self, show: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        details = tuple(
            f"第 {number} 项：合格 316 个，准确率 99.37%，95% 区间 97.7%–99.9%。" * 2 for number in range(20)
        )
        verdict = Verdict(
            genuine=True,
            intact=True,
            issuer_known=True,
            kind="certificate",
            sentence="没有改动。",
            details=details,
        )
        monkeypatch.setattr(certificates, "verify_file", lambda _places, _path: verdict)
        person = Person(show("export", INSTRUCTOR))
        person.press("核验一份证书")
        drop(person.place, Path("/tmp/真.pdf"))
        person.settle()
        assert 600 < person.place.height() <= 720
        assert person.place._seen.verticalScrollBar().maximum() > 0
        person.press("关闭")


# -- orders


class TestOrders:
    @pytest.fixture
    def person(self, show: Opener, session: Session, monkeypatch: pytest.MonkeyPatch) -> Person:
        monkeypatch.setattr(session, "shelf", Shelf(WORKED.parent))
        return Person(show("order", INSTRUCTOR))

    def test_the_order_and_what_covers_it(self, person: Person) -> None:
        pack = open_pack(WORKED)
        assert person.sees(pack.order.name)
        assert person.sees(f"课程 {len(pack.lessons)} 课")
        assert len(cells(person, 0)) == len(pack.order.requirements)

    def test_the_rules_of_the_order(self, person: Person) -> None:
        person.press("看规则")
        drawer = person.window.findChild(RulesDrawer)
        assert set(drawer._cards) == {clause.number for clause in open_pack(WORKED).rules.clauses}

    def test_a_broken_pack_is_told_in_its_place(
        self, show: Opener, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shelf = Shelf(WORKED.parent)
        monkeypatch.setattr(session, "shelf", shelf)

        def broken(_pack_id: str) -> object:
            raise KnownError("课程包有错：rules.toml: 读不懂。", where="courses/x")

        monkeypatch.setattr(shelf, "pack", broken)
        person = Person(show("order", INSTRUCTOR))
        assert person.sees("课程包有错：rules.toml: 读不懂。")
        assert "看规则" not in person.buttons()

    def test_no_pack_yet(self, show: Opener, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(session, "shelf", Shelf())
        assert Person(show("order", INSTRUCTOR)).sees("本机还没有课程包")

    def test_a_hole_in_the_cover_is_shown(self, qtbot: QtBot) -> None:
        from desktop.curriculum.coverage import CoverageRow

        full = CoverageRow("R1", "贴边", ("c",), ("l",), ("p1", "p2", "p3"), ("e1", "e2"))
        hole = replace(full, exam=("e1",))
        state = coverage_columns()[-1].cell
        assert (state(full).text, state(full).token) == ("已覆盖", "good")
        assert (state(hole).icon, state(hole).token) == ("triangle-alert", "caution")
        for rows, words in (((full,), "全部覆盖"), ((full, hole), "1 条要求还有缺口")):
            made = coverage_band(rows)
            qtbot.addWidget(made)
            assert any(words in label.text() for label in made.findChildren(QLabel))


# -- settings


class TestSettings:
    @pytest.fixture
    def person(self, show: Opener) -> Person:
        return Person(show("settings", INSTRUCTOR))

    def test_every_setting_has_a_control(self, person: Person) -> None:
        for setting in SETTINGS:
            assert person.sees(setting.label)
            assert person.page.findChild(object, setting.key) is not None

    def test_a_choice_a_number_and_a_switch_are_stored_at_once(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stored = noting(monkeypatch, preferences, "set_setting")
        person.page.findChild(Select, "appearance").choose("dark")
        person.page.findChild(QSpinBox, "idle_minutes").setValue(20)
        person.page.findChild(Switch, "crosshair").click()
        assert stored == [("appearance", "dark"), ("idle_minutes", 20), ("crosshair", False)]

    def test_a_setting_that_cannot_be_stored_is_explained(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refusing(monkeypatch, preferences, "set_setting", "设置没有存下来：只读。")
        person.page.findChild(Switch, "crosshair").click()
        assert person.sees("设置没有存下来：只读。")

    def test_ones_own_pin(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = noting(monkeypatch, signin, "change_pin")
        person.press("更换 PIN")
        person.write("新的 PIN", "975310")
        person.write("再输一次", "975310")
        person.press("确定")
        assert calls == [("i1", "975310")]

    def test_about(self, person: Person) -> None:
        person.press("查看")
        assert person.sees("离线运行，不连接网络")


def test_the_class_choice_without_classes_is_empty(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "classes", lambda _session: ())
    choice = ClassChoice(session)
    qtbot.addWidget(choice)
    assert (choice.class_id, choice.cohort()) == ("", None)
    assert choice.mapToGlobal(QPoint(0, 0)) is not None
