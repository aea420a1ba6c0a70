"""Findings about shapes read as an instructor would say them: what, by how much, what was asked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.shape_rules import KeyPoint, SkeletonShape
from desktop.scoring.result import Code, Finding
from desktop.session.explain import sentence
from desktop.session.remedies import remedy
from desktop.session.shape_words import amount, beyond, share, short_of

FIGURE = SkeletonShape(
    points=(
        KeyPoint(id="lw", name="左腕", swap="rw"),
        KeyPoint(id="rw", name="右腕", swap="lw"),
        KeyPoint(id="la", name="左踝", swap="ra"),
        KeyPoint(id="ra", name="右踝", swap="la"),
    )
)
SCHEMA = LabelSchema(
    task="objects",
    labels=(
        Label(id="man", name="人", short="人", key="1", colour=0, shapes=("skeleton",), skeleton=FIGURE),
        Label(id="bolt", name="螺钉", short="钉", key="2", colour=1, shapes=("polygon", "mask")),
        Label(id="rain", name="下雨", short="雨", key="3", colour=2, shapes=("tag",)),
    ),
)
FAULTS = LabelSchema(
    task="inspection",
    inspects="main",
    labels=(
        Label(id="MISS", name="漏标", short="漏", key="1", colour=0),
        Label(id="LOOSE", name="偏松", short="松", key="2", colour=1),
    ),
)


def said(
    code: Code, *, schema: LabelSchema = SCHEMA, detail: dict[str, Any] | None = None, **more: Any
) -> str:
    """The sentence of a finding."""
    return sentence(Finding(code, "ordinary", (0, 0, 9, 9), "g", "a", detail=detail or {}, **more), schema)


def test_an_angle_is_told_in_degrees() -> None:
    assert said("ANG", measured=7.25, tolerance=3, unit="deg") == "角度差 7.2°，要求 ≤ 3°。"


def test_a_box_that_faces_backwards_is_told_so() -> None:
    found = said("ANG", measured=178.4, tolerance=3, unit="deg", detail={"reversed": True})
    assert found == "朝向反了：车头和车尾颠倒，差 178.4°。"


def test_a_poor_overlap_is_told_as_iou() -> None:
    assert said("BND", measured=0.813, tolerance=0.92, unit="iou") == "重合度 IoU 0.81，要求 ≥ 0.92。"


def test_an_overlap_just_short_does_not_read_like_the_limit() -> None:
    assert said("BND", measured=0.9196, tolerance=0.92, unit="iou") == "重合度 IoU 0.9196，要求 ≥ 0.92。"


def test_a_border_that_runs_off_is_told_in_pixels() -> None:
    detail = {"measure": "boundary", "px": 3, "mean_px": 2.04, "worst_px": 11.0}
    for unit in ("share", "f"):
        assert said("BND", measured=0.871, tolerance=0.95, unit=unit, detail=detail).startswith("边界不贴合")
    found = said("BND", measured=0.871, tolerance=0.95, unit="share", detail=detail)
    assert found == "边界不贴合：87.1 % 的轮廓在 3 px 以内，要求 ≥ 95 %；平均差 2 px，最远约 11 px。"


def test_a_text_begun_at_another_corner_is_told_so() -> None:
    found = said("ANG", measured=180.0, tolerance=45, unit="deg", detail={"corner": 2, "reversed": True})
    assert found == "四个角的次序不对：第 1 个点应在文字的左上角，这里错开了 2 个角。"


@pytest.mark.parametrize(
    ("code", "detail", "expected"),
    [
        ("MISS", {"expected": "bolt"}, "漏标：这里有螺钉没有标。"),
        ("MISS", {"expected": "rain"}, "漏标：这张图应打标签“下雨”。"),
        ("EXTRA", {"got": "rain"}, "多标：这张图不应打标签“下雨”。"),
        ("DUP", {"got": "bolt"}, "重复标注：同一个目标（螺钉）标了两次。"),
    ],
)
def test_what_is_missing_or_too_many_is_told_without_counting_words(
    code: Code, detail: dict[str, Any], expected: str
) -> None:
    assert said(code, detail=detail) == expected


@pytest.mark.parametrize(
    ("code", "shape", "word"),
    [
        ("BND", "quad", "四角"),
        ("BND", "mask", "橡皮"),
        ("BND", "rotated", "转正"),
        ("BND", "polygon", "轮廓"),
        ("PT", "point", "正中"),
        ("PT", "skeleton", "关节"),
        ("MISS", "tag", "标签表"),
    ],
)
def test_advice_fits_the_shape_of_the_class(code: Code, shape: Any, word: str) -> None:
    figure = FIGURE if shape == "skeleton" else None
    label = Label(id="x", name="物", short="物", key="1", colour=0, shapes=(shape,), skeleton=figure)
    schema = LabelSchema(task="objects", labels=(label,))
    found = Finding(code, "ordinary", (0, 0, 9, 9), "g", "a", detail={"expected": "x"})
    assert word in remedy(found, schema)


def test_a_box_that_faces_backwards_is_turned_by_one_key() -> None:
    found = Finding("ANG", "ordinary", (0, 0, 9, 9), "g", "a", detail={"reversed": True})
    assert "‹shape.flip_heading›" in remedy(found, SCHEMA)
    assert "‹shape.flip_heading›" not in remedy(Finding("ANG", "ordinary", (0, 0, 9, 9)), SCHEMA)


def test_a_joint_is_named() -> None:
    found = said("PT", measured=9.6, tolerance=5, unit="px", detail={"joint": "lw", "place": 0})
    assert found == "左腕偏了 9.6 px，要求 ≤ 5 px。"


def test_a_single_point_has_no_name() -> None:
    assert said("PT", measured=9.6, tolerance=5, detail={"joint": ""}) == "点偏了 9.6 px，要求 ≤ 5 px。"


def test_swapped_joints_are_told_two_by_two_and_once() -> None:
    found = said("PT", detail={"swapped": [["lw", "rw"], ["la", "ra"]]})
    assert found == "左右颠倒：左腕和右腕、左踝和右踝标反了。左右以人物自己为准。"


def test_a_wrong_state_of_a_joint_is_told_with_the_right_one() -> None:
    detail = {"joint": "ra", "place": 3, "expected": "hidden", "got": "visible"}
    assert said("VIS", detail=detail) == "右踝应为“遮挡”，标成了“可见”。"


@pytest.mark.parametrize(
    ("measure", "figures", "words"),
    [
        ("distance", (6.5, 4.0), "折线最远偏离 6.5 px，要求 ≤ 4 px。"),
        ("coverage", (0.83, 0.95), "折线只盖住了应标长度的 83 %，要求 ≥ 95 %。"),
        ("direction", (None, None), "方向反了：要从另一头开始画。"),
    ],
)
def test_a_line_is_told_by_what_is_wrong_with_it(
    measure: str, figures: tuple[float | None, float | None], words: str
) -> None:
    assert said("LINE", measured=figures[0], tolerance=figures[1], detail={"measure": measure}) == words


@pytest.mark.parametrize(
    ("expected", "got", "edits", "words"),
    [
        ("合计123", "合计132", [["replace", 3, 5, 3, 5]], "转写错误：“32”应为“23”。"),
        ("云州小区", "云小区", [["delete", 1, 2, 1, 1]], "转写错误：“云”后面漏了“州”。"),
        ("大同", "同", [["delete", 0, 1, 0, 0]], "转写错误：开头漏了“大”。"),
        ("12", "1.2", [["insert", 1, 1, 1, 2]], "转写错误：多写了“.”。"),
        ("12", "", [["delete", 0, 2, 0, 0]], "转写错误：这里是“12”，没有写。"),
        ("12", "34", [], "转写错误：应为“12”。"),
    ],
)
def test_a_transcription_is_told_sign_by_sign(expected: str, got: str, edits: Any, words: str) -> None:
    assert said("TXT", detail={"expected": expected, "got": got, "edits": edits}) == words


def test_many_wrong_signs_are_counted_after_the_third() -> None:
    edits = [["replace", at, at + 1, at, at + 1] for at in range(5)]
    found = said("TXT", detail={"expected": "甲乙丙丁戊", "got": "12345", "edits": edits})
    assert found == "转写错误：“1”应为“甲”；“2”应为“乙”；“3”应为“丙”；共 5 处。"


def test_a_group_tells_what_it_lacks_and_what_it_has_too_much() -> None:
    assert (
        said("GROUP", detail={"missing": ["a", "b"], "extra": ["c"]}) == "分组不对：这一组少 2 个，多 1 个。"
    )


def test_an_order_tells_both_places() -> None:
    assert said("ORDER", measured=3, tolerance=1) == "次序不对：它应排第 1，排在了第 3。"


def test_an_impossible_shape_says_why() -> None:
    assert said("FMT", detail={"fault": "self_crossing"}).startswith("轮廓自己和自己相交")
    assert said("FMT", detail={"fault": "whatever"}) == "形状不合格，无法使用。"


def test_inspection_speaks_of_finding_faults() -> None:
    assert said("MISS", schema=FAULTS, detail={"expected": "LOOSE"}) == "没有查出：这里有一处“偏松”。"
    assert said("EXTRA", schema=FAULTS, detail={"got": "MISS"}) == "误报“漏标”：这里没有这种错误。"
    found = said("CLS", schema=FAULTS, detail={"expected": "LOOSE", "got": "MISS"})
    assert found == "查出来了，但原因判错：应为“偏松”，判成了“漏标”。"


@pytest.mark.parametrize("code", ["MISS", "EXTRA", "DUP", "CLS", "ANG", "BND", "PT", "VIS", "LINE", "TXT"])
def test_every_fault_of_a_shape_has_something_to_do(code: Code) -> None:
    assert remedy(Finding(code, "ordinary", (0, 0, 1, 1)), SCHEMA)


@given(st.floats(0.001, 1000), st.floats(0.001, 1000))
def test_an_amount_past_its_limit_never_reads_like_the_limit(value: float, limit: float) -> None:
    if value > limit:
        assert beyond(value, limit) != amount(limit)


def test_three_thousandths_past_the_limit_are_shown() -> None:
    assert beyond(3.004, 3.0) == "3.004"
    assert beyond(3.04, 3.0) == "3.04"
    assert beyond(7.25, 3.0) == "7.2"


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_share_short_of_its_limit_by_a_thousandth_reads_unlike_it(value: float, limit: float) -> None:
    if value < limit - 1e-3:
        assert short_of(value, limit) != share(limit)
