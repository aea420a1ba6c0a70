"""Judging a closed sitting: its tasks graded, the theory counted, the decision made, all in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from desktop.assessment.claims import Claim, accuracy_claim
from desktop.assessment.decision import Decision, SectionResult, blended_target, decide, units_per_hour
from desktop.assessment.statistics import clopper_pearson
from desktop.curriculum.items import Exercise
from desktop.curriculum.pack import Pack
from desktop.records.queries.attempts import Attempt, AttemptFilter, attempts
from desktop.records.queries.points import open_points_of_sitting
from desktop.records.queries.reviews import corrections
from desktop.records.queries.sittings import Sitting, sitting_answers
from desktop.records.queries.submissions import submission
from desktop.records.record import Entry
from desktop.scoring.grading import grade_exercise
from desktop.scoring.result import Counts, Score
from desktop.scoring.rule_tree import total_rules
from desktop.scoring.summary import Summary, total
from desktop.scoring.theory import TheoryScore, total_theory
from desktop.session.desk import marks_of
from desktop.session.paper import Paper, log_of, paper_from_json, part_seconds
from desktop.session.rubrics import released_points
from desktop.session.scores import graded_fields
from desktop.session.sections import section_results, sections_json
from desktop.session.session import Session

TARGET = 0.99
#: The bootstrap over pictures starts from the sitting's own id, so a claim can be computed again.
SEED_DIGITS = 12


@dataclass(frozen=True)
class Judged:
    """What came out of a sitting; a part that was not sat is None."""

    decision: Decision
    theory: TheoryScore | None
    practical: Summary | None
    claim: Claim | None
    pace: float | None
    sections: tuple[SectionResult, ...] = ()


def tasks_of(session: Session, sitting_id: str) -> dict[str, Attempt]:
    """Return the attempts of a sitting's practical part by exercise."""
    found = attempts(session.record, AttemptFilter(sitting_id=sitting_id))
    return {each.exercise_id: each for each in found}


def settle(session: Session, sitting: Sitting, pack: Pack) -> None:
    """Grade a closed sitting and write scores and decision down; a sitting decided already is left alone.

    Work with points that only a person can give has no verdict yet: then the scores are written, and the decision waits
    for the last release (``decided_with``).
    """
    if (
        sitting.closed_at is None
        or sitting.decision is not None
        or open_points_of_sitting(session.record, sitting.sitting_id)
    ):
        return
    paper = paper_from_json(sitting.form)
    scores, entries = _graded(session, sitting, paper, pack)
    if not any(score.open for score in scores.values()):
        entries.append(_decided(session, sitting, pack, scores, sitting.account_id))
    session.record.append_all(entries)


def decided_with(
    session: Session, sitting: Sitting, pack: Pack, actor: str, *, attempt_id: str, score: Score
) -> Entry | None:
    """Return the decision of a sitting in which one task has this score now; None while others wait for points.

    ``pack`` must be the very one of the sitting.
    """
    scores, _entries = _graded(session, sitting, paper_from_json(sitting.form), pack)
    for exercise_id, task in tasks_of(session, sitting.sitting_id).items():
        if task.attempt_id == attempt_id:
            scores[exercise_id] = score
    if any(each.open for each in scores.values()):
        return None
    return _decided(session, sitting, pack, scores, actor)


def decided_again(
    session: Session, sitting: Sitting, pack: Pack, actor: str, *, attempt_id: str, qualified: int
) -> Entry:
    """Return the decision of a sitting with its corrections in force, this one among them.

    The earlier decision stays in the journal. ``pack`` must be the very one of the sitting.
    """
    paper = paper_from_json(sitting.form)
    scores, _entries = _graded(session, sitting, paper, pack)
    corrected = {}
    for exercise_id, task in tasks_of(session, sitting.sitting_id).items():
        counts = corrected_counts(session, task.attempt_id, scores[exercise_id].counts)
        if task.attempt_id == attempt_id:
            counts = replace(counts, qualified=qualified)
        corrected[exercise_id] = _with_counts(scores[exercise_id], counts)
    return _decided(session, sitting, pack, corrected, actor)


def corrected_counts(session: Session, attempt_id: str, counts: Counts) -> Counts:
    """Return counts with the latest correction of ``qualified`` in force."""
    found = corrections(session.record, attempt_id)
    return replace(counts, qualified=int(found[-1].after["qualified"])) if found else counts


def judge(
    session: Session, sitting: Sitting, paper: Paper, pack: Pack, scores: Mapping[str, Score]
) -> Judged:
    """Return what a sitting comes to: pure arithmetic over what was handed in."""
    theory = practical = claim = pace = None
    sections: tuple[SectionResult, ...] = ()
    if "theory" in paper.parts:
        answers = {
            answer.item_id: answer.chosen for answer in sitting_answers(session.record, sitting.sitting_id)
        }
        asked = [pack.items[item.item_id] for item in paper.form.theory]
        theory = total_theory((item, answers.get(item.id, ())) for item in asked)
    if "practical" in paper.parts:
        drawn = {each: scores[each] for each in paper.form.practical}
        practical, sections = practical_totals(pack, drawn), section_results(pack, drawn)
        seconds = part_seconds(log_of(session, sitting.sitting_id), "practical", pack.blueprint)
        pace = units_per_hour(practical.counts, seconds)
        claim = accuracy_claim(practical.per_exercise, seed=_seed(sitting.sitting_id), target=TARGET)
    decision = decide(
        pack.blueprint,
        theory,
        practical,
        sections=sections,
        units_per_hour=pace,
        target_per_hour=blended_target(sections, pack.order.acceptance.units_per_hour),
    )
    return Judged(decision, theory, practical, claim, pace, sections)


def practical_totals(pack: Pack, scores: Mapping[str, Score]) -> Summary:
    """Return the totals of a practical part; requirements with bars of their own are those of the order's first schema.

    What is asked by another schema in passing has other requirements, which may even go by the same ids.
    """
    main = pack.order.schemas[0].id
    asked = [score.rules for each, score in scores.items() if pack.exercises[each].schema_id == main]
    return replace(total(scores.values()), rules=total_rules(asked))


def _decided(
    session: Session, sitting: Sitting, pack: Pack, scores: Mapping[str, Score], actor: str
) -> Entry:
    paper = paper_from_json(sitting.form)
    judged = judge(session, sitting, paper, pack, scores)
    body = {
        "sitting_id": sitting.sitting_id,
        "outcome": judged.decision.outcome,
        "reasons": [json.dumps(asdict(reason), ensure_ascii=False) for reason in judged.decision.reasons],
        "theory": _theory_json(judged.theory) if judged.theory else dict(paper.carried.get("theory", {})),
        "practical": _practical_json(judged, sitting.sitting_id)
        if judged.practical
        else dict(paper.carried.get("practical", {})),
        "claims": [asdict(judged.claim)] if judged.claim else [],
        "provisional": True,
    }
    return Entry("sitting.decided", sitting.sitting_id, body, actor)


def _with_counts(score: Score, counts: Counts) -> Score:
    accuracy = counts.qualified / counts.judged if counts.judged else 1.0
    return replace(score, counts=counts, accuracy=accuracy)


def _graded(
    session: Session, sitting: Sitting, paper: Paper, pack: Pack
) -> tuple[dict[str, Score], list[Entry]]:
    scores: dict[str, Score] = {}
    entries: list[Entry] = []
    tasks = tasks_of(session, sitting.sitting_id)
    for exercise_id in paper.form.practical if "practical" in paper.parts else ():
        exercise = pack.exercises[exercise_id]
        task = tasks[exercise_id]
        scores[exercise_id] = _grade(session, task, exercise, pack)
        body = {"attempt_id": task.attempt_id, **graded_fields(scores[exercise_id])}
        entries.append(Entry("attempt.scored", task.attempt_id, body, sitting.account_id))
    return scores, entries


def _grade(session: Session, task: Attempt, exercise: Exercise, pack: Pack) -> Score:
    handed_in = submission(session.record, task.attempt_id)
    marks = marks_of(session, handed_in.marks) if handed_in else ()
    given = released_points(session.record, task.attempt_id, handed_in.try_number) if handed_in else {}
    return grade_exercise(marks, exercise, pack.schema(exercise.schema_id), given)


def _theory_json(score: TheoryScore) -> dict[str, Any]:
    lower, upper = clopper_pearson(score.right, score.n) if score.n else (0.0, 1.0)
    return {
        "k": score.right,
        "n": score.n,
        "lower": lower,
        "upper": upper,
        "unanswered": score.unanswered,
        "by_topic": {topic: list(pair) for topic, pair in score.by_topic.items()},
        "red_line_wrong": list(score.red_line_wrong),
        "wrong": list(score.wrong),
    }


def _practical_json(judged: Judged, sitting_id: str) -> dict[str, Any]:
    summary = judged.practical
    if summary is None:
        return {}
    counts = summary.counts
    lower, upper = clopper_pearson(counts.qualified, counts.judged) if counts.judged else (0.0, 1.0)
    sections = sections_json(judged.sections, seed=_seed(sitting_id), target=TARGET)
    return {
        "k": counts.qualified,
        "n": counts.judged,
        "lower": lower,
        "upper": upper,
        "gold": counts.gold,
        "missed": counts.missed,
        "extra": counts.extra,
        "severe": counts.severe,
        "units_per_hour": judged.pace,
        "codes": dict(summary.codes),
        "exercises": summary.exercises,
        "per_exercise": [list(pair) for pair in summary.per_exercise],
        **_red_lines_json(judged.decision),
        # Without sections as it always was.
        **({"sections": sections} if sections else {}),
    }


def _red_lines_json(decision: Decision) -> dict[str, Any]:
    """Return red lines crossed, judged and allowed; nothing where the paper had none, as it always was."""
    found = next((each for each in decision.reasons if each.code == "practical_red_line"), None)
    if found is None:
        return {}
    return {"red_lines": {"crossed": found.k, "n": found.n, "allowed": int(found.limit)}}


def _seed(sitting_id: str) -> int:
    return int(sitting_id[:SEED_DIGITS], 16)
