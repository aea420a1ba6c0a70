"""A class of its own tolerances: a thin scratch is not judged as a broad part is."""

from __future__ import annotations

from typing import Any

import numpy as np

from desktop.annotation.shapes.mask import Mask, mask_of
from desktop.base.digest import digest_of
from desktop.curriculum.shape_rules import AreaRules, ObjectRules
from tests.unit.scoring.judges.scenes import codes, graded, label, only, schema

THIN = AreaRules(match_iou=0.1, iou=0.5, boundary_px=3.0, boundary_f=0.9)


def bar(name: str, x: int, thick: int, *, kind: str) -> Mask:
    """A bar 120 px long, ``thick`` px wide, from x on."""
    mask = mask_of(name, kind, np.ones((120, thick), np.bool_), x, 40)
    assert mask is not None
    return mask


def rules(**areas: AreaRules) -> Any:
    return schema(
        ObjectRules(areas=areas),
        labels=[label("scratch", shapes=("mask",)), label("part", 1, shapes=("mask",))],
    )


def test_a_thin_area_a_pixel_off_is_right_by_the_rules_of_its_class() -> None:
    gold, answer = bar("g", 100, 6, kind="scratch"), bar("a", 101, 6, kind="scratch")
    assert only(graded([gold], [answer], rules())).code == "BND"
    assert graded([gold], [answer], rules(scratch=THIN)).findings == ()


def test_other_classes_keep_the_tolerance_of_their_shape() -> None:
    gold, answer = bar("g", 100, 6, kind="part"), bar("a", 101, 6, kind="part")
    assert codes(graded([gold], [answer], rules(scratch=THIN))) == ["BND"]


def test_a_class_may_be_asked_for_more_than_the_rest() -> None:
    strict = AreaRules(iou=0.99, boundary_px=1.0, boundary_f=0.99)
    gold, answer = bar("g", 100, 60, kind="part"), bar("a", 101, 60, kind="part")
    assert graded([gold], [answer], rules()).findings == ()
    found = only(graded([gold], [answer], rules(part=strict)))
    assert found.tolerance == 0.99


def test_from_which_overlap_on_two_areas_are_one_is_said_by_the_class() -> None:
    gold, answer = bar("g", 100, 6, kind="scratch"), bar("a", 104, 6, kind="scratch")
    assert sorted(codes(graded([gold], [answer], rules()))) == ["EXTRA", "MISS"]
    assert codes(graded([gold], [answer], rules(scratch=THIN))) == ["BND"]


def test_rules_without_such_classes_keep_their_digest() -> None:
    assert "areas" not in ObjectRules().model_dump(mode="json")
    own = ObjectRules(areas={"scratch": THIN})
    assert digest_of(own.model_dump(mode="json")) != digest_of(ObjectRules().model_dump(mode="json"))
    assert ObjectRules.model_validate(own.model_dump(mode="json")) == own


def test_the_tool_that_an_area_was_drawn_with_does_not_matter_to_its_class() -> None:
    own = ObjectRules(areas={"scratch": THIN})
    assert {own.area_rules(kind, "scratch") for kind in ("polygon", "mask", "ellipse")} == {THIN}
    assert own.area_rules("mask", "part") == own.mask
    assert own.area_rules("polygon", "part") == own.polygon
    assert own.area_rules("ellipse", "part") == own.ellipse
