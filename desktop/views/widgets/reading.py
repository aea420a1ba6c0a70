"""A reading column: blocks of a lesson or a rule as labels, pictures and tables."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.models.reading import (
    Block,
    Code,
    Entry,
    Figures,
    Heading,
    Line,
    Paragraph,
    Quote,
    Table,
    read_blocks,
)
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.cards import Frame, column, row, rule
from desktop.views.widgets.figures import Media, figure_row

CLAUSE_SCHEME = "clause:"


class Reading(QWidget):
    """Markdown laid out for reading. ``clause_opened`` carries a clause's number when its link is pressed."""

    clause_opened = Signal(str)

    def __init__(self, source: str, media: Media, *, compact: bool = False) -> None:
        super().__init__()
        self._media = media
        self._role = "body" if compact else "emphasis"
        self._body = column(spacing=S if compact else M)
        self.setLayout(self._body)
        for block in read_blocks(source):
            self._add(block)

    def _add(self, block: Block) -> None:
        body = self._body
        if isinstance(block, Heading):
            self._add_heading(block)
        elif isinstance(block, Paragraph):
            body.addWidget(self._words(block.html))
        elif isinstance(block, Entry):
            body.addLayout(self._entry(block))
        elif isinstance(block, Figures):
            body.addSpacing(theme().px(S))
            body.addLayout(figure_row(block.figures, self._media))
            body.addSpacing(theme().px(S))
        elif isinstance(block, Line):
            body.addWidget(rule())
        else:
            body.addWidget(self._set_off(block))

    def _add_heading(self, block: Heading) -> None:
        words = self._words(block.html)
        words.setProperty("role", {1: "page", 2: "section"}.get(block.level, "title"))
        if self._body.count():
            self._body.addSpacing(theme().px(L if block.level <= 2 else S))
        self._body.addWidget(words)

    def _set_off(self, block: Quote | Code | Table) -> QWidget:
        frame = Frame("well", margin=M)
        if isinstance(block, Quote):
            frame.setProperty("look", "band")
            frame.setProperty("tone", "accent")
            frame.add(self._words(block.html))
        elif isinstance(block, Code):
            words = QLabel(block.text)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            frame.add(words)
        else:
            frame.setProperty("look", "card")
            frame.body.addLayout(self._table(block))
        return frame

    def _entry(self, block: Entry) -> QVBoxLayout:
        mark = QLabel(block.mark)
        mark.setProperty("role", self._role)
        mark.setFixedWidth(theme().px(XL))
        mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        words = self._words(block.html)
        line = row(mark, words, spacing=S)
        line.setStretchFactor(words, 1)
        line.setContentsMargins(theme().px(XL) * block.depth, 0, 0, 0)
        return column(line)

    def _table(self, block: Table) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(L))
        grid.setVerticalSpacing(theme().px(S))
        for y, cells in enumerate(block.rows):
            for x, cell in enumerate(cells):
                words = self._words(f"<b>{cell}</b>" if y == 0 else cell)
                words.setProperty("role", "body")
                grid.addWidget(words, 2 * y, x, Qt.AlignmentFlag.AlignTop)
            if y < len(block.rows) - 1:
                grid.addWidget(rule(), 2 * y + 1, 0, 1, max(len(cells), 1))
        return grid

    def _words(self, inline: str) -> QLabel:
        accent = theme().palette.accent_strong
        styled = inline.replace("<a ", f'<a style="color:{accent};text-decoration:none;font-weight:bold" ')
        sunken = theme().palette.sunken
        styled = styled.replace("<code>", f'<code style="background:{sunken}">')
        label = QLabel(f'<div style="line-height:112%">{styled}</div>')
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setProperty("role", self._role)
        label.setWordWrap(True)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        if "<a " in inline:
            flags |= Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        label.setTextInteractionFlags(flags)
        label.setFocusPolicy(Qt.FocusPolicy.TabFocus if "<a " in inline else Qt.FocusPolicy.NoFocus)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        label.linkActivated.connect(self._follow)
        return label

    def _follow(self, target: str) -> None:
        if target.startswith(CLAUSE_SCHEME):
            self.clause_opened.emit(target.removeprefix(CLAUSE_SCHEME))
