"""Totals over pictures of shapes: what can be summed is summed, the rest is the mean over pictures."""

from __future__ import annotations

import pytest

from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.shape_rules import ObjectRules, Rule
from desktop.scoring.result import Counts
from desktop.scoring.summary import total
from tests.unit.scoring.judges.scenes import box, flag, graded, quad, tag

FAULTS = LabelSchema(
    task="inspection",
    inspects="other",
    labels=tuple(
        Label(id=code, name=code, short=code, key="a", colour=place)
        for place, code in enumerate(("CLS", "LOOSE"))
    ),
)


def test_characters_of_all_fields_weigh_the_same() -> None:
    one = graded([quad("g", 0, 0, 100, 20, text="ab")], [quad("a", 0, 0, 100, 20, text="xy")])
    other = graded([quad("g", 0, 0, 100, 20, text="abcdefgh")], [quad("a", 0, 0, 100, 20, text="abcdefgh")])
    whole = total([one, other])
    assert (one.measures["quad.cer"], whole.measures["quad.cer"]) == (1, 0.2)
    assert whole.measures["quad.exact_fields"] == 0.5
    assert (whole.sub_scores["text"].value, whole.sub_scores["text"].n) == (0.5, 2)


def test_an_inspectors_shares_are_made_of_all_flags() -> None:
    busy = graded(
        [flag(f"g{n}", "CLS", f"m{n}") for n in range(9)],
        [flag(f"a{n}", "CLS", f"m{n}") for n in range(9)],
        FAULTS,
    )
    missed = graded([flag("g", "CLS", "m")], [flag("a", "LOOSE", "other", 500, 500, 600, 600)], FAULTS)
    reason = graded([flag("g", "CLS", "m")], [flag("a", "LOOSE", "m")], FAULTS)
    found = total([busy, missed, reason]).measures
    assert found["flag.found"] == pytest.approx(10 / 11)
    assert found["flag.false_alarms"] == pytest.approx(1 / 11)
    assert found["flag.right_reason"] == pytest.approx(9 / 10)


def test_only_inspected_pictures_count_as_inspected() -> None:
    found_it = graded([flag("g", "CLS", "m")], [flag("a", "CLS", "m")], FAULTS)
    false_alarm = graded([], [flag("a", "LOOSE", "m")], FAULTS)
    quiet = graded([], [], FAULTS)
    drawn = graded([box("g", 0, 0, 50, 50)], [box("a", 500, 500, 550, 550)])
    whole = total([found_it, false_alarm, quiet, drawn])
    assert (whole.flags.gold, whole.flags.answer, whole.flags.extra) == (1, 2, 1)
    assert whole.measures["flag.false_alarms"] == 0.5
    assert total([drawn]).flags == Counts()


def test_other_measures_are_means_over_the_pictures_that_have_them() -> None:
    right = graded([tag("g", "rain")], [tag("a", "rain")])
    wrong = graded([tag("g", "rain")], [tag("a", "fog")])
    bare = graded([box("g", 0, 0, 50, 50)], [box("a", 0, 0, 50, 50)])
    found = total([right, wrong, bare]).measures
    assert (found["tag.exact"], found["box.mean_iou_of_gold"]) == (0.5, 1)


def test_requirements_add_up() -> None:
    rules = ObjectRules(rules=(Rule(id="r", name="r", threshold=0.9),))
    right = graded(
        [box(f"g{n}", 60 * n, 0, 60 * n + 50, 50) for n in range(3)],
        [box(f"a{n}", 60 * n, 0, 60 * n + 50, 50) for n in range(3)],
        rules,
    )
    missed = graded([box("g", 0, 0, 50, 50)], [], rules)
    (found,) = total([right, missed]).rules
    assert (found.value, found.n, found.passed) == (0.75, 4, False)
