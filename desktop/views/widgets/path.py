"""The path: modules down a line, the one at hand opened with its steps, locked ones with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.base.plain_text import tip
from desktop.base.wording import _
from desktop.session.shown import ActivityShown, ModuleShown, StepState
from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon
from desktop.views.theme.tokens import M
from desktop.views.widgets.cards import column
from desktop.views.widgets.painting import CENTRE, RIGHT, field, painter_of, ring, say
from desktop.views.widgets.rows import RowButton, RowLook

KIND_ICONS = {
    "lesson": "book-open",
    "theory": "list-checks",
    "drill": "mouse-pointer-2",
    "practice": "square-pen",
    "gate": "flag",
}
#: Width of the column in which the line runs.
SPINE = 44


class PathView(QWidget):
    """The modules of a course. ``opened`` carries the id of an activity that was pressed."""

    opened = Signal(str)

    def __init__(self, modules: Sequence[ModuleShown]) -> None:
        super().__init__()
        body = column(spacing=0)
        self.setLayout(body)
        at_hand = next((module.module_id for module in modules if module.state == "now"), "")
        for place, module in enumerate(modules):
            section = ModuleSection(module, number=place + 1, last=place == len(modules) - 1)
            section.set_above(modules[place - 1].state if place else None)
            section.unfold(open_=module.module_id == at_hand)
            section.opened.connect(self.opened)
            body.addWidget(section)


class ModuleSection(QWidget):
    """One module: its head, and its steps when it is unfolded."""

    opened = Signal(str)

    def __init__(self, module: ModuleShown, *, number: int, last: bool) -> None:
        super().__init__()
        self._last = last
        self._state = module.state
        self._above: StepState | None = None
        self.head = ModuleHead(module, number)
        self.head.clicked.connect(self._toggle)
        self._steps = QWidget()
        steps = column(spacing=2)
        steps.setContentsMargins(theme().px(SPINE), 0, 0, theme().px(M))
        for activity in module.activities:
            step = activity_row(activity)
            step.clicked.connect(self._step_pressed)
            steps.addWidget(step)
        self._steps.setLayout(steps)
        body = column(self.head, self._steps, spacing=0)
        self.setLayout(body)

    def set_above(self, state: StepState | None) -> None:
        """Say how the module above stands: the line comes down from it."""
        self._above = state

    def unfold(self, *, open_: bool) -> None:
        """Show or hide the steps."""
        self._steps.setVisible(open_)
        self.head.unfolded = open_
        self.head.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line down from the module above and on to the next one."""
        painter = painter_of(self)
        x = theme().px(SPINE) // 2 - theme().px(2)
        middle, gap = self.head.height() // 2, theme().px(16)
        if self._above is not None:
            painter.setPen(QPen(theme().colour("good" if self._above == "done" else "line"), 2))
            painter.drawLine(x, 0, x, middle - gap)
        if not self._last:
            painter.setPen(QPen(theme().colour("good" if self._state == "done" else "line"), 2))
            painter.drawLine(x, middle + gap, x, self.height())
        painter.end()

    def _toggle(self) -> None:
        self.unfold(open_=not self._steps.isVisible())

    def _step_pressed(self) -> None:
        step = self.sender()
        if isinstance(step, RowButton):
            self.opened.emit(step.key)


class ModuleHead(QAbstractButton):
    """The head of a module: its state as a shape on the line, its name, and how far it is."""

    def __init__(self, module: ModuleShown, number: int) -> None:
        super().__init__()
        self._module = module
        self._number = number
        self.unfolded = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip(module.summary))
        self.setAccessibleName(
            _(
                "模块 {number}：{title}，{state}，完成 {done}，共 {total}",
                number=number,
                title=module.title,
                state=state_word(module.state),
                done=module.done,
                total=module.total,
            )
        )

    def sizeHint(self) -> QSize:
        """One title and one line of summary."""
        return QSize(theme().px(320), theme().px(56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the node and the words."""
        painter = painter_of(self)
        px, rect = theme().px, QRectF(self.rect())
        if self.underMouse():
            field(painter, rect.adjusted(px(SPINE), 0, 0, 0), theme().colour("sunken"))
        self._paint_node(painter)
        left, right = px(SPINE) + px(M), px(108)
        words = QRectF(left, px(6), rect.width() - left - right, px(24))
        token = "quiet" if self._module.state == "locked" else "ink"
        say(
            painter,
            words,
            self._module.title,
            role="emphasis",
            bold=self._module.state != "locked",
            token=token,
        )
        say(painter, words.translated(0, px(22)), self._module.summary, role="caption", token="quiet")
        where = QRectF(rect.width() - right, 0, right - px(36), rect.height())
        say(
            painter,
            where,
            f"{self._module.done} / {self._module.total}",
            role="body",
            token="quiet",
            align=RIGHT,
        )
        arrow = QRectF(rect.width() - px(28), (rect.height() - px(16)) / 2, px(16), px(16))
        draw_icon(painter, "chevron-up" if self.unfolded else "chevron-down", arrow, theme().colour("quiet"))
        ring(painter, self)
        painter.end()

    def _paint_node(self, painter: QPainter) -> None:
        side = theme().px(28)
        node = QRectF((theme().px(SPINE) - theme().px(4) - side) / 2, (self.height() - side) / 2, side, side)
        state = self._module.state
        if state == "done":
            field(
                painter, node, theme().colour("good_tint"), theme().colour("good"), radius=side / 2, width=2
            )
            inset = side * 0.22
            draw_icon(painter, "check", node.adjusted(inset, inset, -inset, -inset), theme().colour("good"))
        elif state == "now":
            field(painter, node, theme().colour("accent"), radius=side / 2)
            say(painter, node, str(self._number), role="body", token="on_accent", bold=True, align=CENTRE)
        else:
            field(painter, node, theme().colour("sunken"), theme().colour("line"), radius=side / 2, width=2)
            inset = side * 0.26
            draw_icon(painter, "lock", node.adjusted(inset, inset, -inset, -inset), theme().colour("quiet"))


def activity_row(activity: ActivityShown) -> RowButton:
    """Return the row of a step: done with its result, at hand in accent, locked with the reason."""
    tones: dict[StepState, str] = {"done": "good", "now": "accent", "locked": "quiet"}
    right = activity.progress or (
        _("完成") if activity.state == "done" else _("{n} 分钟", n=activity.minutes)
    )
    made = RowButton(
        RowLook(
            icon="circle-check" if activity.state == "done" else KIND_ICONS[activity.kind],
            title=activity.title,
            below=activity.why,
            right=right if activity.minutes or activity.progress or activity.state == "done" else "",
            tone=tones[activity.state],
            strong=activity.state == "now",
            role="body",
        ),
        activity.activity_id,
    )
    made.setEnabled(activity.state != "locked" and activity.kind != "gate")
    return made


def state_word(state: StepState) -> str:
    """Return the word for a state."""
    return {"done": _("已完成"), "now": _("进行中"), "locked": _("未开放")}[state]
