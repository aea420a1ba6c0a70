"""The right panel of the image bench: classes, objects, attributes, in step with the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.annotation.shapes.base import AttributeValue
from desktop.base.wording import _
from desktop.curriculum.schema import Label
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.attributes import AttributePanel
from desktop.views.widgets.bench.classes import ClassList
from desktop.views.widgets.bench.objects import ObjectList
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.keys import KeyMap, chords, option_keys, parse
from desktop.views.widgets.cards import rule
from desktop.views.widgets.labels import line

WIDE = 280


class ImagePanel(QFrame):
    """Three parts below each other; the list of objects takes the room that is left."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setFixedWidth(theme().px(WIDE))
        self.classes, self.objects, self.attributes = ClassList(), ObjectList(), AttributePanel()
        self._count = line("", "caption")
        self._desk: ImageDesk | None = None
        self._keymap = KeyMap()
        self._option_keys: Mapping[tuple[str, str], str] = {}
        self._lay_out()
        self.classes.chosen.connect(self._choose)
        self.attributes.answered.connect(self._answer)

    def show_desk(self, desk: ImageDesk, keymap: KeyMap) -> None:
        """Show a desk and stay in step with it; ``keymap`` says which keys are taken."""
        self._desk, self._keymap = desk, keymap
        self.classes.show_labels(desk.schema.labels)
        self.objects.show_desk(desk)
        self.attributes.reserve(desk)
        desk.stepped.connect(self.refresh)
        desk.selection_changed.connect(self.refresh)
        desk.mode_changed.connect(self._show_label)
        self._show_label()
        self.refresh()

    def refresh(self) -> None:
        """Count the objects, and ask the attributes of what is selected."""
        desk = self._desk
        if desk is None:
            return
        labels = {desk.document[mark_id].label for mark_id in desk.selected if mark_id in desk.document}
        asked = desk.schema.attributes_of(labels.pop()) if len(labels) == 1 else ()
        self._option_keys = option_keys(asked, self._keymap)
        self.attributes.show_selection(desk, self._option_keys)
        self.classes.classes.count(Counter(desk.tally.counts))
        lacking, n = len(desk.tally.lacking), len(desk.document)
        self._count.setText(
            _("{n} 个，{lacking} 个待填", n=n, lacking=lacking) if lacking else _("{n} 个", n=n)
        )

    def option_of(self, event: QKeyEvent) -> tuple[str, str] | None:
        """Return the attribute and option that a key answers for what is selected, or None."""
        readings = chords(event)
        return next(
            (option for option, key in self._option_keys.items() if key and parse(key) in readings), None
        )

    def press(self, option: tuple[str, str]) -> None:
        """Answer with an option; a yes/no is turned over."""
        desk, (attribute, option_id) = self._desk, option
        if desk is None or not desk.selected:
            return
        kinds = {own.id: own.kind for own in desk.schema.attributes}
        if kinds[attribute] == "yesno":
            held = desk.document[desk.selected[0]].attributes.get(attribute)
            desk.answer(attribute, held is not True)
        else:
            desk.answer(attribute, option_id)

    def next_pane(self, focused: QWidget | None) -> bool:
        """Give the keyboard to the part after the one that has it; False after the last."""
        parts: list[QWidget] = [self.classes, self.objects, self.attributes]
        here = next(
            (place for place, part in enumerate(parts) if focused is not None and _holds(part, focused)), -1
        )
        for part in parts[here + 1 :]:
            if part is not self.attributes:
                part.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if self.attributes.focus_first():
                return True
        return False

    def _show_label(self) -> None:
        if self._desk is not None:
            self.classes.choose(self._desk.label)

    def _choose(self, label: Label) -> None:
        if self._desk is not None:
            self._desk.choose_label(label)

    def _answer(self, attribute: str, value: AttributeValue) -> None:
        if self._desk is not None:
            self._desk.answer(attribute, value)
            # The same answer again makes no step, but the button has let go.
            self.refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_title(_("类别"), line(_("按键选类别"), "caption")))
        column.addWidget(self.classes)
        column.addSpacing(theme().px(8))
        column.addWidget(rule())
        column.addLayout(_title(_("对象"), self._count))
        column.addWidget(self.objects, 1)
        column.addWidget(rule())
        column.addLayout(_title(_("属性")))
        column.addWidget(_Low(self.attributes))


class _Low(QScrollArea):
    """Holds the attributes as tall as they are; where the window is too low they scroll."""

    def __init__(self, inner: AttributePanel) -> None:
        super().__init__()
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        """As tall as the questions."""
        return QSize(theme().px(WIDE), max(self.widget().minimumHeight(), self.widget().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """A title and one question."""
        return QSize(theme().px(WIDE) - 8, theme().px(120))


def _holds(part: QWidget, focused: QWidget) -> bool:
    return part is focused or part.isAncestorOf(focused)


def _title(text: str, beside: QLabel | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(theme().px(12), theme().px(8), theme().px(12), theme().px(4))
    row.addWidget(line(text, "strong"))
    row.addStretch(1)
    if beside is not None:
        row.addWidget(beside)
    return row
