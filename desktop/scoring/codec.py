"""Scores as JSON values and back. What is read is checked: a record may come from another PC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, get_args

from desktop.scoring.judge import RANK
from desktop.scoring.result import (
    ALWAYS,
    Code,
    Counts,
    Finding,
    Metric,
    Pair,
    Place,
    Point,
    RuleResult,
    Score,
    SubScore,
    SubScoreName,
)

FORMAT = "doorstep-score/1"
_SHARES = ("precision", "recall", "f1", "macro_f1", "mean_similarity")
_TEXTS = ("gold_name", "scorer_version", "rules_digest", "gold_digest")
_COUNTS = tuple(Counts.__dataclass_fields__)
_SUB_SCORES: tuple[SubScoreName, ...] = get_args(SubScoreName)


def score_to_json(score: Score) -> dict[str, Any]:
    """Return a score as a JSON object."""
    value: dict[str, Any] = {"format": FORMAT, "accuracy": score.accuracy}
    value |= {name: getattr(score, name) for name in (*_SHARES, *_TEXTS)}
    return value | {
        "counts": counts_to_json(score.counts),
        "sub_scores": sub_scores_to_json(score.sub_scores),
        "per_label": {label: counts_to_json(counts) for label, counts in score.per_label.items()},
        "findings": [finding_to_json(finding) for finding in score.findings],
        "pairs": [[pair.gold_id, pair.answer_id, pair.similarity, pair.qualified] for pair in score.pairs],
        "measures": dict(score.measures),
        "swallowed": list(score.swallowed),
        # Left out where an order has none, as by scores from before there were any.
        **({"rules": [asdict(rule) for rule in score.rules]} if score.rules else {}),
        **({"open": [[one.question, one.about, one.check] for one in score.open]} if score.open else {}),
    }


def score_from_json(value: Any) -> Score:
    """Return the score of a JSON object. Raises ValueError that names the field at fault."""
    given = _mapping(value, "score")
    if given.get("format") != FORMAT:
        raise ValueError(f"format must be {FORMAT!r}, got {given.get('format')!r:.60}")
    per_label = _mapping(given.get("per_label"), "per_label")
    measures = _mapping(given.get("measures"), "measures")
    shares: dict[str, Any] = {name: _optional_number(given.get(name), name) for name in _SHARES}
    texts: dict[str, Any] = {name: _text(given.get(name), name) for name in _TEXTS}
    return Score(
        counts=counts_from_json(given.get("counts")),
        accuracy=_number(given.get("accuracy"), "accuracy"),
        sub_scores=sub_scores_from_json(given.get("sub_scores")),
        per_label={label: counts_from_json(counts) for label, counts in per_label.items()},
        findings=tuple(finding_from_json(entry) for entry in _list(given.get("findings"), "findings")),
        pairs=tuple(_pair(entry) for entry in _list(given.get("pairs"), "pairs")),
        measures={name: _number(number, name) for name, number in measures.items()},
        swallowed=tuple(_text(entry, "swallowed") for entry in _list(given.get("swallowed"), "swallowed")),
        rules=tuple(_rule(entry) for entry in _list(given.get("rules", ()), "rules")),
        open=tuple(_open(entry) for entry in _list(given.get("open", ()), "open")),
        **shares,
        **texts,
    )


def counts_to_json(counts: Counts) -> dict[str, int]:
    """Return counts as a JSON object."""
    return asdict(counts)


def counts_from_json(value: Any) -> Counts:
    """Return the counts of a JSON object; what it does not name is 0. Raises ValueError."""
    given = _mapping(value, "counts")
    if unknown := set(given) - set(_COUNTS):
        raise ValueError(f"counts has no {sorted(unknown)}")
    for name, number in given.items():
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            raise ValueError(f"counts.{name} must be a whole number from 0, got {number!r:.60}")
    return Counts(**given)


def sub_scores_to_json(sub_scores: Mapping[SubScoreName, SubScore]) -> dict[str, dict[str, Any]]:
    """Return sub-scores as a JSON object."""
    return {name: asdict(part) for name, part in sub_scores.items()}


def sub_scores_from_json(value: Any) -> dict[SubScoreName, SubScore]:
    """Return the sub-scores of a JSON object: those that every score has, the others where given. Raises ValueError."""
    given = _mapping(value, "sub_scores")
    if not set(ALWAYS) <= set(given) <= set(_SUB_SCORES):
        raise ValueError(
            f"sub_scores must name {list(ALWAYS)}, may name {list(_SUB_SCORES)}, got {sorted(given)}"
        )
    return {name: _sub_score(given[name], name) for name in _SUB_SCORES if name in given}


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as a JSON object; what is empty is left out."""
    value: dict[str, Any] = {"code": finding.code, "severity": finding.severity, "place": list(finding.place)}
    for name in ("gold_id", "answer_id", "measured", "tolerance"):
        if getattr(finding, name) is not None:
            value[name] = getattr(finding, name)
    for name in ("unit", "clause"):
        if getattr(finding, name):
            value[name] = getattr(finding, name)
    return value | ({"detail": dict(finding.detail)} if finding.detail else {})


def finding_from_json(value: Any) -> Finding:
    """Return the finding of a JSON object. Raises ValueError."""
    given = _mapping(value, "finding")
    code: Code = given.get("code", "")
    if code not in get_args(Code) or given.get("severity") not in RANK:
        raise ValueError(
            f"no such code or severity: {given.get('code')!r:.60}, {given.get('severity')!r:.60}"
        )
    return Finding(
        code=code,
        severity=given["severity"],
        place=_place(given.get("place")),
        gold_id=_optional_text(given.get("gold_id"), "gold_id"),
        answer_id=_optional_text(given.get("answer_id"), "answer_id"),
        measured=_optional_number(given.get("measured"), "measured"),
        tolerance=_optional_number(given.get("tolerance"), "tolerance"),
        unit=_text(given.get("unit", ""), "unit"),
        clause=_text(given.get("clause", ""), "clause"),
        detail=dict(_mapping(given.get("detail", {}), "detail")),
    )


def _sub_score(value: Any, name: str) -> SubScore:
    given = _mapping(value, name)
    n = given.get("n")
    if not isinstance(n, int) or isinstance(n, bool) or n < 0:
        raise ValueError(f"{name}.n must be a whole number from 0, got {n!r:.60}")
    return SubScore(_optional_number(given.get("value"), name), n, _text(given.get("reason", ""), name))


def _rule(value: Any) -> RuleResult:
    given = _mapping(value, "rules")
    metric, n = given.get("metric", ""), given.get("n")
    if metric not in get_args(Metric):
        raise ValueError(f"rules: no such metric {metric!r:.60}")
    if not isinstance(n, int) or isinstance(n, bool) or n < 0:
        raise ValueError(f"rules: n must be a whole number from 0, got {n!r:.60}")
    return RuleResult(
        _text(given.get("id"), "rules"),
        metric,
        _number(given.get("right"), "rules"),
        _number(given.get("whole"), "rules"),
        _number(given.get("threshold"), "rules"),
        n,
        _text(given.get("reason", ""), "rules"),
    )


def _open(value: Any) -> Point:
    entry = [_text(part, "open") for part in _list(value, "open")]
    if len(entry) != 3:
        raise ValueError(f"an open point is [question, about, check], got {value!r:.80}")
    return Point(*entry)


def _pair(value: Any) -> Pair:
    entry = _list(value, "pair")
    if len(entry) != 4 or not isinstance(entry[3], bool):
        raise ValueError(f"a pair is [gold id, answer id, similarity, qualified], got {value!r:.80}")
    return Pair(_text(entry[0], "pair"), _text(entry[1], "pair"), _number(entry[2], "pair"), entry[3])


def _place(value: Any) -> Place:
    numbers = _list(value, "place")
    for number in numbers:
        _number(number, "place")
    if len(numbers) == 4:
        x1, y1, x2, y2 = numbers
        return (x1, y1, x2, y2)
    if len(numbers) == 2 and all(isinstance(number, int) for number in numbers):
        return (numbers[0], numbers[1])
    raise ValueError(f"place must hold 4 numbers or 2 whole numbers, got {value!r:.80}")


def _mapping(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{name} must be an object, got {type(value).__name__}")
    return value


def _list(value: Any, name: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"{name} must be a list, got {type(value).__name__}")
    return value


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text, got {value!r:.60}")
    return value


def _optional_text(value: Any, name: str) -> str | None:
    return None if value is None else _text(value, name)


def _number(value: Any, name: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError(f"{name} must be a number, got {value!r:.60}")
    return value


def _optional_number(value: Any, name: str) -> float | None:
    return None if value is None else _number(value, name)
