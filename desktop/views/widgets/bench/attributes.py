"""The attributes of what is selected: a row a question, a button an option, each with its key."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.annotation.shapes.base import AttributeValue
from desktop.annotation.shapes.box import Box
from desktop.base.wording import _
from desktop.curriculum.schema import Attribute, LabelSchema
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import RADIUS
from desktop.views.widgets.bench.answer_field import AnswerField
from desktop.views.widgets.bench.sizes import short_size
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.cards import clear
from desktop.views.widgets.labels import line, restyle

#: Our pixels: a button with one line of words, and with two.
_HIGH, _TALL = 32, 44
_GAP = 4
_MIXED = object()


class OptionButton(QAbstractButton):
    """One option: its name, its key, and whether it is the answer. What stands in brackets goes on a second line."""

    def __init__(self, name: str, key: str, *, question: str) -> None:
        super().__init__()
        self.setText(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("{question}：{name}", question=question, name=name))
        self.setToolTip(_("{name}（按 {key}）", name=name, key=key) if key else name)
        self._key = key
        self._lines = _lines(name)

    def sizeHint(self) -> QSize:
        """Half the panel; a control's height, more for two lines."""
        return QSize(theme().px(100), theme().px(_height(self.text())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw plate, name and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, colour = theme().px, theme().colour
        chosen = self.isChecked()
        plate = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(colour("accent_tint" if chosen else "sunken" if self.underMouse() else "surface"))
        painter.setPen(colour("accent" if chosen or self.hasFocus() else "edge"))
        painter.drawRoundedRect(plate, RADIUS - 2, RADIUS - 2)
        if self.hasFocus():
            painter.drawRoundedRect(plate.adjusted(1, 1, -1, -1), RADIUS - 3, RADIUS - 3)
        field = plate.adjusted(px(10), 0, -px(6) - self._paint_key(painter, plate), 0)
        for place, words in enumerate(self._lines):
            high = field.height() / len(self._lines)
            # Two lines move towards each other.
            inward = px(3) * (1 - 2 * place) if len(self._lines) > 1 else 0
            row = QRectF(field.left(), field.top() + place * high + inward, field.width(), high)
            painter.setFont(theme().font("caption" if place else "body", bold=chosen and not place))
            painter.setPen(colour("quiet" if place else "accent_strong" if chosen else "ink"))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(row.width()))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    def _paint_key(self, painter: QPainter, plate: QRectF) -> float:
        if not self._key:
            return 0.0
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().colour("quiet"))
        width = painter.fontMetrics().horizontalAdvance(self._key) + theme().px(8)
        place = QRectF(plate.right() - width - theme().px(2), plate.top(), width, plate.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._key)
        return float(width)


class AttributePanel(QWidget):
    """Asks the attributes that all selected marks share. Where the marks differ no answer is shown, and it says so."""

    #: (attribute id, value or None)
    answered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme().px(12), 0, theme().px(12), theme().px(12))
        self._column.setSpacing(theme().px(4))
        self._about = line(_("选中一个标注后，在这里填写属性。"), "caption")
        self._about.setWordWrap(True)
        self._column.addWidget(self._about)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(theme().px(4))
        self._column.addLayout(self._questions)
        self._column.addStretch(1)
        self._asked: tuple[Attribute, ...] = ()
        self._keys: Mapping[tuple[str, str], str] = {}
        self._buttons: dict[tuple[str, AttributeValue], OptionButton] = {}
        self._titles: dict[str, QWidget] = {}
        self._fields: dict[str, AnswerField] = {}
        self._pointed = ""

    def show_selection(self, desk: ImageDesk, keys: Mapping[tuple[str, str], str]) -> None:
        """Ask what the selected marks need."""
        marks = [desk.document[mark_id] for mark_id in desk.selected]
        labels = {mark.label for mark in marks}
        asked = shared_attributes(desk.schema, labels)
        self._about.setText(self._summary(desk, len(marks), asks=bool(asked), mixed=len(labels) > 1))
        if asked != self._asked or (asked and keys != self._keys):
            self._ask(asked, keys)
        for attribute in asked:
            held = {mark.attributes.get(attribute.id) for mark in marks}
            self._mark(attribute, held.pop() if len(held) == 1 else _MIXED)

    def reserve(self, desk: ImageDesk) -> None:
        """Keep the height that the most questions of a class need, so that nothing jumps when a box is selected."""
        heights = (
            sum(_question_height(own) for own in desk.schema.attributes_of(label.id))
            for label in desk.schema.labels
        )
        self.setMinimumHeight(theme().px(34 + max(heights)))

    def point_at(self, attribute_id: str) -> None:
        """Show which question the digits answer; an empty id points at none."""
        self._pointed = attribute_id
        for name, title in self._titles.items():
            restyle(title, role="strong" if name == attribute_id else "caption")

    def focus_first(self) -> bool:
        """Give the keyboard to the first option; tell whether there is one."""
        for attribute in self._asked:
            own = [button for (name, _value), button in self._buttons.items() if name == attribute.id]
            first = own[0] if own else self._fields[attribute.id]
            first.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _summary(self, desk: ImageDesk, n: int, *, asks: bool, mixed: bool) -> str:
        if n == 0 and not desk.schema.attributes:
            return _("这张图的标注没有属性要填。")
        if n == 0:
            return _("选中一个标注后，在这里填写属性。")
        if n > 1 and mixed:
            words = _("它们共有的属性一起填写：") if asks else _("没有共有的属性。")
            return _("已选 {n} 个不同类别的标注。", n=n) + words
        if n > 1 and asks:
            return _("已选 {n} 个标注，一起填写：", n=n)
        if n > 1:
            return "  ".join([_("{n} 个", n=n), _("没有属性要填。")])
        mark = desk.document[desk.selected[0]]
        label = desk.schema.label(mark.label)
        name = label.called if label is not None else mark.label
        size = short_size(mark)
        if isinstance(mark, Box):
            size = f"{size} px"
        return "  ".join([name, size, "" if asks else _("没有属性要填。")])

    def _ask(self, asked: tuple[Attribute, ...], keys: Mapping[tuple[str, str], str]) -> None:
        clear(self._questions)
        self._asked, self._keys, self._buttons, self._titles = asked, dict(keys), {}, {}
        self._fields = {}
        for attribute in asked:
            title = line(attribute.name, "strong" if attribute.id == self._pointed else "caption")
            self._titles[attribute.id] = title
            self._questions.addSpacing(theme().px(4))
            self._questions.addWidget(title)
            if attribute.kind in {"number", "text"}:
                self._questions.addWidget(self._field(attribute))
            else:
                self._questions.addLayout(self._options(attribute, keys))

    def _field(self, attribute: Attribute) -> AnswerField:
        field = AnswerField(attribute)
        field.answered.connect(self.answered)
        self._fields[attribute.id] = field
        return field

    def _options(self, attribute: Attribute, keys: Mapping[tuple[str, str], str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme().px(4))
        for place, (value, name, key) in enumerate(_choices(attribute, keys)):
            button = OptionButton(name, key, question=attribute.name)
            button.clicked.connect(self._clicked)
            self._buttons[attribute.id, value] = button
            grid.addWidget(button, place // 2, place % 2)
        return grid

    def _mark(self, attribute: Attribute, held: object) -> None:
        for (name, value), button in self._buttons.items():
            if name == attribute.id:
                button.setChecked(held is not _MIXED and held is not None and held == value)
        if attribute.id in self._fields:
            self._fields[attribute.id].show_answer(held, mixed=held is _MIXED)
        missing, mixed = held is None, held is _MIXED
        title = self._titles[attribute.id]
        restyle(title, tone="caution" if missing else "")
        words = _("{name}（待填）") if missing else _("{name}（多种）") if mixed else "{name}"
        title.setProperty("text", words.format(name=attribute.name))

    def _clicked(self) -> None:
        for (attribute, value), button in self._buttons.items():
            if button is self.sender():
                self.answered.emit(attribute, value)
                return


def shared_attributes(schema: LabelSchema, labels: Collection[str]) -> tuple[Attribute, ...]:
    """Return the attributes that every one of these classes is asked for, in the order of the schema; none for none."""
    asked = [schema.attributes_of(label) for label in labels]
    return tuple(own for own in (asked[0] if asked else ()) if all(own in each for each in asked))


def _choices(
    attribute: Attribute, keys: Mapping[tuple[str, str], str]
) -> list[tuple[AttributeValue, str, str]]:
    """Return value, name and key of each option."""
    if attribute.kind == "yesno":
        return [(True, _("是"), keys.get((attribute.id, "yes"), "")), (False, _("否"), "")]
    return [(option.id, option.name, keys.get((attribute.id, option.id), "")) for option in attribute.options]


def _lines(name: str) -> list[str]:
    """Return a name in one line, or with what stands in brackets at its end on a second."""
    head, bracket, tail = name.partition("（")
    return [head, tail.removesuffix("）")] if bracket and head and tail.endswith("）") else [name]


def _height(name: str) -> int:
    return _HIGH if len(_lines(name)) == 1 else _TALL


def _question_height(attribute: Attribute) -> int:
    """Return our pixels that a question takes with its options, two beside each other."""
    if attribute.kind in {"number", "text"}:
        return 24 + _HIGH + _GAP
    names = [name for _value, name, _key in _choices(attribute, {})]
    rows = [max(map(_height, names[place : place + 2])) for place in range(0, len(names), 2)]
    return 24 + sum(high + _GAP for high in rows)
