"""What the record says about a trainee, turned into the path and its gates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from desktop.assessment.statistics import clopper_pearson_lower
from desktop.base.errors import KnownError
from desktop.base.figures import at_least, limit, percent
from desktop.base.wording import _
from desktop.curriculum.course import Activity, GateActivity
from desktop.curriculum.pack import Pack
from desktop.records.queries.classes import enrolments
from desktop.records.queries.progress import finished_activities, theory_answers
from desktop.records.queries.submissions import Try, exercise_histories, first_tries, submission
from desktop.scoring.codec import finding_from_json
from desktop.session.desk import Desk
from desktop.session.session import Session
from desktop.session.shown import ActivityShown, ModuleShown
from desktop.session.shown import Readiness as ReadinessShown
from desktop.training.evidence import Evidence, TheoryRow, TryRow, aspects_of, codes_of, places_of
from desktop.training.gates import GateResult
from desktop.training.path import ActivityState, ModuleState, current, trace
from desktop.training.readiness import Readiness, readiness
from desktop.training.weakness import RECENT_TRIES


def evidence_of(session: Session, class_id: str, account_id: str) -> Evidence:
    """Return what the record holds about one trainee in one class."""
    record = session.record
    # Unseen exercises are always given first, so a repeat only happens, and counts, when the bank is used up.
    tries = first_tries(record, class_id, account_id, repeats=True)
    history = [
        TheoryRow(each.item_id, each.activity_id, each.at, each.correct, each.requirements)
        for each in theory_answers(record, class_id, account_id)
    ]
    latest = {each.item_id: each for each in reversed(history)}
    handed_in: defaultdict[str, set[str]] = defaultdict(set)
    for each in exercise_histories(record, class_id, account_id):
        handed_in[each.activity_id].add(each.exercise_id)
    return Evidence(
        tries=[_try_row(session, each, with_codes=place < RECENT_TRIES) for place, each in enumerate(tries)],
        answers=[each for each in history if latest[each.item_id] is each],
        finished=frozenset(each.activity_id for each in finished_activities(record, class_id, account_id)),
        handed_in={activity: frozenset(exercises) for activity, exercises in handed_in.items()},
        answered=frozenset(latest),
        history=history,
    )


def evidence_at(session: Session, at: Desk) -> Evidence:
    """Return the evidence about the trainee at a desk."""
    return evidence_of(session, at.class_id, at.account_id)


def path_at(session: Session, at: Desk) -> tuple[ModuleState, ...]:
    """Return the states of the whole path."""
    return trace(at.pack.modules, evidence_at(session, at))


def done_by_module(session: Session, class_id: str, pack: Pack) -> dict[tuple[str, str], int]:
    """Return how many activities everybody ever enrolled has done, by account id and module id."""
    return {
        (each.account_id, state.module.id): state.done
        for each in enrolments(session.record, class_id)
        for state in trace(pack.modules, evidence_of(session, class_id, each.account_id))
    }


def modules_shown(session: Session, at: Desk) -> tuple[ModuleShown, ...]:
    """Return the path as the home page shows it."""
    states = path_at(session, at)
    titles = {each.activity.id: each.activity.title for module in states for each in module.activities}
    return tuple(
        ModuleShown(
            module.module.id,
            module.module.title,
            module.module.summary,
            module.state,
            module.done,
            len(module.activities),
            tuple(_activity_shown(each, titles) for each in module.activities),
        )
        for module in states
    )


def next_shown(modules: Sequence[ModuleShown], path: Sequence[ModuleState]) -> ActivityShown | None:
    """Return what the big button opens. At a gate that says no it is the work that the gate looks at, once more."""
    now = current(path)
    if now is None:
        return None
    shown = {each.activity_id: each for module in modules for each in module.activities}
    found = shown[now.activity.id]
    if not isinstance(now.activity, GateActivity) or now.gate is None:
        return found
    labelling = now.gate.labelling
    wanted = "practice" if labelling is not None and not _labelling_shown(now.gate) else "theory"
    over = [shown[each] for each in now.activity.over if each in shown]
    work = next((each for each in reversed(over) if each.kind == wanted), over[-1] if over else found)
    return replace(work, why=found.why)


def _labelling_shown(gate: GateResult) -> bool:
    return gate.exercises >= gate.exercises_needed and gate.labelling is not None and gate.labelling.met


def open_activity(session: Session, at: Desk, activity_id: str) -> Activity:
    """Return an activity that is not locked. Raises KnownError with what must be done first."""
    for module in path_at(session, at):
        for each in module.activities:
            if each.activity.id != activity_id:
                continue
            if each.state == "locked":
                first = at.pack.activity(each.locked_by).title
                raise KnownError(
                    _("“{title}”还没有开放。", title=each.activity.title),
                    remedy=_("请先完成“{first}”。", first=first),
                )
            return each.activity
    raise KnownError(_("路线里没有 {id}。", id=activity_id))


def gate_sentence(session: Session, at: Desk, activity_id: str) -> str:
    """Return what the gate after an activity sees, in numbers; empty when no gate looks at it."""
    for module in path_at(session, at):
        for each in module.activities:
            if each.gate is not None and activity_id in getattr(each.activity, "over", ()):
                said = gate_words(each.gate)
                return (
                    _("门槛已通过：{said}", said=said) if each.gate.passed else _("门槛：{said}", said=said)
                )
    return ""


def gate_words(gate: GateResult) -> str:
    """Return what a gate sees and asks for, in numbers."""
    said = [_("以前已经达到过")] if gate.passed_before else []
    if gate.labelling is not None:
        part = gate.labelling
        said.append(
            _(
                "最近 {seen}/{window} 次首答，{k}/{n} 个合格（{share}），要求 ≥ {need} 且不少于 {least} 个",
                seen=gate.exercises,
                window=gate.exercises_needed,
                k=part.k,
                n=part.n,
                share=percent(part.share, against=part.share_needed),
                need=limit(part.share_needed),
                least=part.n_needed,
            )
        )
    if gate.theory is not None:
        part = gate.theory
        said.append(
            _(
                "理论首答 {n}/{needed} 题，答对 {k} 题（{share}），要求 ≥ {need}",
                n=part.n,
                needed=part.n_needed,
                k=part.k,
                share=percent(part.share, against=part.share_needed),
                need=limit(part.share_needed),
            )
        )
    return _("；").join(said)


def readiness_shown(session: Session, at: Desk) -> ReadinessShown:
    """Return the readiness light with its sentence."""
    cut = at.pack.blueprint.practical.pass_accuracy
    return readiness_words(readiness(evidence_at(session, at), cut, clopper_pearson_lower))


def readiness_words(found: Readiness) -> ReadinessShown:
    """Return a readiness with the sentence that says it honestly."""
    lower = at_least(found.lower or 0.0)
    numbers = {"k": found.correct, "n": found.n, "cut": limit(found.cut), "lower": lower}
    sentences = {
        "none": _("证据还不够：只有 {n} 个判定单位，至少要 30 个。"),
        "red": _("还没到：最近 {k}/{n} 合格，低于要求的 {cut}。"),
        "amber": _("接近了：最近 {k}/{n} 合格，但 95% 下限只有 {lower}，要求 {cut}。"),
        "green": _("可以报考：最近 {k}/{n} 合格，95% 下限 {lower} ≥ {cut}。"),
    }
    return ReadinessShown(
        found.light, found.correct, found.n, found.lower, found.cut, sentences[found.light].format(**numbers)
    )


def _try_row(session: Session, each: Try, *, with_codes: bool) -> TryRow:
    whole = submission(session.record, each.attempt_id, each.try_number) if with_codes else None
    findings = [finding_from_json(finding) for finding in whole.findings] if whole else []
    return TryRow(
        exercise_id=each.exercise_id,
        activity_id=each.activity_id,
        at=each.at,
        qualified=each.qualified,
        judged=each.judged,
        missed=each.missed,
        codes=codes_of(findings),
        aspects=aspects_of(findings),
        found=places_of(findings),
    )


def _activity_shown(each: ActivityState, titles: dict[str, str]) -> ActivityShown:
    activity = each.activity
    why = ""
    if each.state == "locked":
        why = _("先完成“{title}”", title=titles.get(each.locked_by, ""))
    elif each.gate is not None:
        why = gate_words(each.gate)
    many = each.needed > 1
    progress = _("{count}/{needed}", count=min(each.count, each.needed), needed=each.needed) if many else ""
    return ActivityShown(
        activity.id,
        activity.kind,
        activity.title,
        each.state,
        getattr(activity, "minutes", 0),
        progress,
        why,
    )
