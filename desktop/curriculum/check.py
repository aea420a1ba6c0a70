"""Checking that a pack's parts fit together: every reference, every gold mark, every picture, the whole matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from desktop.base.wording import _
from desktop.curriculum.blueprint_check import blueprint_faults
from desktop.curriculum.checklists import checklist_doubts
from desktop.curriculum.clause_check import missing_clauses
from desktop.curriculum.course import Activity, FreshSource, GateActivity, PracticeActivity, TheoryActivity
from desktop.curriculum.coverage import CoverageRow, coverage
from desktop.curriculum.generators.receipt_words import FieldKind
from desktop.curriculum.gold_check import gold_faults
from desktop.curriculum.lesson_text import clause_links, pictures
from desktop.curriculum.media_check import picture_fault
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import Fault, read_pack
from desktop.curriculum.rule_check import rule_faults
from desktop.curriculum.schema import Attribute, LabelSchema

FULL_WEIGHT = 100.0
#: Codes of findings whose clause may depend on the label; an attribute names its own.
LABEL_CODES = frozenset(
    {
        "MISS",
        "EXTRA",
        "DUP",
        "CLS",
        "LOOSE",
        "CUT",
        "BND",
        "RULE",
        "ANG",
        "PT",
        "VIS",
        "LINE",
        "TXT",
        "GROUP",
        "ORDER",
        "REL",
        "SLOT",
        "PREF",
        "RSN",
        "SEC",
        "FMT",
    }
)


@dataclass(frozen=True)
class Report:
    """What a check found. ``matrix`` and ``digest`` are empty when the pack could not be read at all.

    ``doubts``: what is no fault, but perhaps not what its author meant.
    """

    faults: tuple[Fault, ...]
    matrix: tuple[CoverageRow, ...] = ()
    digest: str = ""
    title: str = ""
    doubts: tuple[Fault, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether the pack may be used."""
        return not self.faults


def check_pack(path: Path) -> Report:
    """Return everything that is wrong with a pack, in one run. Raises DamagedFileError when there is none to read."""
    pack, faults = read_pack(path)
    if pack is None:
        return Report(faults)
    try:
        found = tuple(_all_faults(pack))
        return Report(found, coverage(pack), pack.digest, pack.head.title, tuple(_doubts(pack)))
    finally:
        pack.files.close()


def _all_faults(pack: Pack) -> Iterator[Fault]:
    yield from _order_faults(pack)
    for schema in pack.order.schemas:
        yield from _schema_faults(pack, schema)
        yield from rule_faults(schema)
        yield from missing_clauses(schema)
    yield from _reference_faults(pack)
    yield from _course_faults(pack)
    yield from _lesson_faults(pack)
    yield from _media_faults(pack)
    for exercise in pack.exercises.values():
        yield from gold_faults(exercise, pack)
    yield from _pool_faults(pack)
    yield from blueprint_faults(pack)
    for row in coverage(pack):
        for hole in row.holes():
            yield Fault("order.toml", f"requirements.{row.requirement}", _("覆盖缺口：{hole}", hole=hole))


def _doubts(pack: Pack) -> Iterator[Fault]:
    for exercise in pack.exercises.values():
        for place, words in checklist_doubts(exercise):
            yield Fault(_file_of(exercise.pool, exercise.id), place, words)


def _twice(file: str, place: str, names: Iterable[str]) -> Iterator[Fault]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Fault(file, place, _("{name} 出现了 {times} 次", name=name, times=times))


def _order_faults(pack: Pack) -> Iterator[Fault]:
    yield from _twice("order.toml", "requirements", (r.id for r in pack.order.requirements))
    yield from _twice("order.toml", "schemas", (s.id for s in pack.order.schemas))
    yield from _twice("rules.toml", "clauses", (c.number for c in pack.rules.clauses))
    yield from _twice("profile.toml", "competencies", (c.id for c in pack.profile.competencies))
    if "main" not in {schema.id for schema in pack.order.schemas}:
        yield Fault("order.toml", "schemas", _("缺少 main"))
    for requirement in pack.order.requirements:
        for number in requirement.clauses:
            yield from _clause_fault(pack, number, "order.toml", f"requirements.{requirement.id}.clauses")
    weight = sum(competency.weight for competency in pack.profile.competencies)
    if abs(weight - FULL_WEIGHT) > 1e-6:
        yield Fault("profile.toml", "competencies", _("权重之和是 {weight}，应为 100", weight=f"{weight:g}"))
    for competency in pack.profile.competencies:
        yield from _unknown(
            competency.requirements,
            _requirements(pack),
            "profile.toml",
            f"competencies.{competency.id}.requirements",
        )


def _schema_faults(pack: Pack, schema: LabelSchema) -> Iterator[Fault]:
    place = f"schemas.{schema.id}"
    yield from _twice("order.toml", f"{place}.labels", (label.id for label in schema.labels))
    yield from _twice("order.toml", f"{place}.labels.key", (label.key for label in schema.labels))
    yield from _twice("order.toml", f"{place}.attributes", (attribute.id for attribute in schema.attributes))
    labels = {label.id for label in schema.labels}
    for attribute in schema.attributes:
        yield from _unknown(
            attribute.labels, labels, "order.toml", f"{place}.attributes.{attribute.id}.labels"
        )
        yield from _attribute_faults(pack, attribute, f"{place}.attributes.{attribute.id}")
    yield from _label_clause_faults(pack, schema)
    for rules in (schema.box_rules, schema.span_rules, schema.object_rules, schema.text_rules):
        for code, number in rules.clauses.items():
            yield from _clause_fault(pack, number, "order.toml", f"{place}.clauses.{code}")
    cited = {own.id: own.clauses for own in schema.relations} | {
        own.id: own.clauses for own in schema.questions
    }
    for name, clauses in cited.items():
        for code, number in clauses.items():
            yield from _clause_fault(pack, number, "order.toml", f"{place}.{name}.clauses.{code}")


def _label_clause_faults(pack: Pack, schema: LabelSchema) -> Iterator[Fault]:
    """Yield a fault for each clause of a label that is not there or never used, or that only some labels have.

    Once one label has a clause of its own for a code, every label must: a finding about one of the rest would cite
    a clause that is not about it.
    """
    asked = {code for label in schema.labels for code in label.clauses}
    for label in schema.labels:
        place = f"schemas.{schema.id}.labels.{label.id}.clauses"
        for code, number in label.clauses.items():
            yield from _clause_fault(pack, number, "order.toml", f"{place}.{code}")
            if code not in LABEL_CODES:
                yield Fault(
                    "order.toml", f"{place}.{code}", _("{code} 不是按类别写条款的错误代码", code=code)
                )
        for code in sorted(asked - label.clauses.keys()):
            yield Fault("order.toml", f"{place}.{code}", _("别的类别写了条款，这个类别没写"))


def _attribute_faults(pack: Pack, attribute: Attribute, place: str) -> Iterator[Fault]:
    yield from _twice("order.toml", f"{place}.options", (option.id for option in attribute.options))
    if attribute.kind == "choice" and len(attribute.options) < 2:
        yield Fault("order.toml", f"{place}.options", _("至少要两个选项"))
    if attribute.default is not None and not attribute.holds(attribute.default):
        words = _("属性 {id} 不能是 {value}", id=attribute.id, value=attribute.default)
        yield Fault("order.toml", f"{place}.default", words)
    if attribute.clause:
        yield from _clause_fault(pack, attribute.clause, "order.toml", place)


def _reference_faults(pack: Pack) -> Iterator[Fault]:
    requirements = _requirements(pack)
    competencies = {competency.id for competency in pack.profile.competencies}
    for item in pack.items.values():
        file = f"theory ({item.id})"
        yield from _unknown(item.requirements, requirements, file, "requirements")
        yield from _unknown(item.competencies, competencies, file, "competencies")
        if item.clause:
            yield from _clause_fault(pack, item.clause, file, "clause")
    for lesson in pack.lessons.values():
        file = f"lessons/{lesson.id}.md"
        yield from _unknown(lesson.requirements, requirements, file, "requirements")
        yield from _unknown(lesson.competencies, competencies, file, "competencies")
    for exercise in pack.exercises.values():
        file = _file_of(exercise.pool, exercise.id)
        yield from _unknown(exercise.requirements, requirements, file, "requirements")
        yield from _unknown(exercise.competencies, competencies, file, "competencies")


def _course_faults(pack: Pack) -> Iterator[Fault]:
    yield from _twice("course.toml", "modules", (module.id for module in pack.modules))
    activities = [activity for module in pack.modules for activity in module.activities]
    yield from _twice("course.toml", "activities", (activity.id for activity in activities))
    gateable: set[str] = set()
    for activity in activities:
        place = f"activities.{activity.id}"
        if isinstance(activity, GateActivity):
            yield from _unknown(activity.over, gateable, "course.toml", f"{place}.over")
            yield from _gate_faults(activity, activities)
            continue
        if isinstance(activity, TheoryActivity):
            gateable.add(activity.id)
            practice = {item.id for item in pack.items.values() if item.pool == "practice"}
            yield from _unknown(activity.items, practice, "course.toml", f"{place}.items")
        elif isinstance(activity, PracticeActivity):
            gateable.add(activity.id)
            practice = {entry.id for entry in pack.exercises.values() if entry.pool == "practice"}
            yield from _unknown(activity.exercises, practice, "course.toml", f"{place}.exercises")
            if activity.fresh is not None:
                yield from _fresh_faults(pack, activity.fresh, f"{place}.fresh")
            elif activity.needed > len(activity.exercises):
                yield Fault("course.toml", f"{place}.needed", _("比练习总数还多"))
        elif activity.kind == "lesson":
            yield from _unknown((activity.lesson,), set(pack.lessons), "course.toml", f"{place}.lesson")


def _fresh_faults(pack: Pack, source: FreshSource, place: str) -> Iterator[Fault]:
    schemas = {schema.id for schema in pack.order.schemas}
    yield from _unknown((source.schema_id,), schemas, "course.toml", f"{place}.schema_id")
    yield from _unknown(source.requirements, _requirements(pack), "course.toml", f"{place}.requirements")
    competencies = {competency.id for competency in pack.profile.competencies}
    yield from _unknown(source.competencies, competencies, "course.toml", f"{place}.competencies")
    if source.schema_id in schemas:
        labels = {label.id for label in pack.schema(source.schema_id).labels}
        yield from _unknown(get_args(FieldKind), labels, "course.toml", f"{place}.schema_id")


def _gate_faults(gate: GateActivity, activities: Iterable[Activity]) -> Iterator[Fault]:
    """Yield a fault for a gate that asks for more theory items than there are: nobody could ever pass it."""
    seen = [each for each in activities if each.id in gate.over and isinstance(each, TheoryActivity)]
    items = {item for each in seen for item in each.items}
    if len(items) < gate.rule.theory_items:
        words = _("要抽 {need} 题，题库只有 {n} 题", need=gate.rule.theory_items, n=len(items))
        yield Fault("course.toml", f"activities.{gate.id}.rule.theory_items", words)


def _lesson_faults(pack: Pack) -> Iterator[Fault]:
    for clause in pack.rules.clauses:
        for number in clause_links(clause.text):
            yield from _clause_fault(pack, number, "rules.toml", f"clauses.{clause.number}")
    for lesson in pack.lessons.values():
        for number in clause_links(lesson.body):
            yield from _clause_fault(pack, number, f"lessons/{lesson.id}.md", "body")


def _media_faults(pack: Pack) -> Iterator[Fault]:
    wanted: list[tuple[str, str, str, tuple[int, int] | None]] = []
    for clause in pack.rules.clauses:
        wanted += [
            ("rules.toml", f"clauses.{clause.number}", p.path, None) for p in (*clause.good, *clause.bad)
        ]
    for lesson in pack.lessons.values():
        wanted += [(f"lessons/{lesson.id}.md", "body", path, None) for path in pictures(lesson.body)]
    for item in pack.items.values():
        paths = [item.picture, *(choice.picture for choice in item.choices)]
        wanted += [(f"theory ({item.id})", "picture", path, None) for path in paths if path]
    for exercise in pack.exercises.values():
        file = _file_of(exercise.pool, exercise.id)
        if exercise.media:
            wanted.append((file, "media", exercise.media, exercise.size))
        if exercise.context:
            wanted.append((file, "context", exercise.context, None))
    for file, place, path, size in wanted:
        if problem := picture_fault(pack.files, path, size):
            yield Fault(file, place, f"{path}: {problem}")


def _pool_faults(pack: Pack) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for exercise in pack.exercises.values():
        if exercise.pool == "practice":
            seen[_material(pack, exercise.media, exercise.text)] = exercise.id
    for exercise in pack.exercises.values():
        twin = seen.get(_material(pack, exercise.media, exercise.text))
        if exercise.pool == "exam" and twin is not None:
            yield Fault(
                _file_of("exam", exercise.id), "media", _("考题与练习 {twin} 用了同一份材料", twin=twin)
            )
    stems = {item.stem: item.id for item in pack.items.values() if item.pool == "practice"}
    for item in pack.items.values():
        if item.pool == "exam" and item.stem in stems and item.picture is None:
            yield Fault(f"theory ({item.id})", "stem", _("考题与练习题 {twin} 相同", twin=stems[item.stem]))


def _requirements(pack: Pack) -> set[str]:
    return {requirement.id for requirement in pack.order.requirements}


def _unknown(names: Iterable[str], known: set[str], file: str, place: str) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            yield Fault(file, place, _("{name} 不存在，或不能用在这里", name=name))


def _clause_fault(pack: Pack, number: str, file: str, place: str) -> Iterator[Fault]:
    if pack.clause(number) is None:
        yield Fault(file, place, _("规则里没有条款 {number}", number=number))


def _material(pack: Pack, media: str | None, text: str | None) -> str:
    if media is None:
        return text or ""
    return pack.files.digest(media) if media in pack.files.paths() else media


def _file_of(pool: str, exercise_id: str) -> str:
    return f"exercises/{pool}/{exercise_id}.json"
