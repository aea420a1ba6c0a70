"""The tolerance line of a certificate says by what every kind of shape was judged."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.shape_rules import (
    KINDS,
    AreaRules,
    KeyPoint,
    ObjectRules,
    QuadRules,
    SkeletonShape,
)
from desktop.session.tolerances import tolerance


def schema(*kinds: Any, **more: Any) -> LabelSchema:
    """A schema with one class drawn with these shapes."""
    figure = SkeletonShape(points=(KeyPoint(id="nose", name="鼻"),)) if "skeleton" in kinds else None
    label = Label(id="a", name="甲", short="甲", key="1", colour=0, shapes=kinds, skeleton=figure)
    return LabelSchema(task="objects", labels=(label,), **more)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("box", "每边偏差 ≤ max(3 px, 边长 1.5%)，类别全对"),
        ("rotated", "旋转框 IoU ≥ 0.85、角度差 ≤ 3°，类别全对"),
        ("polygon", "多边形 IoU ≥ 0.92、95% 的轮廓在 3 px 内，类别全对"),
        ("mask", "掩膜 IoU ≥ 0.9、95% 的轮廓在 3 px 内，类别全对"),
        ("ellipse", "椭圆 IoU ≥ 0.92、95% 的轮廓在 3 px 内，类别全对"),
        ("polyline", "折线偏离 ≤ 4 px、覆盖 ≥ 95%，类别全对"),
        ("point", "点偏离 ≤ 8 px，类别全对"),
        ("skeleton", "关键点偏离 ≤ 5 px 或 OKS ≥ 0.9，类别全对"),
        ("quad", "文字框 IoU ≥ 0.7、转写一字不差，类别全对"),
        ("tag", "类别全对"),
        ("flag", "找出预埋的错误、原因判对，类别全对"),
    ],
)
def test_each_kind_says_its_own_tolerance(kind: str, words: str) -> None:
    assert tolerance(schema(kind)) == words


def test_no_kind_is_forgotten() -> None:
    assert tolerance(schema(*KINDS)).count("，") == len(KINDS) - 1


def test_a_share_of_wrong_signs_that_is_allowed_is_named() -> None:
    rules = ObjectRules(quad=QuadRules(cer=0.005))
    assert tolerance(schema("quad", object_rules=rules)) == "文字框 IoU ≥ 0.7、错字率 ≤ 0.5%，类别全对"


def test_classes_with_area_tolerances_of_their_own_are_named() -> None:
    rules = ObjectRules(areas={"a": AreaRules(iou=0.5)})
    said = tolerance(schema("mask", object_rules=rules))
    assert said == "掩膜 IoU ≥ 0.9、95% 的轮廓在 3 px 内，甲另有标准，类别全对"
