"""The class board: who is where, who is ready, who is stuck."""

from __future__ import annotations

from datetime import timedelta

from desktop.assessment.statistics import clopper_pearson_lower
from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.pack import Pack
from desktop.records.queries.board import Outcome, outcomes
from desktop.records.queries.classes import Cohort, cohort
from desktop.session.progress import evidence_of, gate_words, readiness_words
from desktop.session.session import Session
from desktop.session.shown import Board, BoardCell, BoardRow
from desktop.training.evidence import Evidence
from desktop.training.path import ActivityState, ModuleState, current, trace
from desktop.training.readiness import readiness

#: A gate that still says no although all it asks for was handed in: somebody should look.
STUCK_AFTER_DAYS = 3


def board(session: Session, class_id: str) -> Board:
    """Return the board of a class; those who withdrew are left out. Raises KnownError."""
    session.instructor()
    found = cohort(session.record, class_id)
    if found is None:
        raise KnownError(_("没有这个班级。"))
    pack = session.shelf.pack(found.pack_id)
    rows = tuple(
        _row(session, found, pack, each)
        for each in outcomes(session.record, class_id)
        if each.withdrawn_at is None
    )
    return Board(class_id, found.name, pack.order.name, tuple(module.title for module in pack.modules), rows)


def _row(session: Session, found: Cohort, pack: Pack, outcome: Outcome) -> BoardRow:
    evidence = evidence_of(session, found.class_id, outcome.account_id)
    path = trace(pack.modules, evidence)
    now = current(path)
    stuck = _stuck(session, now, evidence)
    judged = sum(each.judged for each in evidence.tries)
    qualified = sum(each.qualified for each in evidence.tries)
    cut = pack.blueprint.practical.pass_accuracy
    return BoardRow(
        account_id=outcome.account_id,
        name=outcome.name,
        number=outcome.number,
        cells=tuple(_cell(module, now, stuck) for module in path),
        minutes=round(outcome.seconds / 60),
        accuracy=qualified / judged if judged else None,
        units=judged,
        readiness=readiness_words(readiness(evidence, cut, clopper_pearson_lower)),
        exam=_exam(outcome),
        stuck=stuck,
    )


def _cell(module: ModuleState, now: ActivityState | None, stuck: str) -> BoardCell:
    text = f"{module.done}/{len(module.activities)}"
    if module.state != "now":
        return BoardCell(module.state, text)
    here = now is not None and any(each is now for each in module.activities)
    return BoardCell("stuck" if here and stuck else "now", text)


def _stuck(session: Session, now: ActivityState | None, evidence: Evidence) -> str:
    if now is None:
        return ""
    if now.gate is not None:
        seen = now.gate.labelling is None or now.gate.exercises >= now.gate.exercises_needed
        if seen and not now.gate.passed:
            return _("卡在“{title}”：{why}", title=now.activity.title, why=gate_words(now.gate))
    moments = [each.at for each in evidence.tries] + [each.at for each in evidence.answers]
    last = max(moments, default=None)
    if last is not None and session.clock.now() - last > timedelta(days=STUCK_AFTER_DAYS):
        days = (session.clock.now() - last).days
        return _("停在“{title}”，{days} 天没有练习。", title=now.activity.title, days=days)
    return ""


def _exam(outcome: Outcome) -> str:
    if not outcome.sittings:
        return ""
    words = {"distinction": _("优秀"), "pass": _("合格"), "fail": _("未通过")}
    said = words.get(outcome.last_outcome or "", _("待定"))
    return said if outcome.sittings == 1 else _("{said}·第 {n} 次", said=said, n=outcome.sittings)
