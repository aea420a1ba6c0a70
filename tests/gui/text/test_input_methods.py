"""The stream of events of a real input method: composed, given up, taken, corrected, in every field of the benches."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.curriculum.schema import Attribute
from desktop.views.widgets.ask.choosing import SearchField
from desktop.views.widgets.ask.field import WritingField
from desktop.views.widgets.bench.answer_field import AnswerField
from desktop.views.widgets.text.find_bar import FindBar
from tests.gui.text.drivers import CONTROL, NO_MODIFIER, TextDriver

Field = QLineEdit | QPlainTextEdit


def composing(field: QWidget, preedit: str, commit: str = "", *, start: int = 0, length: int = 0) -> None:
    """Send what an input method sends: underlined letters with a cursor in them, or what was taken in their place."""
    kinds = QInputMethodEvent.AttributeType
    underlined = QTextCharFormat()
    underlined.setFontUnderline(True)
    parts = [
        QInputMethodEvent.Attribute(kinds.TextFormat, 0, len(preedit), underlined),
        QInputMethodEvent.Attribute(kinds.Cursor, len(preedit), 1, None),
    ]
    event = QInputMethodEvent(preedit, parts if preedit else [])
    if commit or length:
        event.setCommitString(commit, start, length)
    QApplication.sendEvent(field, event)


def text_of(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit | WritingField) else field.toPlainText()


def find_field() -> Field:
    bar = FindBar()
    bar.open_bar("甲乙丙", "", 0)
    bar.field.setParent(None)
    return bar.field


FIELDS: dict[str, Callable[[], Field]] = {
    "writing": lambda: WritingField("改写", 50),
    "search of options": lambda: SearchField("意图"),
    "attribute": lambda: AnswerField(Attribute(id="norm", name="归一", kind="text", labels=("a",))),
    "find": find_field,
    "comment": QPlainTextEdit,
}


@pytest.fixture(params=sorted(FIELDS))
def field(request: pytest.FixtureRequest) -> Iterator[Field]:
    """A field in a window, with the keyboard."""
    made = FIELDS[request.param]()
    made.resize(300, 80)
    made.show()
    QTest.qWaitForWindowExposed(made, 30_000)
    made.setFocus()
    yield made
    made.close()
    made.deleteLater()


def test_letters_being_composed_are_seen_in_place_and_are_no_text(field: Field) -> None:
    QTest.keyClicks(field, "A")
    before = field.grab().toImage()
    for letters in ("p", "pu", "pu'er", "pu'er'cha"):
        composing(field, letters)
        assert text_of(field) == "A"
    assert field.grab().toImage() != before, "nothing of the composition is seen"
    composing(field, "", "普洱茶")
    assert text_of(field) == "A普洱茶"


def test_a_composition_that_is_given_up_leaves_nothing(field: Field) -> None:
    for letters in ("n", "ni", "nihao", "ni", "n", ""):
        composing(field, letters)
    assert text_of(field) == ""


def test_what_was_taken_can_be_replaced_by_the_input_method(field: Field) -> None:
    composing(field, "zhong'xin")
    composing(field, "", "重心")
    composing(field, "", "中", start=-2, length=1)
    assert text_of(field) == "中心"
    QTest.keyClick(field, Qt.Key.Key_End)
    composing(field, "", "𠮷野家")
    composing(field, "", "屋", start=-1, length=1)
    assert text_of(field) == "中心𠮷野屋"


def test_rare_and_joined_characters_come_whole(field: Field) -> None:
    for commit in ("𠮷", "👨‍👩‍👧", "e\u0301", "ﬁ", "ﷺ"):
        composing(field, "x")
        composing(field, "", commit)
    assert text_of(field) == "𠮷👨‍👩‍👧e\u0301ﬁﷺ"


def test_composing_in_the_middle_stands_in_the_middle(field: Field) -> None:
    composing(field, "", "头尾")
    QTest.keyClick(field, Qt.Key.Key_Left)
    composing(field, "zhong")
    composing(field, "", "中")
    assert text_of(field) == "头中尾"


def test_a_field_that_is_shown_the_same_again_goes_on_being_composed(qapp: QApplication) -> None:
    made = AnswerField(Attribute(id="norm", name="归一", kind="text", labels=("a",)))
    made.show_answer("三月", mixed=False)
    made.show()
    made.setFocus()
    composing(made, "shi'wu")
    seen = made.grab().toImage()
    made.show_answer("三月", mixed=False)
    assert made.grab().toImage() == seen
    composing(made, "", "十五")
    assert made.text() == "三月十五"
    made.close()
    made.deleteLater()


def test_label_keys_are_letters_in_the_find_field_and_keys_in_the_text(
    sit_down: Callable[..., TextDriver],
) -> None:
    person = sit_down("订单12号和订单12号")
    person.select("12")
    person.press(Qt.Key.Key_F, CONTROL)
    person.type("1")
    composing(person.bench.search.bar.field, "hao")
    composing(person.bench.search.bar.field, "", "号")
    assert person.spans == []
    assert person.bench.search.bar.field.text().endswith("1号")
    person.press(Qt.Key.Key_Escape)
    person.view.setFocus()
    person.select("订单")
    person.type("3")
    assert person.spans == [("订单", "order")]


@pytest.mark.parametrize("key", ["1", "2", "t", "w", "k"])
def test_what_an_input_method_sends_to_the_text_is_never_a_key_nor_a_change(
    sit_down: Callable[..., TextDriver], key: str
) -> None:
    person = sit_down("订单12号")
    person.select("订单")
    composing(person.view, key)
    composing(person.view, "", key)
    composing(person.view.viewport(), "", "号")
    assert person.spans == []
    assert person.bench.editor is not None
    assert person.bench.editor.text == "订单12号"
    assert person.selected == "订单"
    QTest.keyClick(person.view, Qt.Key.Key_1, NO_MODIFIER)
    assert person.spans == [("订单", "time")]
