"""Weak points in words, and the sentence on the next exercise: said only when it is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.session.operations import practice
from desktop.session.session import Session
from desktop.session.weak_points import bank_at, trait_name, weakness_name
from desktop.training.holdings import Trait
from desktop.training.weakness import Weakness
from tests import scenes

COURSES = Path(__file__).parents[3] / "courses"


@pytest.fixture(scope="module")
def street() -> Pack:
    return open_pack(COURSES / "ord-cv-01")


@pytest.fixture(scope="module")
def papers() -> Pack:
    return open_pack(COURSES / "ord-tx-02")


def test_a_weakness_is_called_by_code_side_label_and_trait(street: Pack) -> None:
    missed = Weakness("code", "MISS", 4, 9, 0.2, "p", label="truck", trait=("occlusion", "heavy"))
    assert weakness_name(missed, street) == "漏标 · 货车 · 遮挡：重 60–80 %"
    loose = Weakness(
        "code", "LOOSE", 4, 9, 0.2, "p", aspect="right", label="person", trait=("scene", "night")
    )
    assert weakness_name(loose, street) == "框偏松 · 右边 · 行人 · 夜间"
    assert weakness_name(Weakness("code", "CUT", 4, 9, 0.2, "p"), street) == "切到物体"


def test_a_fault_that_an_inspector_overlooks_is_not_called_unmarked() -> None:
    inspection = open_pack(COURSES / "ord-qa-01")
    assert weakness_name(Weakness("code", "MISS", 4, 9, 0.2, "p", label="LOOSE"), inspection) == "漏查 · 偏松"
    assert weakness_name(Weakness("code", "MISS", 4, 9, 0.2, "p", label="car"), inspection).startswith("漏标")


def test_a_label_that_two_schemas_share_is_called_as_the_order_calls_it(street: Pack) -> None:
    assert "行人" in weakness_name(Weakness("code", "MISS", 4, 9, 0.2, "p", label="person"), street)


@pytest.mark.parametrize(
    ("trait", "said"),
    [
        (("truncated", "true"), "截断：是"),
        (("truncated", "false"), "截断：否"),
        (("occlusion", "gone"), "遮挡：gone"),
        (("size", "small"), "小的"),
        (("crowd", "close"), "挤在一起的"),
        (("gone", "x"), ""),
        (None, ""),
    ],
)
def test_traits_are_called_as_people_call_them(street: Pack, trait: Trait | None, said: str) -> None:
    assert trait_name(trait, street) == said


@pytest.mark.parametrize("name", ["street", "papers"])
def test_every_trait_of_a_shipped_course_has_a_name(name: str, request: pytest.FixtureRequest) -> None:
    pack = request.getfixturevalue(name)
    held = {trait for each in bank_at(pack).values() for unit in each.units.values() for trait in unit.traits}
    assert len(held) > 3
    assert all(trait_name(trait, pack) for trait in held)


def test_the_bank_is_worked_out_once_a_pack(street: Pack, papers: Pack) -> None:
    assert bank_at(street) is bank_at(street)
    assert bank_at(street) is not bank_at(papers)


def test_no_weakness_is_claimed_where_the_next_exercise_is_simply_the_next(session: Session) -> None:
    """The worked example has two exercises, each with one cup: whatever went wrong, P2 follows P1."""
    cast = scenes.settle(session)
    scenes.attend(session, cast)
    scenes.walk_to_practice(session)
    attempt = practice.open_practice(session, "m2-boxes")
    scenes.draw_gold(attempt, outward=8.0)
    assert practice.submit(session, attempt).next_reason == ""
