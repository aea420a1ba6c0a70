"""Mending another's marks: which of their faults are gone, which are left, and which are new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from desktop.curriculum.items import Remark
from desktop.scoring.result import Finding, Score

#: What makes two findings the same fault: its code, the marks it is about, and which side, joint or attribute.
Fault: TypeAlias = tuple[str, str, str]


def fault(finding: Finding) -> Fault:
    """Return what a finding is about, whoever made the mark: gold is known by its id, an extra mark by its own."""
    about = finding.gold_id if finding.code != "DUP" else None
    detail = finding.detail
    which = ",".join(
        str(detail[name]) for name in ("side", "attribute", "joint", "measure") if name in detail
    )
    return (finding.code, about or finding.answer_id or "", which)


def repaired(score: Score, before: Score, remarks: Sequence[Remark] = ()) -> Score:
    """Return the score of mended marks with measures of the mending against ``before``, the score of what was given.

    mended: faults gone / faults there were, where there were any. left: faults still there. introduced: faults that were
    not there; their findings say so (detail "introduced"). remarks_answered: the share of the remarks none of whose
    faults is left.
    """
    then, now = {fault(found) for found in before.findings}, {fault(found) for found in score.findings}
    measures = {**score.measures, "left": float(len(then & now)), "introduced": float(len(now - then))}
    if then:
        measures["mended"] = len(then - now) / len(then)
    if remarks:
        answered = sum(not _left(remark, before, now) for remark in remarks)
        measures["remarks_answered"] = answered / len(remarks)
    findings = tuple(
        replace(found, detail={**found.detail, "introduced": True}) if fault(found) not in then else found
        for found in score.findings
    )
    return replace(score, findings=findings, measures=measures)


def _left(remark: Remark, before: Score, now: set[Fault]) -> bool:
    """Tell whether a fault that a remark is about is still there: one of its mark, or one of its code in its place."""
    return any(fault(found) in now for found in before.findings if _is_about(remark, found))


def _is_about(remark: Remark, found: Finding) -> bool:
    if remark.target is not None:
        return found.answer_id == remark.target
    if found.code != remark.code or len(found.place) != 4:
        return False
    ax1, ay1, ax2, ay2 = remark.place
    bx1, by1, bx2, by2 = found.place
    return ax1 < bx2 and bx1 < ax2 and ay1 < by2 and by1 < ay2
