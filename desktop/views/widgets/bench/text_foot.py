"""The line below the text: where the caret is, how much is selected, that all is saved, what to do next."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.base.wording import _
from desktop.views.theme import tokens
from desktop.views.theme.current import theme
from desktop.views.widgets.cards import upright
from desktop.views.widgets.labels import line, restyle

HEIGHT = 28
#: Milliseconds that a notice stays.
NOTICE = 5000


class TextFoot(QFrame):
    """Position, selection, saved state, and a notice or hint."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "foot")
        self.setFixedHeight(theme().px(HEIGHT))
        self._place = line("", "caption")
        self._selected = line("", "caption")
        self._hint = line("", "caption")
        self.saved = line("", "caption")
        self._said_hint = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(tokens.M), 0, theme().px(tokens.M), 0)
        row.setSpacing(theme().px(tokens.M))
        for item in (self._place, upright(), self._selected, upright(), self._hint):
            row.addWidget(item)
        row.addStretch(1)
        row.addWidget(self.saved)
        self._place.setMinimumWidth(theme().px(150))
        self._selected.setMinimumWidth(theme().px(72))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._end_notice)

    def show_place(self, *, line_number: int, offset: int, length: int, selected: int) -> None:
        """Show the caret's line and offset, the length of the text, and how many characters are selected."""
        self._place.setText(_("第 {line} 行 · 位置 {offset}/{n}", line=line_number, offset=offset, n=length))
        self._selected.setText(_("选中 {n} 字", n=selected) if selected else _("未选中"))

    def show_hint(self, text: str) -> None:
        """Say what can be done now; a notice on show stays until its time is over."""
        self._said_hint = text
        if not self._timer.isActive():
            self._hint.setText(text)

    def notice(self, text: str, tone: str) -> None:
        """Say something that just happened, for some seconds."""
        restyle(self._hint, tone=tone)
        self._hint.setText(text)
        self._timer.start(NOTICE)

    def show_saved(self, moment: datetime | None = None) -> None:
        """Say when the last step was written down."""
        local = (moment or datetime.now(UTC)).astimezone()
        self.saved.setText(_("已保存 · {time}", time=local.strftime("%H:%M:%S")))

    def rest(self) -> None:
        """Stop the clock of the notice."""
        self._timer.stop()
        self._end_notice()

    def _end_notice(self) -> None:
        restyle(self._hint, tone="")
        self._hint.setText(self._said_hint)
