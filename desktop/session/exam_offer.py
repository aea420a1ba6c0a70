"""Whether an assessment may be sat, which parts, and what the paper shows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.assessment.form import FormItem
from desktop.assessment.sitting import PARTS, Part
from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.items import TheoryItem
from desktop.curriculum.pack import Pack
from desktop.records.queries.classes import cohort
from desktop.records.queries.points import open_points_of_sitting
from desktop.records.queries.progress import seconds_since
from desktop.records.queries.sittings import Sitting, sittings
from desktop.session.desk import Desk
from desktop.session.paper import paper_from_json
from desktop.session.progress import path_at
from desktop.session.session import Session
from desktop.session.shown import ExamOffer

PASSED = ("pass", "distinction")
_PRACTICAL_REASONS = ("units", "accuracy", "miss_rate", "false_alarms", "rule", "pace")


def offer_of(session: Session, at: Desk) -> ExamOffer:
    """Return the offer to a trainee whose closed sittings are all decided."""
    earlier = sittings(session.record, account_id=at.account_id, class_id=at.class_id)
    if earlier and earlier[0].closed_at is None:
        return ExamOffer("running", (_("有一场考核正在进行。"),), earlier[0].sitting_id)
    if (
        earlier
        and earlier[0].decision is None
        and (n := open_points_of_sitting(session.record, earlier[0].sitting_id))
    ):
        why = _("实操有 {n} 项等待讲师评分，评完才有结果。", n=n)
        return ExamOffer("waiting", (why,), earlier[0].sitting_id)
    if earlier and earlier[0].decision is None:
        return ExamOffer("waiting", (other_version(at.pack).what,), earlier[0].sitting_id)
    if earlier and (decided := earlier[0].decision) is not None and decided.outcome in PASSED:
        return ExamOffer("passed", (), earlier[0].sitting_id)
    reasons = _path_reasons(session, at)
    latest = earlier[0].sitting_id if earlier else ""
    if earlier:
        most = at.pack.blueprint.sittings
        if len(earlier) >= most:
            return ExamOffer("failed", (_("{n} 次机会都用完了，请和讲师商量。", n=most),), latest)
        reasons += _practice_reasons(session, at, earlier[0])
        if reasons:
            return ExamOffer("waiting", tuple(reasons), latest)
    return ExamOffer("locked" if reasons else "open", tuple(reasons), latest)


def parts_to_sit(earlier: Sequence[Sitting]) -> tuple[tuple[Part, ...], Mapping[str, Any]]:
    """Return the parts of the next sitting and the proofs carried over: only what was failed is sat again."""
    if not earlier or earlier[0].decision is None:
        return PARTS, {}
    decision = earlier[0].decision
    failed = _failed_parts(decision.reasons)
    if failed == {"practical"}:
        return ("intro", "practical"), {"theory": decision.theory}
    if failed == {"theory"}:
        return ("intro", "theory"), {"practical": decision.practical}
    return PARTS, {}


def exposure(session: Session, class_id: str) -> Counter[str]:
    """Return how often each item and exercise was used in this class's forms."""
    used: Counter[str] = Counter()
    for sitting in sittings(session.record, class_id=class_id):
        used.update(paper_from_json(sitting.form).form.ids)
    return used


def item_on_paper(pack: Pack, asked: FormItem) -> TheoryItem:
    """Return a theory item with its choices in the order of the form."""
    item = pack.items[asked.item_id]
    by_id = {choice.id: choice for choice in item.choices}
    choices = tuple(by_id[choice] for choice in asked.choices if choice in by_id)
    return item.model_copy(update={"choices": choices})


def pack_of(session: Session, sitting: Sitting) -> Pack:
    """Return the pack of a sitting. Raises KnownError when this PC has another version of it."""
    found = cohort(session.record, sitting.class_id)
    if found is None:
        raise KnownError(_("没有这个班级。"))
    pack = session.shelf.exact(found.pack_id, sitting.pack_digest)
    if sitting.decision is None:
        expect_version(pack, sitting)
    return pack


def expect_version(pack: Pack, sitting: Sitting) -> None:
    """Raise KnownError unless this is the very pack that the sitting was drawn from."""
    if pack.digest != sitting.pack_digest:
        raise other_version(pack)


def other_version(pack: Pack) -> KnownError:
    """Return the fault that a sitting was drawn from another version of its pack: it can be neither sat nor judged."""
    return KnownError(
        _("课程包在考核期间换了版本，不能继续，也不能评分。"),
        where=pack.head.title,
        remedy=_("作答都还在。请讲师装回考核时的版本。"),
    )


def _path_reasons(session: Session, at: Desk) -> list[str]:
    steps = [each for module in path_at(session, at) for each in module.activities]
    left = sum(each.state != "done" for each in steps)
    return [_("学习路线还有 {left} 步没有完成（共 {n} 步）。", left=left, n=len(steps))] if left else []


def _practice_reasons(session: Session, at: Desk, last: Sitting) -> list[str]:
    if last.closed_at is None:
        return []
    done = seconds_since(session.record, at.account_id, last.closed_at) / 3600
    needed = at.pack.blueprint.hours_between
    if done >= needed:
        return []
    return [_("上次考核后练习了 {done:.1f} 小时，满 {needed:.1f} 小时才能再考。", done=done, needed=needed)]


def _failed_parts(reasons: Sequence[str]) -> set[str]:
    failed = set()
    for reason in map(json.loads, reasons):
        if not reason["met"] and not reason["code"].startswith("distinction"):
            failed.add("practical" if reason["code"] in _PRACTICAL_REASONS else "theory")
    return failed
