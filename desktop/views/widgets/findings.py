"""Findings in words: what is wrong, what to do, which clause says so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from desktop.base.wording import N_, _
from desktop.scoring.result import Severity
from desktop.session.shown import FindingShown, NotJudged
from desktop.views.theme.tokens import XS, M, S
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.cards import Frame, column, row
from desktop.views.widgets.chips import ClauseChip, chip
from desktop.views.widgets.codes import CODES
from desktop.views.widgets.labels import glyph, line, paragraph, restyle

SEVERITIES: dict[Severity, tuple[str, str]] = {
    "severe": ("bad", N_("严重")),
    "ordinary": ("caution", N_("一般")),
    "slight": ("quiet", N_("轻微")),
}


class FindingList(QWidget):
    """The findings below each other; ``chosen`` carries the place, ``clause_opened`` a clause's number."""

    chosen = Signal(int)
    clause_opened = Signal(str)

    def __init__(self, findings: Sequence[FindingShown]) -> None:
        super().__init__()
        body = column(spacing=S)
        self._cards: list[FindingCard] = []
        for place, shown in enumerate(findings):
            card = FindingCard(place, shown)
            card.pressed.connect(self.choose)
            card.clause_opened.connect(self.clause_opened)
            self._cards.append(card)
            body.addWidget(card)
        self.setLayout(body)

    def card(self, place: int) -> QWidget:
        """Return the card of a finding, to scroll to."""
        return self._cards[place]

    def choose(self, place: int) -> None:
        """Mark a finding and tell it."""
        self.mark(place)
        self.chosen.emit(place)

    def mark(self, place: int) -> None:
        """Mark a finding without telling it."""
        for own, card in enumerate(self._cards):
            restyle(card, look="band" if own == place else "card", tone="accent" if own == place else "")


class NotJudgedList(QWidget):
    """What is not judged, each with its reason; ``chosen`` carries the gold's id."""

    chosen = Signal(str)

    def __init__(self, not_judged: Sequence[NotJudged]) -> None:
        super().__init__()
        body = column(line(_("{n} 处不评分", n=len(not_judged)), "title"), spacing=S)
        for one in not_judged:
            card = NotJudgedCard(one)
            card.pressed.connect(self.chosen)
            body.addWidget(card)
        self.setLayout(body)


class NotJudgedCard(Frame):
    """One thing that is not judged, and why. A press, Enter or Space show it."""

    pressed = Signal(str)

    def __init__(self, shown: NotJudged) -> None:
        super().__init__("well", margin=M, spacing=XS)
        self._gold_id = shown.gold_id
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("{label}：{sentence}", label=shown.label, sentence=shown.sentence))
        self.add(line(shown.label, "strong"), paragraph(shown.sentence, "caption"))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show it."""
        self.pressed.emit(self._gold_id)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show it with Enter or Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit(self._gold_id)
        else:
            super().keyPressEvent(event)


class FindingCard(Frame):
    """One finding. A press anywhere on it, Enter or Space choose it."""

    pressed = Signal(int)
    clause_opened = Signal(str)

    def __init__(self, place: int, shown: FindingShown) -> None:
        super().__init__("card", margin=M, spacing=XS)
        self._place = place
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(
            _("{where}：{sentence}", where=shown.where, sentence=shown.sentence)
            if shown.where
            else shown.sentence
        )
        icon_name, word = CODES[shown.finding.code]
        tone, severity = SEVERITIES[shown.finding.severity]
        self.add(
            row(
                line(str(place + 1), "caption"),
                glyph(icon_name, tone),
                line(shown.title or _(word), "strong", tone=tone),
                None,
                chip(_(severity), tone),
                spacing=S,
            ),
            *([paragraph(shown.where, "strong")] if shown.where else []),
            paragraph(shown.sentence),
        )
        if shown.remedy:
            self.add(paragraph(keys_in_use().worded(shown.remedy), "caption"))
        if shown.clause is not None:
            clause = ClauseChip(shown.clause.number)
            clause.opened.connect(self.clause_opened)
            self.add(row(clause, None))
        for child in self.findChildren(QWidget):
            if not isinstance(child, ClauseChip):
                child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose this finding."""
        self.pressed.emit(self._place)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter or Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit(self._place)
        else:
            super().keyPressEvent(event)
