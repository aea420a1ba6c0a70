"""Blocks of an answer set into a text document: characters and formats only, never HTML, an anchor or an image."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontInfo,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

from desktop.views.theme.current import theme
from desktop.views.theme.tokens import L, M, S
from desktop.views.widgets.answers.formula_object import FormulaObjects
from desktop.views.widgets.answers.markup import Block, Grid, Piece, Run

#: Percent of the type's own height; reading Chinese wants air.
_LINE_HEIGHT = 128.0
#: How much larger headings of level 1, 2 and 3 are.
_HEADINGS = {1: 1.25, 2: 1.15, 3: 1.05}
#: Qt's own mark for a line break inside a paragraph.
_BREAK = "\u2028"
#: How a formula begins that is shown large.
_ALONE = ("$$", "\\[")


def typeset(document: QTextDocument, blocks: Iterable[Block], font: QFont, ink: FormulaObjects) -> None:
    """Replace what a document holds by these blocks; ``ink`` paints its formulas."""
    document.clear()
    ink.clear(font)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(font)
    document.setDocumentMargin(theme().px(M))
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    first = True
    for block in blocks:
        if isinstance(block, Grid):
            _set_grid(cursor, block, font, ink)
        else:
            shape = _shape(block, first=first)
            cursor.setBlockFormat(shape) if first else cursor.insertBlock(shape, QTextCharFormat())
            _set_piece(cursor, block, font, ink)
        first = False
    cursor.endEditBlock()


def mono(font: QFont) -> QFont:
    """Return the system's font of even width in the size of ``font``; what it lacks comes from the usual family."""
    even = QFont(font)
    even.setFamilies([_even_family(), *font.families()])
    return even


@cache
def _even_family() -> str:
    # The name that the system gives may be an alias, which a list of families does not resolve.
    return QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)).family()


def _shape(piece: Piece, *, first: bool) -> QTextBlockFormat:
    px, shape = theme().px, QTextBlockFormat()
    shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    # Code goes on from piece to piece without a gap.
    shape.setTopMargin(0 if first else px({"heading": M, "code": 0, "entry": 2}.get(piece.kind, S)))
    inset = px(L) * piece.depth + px(M) * piece.quoted
    shape.setLeftMargin(inset)
    if piece.mark:
        shape.setTextIndent(-px(L))
    if piece.kind in {"code", "formula", "caption"}:
        shape.setBackground(theme().colour("sunken"))
    elif piece.quoted:
        shape.setBackground(theme().colour("accent_tint"))
    if piece.kind == "rule":
        shape.setProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth, QTextLength())
    return shape


def _set_piece(cursor: QTextCursor, piece: Piece, font: QFont, ink: FormulaObjects) -> None:
    if piece.mark:
        cursor.insertText(f"{piece.mark} ", _look(Run("", frozenset({"quiet"})), font))
    larger = _HEADINGS.get(piece.level, 1.0) if piece.kind == "heading" else 1.0
    _set_runs(cursor, piece.runs, font, ink, larger=larger, bold=piece.kind == "heading")


def _set_runs(
    cursor: QTextCursor,
    runs: Sequence[Run],
    font: QFont,
    ink: FormulaObjects,
    *,
    larger: float = 1.0,
    bold: bool = False,
) -> None:
    for run in runs:
        # What is struck out must be seen to be: it stays characters.
        if run.styles >= {"formula"} and not run.styles & {"struck", "code"}:
            size = round(font.pixelSize() * larger)
            if ink.insert(cursor, run.text, size, shown=run.text.startswith(_ALONE)):
                continue
        look = _look(run, font)
        if bold:
            look.setFontWeight(QFont.Weight.Bold)
        if larger != 1.0:
            look.setProperty(QTextFormat.Property.FontPixelSize, round(font.pixelSize() * larger))
        cursor.insertText(run.text.replace("\n", _BREAK), look)


def _look(run: Run, font: QFont) -> QTextCharFormat:
    look = QTextCharFormat()
    if {"code", "formula"} & run.styles:
        look.setFont(mono(font))
        look.setBackground(theme().colour("sunken"))
    if "formula" in run.styles:
        look.setForeground(theme().colour("accent_strong"))
    if "quiet" in run.styles:
        look.setForeground(theme().colour("quiet"))
    if "bold" in run.styles:
        look.setFontWeight(QFont.Weight.Bold)
    look.setFontItalic("italic" in run.styles)
    look.setFontStrikeOut("struck" in run.styles)
    return look


def _set_grid(cursor: QTextCursor, grid: Grid, font: QFont, ink: FormulaObjects) -> None:
    form = QTextTableFormat()
    form.setBorder(1)
    form.setBorderCollapse(True)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(theme().colour("line"))
    form.setCellPadding(theme().px(4))
    form.setTopMargin(theme().px(S))
    form.setHeaderRowCount(1)
    wide = len(grid.rows[0])
    form.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, 100 / wide)] * wide)
    table = cursor.insertTable(len(grid.rows), wide, form)
    for y, row in enumerate(grid.rows):
        for x, cell in enumerate(row):
            _set_runs(table.cellAt(y, x).firstCursorPosition(), cell, font, ink, bold=y == 0)
    cursor.movePosition(QTextCursor.MoveOperation.End)
