"""Image tags: one choice, or a set."""

from __future__ import annotations

from desktop.curriculum.schema import Attribute
from tests.unit.scoring.judges.scenes import box, codes, graded, only, schema, tag


def test_the_right_tag_is_right_and_has_no_geometry() -> None:
    score = graded([tag("g", "rain")], [tag("a", "rain")])
    assert (score.accuracy, score.measures["tag.exact"], score.measures["tag.jaccard"]) == (1, 1, 1)
    assert (score.sub_scores["geometry"].value, score.sub_scores["geometry"].reason) == (
        None,
        "nothing_asked",
    )


def test_one_choice_answered_wrong_is_one_mistake() -> None:
    score = graded([tag("g", "rain")], [tag("a", "fog")])
    found = only(score)
    assert (found.code, found.detail) == ("CLS", {"expected": "rain", "got": "fog"})
    assert (score.counts.judged, score.measures["tag.exact"], score.measures["tag.jaccard"]) == (1, 0, 0)


def test_of_several_tags_each_is_there_missing_or_too_much() -> None:
    score = graded([tag("g1", "rain"), tag("g2", "fog")], [tag("a1", "fog"), tag("a2", "sun")])
    assert sorted(codes(score)) == ["EXTRA", "MISS"]
    # One of three, as the Jaccard index.
    assert score.accuracy == score.measures["tag.jaccard"] == 1 / 3


def test_the_same_tag_twice_is_a_double() -> None:
    assert codes(graded([tag("g", "rain")], [tag("a", "rain"), tag("b", "rain")])) == ["DUP"]


def test_no_tag_asked_and_none_given_is_right() -> None:
    score = graded([], [])
    assert (score.accuracy, score.measures) == (1, {})
    assert codes(graded([], [tag("a", "rain")])) == ["EXTRA"]


def test_tags_carry_attributes_and_stand_beside_boxes() -> None:
    heavy = Attribute(id="heavy", name="大", kind="yesno", labels=("rain",))
    rules = schema(attributes=[heavy])
    golds = [tag("g", "rain", attributes={"heavy": True}), box("b", 0, 0, 50, 50)]
    score = graded(golds, [tag("a", "rain", attributes={"heavy": False}), box("c", 0, 0, 50, 50)], rules)
    assert codes(score) == ["ATTR"]
    assert (score.accuracy, score.measures["box.iou>=0.9"]) == (0.5, 1)
