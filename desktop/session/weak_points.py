"""What a trainee is weak at, in words, and the next exercise that follows from it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from desktop.assessment.statistics import wilson_lower
from desktop.base.wording import N_, _
from desktop.curriculum.course import PracticeActivity
from desktop.curriculum.items import Exercise
from desktop.curriculum.pack import Pack
from desktop.curriculum.schema import INSPECTIONS, Label
from desktop.session.desk import Desk
from desktop.session.explain import CODE_NAMES, INSPECTION_TITLES, SIDE_NAMES, attribute_value
from desktop.session.fresh import FIRST_FRESH, SEEDS, exercise_of, fresh_id
from desktop.session.progress import evidence_at, open_activity
from desktop.session.session import Session
from desktop.session.shown import WeakPoint
from desktop.training.holdings import Bank, Trait, bank_of
from desktop.training.practice_queue import Chosen, choose_next
from desktop.training.weakness import Weakness, weaknesses

_TRAIT_NAMES: Mapping[Trait, str] = {
    ("size", "small"): N_("小的"),
    ("size", "large"): N_("大的"),
    ("crowd", "close"): N_("挤在一起的"),
    ("nesting", "nested"): N_("嵌套的"),
    ("length", "long"): N_("长的"),
    ("edge", "brackets"): N_("带引号、括号的"),
    ("repeats", "again"): N_("重复出现的"),
    ("scene", "night"): N_("夜间"),
    ("scene", "dusk"): N_("黄昏"),
    ("scene", "rain"): N_("雨天"),
    ("scene", "haze"): N_("雾霾"),
    ("scene", "overcast"): N_("阴天"),
    ("scene", "snow"): N_("雪天"),
    ("scene", "backlight"): N_("逆光"),
}
_MOST_BANKS = 4
#: What the packs in use hold, by digest: the digest names the content, so a bank never grows stale.
_banks: dict[str, Bank] = {}


def bank_at(pack: Pack) -> Bank:
    """Return what each exercise of a pack holds, worked out once."""
    if pack.digest not in _banks:
        if len(_banks) >= _MOST_BANKS:
            _banks.clear()
        _banks[pack.digest] = bank_of(pack)
    return _banks[pack.digest]


def next_exercise(session: Session, at: Desk, activity: PracticeActivity) -> Exercise:
    """Return the exercise that helps this trainee most now. Raises KnownError while the activity is locked."""
    open_activity(session, at, activity.id)
    chosen = _chosen(session, at, activity)
    if chosen.repeated and activity.fresh is not None:
        made = exercise_of(
            at.pack,
            fresh_id(activity.fresh, FIRST_FRESH + secrets.randbelow(SEEDS - FIRST_FRESH)),
            session.places,
        )
        return made or chosen.exercise
    return chosen.exercise


def why_next(session: Session, at: Desk, activity_id: str) -> str:
    """Return one sentence on why the next exercise is the one it is; empty when it is simply the next one."""
    activity = at.pack.activity(activity_id)
    if not isinstance(activity, PracticeActivity):
        return ""
    chosen = _chosen(session, at, activity)
    if chosen.repeated and activity.fresh is not None:
        return _("这组练习都做过了，下一题是新生成的，没有人做过。")
    weak = chosen.weakness
    if weak is None:
        return _("这组练习都做过了，下一题是复习。") if chosen.repeated else ""
    name = weakness_name(weak, at.pack)
    return _("下一题针对“{name}”：最近 {n} 个里错了 {wrong} 个。", name=name, n=weak.n, wrong=weak.wrong)


def weak_points_shown(session: Session, at: Desk) -> tuple[WeakPoint, ...]:
    """Return the trainee's weak points, the surest first, each with where to practise it."""
    return tuple(
        WeakPoint(weakness_name(each, at.pack), each.wrong, each.n, each.activity_id)
        for each in _weak(session, at)
    )


def weakness_name(weak: Weakness, pack: Pack) -> str:
    """Return a weakness as people call it: 漏标 · 货车 · 遮挡：重."""
    if weak.kind == "code":
        titles = INSPECTION_TITLES if _inspects(weak, pack) else {}
        named = {str(code): titles.get(code, name) for code, name in CODE_NAMES.items()}
        name = _(named.get(weak.name, weak.name))
        label = next((label.called for label in _labels(pack) if label.id == weak.label), "")
        parts = (name, aspect_name(weak.aspect, pack), label, trait_name(weak.trait, pack))
        return " · ".join(filter(None, parts))
    return next((each.text for each in pack.order.requirements if each.id == weak.name), weak.name)


def aspect_name(aspect: str, pack: Pack) -> str:
    """Return the side or attribute of a weakness as people call it, or an empty string."""
    attributes = {each.id: each.name for schema in pack.order.schemas for each in schema.attributes}
    return _(SIDE_NAMES[aspect]) if aspect in SIDE_NAMES else attributes.get(aspect, "")


def trait_name(trait: Trait | None, pack: Pack) -> str:
    """Return a trait as people call it, or an empty string."""
    if trait is None:
        return ""
    if trait in _TRAIT_NAMES:
        return _(_TRAIT_NAMES[trait])
    kind, value = trait
    for schema in pack.order.schemas:
        for attribute in schema.attributes:
            if attribute.id == kind:
                said = value == "true" if attribute.kind == "yesno" else value
                return _(
                    "{name}：{value}", name=attribute.name, value=attribute_value(said, attribute.id, schema)
                )
    return ""


def _inspects(weak: Weakness, pack: Pack) -> bool:
    """Tell whether a weakness is one in finding faults: its class is then a kind of fault."""
    return any(
        schema.task in INSPECTIONS and schema.label(weak.label) is not None for schema in pack.order.schemas
    )


def _labels(pack: Pack) -> list[Label]:
    """Return every label, those of the order's own schema first."""
    main_first = sorted(pack.order.schemas, key=lambda schema: schema.id != "main")
    return [label for schema in main_first for label in schema.labels]


def _weak(session: Session, at: Desk) -> tuple[Weakness, ...]:
    return weaknesses(evidence_at(session, at), wilson_lower, bank=bank_at(at.pack))


def _chosen(session: Session, at: Desk, activity: PracticeActivity) -> Chosen:
    candidates = [at.pack.exercises[exercise_id] for exercise_id in activity.exercises]
    return choose_next(candidates, evidence_at(session, at), _weak(session, at), bank_at(at.pack))
