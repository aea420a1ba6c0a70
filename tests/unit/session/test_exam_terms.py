"""Before an assessment its candidate reads every condition that will decide it, in words and with its number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.session.exam_terms import exam_terms

COURSES = Path(__file__).parents[3] / "courses"
NAMES = sorted(path.name for path in COURSES.iterdir() if (path / "pack.toml").is_file())


@pytest.fixture(scope="module")
def course() -> Callable[[str], Pack]:
    """Shipped courses by name, each opened once."""
    opened: dict[str, Pack] = {}

    def of(name: str) -> Pack:
        if name not in opened:
            opened[name] = open_pack(COURSES / name)
        return opened[name]

    return of


def said(pack: Pack) -> str:
    return "\n".join(f"{name}：{words}" for name, words in exam_terms(pack))


def with_practical(pack: Pack, **more: Any) -> Pack:
    part = pack.blueprint.practical.model_copy(update=more)
    return replace(pack, blueprint=pack.blueprint.model_copy(update={"practical": part}))


@pytest.mark.parametrize("name", NAMES)
def test_every_condition_of_a_shipped_course_is_named(course: Callable[[str], Pack], name: str) -> None:
    pack = course(name)
    words = said(pack)
    part = pack.blueprint.practical
    assert pack.order.name in words
    assert "安全红线题要全对" in words
    assert f"{part.minutes} 分钟" in words
    assert ("速度" in words) == (part.minimum_pace_share > 0)
    for section in part.asked:
        line = (
            next(line for line in words.split("\n") if line.startswith(section.title))
            if part.sections
            else words
        )
        assert f"准确率要 ≥ {section.pass_accuracy * 100:g}%" in line
        assert ("漏标率" in line) == (section.pass_miss_rate < 1)
        assert ("误报率" in line) == (section.pass_false_alarms is not None)
        rules = (rule for name in section.schemas for rule in pack.schema(name).object_rules.rules)
        assert all(rule.name in line for rule in rules)


def test_the_sections_of_a_practical_part_are_named_with_their_time(course: Callable[[str], Pack]) -> None:
    words = said(course("ord-qa-01"))
    assert "实操：90 分钟，3 个分项，每个分项都要合格" in words
    assert "停车场找错：约 25 分钟；准确率要 ≥ 90%；漏标率 ≤ 10%；误报率 ≤ 10%" in words
    assert "速度 ≥ 各分项人效合计的 50%" in words


def test_an_inspector_is_told_how_many_false_alarms_are_too_many(course: Callable[[str], Pack]) -> None:
    pack = with_practical(course("ord-cv-02"), pass_false_alarms=0.05)
    assert "误报率 ≤ 5%" in said(pack)
    assert "误报率 ≤ 5%" in said(course("ord-qa-01"))


def test_requirements_of_practice_alone_are_not_asked_in_the_assessment(
    course: Callable[[str], Pack],
) -> None:
    pack = course("ord-cv-03")
    practice = (
        pack.order.schemas[0].object_rules.rules[0].model_copy(update={"id": "own", "name": "只练不考"})
    )
    schemas = tuple(
        schema.model_copy(
            update={"object_rules": schema.object_rules.model_copy(update={"rules": (practice,)})}
        )
        if schema.id == "layers"
        else schema
        for schema in pack.order.schemas
    )
    assert "只练不考" not in said(replace(pack, order=pack.order.model_copy(update={"schemas": schemas})))


def test_help_from_edges_is_told_where_it_could_help_at_all(course: Callable[[str], Pack]) -> None:
    parts = course("ord-cv-03")
    assert "边缘辅助：智能剪刀和魔棒不可以用" in said(parts)
    assert "边缘辅助：智能剪刀和魔棒可以用" in said(with_practical(parts, edge_help=True))
    assert "智能剪刀" not in said(course("ord-cv-01"))
    assert "智能剪刀" not in said(course("ord-tx-02"))


def test_the_pace_is_told_as_a_share_of_the_order_s_own(course: Callable[[str], Pack]) -> None:
    pack = with_practical(course("ord-cv-02"), minimum_pace_share=0.6)
    assert "速度 ≥ 订单人效（每小时 80 个合格单位）的 60%" in said(pack)


def test_red_lines_are_told_where_something_can_cross_one(course: Callable[[str], Pack]) -> None:
    pack = course("ord-lm-01")
    line = "安全红线：漏判或误判一处，准确率再高实操也不合格"
    asked = any(option.red_line for each in pack.schema("main").questions for option in each.options)
    assert asked
    assert line in said(pack)
    assert "安全红线：漏判或误判最多允许 2 处" in said(with_practical(pack, pass_red_lines=2))
    assert "安全红线：" not in said(course("ord-tx-01"))
