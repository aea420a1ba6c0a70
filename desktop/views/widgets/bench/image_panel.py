"""The right panel of the image bench: classes, objects, attributes, in step with the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import AttributeValue
from desktop.base.wording import _
from desktop.curriculum.items import Remark
from desktop.curriculum.schema import Label, LabelSchema
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.attributes import AttributePanel, shared_attributes
from desktop.views.widgets.bench.classes import MOST_ROWS, ClassList
from desktop.views.widgets.bench.details import Details
from desktop.views.widgets.bench.filters import query
from desktop.views.widgets.bench.given_list import GivenList, numbered
from desktop.views.widgets.bench.kept import kept
from desktop.views.widgets.bench.objects import ObjectList
from desktop.views.widgets.bench.remarks import RemarkList
from desktop.views.widgets.bench.sections import Section, Sections
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.keys import KeyMap, chords, option_keys, parse
from desktop.views.widgets.cards import rule
from desktop.views.widgets.labels import line

WIDE = 280
#: Classes shown before their list scrolls, where remarks need the room.
FEW_ROWS = 3


class ImagePanel(QFrame):
    """Three parts below each other; the list of objects takes the room that is left."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setFixedWidth(theme().px(WIDE))
        self.classes, self.objects, self.attributes = ClassList(), ObjectList(), AttributePanel()
        self.remarks, self.details, self.given = RemarkList(), Details(), GivenList()
        self.filter = _filter_field()
        self._count, self._remarks_left, self._count_given = (line("", "caption") for _part in range(3))
        self._desk: ImageDesk | None = None
        self._keymap = KeyMap()
        self._option_keys: Mapping[tuple[str, str], str] = {}
        self.attributes.setAccessibleName(_("属性"))
        self.details.setAccessibleName(_("数值与文字"))
        self._lay_out()
        self.classes.chosen.connect(self._choose)
        self.attributes.answered.connect(self._answer)
        self.filter.textChanged.connect(self._look_for)
        self.remarks.left.connect(self._count_remarks)
        self.details.refused.connect(self._refuse)

    def show_desk(self, desk: ImageDesk, keymap: KeyMap) -> None:
        """Show a desk and stay in step with it; ``keymap`` says which keys are taken."""
        self._desk, self._keymap = desk, keymap
        self.classes.show_labels(desk.schema.labels)
        self.filter.clear()
        self.filter.hide()
        self.objects.show_desk(desk)
        self.details.show_desk(desk)
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
        self._option_keys = option_keys(shared_attributes(desk.schema, labels), self._keymap)
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

    def show_given(self, marks: Sequence[Mark], schema: LabelSchema | None) -> None:
        """Show the marks under inspection; without their schema nothing is inspected and that part is hidden."""
        if self._desk is not None:
            self.given.show_given(self._desk, marks, schema)
            self.objects.marks.targets = numbered(marks, schema)
        self.sections.sections["given"].setVisible(schema is not None)
        self._count_given.setText(_("{n} 个", n=len(marks)))
        self.sections.arrange(kept().shares, kept().folded)

    def show_remarks(self, remarks: Sequence[Remark], given: Sequence[Mark]) -> None:
        """Show what an inspector said of the marks given; nothing hides that part."""
        if self._desk is not None:
            self.remarks.show_remarks(self._desk, remarks, given)
        self.sections.sections["remarks"].setVisible(bool(remarks))
        self.classes.show_labels(self.classes.classes.labels, FEW_ROWS if remarks else MOST_ROWS)
        self._show_label()
        self.sections.arrange(kept().shares, kept().folded)

    def open_filter(self) -> None:
        """Show the field that narrows the list, with the keyboard in it; a second time clear and hide it."""
        if self.filter.isVisible():
            self.filter.clear()
            self.filter.hide()
            return
        self.filter.show()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next_match(self, by: int) -> None:
        """Select the next (1) or previous (-1) of the marks that are listed."""
        desk, ids = self._desk, self.objects.marks.ids
        if desk is None or not ids:
            return
        here = ids.index(desk.selected[-1]) if desk.selected and desk.selected[-1] in ids else min(-by, 0)
        desk.select((ids[(here + by) % len(ids)],))

    def edit_text(self) -> None:
        """Give the keyboard to the transcription or the figures of what is selected."""
        self.details.focus_first()

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
        parts: list[QWidget] = [
            self.classes,
            *self._panes(),
            self.details,
            self.attributes,
        ]
        here = next(
            (place for place, part in enumerate(parts) if focused is not None and _holds(part, focused)), -1
        )
        for part in parts[here + 1 :]:
            if isinstance(part, Details | AttributePanel | RemarkList):
                if part.isVisible() and part.focus_first():
                    return True
            else:
                part.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def _panes(self) -> list[QWidget]:
        """Return the lists that are open, and the titles of those that can be folded."""
        own: dict[str, QWidget] = {"given": self.given, "remarks": self.remarks, "objects": self.objects}
        panes: list[QWidget] = []
        for name, section in self.sections.sections.items():
            if section.isVisible():
                panes += [section.title] * section.title.isEnabled() + [own[name]] * section.is_open
        return panes

    def _refuse(self, sentence: str) -> None:
        if self._desk is not None:
            self._desk.refused.emit(sentence)

    def _look_for(self, typed: str) -> None:
        if self._desk is not None:
            self.objects.marks.look_for(query(typed, self._desk.schema))

    def _count_remarks(self, n: int) -> None:
        self._remarks_left.setText(_("还有 {n} 处没动", n=n) if n else _("都动过了"))

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

    def _keep_arrangement(self) -> None:
        kept().shares, kept().folded = dict(self.sections.shares), self.sections.closed()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_title(_("类别"), line(_("按键选类别"), "caption")))
        column.addWidget(self.classes)
        column.addSpacing(theme().px(8))
        column.addWidget(rule())
        self.sections = Sections(
            {
                "given": Section(_("被检标注"), self._count_given, self.given),
                "remarks": Section(_("返修意见"), self._remarks_left, self.remarks),
                "objects": Section(_("对象"), self._count, self.filter, self.objects),
            }
        )
        self.sections.arranged.connect(self._keep_arrangement)
        column.addWidget(self.sections, 1)
        column.addWidget(self.details)
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
        """A title and one question; less where nothing is asked."""
        return QSize(theme().px(WIDE) - 8, min(theme().px(120), self.sizeHint().height()))


def _holds(part: QWidget, focused: QWidget) -> bool:
    return part is focused or part.isAncestorOf(focused)


def _filter_field() -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(_("类别、属性=值、面积>1000、待填…"))
    field.setAccessibleName(_("按条件筛选对象"))
    field.setClearButtonEnabled(True)
    field.setContentsMargins(theme().px(12), 0, theme().px(12), theme().px(4))
    field.hide()
    return field


def _title(text: str, beside: QLabel | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(theme().px(12), theme().px(8), theme().px(12), theme().px(4))
    row.addWidget(line(text, "strong"))
    row.addStretch(1)
    if beside is not None:
        row.addWidget(beside)
    return row
