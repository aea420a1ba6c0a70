"""The ranking of the answers at hand: the board of the person's own, and under it the expert's once it may be seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.ranking import Tiers, rank_of
from desktop.annotation.replying import replies, replying
from desktop.base.wording import N_, _
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Question
from desktop.session.unanswered import LETTERS
from desktop.views.widgets.answers.board import RankingBoard
from desktop.views.widgets.answers.told import tiers_of
from desktop.views.widgets.cards import Frame, column
from desktop.views.widgets.text.scene import Layer

RANK = N_("排序")


class Ranks(QWidget):
    """Asks for the ranking that the schema wants; hidden where it wants none."""

    #: A card of the board was taken in hand: the id of its answer.
    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.board = RankingBoard("")
        self.gold = RankingBoard("", gold=True)
        self._frame = Frame("card", margin=0, spacing=0)
        self._frame.add(self.board, self.gold)
        self.setLayout(column(self._frame))
        self._question: Question | None = None
        self._document = Document()
        self._history: History | None = None
        self._letters: dict[str, str] = {}
        self.board.picked.connect(self.picked)
        self.board.ranked.connect(self._ranked)

    def open(
        self, schema: LabelSchema, document: Document, history: History | None, order: Sequence[str]
    ) -> None:
        """Ask for the ranking of the answers in the order shown; without a history it is only shown."""
        self._question = next((one for one in schema.questions if one.kind == "ranking"), None)
        self._document, self._history = document, history
        self._letters = dict(zip(order, LETTERS, strict=False))
        self.setVisible(self._question is not None)
        self.board.picked_id = ""
        if self._question is not None:
            self.board.set_title(self._question.called)
        self.show_gold(None)
        self.refresh()

    def refresh(self) -> None:
        """Show the reply that is held now."""
        if self._question is not None:
            self._show(self.board, self._held(self._document))

    def show_gold(self, gold: Document | None, whose: str = "") -> None:
        """Show the gold's ranking, or another person's, under the answer's; None takes it away."""
        self.gold.setVisible(gold is not None and bool(self._held(gold)))
        if gold is not None:
            self.gold.set_title(whose or _("专家"))
            self._show(self.gold, self._held(gold))

    def show_layer(self, layer: Layer) -> None:
        """Show the answer's ranking, the gold's, or both."""
        self.board.setVisible(layer != "gold")
        self.gold.setVisible(layer != "answer" and bool(self.gold.tiers))

    def rank_words(self) -> dict[str, str]:
        """Return what each answer's place is called; nothing for one without a place."""
        ranks = {one: rank_of(self.board.tiers, one) for one in self._letters} if self._question else {}
        return {one: _("第 {n} 档", n=number) if number else "" for one, number in ranks.items()}

    def better(self, answer_id: str) -> None:
        """Move an answer half a place up."""
        self.board.pick(answer_id)
        self.board.better()

    def worse(self, answer_id: str) -> None:
        """Move an answer half a place down."""
        self.board.pick(answer_id)
        self.board.worse()

    def put_next(self, number: int) -> None:
        """Put the answer that is shown at this place, from 1, behind all others."""
        if self._question is not None and number <= len(self._letters):
            self.board.put_next(tuple(self._letters)[number - 1])

    def _show(self, board: RankingBoard, tiers: Tiers) -> None:
        question = self._question
        if question is not None:
            may_move = board is self.board and self._history is not None
            board.show_ranking(self._letters, tiers, ties=question.ties, may_move=may_move)

    def _held(self, document: Document) -> Tiers:
        reply = replies(document).get((self._question.id, "")) if self._question is not None else None
        return tiers_of(reply.value) if reply is not None else ()

    def _ranked(self, tiers: Tiers) -> None:
        if self._history is not None and self._question is not None:
            place = (self._question.id, "")
            self._history.do(replying(RANK, self._document, place, tiers or None))
