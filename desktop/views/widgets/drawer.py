"""The rules beside the page: every clause with its examples, opened at the one in question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget

from desktop.base.wording import _
from desktop.curriculum.order import Clause, Picture
from desktop.views.models.reading import Figure, Sign
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import L, M, S
from desktop.views.widgets.buttons import icon_button
from desktop.views.widgets.cards import Bar, Frame, card, column, row, scrolled
from desktop.views.widgets.figures import SIGNS, Media, figure, sign_word
from desktop.views.widgets.labels import glyph, line, paragraph
from desktop.views.widgets.reading import Reading

WIDTH = 460


class RulesDrawer(QFrame):
    """Lies over the right side of the window; Escape closes it."""

    closed = Signal()

    def __init__(self, parent: QWidget, clauses: Sequence[Clause], media: Media, number: str = "") -> None:
        super().__init__(parent)
        self._host = parent
        self.setProperty("look", "panel")
        self.setAccessibleName(_("标注规则"))
        self._cards: dict[str, Frame] = {}
        self._texts: dict[str, str] = {}
        self._search = QLineEdit()
        self._search.setPlaceholderText(_("在规则里查找"))
        self._search.setAccessibleName(_("在规则里查找"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._find)
        bar = Bar()
        bar.add(
            glyph("book-open", "accent"),
            line(_("标注规则"), "title"),
            None,
            icon_button("x", _("关闭规则（Esc）"), self.close_drawer),
        )
        body = column(spacing=M)
        for clause in clauses:
            self._cards[clause.number] = made = clause_card(clause, media)
            self._texts[clause.number] = f"{clause.number}\n{clause.title}\n{clause.text}"
            body.addWidget(made)
        body.addStretch(1)
        self._area: QScrollArea = scrolled(body, margin=L)
        search = row(self._search)
        search.setContentsMargins(theme().px(L), theme().px(M), theme().px(L), 0)
        self.setLayout(column(bar, search, self._area, spacing=0))
        self._number = number
        self.place()
        self._search.setFocus()

    def place(self) -> None:
        """Cover the right side of the window."""
        parent = self._host
        width = min(theme().px(WIDTH), parent.width())
        self.setGeometry(parent.width() - width, 0, width, parent.height())

    def go_to(self, number: str) -> None:
        """Scroll to a clause and mark it."""
        self._number = number
        self._go_to_number()

    def close_drawer(self) -> None:
        """Close and give the page its room back."""
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        """Go to the clause asked for, once the cards have their places."""
        super().showEvent(event)
        if (layout := self._area.widget().layout()) is not None:
            layout.activate()
        self._go_to_number()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape or F2."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_F2}:
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    def _go_to_number(self) -> None:
        made = self._cards.get(self._number)
        if made is not None:
            self._area.verticalScrollBar().setValue(max(0, made.y() - theme().px(S)))

    def _find(self, wanted: str) -> None:
        for number, made in self._cards.items():
            made.setVisible(wanted.strip().lower() in self._texts[number].lower())


def clause_card(clause: Clause, media: Media) -> Frame:
    """Return a clause with its words and its examples."""
    made = card(
        row(line(clause.number, "title", tone="accent"), line(clause.title, "title"), None, spacing=S),
        Reading(clause.text, media, compact=True),
        spacing=S,
    )
    _add_pictures(made, clause.good, "good", media)
    _add_pictures(made, clause.bad, "bad", media)
    _add_texts(made, clause.good_texts, "good")
    _add_texts(made, clause.bad_texts, "bad")
    return made


def _add_pictures(made: Frame, pictures: tuple[Picture, ...], sign: Sign, media: Media) -> None:
    for picture in pictures:
        made.add(figure(Figure(picture.path, picture.caption, sign), media))


def _add_texts(made: Frame, texts: tuple[str, ...], sign: Sign) -> None:
    name, token = SIGNS[sign]
    for text in texts:
        words = paragraph(text)
        example = row(
            column(glyph(name, token, 16), None),
            line(sign_word(sign), "strong", tone=token),
            words,
            spacing=S,
        )
        example.setStretchFactor(words, 1)
        made.add(example)
