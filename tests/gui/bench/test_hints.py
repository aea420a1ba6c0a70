"""What the foot and the note at the pointer say of a figure: which joint comes next, and how many there are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.gui.canvas.drivers import BenchDriver, object_schema

AtPicture = Callable[..., BenchDriver]


@pytest.fixture
def worker(at_picture: AtPicture) -> BenchDriver:
    """Somebody about to set the three joints of a figure."""
    one = at_picture(rules=object_schema())
    one.take("figure", "skeleton")
    return one


def test_before_the_first_click_the_foot_names_the_first_joint(worker: BenchDriver) -> None:
    assert "下一个 1/3 头" in worker.said


def test_every_click_brings_the_next_joint_to_pointer_and_foot(worker: BenchDriver) -> None:
    for at, joint in (((100, 50), "下一个 2/3 手"), ((120, 80), "下一个 3/3 脚")):
        worker.move(*at)
        worker.click(*at)
        assert worker.preview.note == joint
        assert joint in worker.said


def test_how_the_next_joint_is_seen_and_one_taken_back_are_said_at_once(worker: BenchDriver) -> None:
    worker.move(100, 50)
    worker.click(100, 50)
    worker.act("joint.hidden")
    worker.move(110, 60)
    assert "下一个 2/3 手 遮挡" in worker.said
    worker.act("draw.undo_point")
    worker.move(111, 60)
    assert "1/3 头" in worker.said


def test_what_was_said_of_one_tool_ends_when_another_is_taken(worker: BenchDriver) -> None:
    worker.bench.foot.say("这里没有掩膜可擦。")
    worker.move(100, 50)
    assert "这里没有掩膜可擦" in worker.said
    worker.act("tool.select")
    assert "这里没有掩膜可擦" not in worker.said
    assert "选择" in worker.said


def test_a_figure_dropped_whole_says_how_big_it_is(worker: BenchDriver) -> None:
    worker.move(100, 50)
    worker.press_down(100, 50)
    worker.move(130, 100)
    worker.move(160, 150)
    assert worker.preview.note == "整副 3 个点  60 × 100 px"


def test_the_words_name_keys_and_not_actions(worker: BenchDriver) -> None:
    worker.move(100, 50)
    worker.click(100, 50)
    assert "‹" not in worker.said
    assert "Alt+2" in worker.said
