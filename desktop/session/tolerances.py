"""How exactly a mark must be made to count as right, in one line for a certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from desktop.annotation.shapes.base import ShapeKind
from desktop.base.figures import limit
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.shape_rules import ObjectRules
from desktop.session.text_tolerances import text_tolerance
from desktop.session.text_words import TEXT_TASKS

Said: TypeAlias = Callable[[ObjectRules], str]


def tolerance(schema: LabelSchema, exercises: Sequence[Exercise] | None = None) -> str:
    """Return the tolerances of a schema, then what must be right beside the place: classes, attributes.

    ``exercises``: those that are judged by it; what none of them asks is left out. None: all that could be asked.
    """
    if schema.task in TEXT_TASKS:
        return text_tolerance(schema, exercises)
    if schema.task == "text_inspection":
        return _flag(schema.object_rules)
    attributes = _("类别、属性全对") if schema.attributes else _("类别全对")
    if schema.task == "boxes":
        return _("{sides}，{attributes}", sides=_sides(schema), attributes=attributes)
    if schema.task == "spans":
        slack = schema.span_rules.boundary_slack
        if slack:
            return _("边界偏差 ≤ {n} 个字且不超过长度的 1/4，{attributes}", n=slack, attributes=attributes)
        return _("边界完全一致，{attributes}", attributes=attributes)
    said = [_sides(schema) if kind == "box" else _SAID[kind](schema.object_rules) for kind in schema.shapes]
    return _("，").join([*(words for words in said if words), *_classes_apart(schema), attributes])


def _classes_apart(schema: LabelSchema) -> list[str]:
    """Return which classes are judged by area tolerances of their own, if any."""
    apart = [label.called for label in schema.labels if label.id in schema.object_rules.areas]
    return [_("{classes}另有标准", classes=_("、").join(apart))] if apart else []


def _sides(schema: LabelSchema) -> str:
    rules = schema.box_rules
    return _("每边偏差 ≤ max({px:g} px, 边长 {share})", px=rules.side_px, share=limit(rules.side_share))


def _rotated(rules: ObjectRules) -> str:
    return _(
        "旋转框 IoU ≥ {iou:g}、角度差 ≤ {degrees:g}°", iou=rules.rotated.iou, degrees=rules.rotated.degrees
    )


def _polygon(rules: ObjectRules) -> str:
    return _("多边形 IoU ≥ {iou:g}、{share} 的轮廓在 {px:g} px 内", **_area(rules, "polygon"))


def _mask(rules: ObjectRules) -> str:
    return _("掩膜 IoU ≥ {iou:g}、{share} 的轮廓在 {px:g} px 内", **_area(rules, "mask"))


def _ellipse(rules: ObjectRules) -> str:
    return _("椭圆 IoU ≥ {iou:g}、{share} 的轮廓在 {px:g} px 内", **_area(rules, "ellipse"))


def _area(rules: ObjectRules, kind: str) -> dict[str, float | str]:
    own = getattr(rules, kind)
    return {"iou": own.iou, "share": limit(own.boundary_f), "px": own.boundary_px}


def _polyline(rules: ObjectRules) -> str:
    return _(
        "折线偏离 ≤ {px:g} px、覆盖 ≥ {share}",
        px=rules.polyline.distance_px,
        share=limit(rules.polyline.coverage),
    )


def _point(rules: ObjectRules) -> str:
    return _("点偏离 ≤ {px:g} px", px=rules.point.radius_px)


def _skeleton(rules: ObjectRules) -> str:
    return _("关键点偏离 ≤ {px:g} px 或 OKS ≥ {oks:g}", px=rules.skeleton.distance_px, oks=rules.skeleton.oks)


def _quad(rules: ObjectRules) -> str:
    if rules.quad.cer == 0:
        return _("文字框 IoU ≥ {iou:g}、转写一字不差", iou=rules.quad.iou)
    return _("文字框 IoU ≥ {iou:g}、错字率 ≤ {cer}", iou=rules.quad.iou, cer=limit(rules.quad.cer))


def _flag(_rules: ObjectRules) -> str:
    return _("找出预埋的错误、原因判对")


def _nothing(_rules: ObjectRules) -> str:
    return ""


_SAID: Mapping[ShapeKind, Said] = {
    "box": _nothing,
    "rotated": _rotated,
    "polygon": _polygon,
    "polyline": _polyline,
    "point": _point,
    "skeleton": _skeleton,
    "ellipse": _ellipse,
    "mask": _mask,
    "quad": _quad,
    "tag": _nothing,
    "flag": _flag,
}
