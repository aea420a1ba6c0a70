"""Checking gold marks against their material and their schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.annotation.text_flags import TextFlag
from desktop.base.wording import _
from desktop.curriculum.adjudication import adjudication_faults
from desktop.curriculum.answer_names import name_faults
from desktop.curriculum.items import Exercise, GoldMark
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import Fault
from desktop.curriculum.schema import LabelSchema, Task
from desktop.curriculum.text_gold import gold_reply_faults, mark_faults

#: Which marks a text task may hold.
TEXT_KINDS: Mapping[Task, tuple[str, ...]] = {
    "spans": ("span",),
    "text": ("span", "relation", "reply"),
    "answers": ("span", "reply"),
    "text_inspection": ("text_flag",),
}
#: Kinds of shape that must have an area.
AREAS = frozenset({"rotated", "polygon", "ellipse", "mask", "quad"})


def gold_faults(exercise: Exercise, pack: Pack) -> Iterator[Fault]:
    """Yield every fault of an exercise's golds."""
    file = f"exercises/{exercise.pool}/{exercise.id}.json"
    schema = _schema(pack, exercise.schema_id)
    if schema is None:
        yield Fault(file, "schema_id", _("没有 {id} 这套标签", id=exercise.schema_id))
        return
    if (exercise.media is not None) != schema.on_pictures:
        yield Fault(file, "schema_id", _("标注的种类与任务不符"))
    yield from _given_faults(exercise, pack, schema)
    for place, words in name_faults(exercise):
        yield Fault(file, place, words)
    for number, gold in enumerate(exercise.golds):
        ids = Counter(mark.id for mark in gold.marks)
        for mark_id in (mark_id for mark_id, times in ids.items() if times > 1):
            yield Fault(file, f"golds.{number}", _("编号 {id} 用了两次", id=mark_id))
        marks = {mark.id: mark.mark() for mark in gold.marks}
        for mark in gold.marks:
            for message in _mark_faults(mark, marks, exercise, schema):
                yield Fault(file, f"golds.{number}.{mark.id}", message)
            if mark.clause and pack.clause(mark.clause) is None:
                words = _("规则里没有条款 {number}", number=mark.clause)
                yield Fault(file, f"golds.{number}.{mark.id}.clause", words)


def _given_faults(exercise: Exercise, pack: Pack, schema: LabelSchema) -> Iterator[Fault]:
    """Yield what does not fit of the marks that an exercise starts from, or of the flags that find their errors."""
    file = f"exercises/{exercise.pool}/{exercise.id}.json"
    if (exercise.work == "inspect") != (schema.inspects is not None):
        yield Fault(file, "work", _("质检练习要用质检的标签，别的练习不能用"))
        return
    by = schema if schema.inspects is None else _schema(pack, schema.inspects)
    if by is None:
        yield Fault(
            "order.toml", f"schemas.{schema.id}.inspects", _("没有 {id} 这套标签", id=schema.inspects)
        )
        return
    given = exercise.given_marks
    for marks in (given, exercise.second_marks):
        yield from _given_text_faults(marks, exercise, by)
    for mark in (*given, *exercise.second_marks):
        if by.named(mark.label) is None:
            yield Fault(file, f"given.{mark.id}", _("没有 {label} 这个类别", label=mark.label))
        elif by.on_pictures and mark.kind not in by.shapes_of(mark.label):
            yield Fault(file, f"given.{mark.id}", _("标注的种类与任务不符"))
    yield from (Fault(file, field, words) for field, words in adjudication_faults(exercise, by))
    yield from _flag_faults(exercise, file, {mark.id for mark in given})
    for remark in exercise.remarks:
        if remark.clause and pack.clause(remark.clause) is None:
            yield Fault(file, "remarks", _("规则里没有条款 {number}", number=remark.clause))


def _given_text_faults(marks: Sequence[Mark], exercise: Exercise, schema: LabelSchema) -> Iterator[Fault]:
    by_id = {mark.id: mark for mark in marks}
    for mark in marks:
        for message in mark_faults(mark, by_id, exercise, schema):
            yield Fault(f"exercises/{exercise.pool}/{exercise.id}.json", f"given.{mark.id}", message)


def _flag_faults(exercise: Exercise, file: str, ids: set[str]) -> Iterator[Fault]:
    for gold in exercise.golds:
        for own in gold.marks:
            flag = own.mark()
            if isinstance(flag, Flag | TextFlag) and flag.target is not None and flag.target not in ids:
                yield Fault(file, f"golds.{own.id}", _("给出的标注里没有 {id}", id=flag.target))


def _schema(pack: Pack, schema_id: str) -> LabelSchema | None:
    return next((known for known in pack.order.schemas if known.id == schema_id), None)


def _mark_faults(
    mark: GoldMark, marks: Mapping[str, Mark], exercise: Exercise, schema: LabelSchema
) -> Iterator[str]:
    if schema.named(mark.label) is None:
        yield _("没有 {label} 这个类别", label=mark.label)
    shape = mark.mark()
    if shape.kind not in (schema.shapes_of(mark.label) if schema.on_pictures else TEXT_KINDS[schema.task]):
        yield _("标注的种类与任务不符")
    yield from _place_faults(mark, exercise)
    yield from mark_faults(shape, marks, exercise, schema)
    yield from gold_reply_faults(mark, exercise, schema)
    yield from _joint_faults(shape, schema)
    if not mark.ignore:
        yield from _attribute_faults(mark, schema)


def _place_faults(mark: GoldMark, exercise: Exercise) -> Iterator[str]:
    place = mark.mark()
    if isinstance(place, Box):
        width, height = exercise.size or (0, 0)
        if place.x1 < 0 or place.y1 < 0 or place.x2 > width or place.y2 > height:
            yield _("框 {box} 超出图片 {width}×{height}", box=list(place.corners), width=width, height=height)
        if place.area == 0:
            yield _("框没有面积")
    elif isinstance(place, Shape):
        yield from _shape_faults(place, exercise.size or (0, 0))


def _shape_faults(shape: Shape, size: tuple[int, int]) -> Iterator[str]:
    """Yield what is wrong with a shape that is no box: a middle outside the picture, an area of nothing."""
    x1, y1, x2, y2 = shape.bounds
    if x2 < 0 or y2 < 0 or x1 > size[0] or y1 > size[1]:
        yield _("{kind} 在图片 {width}×{height} 之外", kind=shape.kind, width=size[0], height=size[1])
    if isinstance(shape, Mask) and (x2 > size[0] or y2 > size[1]):
        yield _("掩膜超出图片 {width}×{height}", width=size[0], height=size[1])
    if shape.kind in AREAS and shape.area == 0:
        yield _("{kind} 没有面积", kind=shape.kind)


def _joint_faults(shape: Mark, schema: LabelSchema) -> Iterator[str]:
    label = schema.label(shape.label)
    if isinstance(shape, Skeleton) and label is not None and label.skeleton is not None:
        want, have = len(label.skeleton.points), len(shape.joints)
        if want != have:
            yield _("骨架有 {have} 个点，类别要求 {want} 个", have=have, want=want)


def _attribute_faults(mark: GoldMark, schema: LabelSchema) -> Iterator[str]:
    asked = {attribute.id: attribute for attribute in schema.attributes_of(mark.label)}
    for missing in sorted(asked.keys() - mark.attributes.keys()):
        yield _("缺少属性 {id}", id=missing)
    for attribute_id, value in mark.attributes.items():
        for each in (value, *mark.accept.get(attribute_id, ())):
            if attribute_id not in asked or not asked[attribute_id].holds(each):
                yield _("属性 {id} 不能是 {value}", id=attribute_id, value=each)
    for stranger in sorted(mark.accept.keys() - mark.attributes.keys()):
        yield _("属性 {id} 只有备选值，没有标准值", id=stranger)
