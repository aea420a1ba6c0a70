"""The attributes asked of the picked span, or of the flag in hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.annotation.shapes.base import AttributeValue, Marked
from desktop.base.wording import _
from desktop.curriculum.schema import Attribute, LabelSchema
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.answer_field import AnswerField
from desktop.views.widgets.bench.attributes import OptionButton
from desktop.views.widgets.cards import clear
from desktop.views.widgets.labels import line, restyle


class _Field(AnswerField):
    """Enter completes what is written, and means nothing else: it would mark what is in hand once more."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter."""
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()


class AttributeForm(QWidget):
    """Options or a field for each attribute of the mark's class; nothing when none is asked."""

    #: Attribute id and the value chosen or written; None takes it away.
    answered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme().px(12), 0, theme().px(12), theme().px(12))
        self._column.setSpacing(theme().px(4))
        self._asked: tuple[Attribute, ...] = ()
        self._buttons: dict[tuple[str, AttributeValue], OptionButton] = {}
        self._fields: dict[str, AnswerField] = {}
        self._titles: dict[str, QWidget] = {}
        self.hide()

    def show_span(self, schema: LabelSchema, span: Marked | None) -> None:
        """Ask the attributes of ``span``: a mark of any kind."""
        asked = schema.attributes_of(span.label) if span is not None else ()
        if asked != self._asked:
            self._ask(asked)
        held = span.attributes if span is not None else {}
        for (name, value), button in self._buttons.items():
            button.setChecked(name in held and held[name] == value)
        for name, field in self._fields.items():
            field.show_answer(held.get(name), mixed=False)
        for attribute in asked:
            restyle(self._titles[attribute.id], tone="" if attribute.id in held else "caution")

    def option(self, attribute: str, value: AttributeValue) -> OptionButton:
        """Return the button of an option. Raises KeyError where it is not asked."""
        return self._buttons[attribute, value]

    def focus_first(self) -> bool:
        """Give the keyboard to the first option; tell whether there is one."""
        for widget in (*self._buttons.values(), *self._fields.values()):
            widget.setFocus()
            return True
        return False

    def field(self, attribute: str) -> AnswerField:
        """Return the field of a number or a text. Raises KeyError where it is not asked."""
        return self._fields[attribute]

    def settle(self) -> None:
        """Tell what is being written."""
        for field in self._fields.values():
            if field.isModified():
                field.editingFinished.emit()

    def _ask(self, asked: tuple[Attribute, ...]) -> None:
        clear(self._column)
        self._asked, self._buttons, self._titles, self._fields = asked, {}, {}, {}
        for attribute in asked:
            title = line(attribute.name, "caption")
            self._titles[attribute.id] = title
            self._column.addWidget(title)
            if attribute.kind in {"number", "text"}:
                field = self._fields[attribute.id] = _Field(attribute)
                field.answered.connect(self.answered)
                self._column.addWidget(field)
            else:
                self._column.addLayout(self._options(attribute))
        self.setVisible(bool(asked))

    def _options(self, attribute: Attribute) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme().px(4))
        for place, (value, name) in enumerate(_choices(attribute)):
            button = OptionButton(name, "", question=attribute.name)
            button.clicked.connect(self._clicked)
            self._buttons[attribute.id, value] = button
            grid.addWidget(button, place // 2, place % 2)
        return grid

    def _clicked(self) -> None:
        for (attribute, value), button in self._buttons.items():
            if button is self.sender():
                self.answered.emit(attribute, value)
                return


def _choices(attribute: Attribute) -> list[tuple[AttributeValue, str]]:
    if attribute.kind == "yesno":
        return [(True, _("是")), (False, _("否"))]
    return [(option.id, option.name) for option in attribute.options]
