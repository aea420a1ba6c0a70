"""Grade an answer against gold: match, judge each pair, account for what is left, and say where every error is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.base.digest import digest_of
from desktop.curriculum.items import Exercise, GoldMark
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.attributes import accepted, asked, same
from desktop.scoring.boxes import BoxJudge, clipped
from desktop.scoring.judge import Judge, M, Match, Truth
from desktop.scoring.matching import match
from desktop.scoring.result import Finding, Score
from desktop.scoring.sheet import Sheet
from desktop.scoring.spans import SpanJudge

#: An answer that covers a matched gold by this much is a second one of the same, not one of nothing.
DUPLICATE_SHARE = 0.5


def grade(answer: Sequence[Mark], gold: Sequence[GoldMark], schema: LabelSchema) -> Score:
    """Grade one answer against one gold. Raises ValueError for a mark of a kind that the schema does not ask for."""
    if schema.task == "boxes":
        return _grade(BoxJudge(schema.box_rules), _truths(gold, Box), _only(answer, Box), schema)
    return _grade(SpanJudge(schema.span_rules), _truths(gold, Span), _only(answer, Span), schema)


def grade_exercise(answer: Sequence[Mark], exercise: Exercise, schema: LabelSchema) -> Score:
    """Grade an answer against every gold of an exercise and keep the best: accuracy, F1, mean similarity, then first.

    Boxes are cut to the picture before. The digests name the rules and all golds. Raises ValueError like ``grade``.
    """
    size = exercise.size
    marks = [clipped(mark, size) if size is not None and isinstance(mark, Box) else mark for mark in answer]
    scores = [grade(marks, gold.marks, schema) for gold in exercise.golds]
    best = max(range(len(scores)), key=lambda place: (_quality(scores[place]), -place))
    return replace(
        scores[best],
        gold_name=exercise.golds[best].name,
        rules_digest=rules_digest(schema),
        gold_digest=gold_digest(exercise),
    )


def rules_digest(schema: LabelSchema) -> str:
    """Return the digest of the labels, attributes and tolerances that a score was made by."""
    return digest_of(schema.model_dump(mode="json"))


def gold_digest(exercise: Exercise) -> str:
    """Return the digest of every gold of an exercise."""
    return digest_of([gold.model_dump(mode="json") for gold in exercise.golds])


def _quality(score: Score) -> tuple[float, float, float]:
    return (score.accuracy, score.f1 or 0.0, score.mean_similarity or 0.0)


def _only(marks: Sequence[Mark], kind: type[M]) -> list[M]:
    return [_expected(mark, kind) for mark in marks]


def _truths(gold: Sequence[GoldMark], kind: type[M]) -> list[Truth[M]]:
    return [Truth(truth, _expected(truth.mark(), kind)) for truth in gold]


def _expected(mark: Mark, kind: type[M]) -> M:
    if not isinstance(mark, kind):
        raise ValueError(
            f"mark {mark.id!r} is a {type(mark).__name__}, the schema asks for a {kind.__name__}"
        )
    return mark


def _grade(judge: Judge[M], gold: Sequence[Truth[M]], answer: Sequence[M], schema: LabelSchema) -> Score:
    order = _canonical(judge)
    gold = sorted(gold, key=lambda truth: order(truth.mark))
    truths = [truth for truth in gold if not truth.gold.ignore]
    ignored = [truth.mark for truth in gold if truth.gold.ignore]
    answers = sorted(answer, key=order)
    rows = judge.overlaps(truths, answers)
    paired = match(
        rows, judge.threshold, [truth.mark.label for truth in truths], [mark.label for mark in answers]
    )
    sheet = Sheet(judge, schema)
    for row, column in paired.items():
        _judge_pair(sheet, Match(truths[row], answers[column], rows[row][column]))
    free = _unpaired(sheet, answers, set(paired.values()), ignored)
    nearest, touched = _nearest(rows, truths, paired), _touched(rows, truths)
    _judge_extras(sheet, {column: answers[column] for column in free}, nearest=nearest, touched=touched)
    for row, truth in enumerate(truths):
        if row not in paired:
            _judge_miss(
                sheet, truth, {column: rows[row][column] for column in free & rows[row].keys()}, answers
            )
    kept = free | set(paired.values())
    return sheet.score(tuple(mark.id for column, mark in enumerate(answers) if column not in kept))


def _canonical(judge: Judge[M]) -> Callable[[M], tuple[Any, ...]]:
    """Return the key that makes a result independent of the order in which marks were drawn."""
    return lambda mark: (*judge.reading(mark), mark.label, mark.id)


def _judge_pair(sheet: Sheet[M], found: Match[M]) -> None:
    truth, answer = found.truth.mark, found.answer
    gold = found.truth.gold
    findings = [replace(each, clause=sheet.clause(each.code, gold)) for each in sheet.judge.geometry(found)]
    right_edges = not findings
    findings += _wrong_values(sheet, found)
    sheet.count("geometry", right=right_edges)
    sheet.count("label", right=found.same_label)
    if not found.same_label:
        detail = {"expected": truth.label, "got": answer.label}
        clause = sheet.clause("CLS", gold)
        findings.append(
            sheet.finding("CLS", answer, gold_id=truth.id, answer_id=answer.id, clause=clause, detail=detail)
        )
    sheet.matches.append((found, not findings))
    sheet.tally.add(truth.label, gold=1, matched=1, qualified=int(not findings))
    sheet.tally.add(answer.label, answer=1)
    sheet.note(truth, truth.label, findings)


def _wrong_values(sheet: Sheet[M], found: Match[M]) -> Iterator[Finding]:
    gold, answer = found.truth.gold, found.answer
    for attribute in asked(gold, answer.label, sheet.schema):
        right = accepted(gold, attribute.id)
        got = answer.attributes.get(attribute.id)
        passed = got is not None and any(same(got, value) for value in right)
        sheet.count("attribute", right=passed)
        if not passed:
            detail = {"attribute": attribute.id, "expected": right[0], "accepted": list(right), "got": got}
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


def _nearest(
    rows: Sequence[Mapping[int, float]], truths: Sequence[Truth[M]], paired: Mapping[int, int]
) -> dict[int, tuple[bool, float, str]]:
    """Return, for each answer, whether it doubles a matched gold, else which missed gold it came nearest to.

    The entry is (doubles, similarity, gold id); the best is kept, a doubled gold before a missed one.
    """
    nearest: dict[int, tuple[bool, float, str]] = {}
    for row, similarities in enumerate(rows):
        for column, value in similarities.items():
            doubles = row in paired and value >= DUPLICATE_SHARE
            before = nearest.get(column)
            better = before is None or (doubles, value) > before[:2]
            if better and (doubles or row not in paired):
                nearest[column] = (doubles, value, truths[row].mark.id)
    return nearest


def _touched(
    rows: Sequence[Mapping[int, float]], truths: Sequence[Truth[M]]
) -> defaultdict[int, list[Truth[M]]]:
    """Return, for each answer, the truths that share something with it."""
    touched: defaultdict[int, list[Truth[M]]] = defaultdict(list)
    for row, similarities in enumerate(rows):
        for column in similarities:
            touched[column].append(truths[row])
    return touched


def _judge_extras(
    sheet: Sheet[M],
    extras: Mapping[int, M],
    *,
    nearest: Mapping[int, tuple[bool, float, str]],
    touched: Mapping[int, Sequence[Truth[M]]],
) -> None:
    for column, answer in sorted(extras.items()):
        around = sheet.judge.around(answer, touched.get(column, ()))
        sheet.tally.add(answer.label, answer=1, extra=1)
        sheet.note(answer, answer.label, (_extra(sheet, answer, nearest.get(column), around),))


def _extra(
    sheet: Sheet[M], answer: M, near: tuple[bool, float, str] | None, around: Truth[M] | None
) -> Finding:
    """Return what is wrong with an answer without gold: a double, against a rule, or merely one too many.

    A mark inside another breaks the clause that a schema of spans gives for RULE: what may stand in what.
    """
    detail: dict[str, Any] = {"got": answer.label}
    clause = ""
    if around is not None:
        detail["around"] = around.mark.label
        clause = sheet.schema.clause("RULE", "")
    if near is not None and near[0]:
        return sheet.finding(
            "DUP", answer, gold_id=near[2], answer_id=answer.id, detail=detail,
            measured=near[1], tolerance=DUPLICATE_SHARE, unit="iou",
        )  # fmt: skip
    if (found := sheet.judge.forbidden(answer)) is not None:
        return replace(found, clause=sheet.schema.clause(found.code, answer.label))
    if near is None:
        return sheet.finding("EXTRA", answer, answer_id=answer.id, clause=clause, detail=detail)
    return sheet.finding(
        "EXTRA", answer, answer_id=answer.id, clause=clause, detail=detail | {"near": near[2]},
        measured=near[1], tolerance=sheet.judge.threshold, unit="iou",
    )  # fmt: skip


def _judge_miss(sheet: Sheet[M], truth: Truth[M], near: Mapping[int, float], answers: Sequence[M]) -> None:
    mark = truth.mark
    detail: dict[str, Any] = {"expected": mark.label}
    clause = sheet.clause("MISS", truth.gold)
    sheet.tally.add(mark.label, gold=1, missed=1)
    if near:
        column = min(near, key=lambda place: (-near[place], place))
        found = sheet.finding(
            "MISS", mark, gold_id=mark.id, clause=clause, detail=detail | {"near": answers[column].id},
            measured=near[column], tolerance=sheet.judge.threshold, unit="iou",
        )  # fmt: skip
    else:
        found = sheet.finding("MISS", mark, gold_id=mark.id, clause=clause, detail=detail)
    sheet.note(mark, mark.label, (found,))
