"""Large type and small screens: the comparison fits the window, and nothing stands upon anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.theme.apply import dress
from desktop.views.widgets.answers.columns import AnswerColumns
from desktop.views.widgets.ask.field import WritingField
from tests.gui.answers.drivers import ANSWERS, Judge, attempt

Sit = Callable[..., Judge]


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    """The largest type."""
    dress(qapp, "light", 1.5)
    yield
    dress(qapp)


def columns_of(width: int, qtbot: QtBot) -> AnswerColumns:
    """Return three answers in so many pixels."""
    columns = AnswerColumns()
    qtbot.addWidget(columns)
    columns.resize(width, 500)
    columns.show_answers(attempt().exercise.answers)
    columns.show()
    QApplication.processEvents()
    return columns


@pytest.mark.parametrize(("width", "on_show"), [(1000, 3), (620, 2)])
def test_as_many_answers_stand_beside_each_other_as_can_be_read(
    width: int, on_show: int, qtbot: QtBot
) -> None:
    columns = columns_of(width, qtbot)
    shown = [card for card in columns.cards.values() if card.isVisible()]
    assert len(shown) == on_show
    assert columns.width() == width, "the columns follow the room, the room does not follow them"
    columns.choose("a3")
    assert columns.cards["a3"].isVisible()
    columns.resize(1000, 500)
    QApplication.processEvents()
    assert all(card.isVisible() for card in columns.cards.values())


def test_at_the_largest_type_the_bench_leaves_room_for_the_feedback(large: None, sit_down: Sit) -> None:
    bench = sit_down(texts=ANSWERS).bench
    assert bench.minimumSizeHint().width() <= 1366 - 434


def test_where_there_is_only_something_to_write_it_can_be_written_at_once(sit_down: Sit) -> None:
    bench = sit_down(texts=ANSWERS[:1], labels=False, ranking=False).bench
    assert "在右边作答" in bench.foot.said()
    questions = bench.panel.questions
    assert questions is not None
    questions.go_to("", "why")
    bench.rail.buttons["help"].setFocus()
    bench.setFocus()
    assert isinstance(QApplication.focusWidget(), WritingField)
    assert bench.columns.cards["a1"].text.cursorWidth() == 0
