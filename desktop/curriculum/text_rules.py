"""What may be said of texts: relations between spans, questions asked of a text or its parts, checks of what is written."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from desktop.annotation.replies import MAX_CHOSEN, MAX_WRITTEN, ReplyValue
from desktop.base.wording import language
from desktop.curriculum.frozen import WITHOUT_NUL, Frozen, Id, Share, Text

#: choice 选择 (one or several options), scale 打分 (a place on a scale), preference 成对比较 (which of two answers is
#: better and by how much), ranking 排序 (answers into tiers, best first), writing 撰写 (a text).
QuestionKind = Literal["choice", "scale", "preference", "ranking", "writing"]
#: What a question is asked of: the whole, each sentence, each turn of a dialogue, each model's answer, each pair of them.
About = Literal["document", "sentence", "turn", "answer", "pair"]
#: How a check looks at a written text; instructor: a person gives the points.
CheckKind = Literal[
    "contains_all", "contains_any", "contains_none", "length", "sentences", "paragraphs", "list_items",
    "starts_with", "ends_with", "json", "plain", "instructor",
]  # fmt: skip
#: Checks that look for words, and those that count something.
WORD_CHECKS = frozenset({"contains_all", "contains_any", "contains_none", "starts_with", "ends_with"})
COUNT_CHECKS = frozenset({"length", "sentences", "paragraphs", "list_items"})
#: What these can only be asked of.
_ASKED_OF: dict[QuestionKind, About] = {"preference": "pair", "ranking": "document"}


class Named(Frozen):
    """Something with a name in both languages."""

    id: Id
    name: Text
    name_en: str = ""
    description: str = ""

    @property
    def called(self) -> str:
        """The name in the language spoken, as far as the pack gives one."""
        return self.name_en if self.name_en and language() == "en" else self.name


class RelationType(Named):
    """A kind of relation between two spans: which classes may stand at its head and tail; empty means any.

    ``symmetric``: head and tail may be swapped (coreference); ``key`` chooses it, ``colour`` indexes the palette.
    """

    short: str = Field(min_length=1, max_length=6)
    key: str = Field(min_length=1, max_length=1)
    colour: int = Field(ge=0, le=31)
    heads: tuple[Id, ...] = ()
    tails: tuple[Id, ...] = ()
    symmetric: bool = False
    clauses: dict[str, str] = Field(default_factory=dict)

    def __hash__(self) -> int:
        """Return a hash although the clauses, a dict, have none."""
        return hash(self.id)

    def joins(self, head: str, tail: str) -> bool:
        """Tell whether it may run from a span of one class to one of another."""
        straight = (not self.heads or head in self.heads) and (not self.tails or tail in self.tails)
        return straight or (self.symmetric and self._reversed(head, tail))

    def _reversed(self, head: str, tail: str) -> bool:
        return (not self.heads or tail in self.heads) and (not self.tails or head in self.tails)


class ReplyOption(Named):
    """One option of a choice. ``parent`` makes a tree; a ``red_line`` one must never be missed nor claimed wrongly."""

    key: str = Field(default="", max_length=1)
    parent: Id | None = None
    red_line: bool = False


class Question(Named):
    """What is asked of a text, or of every part of a kind; the reply is a mark whose class is the question's id.

    choice: ``options``, at least ``least`` and at most ``most`` of them. scale: from ``minimum`` to ``maximum`` with
    ``anchors`` in words. preference: the strength from -``maximum`` (the second of the pair is far better) over 0 (equal,
    where ``ties``) to ``maximum`` (the first is). ranking: tiers of answers, best first, several in one where ``ties``.
    writing: at most ``longest`` characters. ``tolerance``: how far off a scale is still right. ``speakers``: turns of
    these only. ``after`` and ``of``: asked only where the reply to the question ``after`` holds one of the options ``of``.
    """

    kind: QuestionKind
    about: About = "document"
    options: tuple[ReplyOption, ...] = Field(default=(), max_length=MAX_CHOSEN)
    least: int = Field(default=1, ge=0, le=MAX_CHOSEN)
    most: int = Field(default=1, ge=1, le=MAX_CHOSEN)
    minimum: int = Field(default=1, ge=-10, le=10)
    maximum: int = Field(default=5, ge=1, le=10)
    anchors: dict[str, str] = Field(default_factory=dict)
    tolerance: int = Field(default=0, ge=0, le=3)
    ties: bool = False
    longest: int = Field(default=2000, ge=1, le=MAX_WRITTEN)
    speakers: tuple[Text, ...] = ()
    after: Id | None = None
    of: tuple[Id, ...] = ()
    #: May stay without a reply.
    optional: bool = False
    #: Weight of its units in the account of an exercise; 0: shown and commented, not judged.
    judged: bool = True
    clauses: dict[str, str] = Field(default_factory=dict)

    def __hash__(self) -> int:
        """Return a hash although the clauses, a dict, have none."""
        return hash(self.id)

    @model_validator(mode="after")
    def _fits(self) -> Question:
        names = [option.id for option in self.options]
        if len(set(names)) != len(names):
            raise ValueError("options: each with an id of its own")
        if (self.kind == "choice") != bool(names):
            raise ValueError("options: given exactly for a choice")
        if any(option.parent is not None and option.parent not in names for option in self.options):
            raise ValueError("options: a parent must be one of them")
        if self.least > self.most or self.minimum > self.maximum:
            raise ValueError("least <= most and minimum <= maximum must hold")
        if self.about != _ASKED_OF.get(self.kind, self.about):
            raise ValueError("about: pair for a preference, document for a ranking")
        if bool(self.of) != (self.after is not None):
            raise ValueError("after and of: both or neither")
        return self

    def option(self, option_id: str) -> ReplyOption | None:
        """Return the option of that id, or None."""
        return next((option for option in self.options if option.id == option_id), None)

    def path(self, option_id: str) -> tuple[ReplyOption, ...]:
        """Return an option with those above it, the topmost first; nothing for a stranger. Circles end."""
        found: list[ReplyOption] = []
        option = self.option(option_id)
        while option is not None and option not in found:
            found.insert(0, option)
            option = self.option(option.parent) if option.parent is not None else None
        return tuple(found)

    def holds(self, value: ReplyValue, ranked: tuple[str, ...] = ()) -> bool:
        """Tell whether a reply may have this value. ``ranked``: the ids of the answers that a ranking must hold."""
        return bool(_HOLDS[self.kind](self, value, ranked))


def _holds_choice(question: Question, value: ReplyValue, _ranked: tuple[str, ...]) -> bool:
    names = {option.id for option in question.options}
    return (
        isinstance(value, tuple)
        and question.least <= len(value) <= question.most
        and all(isinstance(name, str) and name in names for name in value)
    )


def _holds_scale(question: Question, value: ReplyValue, _ranked: tuple[str, ...]) -> bool:
    return isinstance(value, int) and question.minimum <= value <= question.maximum


def _holds_preference(question: Question, value: ReplyValue, _ranked: tuple[str, ...]) -> bool:
    return isinstance(value, int) and abs(value) <= question.maximum and (value != 0 or question.ties)


def _holds_ranking(question: Question, value: ReplyValue, ranked: tuple[str, ...]) -> bool:
    if not isinstance(value, tuple) or not all(isinstance(tier, tuple) and tier for tier in value):
        return False
    tiers = [tier for tier in value if isinstance(tier, tuple)]
    named = sorted(name for tier in tiers for name in tier)
    return named == sorted(ranked) and (question.ties or all(len(tier) == 1 for tier in tiers))


def _holds_writing(question: Question, value: ReplyValue, _ranked: tuple[str, ...]) -> bool:
    return isinstance(value, str) and len(value) <= question.longest


_HOLDS: dict[QuestionKind, Any] = {
    "choice": _holds_choice,
    "scale": _holds_scale,
    "preference": _holds_preference,
    "ranking": _holds_ranking,
    "writing": _holds_writing,
}


class Check(Frozen):
    """One line of the checklist of something written. ``hard``: without it the whole text is not qualified.

    ``words`` for those that look for words (compared after NFKC and case folding), ``least`` and ``most`` for those that
    count: length in characters without white space, sentences, paragraphs, items of a list.
    """

    id: Id
    name: Text
    kind: CheckKind
    words: tuple[Text, ...] = ()
    least: int | None = Field(default=None, ge=0)
    most: int | None = Field(default=None, ge=0)
    points: float = Field(default=1.0, gt=0, le=100)
    hard: bool = False
    clause: str = ""

    @model_validator(mode="after")
    def _fits(self) -> Check:
        if (self.kind in WORD_CHECKS) != bool(self.words):
            raise ValueError("words: given exactly for checks that look for words")
        counts = self.least is not None or self.most is not None
        if (self.kind in COUNT_CHECKS) != counts:
            raise ValueError("least, most: given exactly for checks that count")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError("least <= most must hold")
        return self


class CharacterRules(Frozen):
    """How texts are made equal before they are compared, written out so that everybody can check it."""

    nfkc: bool = True
    ignore_case: bool = True
    ignore_space: bool = True
    ignore_punctuation: bool = False

    def normal(self, text: str) -> str:
        """Return the text as it is compared."""
        found = unicodedata.normalize("NFKC", text) if self.nfkc else text
        found = found.casefold() if self.ignore_case else found
        if self.ignore_space:
            found = "".join(found.split())
        if self.ignore_punctuation:
            found = "".join(c for c in found if not unicodedata.category(c).startswith("P"))
        return found


class TextRules(Frozen):
    """How spans, relations and replies of a text schema are judged.

    ``boundary_slack``: code points that the end of a span may be off. ``trim``: punctuation at the ends of a span is
    against the rules. ``nested``, ``crossing``, ``broken``: spans may lie in each other, cross, have gaps.
    ``choice_slack``: a share of the chosen options (Jaccard) from which on a choice of several is right; 1: exactly.
    ``order_agreement``: share of pairs of answers in the gold's order from which on a ranking is right.
    ``error_rate``: character error rate up to which something written down is right, where its gold gives the text.
    ``points``: share of a checklist's points from which on something written is right.
    """

    boundary_slack: int = Field(default=0, ge=0, le=10)
    trim: bool = False
    nested: bool = True
    crossing: bool = True
    broken: bool = False
    choice_slack: Share = 1.0
    order_agreement: Share = 0.85
    error_rate: Share = 0.005
    points: Share = 0.9
    compared: CharacterRules = CharacterRules()
    clauses: dict[str, str] = Field(default_factory=dict)


class Turn(Frozen):
    """One turn of a dialogue: a stretch of the exercise's text, in code points, and who speaks."""

    id: Id
    speaker: Text
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]


class ModelAnswer(Frozen):
    """A model's answer to be judged. Its text keeps its white space: offsets count it."""

    model_config = ConfigDict(str_strip_whitespace=False)

    id: Id
    text: Annotated[str, Field(min_length=1, max_length=100_000), WITHOUT_NUL]


class Source(Frozen):
    """A text to look things up in while judging, with where it is from."""

    title: Text
    text: Text
