"""One answer to be read: laid out or as written, folded or whole, with what differs from another marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QShowEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from desktop.annotation.spans import Stretch
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import TYPE
from desktop.views.widgets.answers.formula_object import FormulaObjects, marked_look
from desktop.views.widgets.answers.keys import verb_of
from desktop.views.widgets.answers.markup import Block, folded, read_markup, read_plain
from desktop.views.widgets.answers.typeset import typeset
from desktop.views.widgets.text.utf16 import Utf16Map

#: Characters that a folded answer shows: what a column holds without scrolling.
FOLD_AT = 420
#: Differences drawn at most; beyond that nobody looks at single ones, and drawing takes time.
MOST_MARKED = 1_000
#: What the toolkit itself makes of its marks for lines, cells and fixed blanks in plain text.
_AS_PLAIN = {0x2028: "\n", 0x2029: "\n", 0xFDD0: "\n", 0xFDD1: "\n", 0xA0: " "}


class SealedDocument(QTextDocument):
    """A document that loads nothing. Refusing in the view is not enough: Qt then reads local files by itself."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Load nothing, whatever asks."""
        return None


class AnswerText(QTextEdit):
    """Reads only. Whatever its text names, nothing is loaded, opened or run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sealed = SealedDocument(self)
        self.setDocument(self._sealed)
        self._ink = FormulaObjects(self._sealed)
        self.setProperty("look", "reading")
        self.setMinimumHeight(theme().px(48))
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # Where nothing can be written no caret invites to write.
        self.setCursorWidth(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._source = ""
        self._blocks: tuple[Block, ...] = ()
        self._whole = False
        self._as_written = False
        self._larger = 0
        self._is_long = False
        #: The source has not been read yet: reading Markdown takes time, and most columns are not on show.
        self.is_unread = False
        #: It was laid out for another type size or fold.
        self._is_stale = False

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Load nothing, whatever asks."""
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys of the bench to it; scrolling and copying are done here."""
        if verb_of(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def show_source(self, source: str) -> None:
        """Show another answer, folded. It is read when it is looked at, or asked about."""
        self._source, self._whole, self.is_unread = source, False, True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is due: now it is looked at."""
        self._be_read()
        super().showEvent(event)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show blocks that somebody else has read, all of them."""
        self._source, self._blocks, self._whole, self._is_long = "", tuple(blocks), True, False
        self.is_unread = False
        self._lay_out()

    def set_whole(self, whole: bool) -> None:  # noqa: FBT001  a Qt setter
        """Show all of it, or only its beginning."""
        if whole != self._whole:
            self._whole = whole
            self._lay_out_when_seen()

    def set_as_written(self, as_written: bool) -> None:  # noqa: FBT001  a Qt setter
        """Show the characters as they were written, or laid out."""
        if as_written != self._as_written:
            self._as_written = as_written
            self.is_unread = True
            if self.isVisible():
                self._read()

    def set_larger(self, steps: int) -> None:
        """Set the type larger by so many pixels."""
        if steps != self._larger:
            self._larger = steps
            self._lay_out_when_seen()

    @property
    def is_long(self) -> bool:
        """Whether a fold leaves something out."""
        self._be_read()
        return self._is_long

    @property
    def whole(self) -> bool:
        """Whether all of it is shown."""
        return self._whole or not self.is_long

    def plain(self) -> str:
        """Return the characters on show; a formula is its source."""
        self._be_read()
        return self._ink.told(self.document().toPlainText())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy characters, a formula as its source."""
        data = QMimeData()
        data.setText(self._told(self.textCursor()))
        return data

    def _told(self, cursor: QTextCursor) -> str:
        words = self._ink.told(cursor.selectedText(), cursor.selectionStart())
        return words.translate(_AS_PLAIN)

    def mark(self, stretches: Iterable[Stretch], token: str) -> None:
        """Underline and tint stretches of :meth:`plain`, in code points; ``token`` names the tone."""
        units = Utf16Map(self.plain())
        look = QTextCharFormat()
        look.setBackground(theme().colour(f"{token}_tint"))
        look.setForeground(theme().ink_of(token))
        # Colour alone would not do for everybody.
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(theme().colour(token))
        found: list[QTextEdit.ExtraSelection] = []
        for start, end in stretches:
            if start < end and len(found) < MOST_MARKED:
                first = self._ink.in_document(units.to_utf16(start), ends=False)
                last = self._ink.in_document(units.to_utf16(end), ends=True)
                for begin, stop, painted in self._ink.split(first, last):
                    selection = QTextEdit.ExtraSelection()
                    cursor = QTextCursor(self.document())
                    cursor.setPosition(begin)
                    cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
                    own = marked_look(look) if painted else look
                    selection.cursor, selection.format = cursor, own  # type: ignore[attr-defined]
                    found.append(selection)
        self.setExtraSelections(found)

    def unmark(self) -> None:
        """Take the marks of differences away."""
        self.setExtraSelections([])

    def marked(self) -> list[str]:
        """Return the words that are marked as different."""
        found: list[str] = []
        reached = -1
        for selection in self.extraSelections():
            cursor: QTextCursor = selection.cursor  # type: ignore[attr-defined]
            words = self._told(cursor)
            if cursor.selectionStart() == reached:
                found[-1] += words
            else:
                found.append(words)
            reached = cursor.selectionEnd()
        return found

    def _be_read(self) -> None:
        if self.is_unread:
            self._read()
        elif self._is_stale:
            self._lay_out()

    def _lay_out_when_seen(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._be_read()

    def _read(self) -> None:
        self.is_unread = False
        self._blocks = (read_plain if self._as_written else read_markup)(self._source)
        self._is_long = folded(self._blocks, FOLD_AT)[1]
        self._lay_out()

    def _lay_out(self) -> None:
        self._is_stale = False
        blocks = self._blocks if self._whole else folded(self._blocks, FOLD_AT)[0]
        font = theme().font("body")
        font.setPixelSize(theme().px(TYPE["body"] + self._larger))
        self.unmark()
        typeset(self.document(), blocks, font, self._ink)
        # A reader of the screen meets only one sign for each formula in the text.
        self.setAccessibleDescription(
            _("公式：{words}", words="；".join(self._ink.spoken)) if self._ink.spoken else ""
        )
        self.setTextCursor(QTextCursor(self.document()))
        self.verticalScrollBar().setValue(0)
