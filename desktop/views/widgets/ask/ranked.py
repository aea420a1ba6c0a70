"""A ranking in words: the answers are put in order where they stand, on the ranking board."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.base.wording import _
from desktop.curriculum.text_rules import Question
from desktop.views.widgets.ask.body import Body, Value
from desktop.views.widgets.ask.told import value_words
from desktop.views.widgets.cards import column
from desktop.views.widgets.labels import paragraph


class RankingBody(Body):
    """Tells how the answers are ranked so far."""

    def __init__(self, question: Question, letters: Mapping[str, str]) -> None:
        super().__init__(question)
        self._letters = letters
        self.words = paragraph("")
        self.setLayout(column(self.words))
        self.show_value(None)

    def show_value(self, value: Value) -> None:
        """Show the ranking that is held."""
        ranked = value_words(self.question, value, self._letters, "") if value else ""
        self.words.setText(ranked or _("在排序板上把回答从好到差排好。"))
