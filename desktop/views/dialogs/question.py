"""A question with two answers, or one that wants a reason in writing. The safe answer has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.labels import paragraph


class Question(QDialog):
    """Asks before something that cannot be taken back; ``yes`` is called when it is agreed to."""

    def __init__(
        self, parent: QWidget, title: str, text: str, *, agree: str, yes: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        back = button(_("先不"), self.reject, size="large")
        agreed = button(agree, self.accept, look="main", size="large")
        self.accepted.connect(yes)
        buttons = row(None, back, agreed, spacing=S)
        self.setLayout(
            column(paragraph(title, "section"), paragraph(text, "emphasis"), L, buttons, margin=XL)
        )
        self.setFixedWidth(theme().px(480))
        back.setFocus()


class Reason(QDialog):
    """Asks for words that will stand in the record."""

    def __init__(self, parent: QWidget, title: str, text: str, *, agree: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._words = QPlainTextEdit()
        self._words.setAccessibleName(title)
        self._words.setTabChangesFocus(True)
        self._words.setFixedHeight(theme().px(96))
        self._words.textChanged.connect(self._typed)
        self._agree = button(agree, self.accept, look="main", size="large")
        self._agree.setEnabled(False)
        buttons = row(None, button(_("取消"), self.reject, size="large"), self._agree, spacing=S)
        self.setLayout(
            column(paragraph(title, "section"), paragraph(text), self._words, L, buttons, margin=XL)
        )
        self.setFixedWidth(theme().px(520))
        self._words.setFocus()

    def words(self) -> str:
        """Return what was written, trimmed."""
        return self._words.toPlainText().strip()

    def _typed(self) -> None:
        self._agree.setEnabled(bool(self.words()))
