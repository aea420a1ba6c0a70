"""Before handing in what has open questions: what and where, asked once. The way back has the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, XS, L, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row, scrolled
from desktop.views.widgets.labels import paragraph

WIDTH = 520
#: Our pixels: a list of tasks is no higher than this, it scrolls.
LIST_HIGH = 260
#: Rows that need no scrolling.
FEW = 6


class Unanswered(QDialog):
    """Enter goes to the first open question, Esc changes nothing, a press on the other button hands in."""

    def __init__(
        self,
        parent: QWidget,
        words: str,
        *,
        go: Callable[[], object],
        hand_in: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("还没答完，就这样提交？")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        to_first = button(_("去第一处未答"), self.reject, look="main", size="large", icon_name="arrow-right")
        to_first.clicked.connect(go)
        anyway = button(_("照样提交"), self.accept, size="large")
        self.accepted.connect(hand_in)
        self.setLayout(
            column(
                paragraph(title, "section"), paragraph(words, "emphasis"), L,
                row(None, anyway, to_first, spacing=S), margin=XL,
            )
        )  # fmt: skip
        self.setFixedWidth(theme().px(WIDTH))
        to_first.setFocus()


@dataclass(frozen=True)
class OpenTask:
    """A task that would be handed in unfinished: its place, and what of it is open in words."""

    index: int
    words: str


class HandInAll(QDialog):
    """Asks before a part is handed in, with the tasks that are not finished; each one is a press away."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        *,
        tasks: Sequence[OpenTask],
        go: Callable[[int], object],
        hand_in: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._go = go
        self.rows: list[QPushButton] = [self._row(task) for task in tasks]
        body = column(*self.rows, None, spacing=XS)
        area = scrolled(body, margin=0)
        area.setFixedHeight(
            theme().px(LIST_HIGH) if len(tasks) > FEW else body.sizeHint().height() + theme().px(S)
        )
        back = button(_("先不"), self.reject, size="large")
        agreed = button(_("交卷"), self.accept, look="main", size="large")
        self.accepted.connect(hand_in)
        self.setLayout(
            column(
                paragraph(title, "section"), paragraph(text, "emphasis"), area, L,
                row(None, back, agreed, spacing=S), margin=XL,
            )
        )  # fmt: skip
        self.setFixedWidth(theme().px(WIDTH))
        back.setFocus()

    def _row(self, task: OpenTask) -> QPushButton:
        made = button(task.words, partial(self._chosen, task.index), look="link")
        made.setStyleSheet("text-align: left")
        return made

    def _chosen(self, index: int) -> None:
        self.reject()
        self._go(index)
