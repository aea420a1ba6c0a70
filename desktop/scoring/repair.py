"""Mending another's marks: which of their faults are gone, which are left, and which are new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from desktop.curriculum.items import Remark
from desktop.scoring.result import Finding, Place, Score

#: What makes two findings the same fault: its code, the mark it is about, and which side, joint, attribute, end or check.
Fault: TypeAlias = tuple[str, str, str]
#: A stretch of one axis.
Stretch: TypeAlias = tuple[float, float]

_WHICH = ("side", "attribute", "joint", "measure", "end", "check", "rule", "fault")
#: A finding in the very place of a remark; where there is one, others near by are another's business.
SAME_PLACE = 0.5


def fault(finding: Finding) -> Fault:
    """Return what a finding is about, whoever made the mark: gold is known by its id, an extra mark by its own."""
    detail = finding.detail
    which = [str(detail[name]) for name in _WHICH if name in detail]
    if detail.get("side") == "gap":
        # Too much and too little between the edges are two faults.
        which.append("more" if (finding.measured or 0) > 0 else "less")
    return (finding.code, _about(finding), ",".join(which))


def repaired(score: Score, before: Score, remarks: Sequence[Remark] = ()) -> Score:
    """Return the score of mended marks with measures of the mending against ``before``, the score of what was given.

    faults: of what was given. left: those still there; who takes a mark away that had a fault has mended nothing as long as
    the gold asks for the mark. mended: 1 - left / faults. introduced: faults that were not there, a mark that was right
    and is gone among them; their findings say so (detail "introduced"). Where nothing was wrong there is nothing to
    mend: then the three are left out, and ``introduced`` with them unless something was spoilt.

    remarks: those about a fault that was there; remarks_answered: the share of them none of whose faults is left. A remark
    that nothing was behind asks for nothing.
    """
    then, now = {fault(found) for found in before.findings}, {fault(found) for found in score.findings}
    spoilt = {about for _code, about, _which in then}
    gone = {_about(found) for found in score.findings if _is_missing(found)}
    left = {each for each in then if each in now or each[1] in gone}
    new = {fault(found) for found in score.findings if not (_is_missing(found) and _about(found) in spoilt)}
    new -= then
    measures = {**score.measures, **_counts(then, left, new), **_answered(remarks, before, left)}
    findings = tuple(
        replace(found, detail={**found.detail, "introduced": True}) if fault(found) in new else found
        for found in score.findings
    )
    return replace(score, findings=findings, measures=measures)


def _counts(then: set[Fault], left: set[Fault], new: set[Fault]) -> dict[str, float]:
    counts = {"introduced": float(len(new))} if then or new else {}
    if then:
        counts |= {"faults": float(len(then)), "left": float(len(left)), "mended": 1 - len(left) / len(then)}
    return counts


def _answered(remarks: Sequence[Remark], before: Score, left: set[Fault]) -> dict[str, float]:
    about = [[fault(found) for found in _meant(remark, before.findings)] for remark in remarks]
    behind = [faults for faults in about if faults]
    if not behind:
        return {}
    answered = sum(left.isdisjoint(faults) for faults in behind)
    return {"remarks": float(len(behind)), "remarks_answered": answered / len(behind)}


def _meant(remark: Remark, findings: Iterable[Finding]) -> list[Finding]:
    """Return the faults that a remark is about: of its mark, or of its code in its place.

    Of a mark with several faults those of the remark's code, if there are any; of several in the place those right there.
    """
    if remark.target is not None:
        of_mark = [found for found in findings if found.answer_id == remark.target]
        return [found for found in of_mark if _has_code(found, remark.code)] or of_mark
    near = [
        (share, found)
        for found in findings
        if _has_code(found, remark.code) and (share := _shared(remark, found.place)) is not None
    ]
    there = [found for share, found in near if share >= SAME_PLACE]
    return there or [found for _share, found in near]


def _about(finding: Finding) -> str:
    """Return the mark that a finding is about: "g" and the gold's id, else "a" and the answer's."""
    if finding.gold_id is not None and finding.code != "DUP":
        return f"g{finding.gold_id}"
    return f"a{finding.answer_id}"


def _is_missing(finding: Finding) -> bool:
    """Tell whether the gold's mark has no answer at all, whatever the field calls that."""
    return finding.gold_id is not None and finding.answer_id is None


def _has_code(finding: Finding, code: str) -> bool:
    return finding.code == code or (code == "MISS" and _is_missing(finding))


def _shared(remark: Remark, place: Place) -> float | None:
    """Return how much of both places is shared, 0..1, or None where they do not meet.

    A remark about a text has the place [start, 0, end, 1] in code points, a finding there [start, end].
    """
    x1, y1, x2, y2 = remark.place
    if len(place) == 2:
        axes: list[tuple[Stretch, Stretch]] = [((x1, x2), (place[0], place[1]))]
    else:
        axes = [((x1, x2), (place[0], place[2])), ((y1, y2), (place[1], place[3]))]
    if not all(_meet(one, other) for one, other in axes):
        return None
    common = mine = theirs = 1.0
    for one, other in axes:
        common *= max(0.0, min(one[1], other[1]) - max(one[0], other[0]))
        mine, theirs = mine * (one[1] - one[0]), theirs * (other[1] - other[0])
    both = mine + theirs - common
    return common / both if both > 0 else 1.0


def _meet(one: Stretch, other: Stretch) -> bool:
    """Tell whether two stretches share more than an end; a point meets what it lies in."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return low < high or (low == high and (one[0] == one[1] or other[0] == other[1]))
