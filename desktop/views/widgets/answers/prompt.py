"""What the models were asked: the task or the conversation, the sources, and after the answer the expert's reasons."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import Signal

from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import M, S
from desktop.views.widgets.answers.answer_text import AnswerText
from desktop.views.widgets.answers.markup import Block, Piece, Run, read_markup
from desktop.views.widgets.buttons import Segments, button
from desktop.views.widgets.cards import Frame, row
from desktop.views.widgets.labels import line
from desktop.views.widgets.room import is_roomy

#: Our pixels: the text folded, and unfolded.
_LOW, _HIGH = 96, 176
#: Folded, where large type leaves little room.
_LOWER = 64
#: Our pixels: one line.
_LEAST = 48
ASKED, REASONS = "asked", "reasons"


class PromptPane(Frame):
    """One text at a time, chosen by the buttons above it; a drawer that keys and a button open."""

    #: Another of its texts is on show: its key.
    turned = Signal(str)

    def __init__(self) -> None:
        super().__init__("card", margin=2, spacing=0)
        self.text = AnswerText()
        self._pages: dict[str, tuple[Block, ...]] = {}
        self._title = line("", "strong")
        self._head = row(self._title, None, spacing=S)
        self._head.setContentsMargins(theme().px(M), theme().px(4), theme().px(4), 0)
        self._segments: Segments | None = None
        self._drawer = button("", self.toggle, look="link")
        self._head.addWidget(self._drawer)
        self.body.addLayout(self._head)
        self.body.addWidget(self.text)
        self._open = False
        self._stretch()
        self.text.document().documentLayout().documentSizeChanged.connect(self._stretch)

    def show_exercise(self, exercise: Exercise, reasons: Sequence[Block] = ()) -> None:
        """Show what an exercise asks; ``reasons`` come first where there are any."""
        turns = len(exercise.turns)
        asked = _("对话（{n} 轮）", n=turns) if turns else _("题面")
        self._title.setText(asked)
        self.text.setAccessibleName(asked)
        names = [(ASKED, asked)]
        self._pages = {ASKED: asked_blocks(exercise)}
        for number, source in enumerate(exercise.sources):
            names.append((f"source{number}", _("资料：{title}", title=source.title)))
            self._pages[f"source{number}"] = read_markup(source.text)
        if reasons:
            names.append((REASONS, _("专家理由")))
            self._pages[REASONS] = tuple(reasons)
        if self._segments is not None:
            self._head.removeWidget(self._segments)
            self._segments.hide()
            self._segments.deleteLater()
            self._segments = None
        first = REASONS if reasons else ASKED
        if len(names) > 1:
            self._segments = Segments(names, first, says=_("显示"))
            self._segments.chosen.connect(self.turn)
            self._head.insertWidget(1, self._segments)
        self._title.setVisible(self._segments is None)
        self.turn(first)
        self._open = bool(reasons)
        self._stretch()

    def show_asked(self) -> None:
        """Show the task first, where the expert's reasons would be."""
        if self._segments is not None:
            self._segments.choose(ASKED)

    def turn(self, key: str) -> None:
        """Show another of its texts."""
        self.text.show_blocks(self._pages.get(key, ()))
        self.turned.emit(key)

    def toggle(self) -> None:
        """Open the drawer or close it."""
        self._open = not self._open
        self._stretch()

    def _stretch(self) -> None:
        """Be as high as the text, but leave the answers their room; what fits needs no drawer."""
        needs = ceil(self.text.document().size().height())
        low = _LOW if is_roomy() else _LOWER
        room = theme().px((_HIGH if is_roomy() else _LOW) if self._open else low)
        self.text.setFixedHeight(max(min(room, needs), theme().px(_LEAST)))
        self._drawer.setVisible(needs > theme().px(low))
        words = _("收起") if self._open else _("展开")
        self._drawer.setText(words)
        self._drawer.setAccessibleName(_("{words}题目", words=words))


def asked_blocks(exercise: Exercise) -> tuple[Block, ...]:
    """Return the text of an exercise, each turn of a dialogue under its speaker's name; nothing of it is left out."""
    text = exercise.text or ""
    found: list[Block] = []
    at = 0
    for turn in exercise.turns:
        found += _between(text[at : turn.start], turn.speaker)
        found.append(Piece("heading", (Run(turn.speaker),), level=3))
        found += read_markup(text[turn.start : turn.end])
        at = turn.end
    return (*found, *_between(text[at:], ""))


def _between(text: str, speaker: str) -> tuple[Block, ...]:
    """Return what stands between two turns; the name of who speaks next is their heading already."""
    return read_markup(text) if text.strip().rstrip("：:") not in {"", speaker} else ()
