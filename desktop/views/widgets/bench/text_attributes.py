"""The attributes asked of the picked span."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.annotation.marks import Span
from desktop.base.wording import _
from desktop.curriculum.schema import Attribute, LabelSchema
from desktop.views.theme import tokens
from desktop.views.theme.current import theme
from desktop.views.widgets.buttons import Segments
from desktop.views.widgets.cards import clear
from desktop.views.widgets.labels import line

_YES, _NO = "yes", "no"


class AttributeForm(QWidget):
    """One row of choices for each attribute of the span's class; nothing when none is asked."""

    #: Attribute id and the value chosen.
    answered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(tokens.XS))
        self._attributes: dict[QWidget, Attribute] = {}
        self._shown: tuple[str, str] | None = None

    def show_span(self, schema: LabelSchema, span: Span | None) -> None:
        """Ask the attributes of ``span``."""
        clear(self._column)
        self._attributes.clear()
        asked = schema.attributes_of(span.label) if span is not None else ()
        self.setVisible(bool(asked))
        for attribute in asked:
            self._column.addWidget(line(attribute.name, "caption"))
            choice = Segments(_options(attribute), _answer(span, attribute), says=attribute.name)
            choice.chosen.connect(self._chosen)
            self._attributes[choice] = attribute
            self._column.addWidget(choice)

    def _chosen(self, key: str) -> None:
        attribute = self._attributes[self.sender()]  # type: ignore[index]
        self.answered.emit(attribute.id, key == _YES if attribute.kind == "yesno" else key)


def _options(attribute: Attribute) -> list[tuple[str, str]]:
    if attribute.kind == "yesno":
        return [(_YES, _("是")), (_NO, _("否"))]
    return [(option.id, option.name) for option in attribute.options]


def _answer(span: Span | None, attribute: Attribute) -> str:
    value = span.attributes.get(attribute.id) if span is not None else None
    if attribute.kind == "yesno":
        return "" if value is None else _YES if value else _NO
    return str(value) if value is not None else ""
