"""Words that are shown beside others: none of them turns its neighbours round, is taken for markup or loads anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLineEdit

from desktop.base.plain_text import UNSEEN
from desktop.curriculum.schema import Attribute
from desktop.views.models.rows import Cell, Column, RowsModel
from desktop.views.widgets.bands import band
from desktop.views.widgets.bench.answer_field import AnswerField
from desktop.views.widgets.buttons import button, icon_button
from desktop.views.widgets.chips import chip
from desktop.views.widgets.labels import Words, line, paragraph
from tests.gui.text.drivers import TextDriver

TURNED = "退货\u202e题\u2066三\u2069"
SAID = f"退货{UNSEEN}题{UNSEEN}三{UNSEEN}"
BAIT = '<img src="{url}"><b>粗</b>'


@pytest.mark.parametrize("make", [line, paragraph, chip, Words])
def test_labels_show_what_steers_as_a_sign(make: Callable[[str], Any]) -> None:
    label = make(TURNED)
    assert label.text() == SAID
    label.setText(f"又\u200f{TURNED}")
    assert label.text() == f"又{UNSEEN}{SAID}"
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_buttons_show_it_so_too_and_their_tooltips_are_no_markup() -> None:
    made = button(TURNED)
    assert made.text() == SAID
    made.setText(TURNED * 2)
    assert made.text() == SAID * 2
    assert "<img" not in icon_button("x", BAIT).toolTip()


def test_a_band_and_a_table_show_it_so_too() -> None:
    told = band("bad", TURNED, TURNED)
    assert [label.text() for label in told.findChildren(Words)] == [SAID, SAID]
    model = RowsModel([Column[str]("名", 0, Cell)])
    model.show([TURNED, BAIT])
    assert model.data(model.index(0, 0)) == SAID
    assert "<img" not in model.data(model.index(1, 0), Qt.ItemDataRole.ToolTipRole)


def test_tooltips_over_marked_words_load_no_picture(
    sit_down: Callable[..., TextDriver], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QTextDocument, "loadResource", lambda _self, _kind, name: asked.append(str(name)))
    words = BAIT.replace("{url}", (tmp_path / "x.png").as_uri())
    person = sit_down(words)
    person.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.type("1")
    model = person.bench.panel.list.model()
    said = model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img" in said
    document = QTextDocument()
    document.setHtml(said)
    assert not any(own.isImageFormat() for own in document.allFormats())
    assert asked == []
    assert words[:20] in model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)


def test_an_attribute_that_is_pasted_holds_no_control() -> None:
    field = AnswerField(Attribute(id="norm", name="归一", kind="text", labels=("a",)))
    told: list[object] = []
    field.answered.connect(lambda _name, value: told.append(value))
    QLineEdit.insert(field, "2026\x00年\u202e三月\x1b")
    field.setModified(True)
    field.editingFinished.emit()
    assert told == ["2026�年\u202e三月�"]
