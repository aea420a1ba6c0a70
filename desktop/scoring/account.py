"""The account of one answer: match, judge each pair, account for what is left, and say where every error is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, Protocol, TypeVar

from desktop.annotation.marks import Mark
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.attributes import accepted, asked, right
from desktop.scoring.judge import Judge, M, Match, Truth
from desktop.scoring.matching import SLACK, match
from desktop.scoring.result import Code, Finding, SubScoreName
from desktop.scoring.sheet import Sheet

M_contra = TypeVar("M_contra", bound=Mark, contravariant=True)

#: An answer that covers a matched gold by this much is a second one of the same, not one of nothing.
DUPLICATE_SHARE = 0.5
#: The sub-score that a finding belongs to; all others are about where the edges are.
PARTS: Mapping[Code, SubScoreName] = {
    "TXT": "text",
    "GROUP": "group",
    "ORDER": "order",
    "REL": "relation",
    "PREF": "preference",
    "CLS": "label",
    "RSN": "label",
    "SEC": "label",
}


def account(
    judge: Judge[M],
    gold: Sequence[Truth[M]],
    answer: Sequence[M],
    schema: LabelSchema,
    *,
    called: Callable[[Code, M], Code] | None = None,
) -> Sheet[M]:
    """Return the sheet of one answer against one gold, filled in. ``called``: see :class:`Sheet`."""
    order = canonical(judge)
    gold = sorted(gold, key=lambda truth: order(truth.mark))
    truths = [truth for truth in gold if not truth.ignored]
    ignored = [truth.mark for truth in gold if truth.ignored]
    answers = sorted(answer, key=order)
    rows = judge.overlaps(truths, answers)
    paired = _paired(judge, rows, truths, answers)
    sheet = Sheet(judge, schema, called=called)
    found = [Match(truths[row], answers[column], rows[row][column]) for row, column in paired.items()]
    for pair, faults in zip(found, judge.faults(found), strict=True):
        _judge_pair(sheet, pair, faults)
    free = _unpaired(sheet, answers, set(paired.values()), ignored)
    _judge_extras(sheet, free, answers=answers, seen=_Seen(truths, rows, paired))
    for row, truth in enumerate(truths):
        if row not in paired:
            _judge_miss(
                sheet, truth, {column: rows[row][column] for column in free & rows[row].keys()}, answers
            )
    kept = free | set(paired.values())
    sheet.swallowed = tuple(mark.id for column, mark in enumerate(answers) if column not in kept)
    return sheet


class _Seen(NamedTuple):
    """What the answers were held against."""

    truths: Sequence[Any]
    rows: Sequence[Mapping[int, float]]
    paired: Mapping[int, int]


class _Near(NamedTuple):
    """The gold that an answer without gold came nearest to: whether it doubles a matched one, how near, and its row."""

    doubles: bool
    similarity: float
    row: int


class Reader(Protocol[M_contra]):
    """Whoever knows how marks are read."""

    def reading(self, mark: M_contra) -> tuple[float, ...]:
        """Return a key that sorts marks as a page is read."""


def canonical(judge: Reader[M]) -> Callable[[M], tuple[Any, ...]]:
    """Return the key that makes a result independent of the order in which marks were drawn."""
    return lambda mark: (*judge.reading(mark), mark.label, mark.id)


def _paired(
    judge: Judge[M], rows: Sequence[Mapping[int, float]], truths: Sequence[Truth[M]], answers: Sequence[M]
) -> dict[int, int]:
    able = []
    for truth, row in zip(truths, rows, strict=True):
        least = judge.least(truth) - SLACK
        # Most rows hold nothing else: no copies of ten thousand of them.
        enough = all(value >= least for value in row.values())
        able.append(row if enough else {column: value for column, value in row.items() if value >= least})
    return match(able, 0.0, [truth.mark.label for truth in truths], [mark.label for mark in answers])


def _judge_pair(sheet: Sheet[M], found: Match[M], faults: Sequence[Finding]) -> None:
    truth, answer = found.truth.mark, found.answer
    gold = found.truth.gold
    findings = [_with_clause(each, each.clause or sheet.clause(each.code, gold)) for each in faults]
    parts = sheet.judge.parts(found)
    # Where one thing is judged, every fault is about it.
    wrong = (
        set(parts) if faults and len(parts) == 1 else {PARTS.get(each.code, "geometry") for each in faults}
    )
    for part in parts:
        sheet.count(part, right=part not in wrong)
    findings += _wrong_values(sheet, found)
    sheet.count("label", right=found.same_label and "label" not in wrong)
    if not found.same_label:
        detail = {"expected": truth.label, "got": answer.label}
        clause = sheet.clause(sheet.code("CLS", answer), gold)
        findings.append(
            sheet.finding("CLS", answer, gold_id=truth.id, answer_id=answer.id, clause=clause, detail=detail)
        )
    sheet.matches.append((found, not findings))
    sheet.tally.add(truth.label, gold=1, matched=1, qualified=int(not findings))
    sheet.tally.add(answer.label, answer=1)
    sheet.note(truth, truth.label, findings)


def _with_clause(found: Finding, clause: str) -> Finding:
    # Most orders name no clause for most codes: thousands of copies of the same.
    return found if found.clause == clause else replace(found, clause=clause)


def _wrong_values(sheet: Sheet[M], found: Match[M]) -> Iterator[Finding]:
    gold, answer = found.truth.gold, found.answer
    for attribute in asked(gold, answer.label, sheet.schema):
        values = accepted(gold, attribute.id)
        got = answer.attributes.get(attribute.id)
        passed = got is not None and any(right(got, value, attribute, sheet.schema) for value in values)
        sheet.count("attribute", right=passed)
        if not passed:
            detail = {"attribute": attribute.id, "expected": values[0], "accepted": list(values), "got": got}
            if attribute.name in gold.note:
                # What the gold was measured to be: 实际遮挡 14 %.
                detail["note"] = gold.note
            clause = attribute.clause or sheet.schema.clause("ATTR", gold.label)
            yield sheet.finding(
                "ATTR", answer, gold_id=gold.id, answer_id=answer.id, clause=clause, detail=detail
            )


def _unpaired(sheet: Sheet[M], answers: Sequence[M], taken: set[int], ignored: Sequence[M]) -> set[int]:
    """Return the places of the answers that are neither matched nor swallowed by gold to be ignored."""
    return {
        column
        for column, answer in enumerate(answers)
        if column not in taken and not sheet.judge.swallowed(answer, ignored)
    }


def _nearest(seen: _Seen, free: set[int]) -> dict[int, _Near]:
    """Return, for each free answer, which matched gold it doubles, else which missed gold it came nearest to."""
    nearest: dict[int, _Near] = {}
    for row, similarities in enumerate(seen.rows):
        for column in similarities.keys() & free:
            value = similarities[column]
            doubles = row in seen.paired and value >= DUPLICATE_SHARE
            before = nearest.get(column)
            better = before is None or (doubles, value) > before[:2]
            if better and (doubles or row not in seen.paired):
                nearest[column] = _Near(doubles, value, row)
    return nearest


def _judge_extras(sheet: Sheet[M], free: set[int], *, answers: Sequence[M], seen: _Seen) -> None:
    nearest = _nearest(seen, free)
    touched: defaultdict[int, list[Truth[M]]] = defaultdict(list)
    for row, similarities in enumerate(seen.rows):
        for column in similarities.keys() & free:
            touched[column].append(seen.truths[row])
    for column in sorted(free):
        answer = answers[column]
        near = nearest.get(column)
        around = sheet.judge.around(answer, touched.get(column, ()))
        sheet.tally.add(answer.label, answer=1, extra=1)
        sheet.extras.append(answer)
        truth = seen.truths[near.row] if near is not None else None
        sheet.note(answer, answer.label, (_extra(sheet, answer, near, (truth, around)),))


def _extra(
    sheet: Sheet[M], answer: M, near: _Near | None, beside: tuple[Truth[M] | None, Truth[M] | None]
) -> Finding:
    """Return what is wrong with an answer without gold: a double, against a rule, or merely one too many.

    ``beside``: the gold that ``near`` tells of, and the one that it lies inside of. A mark inside another breaks the
    clause that a schema of spans gives for RULE: what may stand in what.
    """
    truth, around = beside
    detail: dict[str, Any] = {"got": answer.label}
    clause = ""
    if around is not None:
        detail["around"] = around.mark.label
        clause = sheet.schema.clause("RULE", "")
    if near is not None and truth is not None and near.doubles:
        return sheet.finding(
            "DUP", answer, gold_id=truth.mark.id, answer_id=answer.id, detail=detail,
            measured=near.similarity, tolerance=DUPLICATE_SHARE, unit="iou",
        )  # fmt: skip
    if (found := sheet.judge.forbidden(answer)) is not None:
        return replace(found, clause=sheet.schema.clause(found.code, answer.label))
    if near is None or truth is None:
        return sheet.finding("EXTRA", answer, answer_id=answer.id, clause=clause, detail=detail)
    measured, tolerance, unit = sheet.judge.reached(truth, answer, near.similarity)
    return sheet.finding(
        "EXTRA", answer, answer_id=answer.id, clause=clause, detail=detail | {"near": truth.mark.id},
        measured=measured, tolerance=tolerance, unit=unit,
    )  # fmt: skip


def _judge_miss(sheet: Sheet[M], truth: Truth[M], near: Mapping[int, float], answers: Sequence[M]) -> None:
    mark = truth.mark
    detail: dict[str, Any] = {"expected": mark.label}
    clause = sheet.clause(sheet.code("MISS", mark), truth.gold)
    sheet.tally.add(mark.label, gold=1, missed=1)
    sheet.missed.append(truth)
    if near:
        column = min(near, key=lambda place: (-near[place], place))
        measured, tolerance, unit = sheet.judge.reached(truth, answers[column], near[column])
        found = sheet.finding(
            "MISS", mark, gold_id=mark.id, clause=clause, detail=detail | {"near": answers[column].id},
            measured=measured, tolerance=tolerance, unit=unit,
        )  # fmt: skip
    else:
        found = sheet.finding("MISS", mark, gold_id=mark.id, clause=clause, detail=detail)
    sheet.note(mark, mark.label, (found,))
