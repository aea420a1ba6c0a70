"""``pack check``, ``pack info`` and ``pack build``: what an author and a buyer of courses type."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scenes import PACKS
from tests.unit.cli.conftest import Run, Said

EXAMPLE = PACKS / "worked-example"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "课程 包"))


@pytest.fixture
def faulty(pack: Path) -> Path:
    """A pack with two faults in two files."""
    for name, old, new in (
        ("profile.toml", "weight = 30", "weight = 31"),
        ("course.toml", "needed = 2", "needed = 3"),
    ):
        path = pack / name
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    return pack


def test_a_clean_pack_is_a_yes_with_its_matrix(run: Run) -> None:
    said = run("pack", "check", EXAMPLE)
    assert said.code == 0
    assert "示例订单：桌上的杯子" in said.out
    assert "✓ R1" in said.out
    assert "没有错误。" in said.out


def test_a_clean_pack_for_a_machine(run: Run) -> None:
    said = run("pack", "check", EXAMPLE, "--json")
    assert said.code == 0
    (report,) = said.json.values()
    assert report["clean"] is True
    assert report["faults"] == []
    assert report["digest"].startswith("sha256:")
    assert [(row["requirement"], row["holes"]) for row in report["matrix"]] == [("R1", [])]
    assert set(report["matrix"][0]) == {
        "requirement", "text", "competencies", "lessons", "practice", "exam", "holes"
    }  # fmt: skip


def test_what_an_author_may_not_have_meant_is_told_and_hinders_nothing(run: Run, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(PACKS.parents[1] / "courses" / "ord-lm-01", tmp_path / "pack"))
    path = pack / "exercises/practice/w003.json"
    value = json.loads(path.read_text("utf-8"))
    value["checks"]["rewrite"] = [
        {"id": "c1", "name": "写全", "kind": "contains_all", "words": ["煤气", "煤气关"]}
    ]
    path.write_text(json.dumps(value), "utf-8")
    said = run("pack", "check", pack)
    assert said.code == 0
    assert "请看一看：exercises/practice/w003.json · checks.rewrite.c1: “写全”：写到“煤气关”就" in said.out
    assert "请看一看：exercises/practice/w003.json · checks.rewrite: 要写到的词" in said.out
    assert "没有错误。" in said.out
    (report,) = run("pack", "check", pack, "--json").json.values()
    assert [each["field"] for each in report["doubts"]] == ["checks.rewrite.c1", "checks.rewrite"]


def test_what_later_sittings_ask_again_is_told(run: Run) -> None:
    shipped = PACKS.parents[1] / "courses" / "ord-cv-01"
    said = run("pack", "check", shipped)
    assert said.code == 0
    assert "· 第 2 次考核：平均" in said.out
    assert "! 第 3 次考核：平均 8" in said.out
    assert "! 重复超过 50%：题库偏小" in said.out
    (report,) = run("pack", "check", shipped, "--json").json.values()
    assert [(each["sitting"], each["too_much"]) for each in report["reuse"]] == [(2, False), (3, True)]


def test_a_faulty_pack_is_not_drawn_from(run: Run, faulty: Path) -> None:
    assert "次考核：平均" not in run("pack", "check", faulty).out


def test_every_fault_is_listed_with_file_and_field(run: Run, faulty: Path) -> None:
    said = run("pack", "check", faulty)
    assert said.code == 1
    assert "✗ profile.toml · competencies" in said.out
    assert "✗ course.toml · activities.m2-boxes.needed" in said.out
    assert "共 2 处错误。" in said.out
    (report,) = run("--json", "pack", "check", faulty).json.values()
    assert sorted(fault["file"] for fault in report["faults"]) == ["course.toml", "profile.toml"]
    assert all(set(fault) == {"file", "field", "message"} for fault in report["faults"])


def test_of_several_paths_each_is_reported_and_one_fault_makes_a_no(run: Run, faulty: Path) -> None:
    said = run("pack", "check", EXAMPLE, faulty, faulty / "pack.toml", "--json")
    assert said.code == 1
    assert [report["clean"] for report in said.json.values()] == [True, False, False]


def test_a_pack_that_is_not_there_cannot_be_checked(refused: Callable[..., Said], tmp_path: Path) -> None:
    assert "找不到课程包" in refused("pack", "check", tmp_path / "无").err
    refused("pack", "check", EXAMPLE, tmp_path / "无")


def test_a_built_pack_is_told_in_words(run: Run, tmp_path: Path) -> None:
    said = run("pack", "build", EXAMPLE, "--to", tmp_path / "a.dspack").out.splitlines()
    assert said[0] == f"文件：{tmp_path / 'a.dspack'}"
    assert said[1] == f"字节数：{(tmp_path / 'a.dspack').stat().st_size}"
    assert said[2].startswith("摘要：sha256:")


@pytest.mark.parametrize("content", [b"", b"not a pack", b"PK\x03\x04" + b"\0" * 40, b"\xff" * 4096])
def test_a_file_that_is_no_pack_is_a_fault_and_no_crash(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hostile.dspack"
    path.write_bytes(content)
    said = run("pack", "check", path)
    assert said.code == 1
    assert "共 1 处错误。" in said.out
    assert said.err == ""


@pytest.mark.parametrize("member", ["../outside.txt", "/etc/outside", "a/../../b", "C:\\x", "a\\b"])
def test_a_pack_that_reaches_outside_itself_is_a_fault(run: Run, tmp_path: Path, member: str) -> None:
    path = tmp_path / "hostile.dspack"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    assert run("pack", "check", path).code == 1
    assert not (tmp_path.parent / "outside.txt").exists()


def test_the_content_of_a_pack_in_numbers(run: Run) -> None:
    value = run("pack", "info", EXAMPLE, "--json").json
    assert value["id"] == "worked-example"
    assert value["order"] == "ORD-EX-01"
    assert value["practice"] == {"exercises": 2, "units": 3, "items": 1}
    assert value["exam"] == {"exercises": 2, "units": 3, "items": 1}
    said = run("pack", "info", EXAMPLE).out.splitlines()
    assert "模块：2" in said
    assert "练习：2 道实操题（3 个判定单位），1 道理论题" in said
    assert not any("{" in line or "modules" in line for line in said)


def test_a_pack_that_is_not_there_has_no_content(refused: Callable[..., Said], tmp_path: Path) -> None:
    assert str(tmp_path / "无") in refused("pack", "info", tmp_path / "无").err


def test_the_faults_of_a_pack_go_with_the_refusal(run: Run, pack: Path) -> None:
    order = pack / "order.toml"
    text = (
        order.read_text("utf-8")
        .replace('task = "boxes"', 'task = "circles"')
        .replace('key = "1"', 'key = "12"')
    )
    order.write_text(text, "utf-8")
    said = run("pack", "info", pack, "--json")
    assert said.code == 2
    faults = json.loads(said.err)["faults"]
    assert {fault["file"] for fault in faults} == {"order.toml"}
    assert {"schemas.0.task", "schemas.0.labels.0.key"} <= {fault["field"] for fault in faults}


def test_the_same_folder_builds_the_same_bytes(run: Run, pack: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "一.dspack", tmp_path / "two.dspack"
    said = run("pack", "build", EXAMPLE, "--to", first, "--json")
    assert said.code == 0
    assert said.json == {
        "file": str(first),
        "bytes": first.stat().st_size,
        "digest": run("pack", "info", EXAMPLE, "--json").json["digest"],
    }
    assert run("pack", "build", pack, "--to", second).code == 0
    assert first.read_bytes() == second.read_bytes()
    assert run("pack", "check", first).code == 0


def test_a_built_pack_says_the_same_as_its_folder(run: Run, tmp_path: Path) -> None:
    run("pack", "build", EXAMPLE, "--to", tmp_path / "a.dspack")
    assert (
        run("pack", "info", tmp_path / "a.dspack", "--json").json
        == run("pack", "info", EXAMPLE, "--json").json
    )


def test_one_byte_changed_in_a_built_pack_is_found(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.dspack"
    run("pack", "build", EXAMPLE, "--to", path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert run("pack", "check", path).code == 1


def test_a_pack_with_faults_is_not_built(refused: Callable[..., Said], faulty: Path, tmp_path: Path) -> None:
    refused("pack", "build", faulty, "--to", tmp_path / "a.dspack")
    assert not (tmp_path / "a.dspack").exists()


def test_a_pack_is_not_built_where_nothing_can_be_written(
    refused: Callable[..., Said], tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    refused("pack", "build", EXAMPLE, "--to", tmp_path / "file" / "a.dspack")
    refused("pack", "build", EXAMPLE, "--to", tmp_path / "a.zip")
