"""One theory item on the screen: stem, picture, choices; practice judges it at once, an assessment only keeps it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.base.wording import _
from desktop.curriculum.items import TheoryItem
from desktop.views.theme.tokens import M, S
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.chips import chip
from desktop.views.widgets.choices import LETTERS, ChoiceCard, OrderList, Verdict
from desktop.views.widgets.figures import Media, Picture
from desktop.views.widgets.labels import line, paragraph

EXCLUSIVE = frozenset({"single", "judgement"})


class ItemView(QWidget):
    """``changed`` says that the choice changed; ``settled`` that it is complete by itself (one of one)."""

    changed = Signal()
    settled = Signal()

    def __init__(self, item: TheoryItem, chosen: Sequence[str], media: Media) -> None:
        super().__init__()
        self.item = item
        self._cards: list[ChoiceCard] = []
        self._order: OrderList | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = row(chip(kind_word(item)), line(hint_of(item), "caption"), None, spacing=S)
        body = column(head, paragraph(item.stem, "section"), spacing=M)
        if item.picture:
            body.addWidget(Picture(media(item.picture), _("题目图片"), most_height=260))
        if item.kind == "ordering":
            self._order = OrderList(_in_order(item, chosen))
            self._order.changed.connect(self.changed)
            body.addWidget(self._order)
        else:
            for place, (choice_id, text, picture) in enumerate(offered(item)):
                card = ChoiceCard(choice_id, place, text, media(picture) if picture else b"")
                card.setChecked(choice_id in chosen)
                card.clicked.connect(self._pressed)
                self._cards.append(card)
                body.addWidget(card)
        self.setLayout(body)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids chosen, or the order."""
        if self._order is not None:
            return self._order.order()
        return tuple(card.choice_id for card in self._cards if card.isChecked())

    def judge(self, chosen: Sequence[str], answer: Sequence[str]) -> None:
        """Show which choices were right; nothing can be changed any more."""
        if self._order is not None:
            self._order.freeze()
        for card in self._cards:
            card.setChecked(card.choice_id in chosen)
            verdict = _verdict(card.choice_id, chosen, answer)
            # Of one choice out of several the right one is simply shown; nobody missed it beside their own.
            card.judge("right" if verdict == "missed" and self.item.kind in EXCLUSIVE else verdict)

    def press(self, place: int) -> None:
        """Choose by key: 0 is the first choice."""
        if 0 <= place < len(self._cards) and self._cards[place].isEnabled():
            self._cards[place].click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with 1 to 8 or A to H."""
        place = place_of(event)
        if place is None:
            super().keyPressEvent(event)
        else:
            self.press(place)

    def _pressed(self) -> None:
        sender = self.sender()
        if self.item.kind in EXCLUSIVE:
            for card in self._cards:
                card.setChecked(card is sender)
        self.changed.emit()
        if self.item.kind in EXCLUSIVE:
            self.settled.emit()


def offered(item: TheoryItem) -> list[tuple[str, str, str | None]]:
    """Return id, words and picture of every choice; a judgement has right and wrong."""
    if item.kind == "judgement":
        return [("true", _("对"), None), ("false", _("错"), None)]
    return [(choice.id, choice.text, choice.picture) for choice in item.choices]


def kind_word(item: TheoryItem) -> str:
    """Return the name of the item's kind."""
    return {"single": _("单选"), "multiple": _("多选"), "judgement": _("判断"), "ordering": _("排序")}[
        item.kind
    ]


def hint_of(item: TheoryItem) -> str:
    """Return how to answer by keyboard."""
    if item.kind == "ordering":
        return _("拖动，或用 Alt+↑ Alt+↓ 调整顺序")
    if item.kind == "multiple":
        return _("可选多个·按 1–{n} 或字母", n=len(offered(item)))
    return _("按 1–{n} 或字母选择", n=len(offered(item)))


def place_of(event: QKeyEvent) -> int | None:
    """Return the place (from 0) that a digit or letter key means, or None."""
    text = event.text().upper()
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or len(text) != 1:
        return None
    if text.isascii() and text.isdigit() and text != "0":
        return int(text) - 1
    return LETTERS.index(text) if text in LETTERS else None


def letters_of(item: TheoryItem, answer: Sequence[str]) -> str:
    """Return an answer as letters (AC), as words (对), or as the order of the steps."""
    words = {choice_id: text for choice_id, text, _picture in offered(item)}
    if item.kind == "judgement":
        return words[answer[0]]
    if item.kind == "ordering":
        return " → ".join(words[choice_id] for choice_id in answer)
    places = [choice_id for choice_id, _text, _picture in offered(item)]
    chosen = sorted(places.index(choice_id) for choice_id in answer)
    return _("、").join(LETTERS[place] for place in chosen)


def _in_order(item: TheoryItem, chosen: Sequence[str]) -> list[tuple[str, str]]:
    words = {choice.id: choice.text for choice in item.choices}
    order = list(chosen) if set(chosen) == set(words) else list(words)
    return [(choice_id, words[choice_id]) for choice_id in order]


def _verdict(choice_id: str, chosen: Sequence[str], answer: Sequence[str]) -> Verdict:
    if choice_id in answer:
        return "right" if choice_id in chosen else "missed"
    return "wrong" if choice_id in chosen else ""
