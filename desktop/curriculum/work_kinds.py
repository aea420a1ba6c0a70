"""What one piece of work is called: a picture, a text, a dialogue, a set of answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from desktop.base.wording import N_, _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema

#: "mixed": of several kinds, called by what all are: a task.
WorkKind: TypeAlias = Literal["picture", "text", "dialogue", "answers", "mixed"]
#: How many pieces of work there are.
COUNTED: Mapping[WorkKind, str] = {
    "picture": N_("{n} 张"),
    "text": N_("{n} 篇"),
    "dialogue": N_("{n} 段对话"),
    "answers": N_("{n} 组回答"),
    "mixed": N_("{n} 题"),
}
#: What hands in the piece of work that lies open.
HAND_IN: Mapping[WorkKind, str] = {
    "picture": N_("提交这一张"),
    "text": N_("提交这一篇"),
    "dialogue": N_("提交这段对话"),
    "answers": N_("提交这一组"),
    "mixed": N_("提交这一题"),
}


def kind_of_work(exercise: Exercise, schema: LabelSchema) -> WorkKind:
    """Return what kind of work an exercise is."""
    if schema.task == "answers":
        # A single text to be rewritten or checked is no set.
        return "answers" if len(exercise.answers) > 1 else "mixed"
    if schema.task in {"spans", "text", "text_inspection"}:
        return "dialogue" if exercise.turns else "text"
    return "picture"


def common_kind(kinds: Iterable[WorkKind]) -> WorkKind:
    """Return the kind that all have in common, else "mixed"."""
    found = set(kinds)
    return found.pop() if len(found) == 1 else "mixed"


def counted(kind: WorkKind, n: int) -> str:
    """Return a number of pieces of work: 12 张, 12 篇, 12 段对话."""
    return _(COUNTED[kind], n=n)
