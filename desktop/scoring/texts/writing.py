"""Something written: by its checklist where it has one, else by the gold's text, else only that something is there."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from desktop.curriculum.text_rules import CharacterRules
from desktop.scoring.matching import SLACK
from desktop.scoring.texts.asked import Asked, Fault, Judged
from desktop.scoring.texts.checklist import Checklist, Line, checked

if TYPE_CHECKING:
    from desktop.scoring.measures.ocr import Reading


def writing(asked: Asked) -> Judged:
    """Judge a text. A written reason without a checklist must only be there: nobody gives reasons in the gold's words."""
    got = asked.got if isinstance(asked.got, str) else ""
    expected = asked.expected if isinstance(asked.expected, str) else ""
    if not got.strip() and (asked.checks or asked.reason or not expected):
        fault = Fault("RSN", asked.detail) if asked.reason else _blank(asked)
        return Judged(
            0.0, (fault,), {"n": 1.0, "right": 0.0, **_points(checked(got, asked.checks), blank=True)}
        )
    if asked.checks:
        return _by_checks(asked, checked(got, asked.checks, asked.given))
    if asked.reason or not expected:
        return Judged(1.0, (), {"n": 1.0, "right": 1.0})
    return _by_characters(asked, expected, got)


def _blank(asked: Asked) -> Fault:
    return Fault("RULE", {**asked.detail, "rule": "blank"}, severity="severe")


def _points(found: Checklist, *, blank: bool = False) -> dict[str, float]:
    if not found.lines:
        return {}
    points = {"points": 0.0 if blank else found.points, "of": found.whole}
    # Nothing written leaves an instructor nothing to judge.
    return points | ({"open": float(found.waiting)} if found.left_open and not blank else {})


def _by_checks(asked: Asked, found: Checklist) -> Judged:
    right = found.right(asked.rules.points)
    counts = {"n": 1.0, "right": float(right), **_points(found)}
    share = 1.0 if found.share is None else found.share
    faults = () if right else tuple(_failed(asked, line) for line in found.failed)
    return Judged(share, faults, counts)


def _failed(asked: Asked, line: Line) -> Fault:
    check = line.check
    detail: dict[str, Any] = {
        "question": asked.question.id,
        "rule": "check",
        "check": check.id,
        "name": check.name,
        "kind": check.kind,
    }
    if line.words:
        detail["words"] = list(line.words)
    broken = _broken(line)
    return Fault(
        "RULE", {**detail, "hard": check.hard}, line.measured, broken, "" if line.measured is None else "count",
        "severe" if check.hard else None, check.clause,
    )  # fmt: skip


def _broken(line: Line) -> int | None:
    """Return the limit that a count broke: the least or the most."""
    if line.measured is None:
        return None
    short = line.check.least is not None and line.measured < line.check.least
    return line.check.least if short else line.check.most


def _by_characters(asked: Asked, expected: str, got: str) -> Judged:
    # Texts load numpy, 85 ms: only where there is one to compare.
    from desktop.scoring.measures.ocr import compare

    found = compare(expected, got, _reading(asked.rules.compared))
    allowed = asked.rules.error_rate
    right = found.cer <= allowed + SLACK
    counts = {"n": 1.0, "right": float(right), "edits": float(found.edits), "signs": float(found.length)}
    if right:
        return Judged(found.accuracy, (), counts)
    edits = [[edit.kind, *edit.gold, *edit.answer] for edit in found.script]
    fault = Fault("TXT", {**asked.detail, "edits": edits}, found.cer, allowed, "cer")
    return Judged(found.accuracy, (fault,), counts)


@lru_cache(maxsize=8)
def _reading(rules: CharacterRules) -> Reading:
    from desktop.scoring.readings import reading_of_text

    return reading_of_text(rules)
