"""``agreement``: two annotation files of one exercise, or two people of a site."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from desktop.base.clock import SystemClock
from desktop.base.places import Places
from tests import scenes
from tests.unit.cli.conftest import Run, Said
from tests.unit.cli.test_grade import CUP, EXAMPLE, document

PAIR = ("--pack", EXAMPLE, "--exercise", "P1")


def test_two_files_are_compared_with_numbers_and_intervals(run: Run, tmp_path: Path) -> None:
    one, other = (
        document(tmp_path / "甲.json", CUP),
        document(tmp_path / "乙.json", CUP | {"box": [30, 40, 70, 90]}),
    )
    said = run("agreement", one, other, *PAIR)
    assert said.code == 0
    assert "甲 和 乙，1 题" in said.out
    assert "完全一致：0.00%（0/1，95% 区间 0.00%–97.50%）" in said.out
    assert "位置差得超过规则允许" in said.out


def test_for_a_machine_it_is_the_same_whoever_comes_first(run: Run, tmp_path: Path) -> None:
    one, other = (
        document(tmp_path / "a.json", CUP),
        document(tmp_path / "b.json", CUP | {"box": [30, 40, 70, 90]}),
    )
    there = run("--json", "agreement", one, other, *PAIR).json
    back = run("--json", "agreement", other, one, *PAIR).json
    assert there["people"] == back["people"][::-1]
    assert there["f1"] == back["f1"]
    assert there["agreed"] == {"k": 0, "n": 1, "value": 0.0, "interval": there["agreed"]["interval"]}
    assert there["exercises"] == back["exercises"]


def test_a_file_agrees_with_itself_and_gives_a_draft(run: Run, tmp_path: Path) -> None:
    one = document(tmp_path / "a.json", CUP)
    draft = tmp_path / "新 文件夹" / "draft.json"
    said = run("agreement", one, one, *PAIR, "--draft", draft)
    assert "1/1 完全一致" in said.out
    assert str(draft) in said.out
    value = json.loads(draft.read_text("utf-8"))
    assert [mark["box"] for mark in value["marks"]] == [CUP["box"]]
    assert value["undecided"] == []


def test_one_file_is_not_enough(refused: Callable[..., Said], tmp_path: Path) -> None:
    one = document(tmp_path / "a.json", CUP)
    assert "两份标注文件" in refused("agreement", one, *PAIR).err
    assert "两份标注文件" in refused("agreement", one, one).err


def test_an_exercise_that_is_not_there_is_told(refused: Callable[..., Said], tmp_path: Path) -> None:
    one = document(tmp_path / "a.json", CUP)
    assert "P9" in refused("agreement", one, one, "--pack", EXAMPLE, "--exercise", "P9").err


def test_two_people_of_a_site_are_compared(run: Run, places: Places, tmp_path: Path) -> None:
    session = scenes.opened(places.record.parent, SystemClock())
    cast = scenes.settle(session, trainees=2)
    for place in (0, 1):
        scenes.attend(session, cast, place)
        scenes.walk_to_practice(session)
        scenes.practise(session, 2, outward=7.0 * place)
    session.close()
    names = [name for name, _pin, _number in scenes.TRAINEES]
    said = run("agreement", "--people", *names, "--draft", tmp_path / "草稿")
    assert said.code == 0, said.err
    assert "，2 题" in said.out
    assert len(list((tmp_path / "草稿").iterdir())) == 2
    assert run("--json", "agreement", "--people", *cast.trainees).json["items"] == 2


def test_people_who_are_not_there_are_told(refused: Callable[..., Said], data: Path) -> None:
    assert "找不到“王五”" in refused("agreement", "--people", "王五", "赵六").err


def test_without_a_record_nothing_is_made(refused: Callable[..., Said], places: Places) -> None:
    assert "没有记录" in refused("agreement", "--people", "王五", "赵六").err
    assert not places.record.exists()
