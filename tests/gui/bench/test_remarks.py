"""What an inspector said: each remark leads to its mark and shows whether it was seen to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.annotation import edits
from desktop.annotation.document import adding, replacing
from desktop.annotation.shapes.box import Box
from desktop.curriculum.items import Remark
from desktop.views.widgets.bench.remarks import RemarkList
from tests.gui.bench.shapes_desk import desk

GIVEN = (Box("a", "part", 10, 10, 60, 40), Box("b", "part", 100, 10, 160, 40))
REMARKS = (
    Remark(code="LOOSE", text="右边外扩", target="a", place=(5, 5, 65, 45)),
    Remark(code="EXTRA", text="这里没有零件", target="b", place=(95, 5, 165, 45)),
    Remark(code="MISS", text="这里漏了一个", target=None, place=(200, 100, 260, 140)),
)


@pytest.fixture
def remarks(qtbot: QtBot) -> RemarkList:
    """The list, shown."""
    part = RemarkList()
    part.resize(280, 300)
    qtbot.addWidget(part)
    part.show()
    return part


def states(part: RemarkList) -> list[str]:
    """What stands on each card."""
    words = {"待改", "已改动"}
    return [own.text() for own in part.findChildren(QLabel) if own.text() in words]


def test_nothing_is_mended_at_first(remarks: RemarkList) -> None:
    remarks.show_remarks(desk(*GIVEN), REMARKS, GIVEN)
    assert states(remarks) == ["待改"] * 3


def test_a_changed_a_deleted_and_a_new_mark_are_seen_to(remarks: RemarkList, qtbot: QtBot) -> None:
    at = desk(*GIVEN)
    remarks.show_remarks(at, REMARKS, GIVEN)
    at.do(replacing("调边", at.document, replace(GIVEN[0], x2=55)))
    assert states(remarks) == ["已改动", "待改", "待改"]
    at.do(edits.erase(at.document, ("b",)))
    assert states(remarks) == ["已改动", "已改动", "待改"]
    with qtbot.waitSignal(remarks.left, timeout=30_000, check_params_cb=lambda n: n == 0):
        at.do(adding("画框", at.document, Box("c", "part", 205, 105, 255, 135)))
    assert states(remarks) == ["已改动"] * 3
    at.undo()
    assert states(remarks)[2] == "待改"


def test_hiding_and_locking_mend_nothing(remarks: RemarkList) -> None:
    at = desk(*GIVEN)
    remarks.show_remarks(at, REMARKS, GIVEN)
    at.toggle_hidden(("a",))
    at.toggle_locked(("b",))
    assert states(remarks) == ["待改"] * 3


def test_a_new_mark_elsewhere_does_not_fill_what_is_missing(remarks: RemarkList) -> None:
    at = desk(*GIVEN)
    remarks.show_remarks(at, REMARKS, GIVEN)
    at.do(adding("画框", at.document, Box("c", "part", 300, 200, 350, 240)))
    assert states(remarks)[2] == "待改"


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_remark_leads_to_its_mark(remarks: RemarkList, qtbot: QtBot, by: str) -> None:
    at = desk(*GIVEN)
    remarks.show_remarks(at, REMARKS, GIVEN)
    card = remarks._cards[1]
    with qtbot.waitSignal(remarks.looked_at, timeout=30_000) as seen:
        if by == "mouse":
            QTest.mouseClick(card, Qt.MouseButton.LeftButton)
        else:
            card.setFocus()
            QTest.keyClick(card, Qt.Key.Key_Return)
    assert at.selected == ("b",)
    assert seen.args == [(95, 5, 165, 45)]


def test_without_remarks_the_list_takes_no_room(remarks: RemarkList) -> None:
    remarks.show_remarks(desk(*GIVEN), (), GIVEN)
    assert not remarks.isVisible()
