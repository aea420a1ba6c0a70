"""The attributes asked of the picked span."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.annotation.shapes.base import AttributeValue
from desktop.annotation.spans import Span
from desktop.base.wording import _
from desktop.curriculum.schema import Attribute, LabelSchema
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.attributes import OptionButton
from desktop.views.widgets.cards import clear
from desktop.views.widgets.labels import line, restyle


class AttributeForm(QWidget):
    """A row of options for each attribute of the span's class; nothing when none is asked."""

    #: Attribute id and the value chosen.
    answered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme().px(12), 0, theme().px(12), theme().px(12))
        self._column.setSpacing(theme().px(4))
        self._asked: tuple[Attribute, ...] = ()
        self._buttons: dict[tuple[str, AttributeValue], OptionButton] = {}
        self._titles: dict[str, QWidget] = {}
        self.hide()

    def show_span(self, schema: LabelSchema, span: Span | None) -> None:
        """Ask the attributes of ``span``."""
        asked = schema.attributes_of(span.label) if span is not None else ()
        if asked != self._asked:
            self._ask(asked)
        held = span.attributes if span is not None else {}
        for (name, value), button in self._buttons.items():
            button.setChecked(name in held and held[name] == value)
        for attribute in asked:
            restyle(self._titles[attribute.id], tone="" if attribute.id in held else "caution")

    def option(self, attribute: str, value: AttributeValue) -> OptionButton:
        """Return the button of an option. Raises KeyError where it is not asked."""
        return self._buttons[attribute, value]

    def focus_first(self) -> bool:
        """Give the keyboard to the first option; tell whether there is one."""
        for button in self._buttons.values():
            button.setFocus()
            return True
        return False

    def _ask(self, asked: tuple[Attribute, ...]) -> None:
        clear(self._column)
        self._asked, self._buttons, self._titles = asked, {}, {}
        for attribute in asked:
            title = line(attribute.name, "caption")
            self._titles[attribute.id] = title
            self._column.addWidget(title)
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
