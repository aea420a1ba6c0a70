"""What findings in texts say beside their code: where they stand, about which part, and whose error they follow from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desktop.annotation.replies import Reply
from desktop.annotation.text_marks import TextMark
from desktop.scoring.result import Finding
from desktop.scoring.texts.composite import TextJudge
from desktop.scoring.texts.naming import Naming
from desktop.scoring.texts.places import Places
from desktop.scoring.texts.relations import Arc
from desktop.scoring.texts.sides import Sides


class Teller:
    """Completes the findings of one grading."""

    def __init__(self, judge: TextJudge, places: Places, sides: Sides, naming: Naming) -> None:
        self._judge = judge
        self._places = places
        self._naming = naming
        self._gold: Mapping[str, TextMark] = {truth.mark.id: truth.mark for truth in sides.truths}
        self._answers: Mapping[str, TextMark] = {mark.id: mark for mark in sides.answers}

    def told(self, finding: Finding) -> Finding:
        """Return a finding that says in which text it is, if not in the main one, and what it follows from."""
        if finding.code == "EXTRA" and isinstance(self._answers.get(finding.answer_id or ""), Arc):
            # It stands beside a right one, of another kind or the other way round: no error of that one.
            finding = replace(finding, gold_id=None, measured=None, tolerance=None, unit="")
        mark = self._gold.get(finding.gold_id or "") or self._answers.get(finding.answer_id or "")
        if mark is None:
            return finding
        finding = self._naming.told(finding)
        detail: dict[str, Any] = dict(finding.detail)
        if text := self._places.text_id(mark):
            detail["text"] = text
        place = finding.place
        if isinstance(mark, Reply):
            detail["about"] = mark.about
            place = self._places.place(mark)
        if finding.gold_id is None or finding.answer_id is None:
            detail |= self._judge.told(finding.code, mark, missed=finding.answer_id is None)
        return replace(finding, detail=detail, place=place) if detail != finding.detail else finding
