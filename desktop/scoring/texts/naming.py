"""Edges and pieces called by their names: trimmed or not, crossing another, broken where whole was asked, or joined.

None of this changes what is right or how many units there are: it says what kind of error an edge, an extra piece or a
missing span is, and quotes the characters that it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop.annotation.spans import Span
from desktop.annotation.text_marks import TextMark
from desktop.curriculum.items import Exercise
from desktop.curriculum.text_rules import TextRules
from desktop.scoring.result import Code, Finding
from desktop.scoring.texts.sides import Paired, Sides
from desktop.scoring.texts.spans import goes, rows, shared

#: Characters that a finding quotes at most.
MOST_QUOTED = 40


class Naming:
    """The names of one grading's errors of spans. ``exercise``: its texts, to quote from; without it nothing is quoted."""

    def __init__(self, sides: Sides, pairs: Paired, rules: TextRules, exercise: Exercise | None) -> None:
        self._rules = rules
        self._texts = texts_of(exercise)
        # In one order, whatever the order in which they were marked.
        gold = sorted((truth.mark for truth in sides.asked(Span)), key=_place)
        self._gold = {span.id: span for span in gold}
        self._answers = {span.id: span for span in sorted(sides.given(Span), key=_place)}
        self._pairs = pairs.pairs
        self._owner = {answer.id: gold for gold, answer in pairs.pairs.items()}
        self._crossing = {} if rules.crossing else _crossing(list(self._answers.values()))
        self._pieces = self._find_pieces()
        self._joined = self._find_joined()

    def called(self, code: Code, mark: TextMark) -> Code:
        """Return the code of an extra or missing span that is a matter of edges, or of a rule."""
        if not isinstance(mark, Span) or code not in {"MISS", "EXTRA", "DUP"}:
            return code
        if code == "MISS":
            return "BND" if mark.id in self._joined else code
        if mark.id in self._pieces:
            return "BND"
        return "RULE" if code == "EXTRA" and mark.id in self._crossing else code

    def told(self, finding: Finding) -> Finding:
        """Return a finding of a span with its name (detail ``fault``, ``rule``) and its characters."""
        answer = self._answers.get(finding.answer_id or "")
        gold = self._gold.get(finding.gold_id or "")
        if finding.code not in {"BND", "RULE"} or (answer is None and gold is None):
            return finding
        if "side" in finding.detail and answer is not None and gold is not None:
            detail = self._edge(finding, gold, answer)
        elif answer is not None:
            detail = self._extra(finding, answer)
        else:
            detail = self._missing(gold) if gold is not None else {}
        return replace(finding, detail={**finding.detail, **detail}) if detail else finding

    def _edge(self, finding: Finding, gold: Span, answer: Span) -> dict[str, Any]:
        side = finding.detail["side"]
        mine, theirs = (gold, answer) if (finding.measured or 0) > 0 else (answer, gold)
        found = _outside(theirs, mine, (int(finding.place[0]), int(finding.place[1])))
        quoted = self._quote(gold.text_id, found)
        return {"characters": quoted} | self._fault(side, quoted, gold, answer)

    def _fault(self, side: str, quoted: str, gold: Span, answer: Span) -> dict[str, Any]:
        if side == "gap":
            return {"fault": "whole" if not answer.gaps else "broken" if not gold.gaps else "gap"}
        if self._rules.trim and quoted and all(goes(character) for character in quoted):
            return {"fault": "trim"}
        if answer.id in self._crossing:
            return {"fault": "crossing", "with": self._crossing[answer.id]}
        if answer.id in self._joined.values():
            return {"fault": "joined"}
        return {"fault": "piece"} if gold.id in self._pieces.values() else {}

    def _extra(self, finding: Finding, answer: Span) -> dict[str, Any]:
        if answer.id in self._pieces:
            of = self._pieces[answer.id]
            fault = "piece" if not self._gold[of].gaps else "pieces"
            return {"fault": fault, "of": of, "characters": self._quote(answer.text_id, answer.pieces)}
        if finding.code == "RULE" and answer.id in self._crossing:
            other = self._answers[self._crossing[answer.id]]
            both = [(max(answer.start, other.start), min(answer.end, other.end))]
            return {"rule": "crossing", "with": other.id, "characters": self._quote(answer.text_id, both)}
        return {}

    def _missing(self, gold: Span) -> dict[str, Any]:
        if gold.id not in self._joined:
            return {}
        quoted = self._quote(gold.text_id, gold.pieces)
        return {"fault": "joined", "with": self._joined[gold.id], "characters": quoted}

    def _find_pieces(self) -> dict[str, str]:
        """Return extra answers that are another piece of a span that is matched already: answer id -> gold id."""
        extras = [span for span in self._answers.values() if span.id not in self._owner]
        golds = [gold for gold in self._gold.values() if gold.id in self._pairs]
        found: dict[str, str] = {}
        if not extras or not golds:
            return found
        for extra, near in zip(extras, rows(extras, golds), strict=True):
            for place in sorted(near):
                gold, other = golds[place], self._pairs[golds[place].id]
                of_it = extra.label in {gold.label, other.label} and 2 * shared(gold, extra) > extra.length
                if of_it and not extra.overlaps(other):
                    found.setdefault(extra.id, gold.id)
        return found

    def _find_joined(self) -> dict[str, str]:
        """Return missed spans that were drawn into one with another, which that one is matched to: gold id -> answer id."""
        missed = [gold for gold in self._gold.values() if gold.id not in self._pairs]
        answers = [span for span in self._answers.values() if span.id in self._owner]
        found: dict[str, str] = {}
        if not missed or not answers:
            return found
        for gold, near in zip(missed, rows(missed, answers), strict=True):
            for place in sorted(near):
                answer = answers[place]
                owner = self._gold[self._owner[answer.id]]
                if not gold.overlaps(owner) and 2 * shared(gold, answer) > gold.length:
                    found.setdefault(gold.id, answer.id)
        return found

    def _quote(self, text_id: str, stretches: Sequence[tuple[int, int]]) -> str:
        text = self._texts.get(text_id, "")
        return "".join(text[start:end] for start, end in stretches)[:MOST_QUOTED]


def texts_of(exercise: Exercise | None) -> dict[str, str]:
    """Return what can be marked in an exercise by id: "" its own text, then its answers'."""
    if exercise is None:
        return {}
    return {"": exercise.text or ""} | {answer.id: answer.text for answer in exercise.answers}


def _place(span: Span) -> tuple[object, ...]:
    return (span.text_id, span.start, span.end, span.label, span.id)


def _crossing(spans: Sequence[Span]) -> dict[str, str]:
    """Return the spans that cross another, neither inside the other, with the first one that each crosses."""
    found: dict[str, str] = {}
    ordered = sorted(spans, key=lambda span: (span.text_id, span.start, -span.end, span.id))
    open_spans: list[Span] = []
    for span in ordered:
        open_spans = [other for other in open_spans if other.overlaps(span)]
        for other in open_spans:
            if other.start < span.start < other.end < span.end:
                found.setdefault(span.id, other.id)
                found.setdefault(other.id, span.id)
        open_spans.append(span)
    return found


def _outside(whole: Span, part: Span, inside: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the stretches of ``whole`` between two places that are not of ``part``."""
    found = []
    for start, end in whole.pieces:
        at, last = max(start, inside[0]), min(end, inside[1])
        for low, high in part.pieces:
            if high <= at or low >= last:
                continue
            if at < low:
                found.append((at, low))
            at = max(at, high)
        if at < last:
            found.append((at, last))
    return found


#: What a finding may be called beside its code, for words: detail ``fault``.
FAULTS: Mapping[str, str] = {
    "trim": "only blanks or punctuation at an edge are off",
    "crossing": "the edge lies in another answer that it crosses",
    "broken": "has a gap where the gold is whole",
    "whole": "is whole where the gold has a gap",
    "gap": "has its gap in another place",
    "piece": "one of several pieces of what the gold has as one stretch",
    "pieces": "one of several pieces of what the gold has as one span with a gap",
    "joined": "drawn into one with a neighbour",
}
