"""Short ways to write texts, questions, gold and replies in tests of scoring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.annotation.codec import encode_mark
from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply, ReplyValue
from desktop.annotation.spans import Span, Stretch
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.curriculum.schema import Label, LabelSchema, Task
from desktop.curriculum.text_rules import (
    Check,
    ModelAnswer,
    Question,
    RelationType,
    ReplyOption,
    TextRules,
    Turn,
)
from desktop.scoring.grading import grade, grade_exercise
from desktop.scoring.result import Score

WORKS = RelationType(id="works", name="任职", short="任职", key="w", colour=1, heads=("per",), tails=("org",))
LIVES = RelationType(id="lives", name="居住", short="居住", key="l", colour=2)
SAME = RelationType(id="same", name="同指", short="同指", key="s", colour=3, symmetric=True)
NAMES = {"per": "人名", "org": "机构", "loc": "地点"}
LABELS = tuple(
    Label(id=label, name=name, short=name, key=label[0], colour=place)
    for place, (label, name) in enumerate(NAMES.items())
)


def options(*names: str, red: Sequence[str] = (), **parents: str) -> tuple[ReplyOption, ...]:
    """Options of these ids; ``red`` ones beyond a red line; ``parents``: option -> the one above it."""
    return tuple(
        ReplyOption(id=name, name=f"选{name}", parent=parents.get(name), red_line=name in red)
        for name in names
    )


def question(kind: Any, question_id: str = "q", **more: Any) -> Question:
    """A question of a kind, about what its kind is usually about."""
    about = {"preference": "pair", "ranking": "document"}.get(kind, "document")
    if kind == "choice":
        more.setdefault("options", options("a", "b", "c"))
    return Question(id=question_id, name=f"问{question_id}", kind=kind, **{"about": about, **more})


def schema(*questions: Question, task: Task = "text", spans: bool = True, **rules: Any) -> LabelSchema:
    """A schema with three classes, three relations and these questions; ``rules`` are those of texts."""
    return LabelSchema(
        task=task,
        labels=LABELS if spans else (),
        relations=(WORKS, LIVES, SAME) if spans else (),
        questions=questions,
        text_rules=TextRules(**rules),
    )


def span(
    mark_id: str, start: int, end: int, label: str = "per", *, gaps: tuple[Stretch, ...] = (), **more: Any
) -> Span:
    """A span; ``more`` are fields of Span."""
    return Span(mark_id, label, start, end, gaps=gaps, **more)


def relation(mark_id: str, head: str, tail: str, label: str = "works") -> Relation:
    """A relation."""
    return Relation(mark_id, label, head, tail)


def reply(value: ReplyValue, question_id: str = "q", about: str = "", mark_id: str = "") -> Reply:
    """A reply."""
    return Reply(mark_id or f"{question_id}-{about}".replace("|", "-"), question_id, about, value)


def gold(mark: Mark, **more: Any) -> GoldMark:
    """A mark as gold; ``more`` are fields of GoldMark."""
    shape = encode_mark(mark)
    return GoldMark(id=mark.id, label=mark.label, shape=shape, group=mark.group, **more)


def graded(
    answer: Sequence[Mark], truth: Sequence[Mark | GoldMark], rules: LabelSchema, **more: Any
) -> Score:
    """Grade marks against gold, given as marks or as gold marks."""
    golds = [mark if isinstance(mark, GoldMark) else gold(mark) for mark in truth]
    return grade(answer, golds, rules, **more)


def exercise(
    truth: Sequence[Mark | GoldMark],
    *,
    text: str = "一二三四五六七八九十" * 10,
    turns: Sequence[Turn] = (),
    answers: Sequence[str] = (),
    checks: dict[str, tuple[Check, ...]] | None = None,
) -> Exercise:
    """An exercise with one gold."""
    marks = tuple(mark if isinstance(mark, GoldMark) else gold(mark) for mark in truth)
    return Exercise(
        id="exercise", title="练习", pool="practice", text=text, golds=(Gold(marks=marks),), turns=tuple(turns),
        answers=tuple(ModelAnswer(id=f"a{n}", text=each) for n, each in enumerate(answers, start=1)),
        checks=checks or {},
    )  # fmt: skip


def worked(answer: Sequence[Mark], work: Exercise, rules: LabelSchema) -> Score:
    """Grade an answer to an exercise."""
    return grade_exercise(answer, work, rules)


def codes(score: Score) -> list[str]:
    """The codes of the findings, in their order."""
    return [finding.code for finding in score.findings]
