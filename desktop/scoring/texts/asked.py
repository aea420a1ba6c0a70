"""What judging one reply takes and gives, whatever the kind of question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from desktop.annotation.replies import ReplyValue
from desktop.curriculum.text_rules import Check, Question, TextRules
from desktop.scoring.result import Code, Severity


@dataclass(frozen=True)
class Asked:
    """One reply held against one right value. ``reason``: see :func:`is_reason`."""

    question: Question
    expected: ReplyValue
    got: ReplyValue
    rules: TextRules
    checks: tuple[Check, ...] = ()
    reason: bool = False
    #: What an instructor said of the lines of the checklist that only a person can judge, by check.
    given: Mapping[str, bool] = field(default_factory=dict)

    @property
    def detail(self) -> dict[str, Any]:
        """What words need of every fault: the question, the right value and the one given."""
        return {"question": self.question.id, "expected": self.expected, "got": self.got}


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a reply; without a severity of its own it is as severe as its code."""

    code: Code
    detail: Mapping[str, Any]
    measured: float | None = None
    tolerance: float | None = None
    unit: str = ""
    severity: Severity | None = None
    clause: str = ""


@dataclass(frozen=True)
class Judged:
    """How much of a reply agrees, 0..1, what is wrong with it, and counts that add up over replies."""

    agreement: float
    faults: tuple[Fault, ...] = ()
    counts: Mapping[str, float] = field(default_factory=dict)


Judging: TypeAlias = Callable[[Asked], Judged]
