"""``grade``: a native document against the gold of an exercise, in words or for a machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.scenes import PACKS
from tests.unit.cli.conftest import Run, Said

EXAMPLE = PACKS / "worked-example"
DIALOGUES = Path(__file__).parents[3] / "courses" / "ord-tx-01"
CUP = {
    "id": "a",
    "kind": "box",
    "label": "cup",
    "box": [30, 40, 62, 90],
    "attributes": {"hidden_part": False},
}


def document(path: Path, *marks: Any, **changes: Any) -> Path:
    """Write a native document."""
    from desktop.annotation.codec import FORMAT, decode_marks, encode_marks
    from desktop.annotation.marks import Box

    boxes = [Box(each["id"], each["label"], *each["box"], attributes=each["attributes"]) for each in marks]
    value = {"format": FORMAT, "marks": encode_marks(boxes)} | changes
    assert changes or decode_marks(value["marks"])
    path.write_text(json.dumps(value), "utf-8")
    return path


@pytest.fixture
def exact(tmp_path: Path) -> Path:
    return document(tmp_path / "标注 一.json", CUP)


@pytest.fixture
def loose(tmp_path: Path) -> Path:
    return document(tmp_path / "loose.json", CUP | {"box": [30, 40, 70, 90]})


def test_an_exact_answer_is_whole(run: Run, exact: Path) -> None:
    said = run("grade", exact, "--pack", EXAMPLE, "--exercise", "P1")
    assert said.code == 0
    assert said.out == "准确率 100.00%（1/1）\n"


def test_a_loose_side_is_told_with_its_pixels_and_its_clause(run: Run, loose: Path) -> None:
    said = run("grade", loose, "--pack", EXAMPLE, "--exercise", "P1")
    assert said.code == 0
    assert "准确率 0.00%（0/1）" in said.out
    assert "右边外扩 8 px" in said.out
    assert "规则 1.1" in said.out


def test_a_score_for_a_machine_is_the_one_that_the_record_keeps(run: Run, loose: Path) -> None:
    from desktop.scoring.codec import score_from_json

    score = score_from_json(run("grade", loose, "--pack", EXAMPLE, "--exercise", "P1", "--json").json)
    assert (score.accuracy, score.counts.judged, len(score.findings)) == (0.0, 1, 1)


def test_grading_twice_says_the_same(run: Run, loose: Path) -> None:
    command = ("grade", loose, "--pack", EXAMPLE, "--exercise", "P1", "--json")
    assert run(*command).out == run(*command).out


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"format": "other/1"}', b"\xff\xfe", b'{"format": NaN}', b"[" * 50_000],
    ids=lambda content: repr(content[:16]),
)
def test_a_file_that_is_no_document_is_refused(
    refused: Callable[..., Said], tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "坏.json"
    path.write_bytes(content)
    assert "坏.json" in refused("grade", path, "--pack", EXAMPLE, "--exercise", "P1").err


@pytest.mark.parametrize("marks", [None, 3, [3], [{"kind": "box"}], [{"id": "a"}] * 3])
def test_marks_that_are_none_are_refused(refused: Callable[..., Said], tmp_path: Path, marks: object) -> None:
    path = document(tmp_path / "a.json", marks=marks)
    assert "marks" in refused("grade", path, "--pack", EXAMPLE, "--exercise", "P1").err


def test_a_missing_document_pack_or_exercise_is_told(
    refused: Callable[..., Said], exact: Path, tmp_path: Path
) -> None:
    told = refused("grade", tmp_path / "none.json", "--pack", EXAMPLE, "--exercise", "P1").err
    assert "none.json: 读不出来：没有这个文件或文件夹。 请检查路径和文件名。" in told
    assert "none" in refused("grade", exact, "--pack", tmp_path / "none", "--exercise", "P1").err
    assert "P9" in refused("grade", exact, "--pack", EXAMPLE, "--exercise", "P9").err


def test_a_document_too_large_is_refused_before_it_is_read(
    refused: Callable[..., Said], exact: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.cli.MAX_DOCUMENT_BYTES", 10)
    assert "过大" in refused("grade", exact, "--pack", EXAMPLE, "--exercise", "P1").err


def test_a_library_that_an_antivirus_took_away_is_told_and_is_no_verdict(
    refused: Callable[..., Said], exact: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(*_arguments: object) -> None:
        raise ImportError("libgeos.so: cannot open shared object file")

    monkeypatch.setattr("desktop.cli.grade_exercise", without)
    told = refused("grade", exact, "--pack", EXAMPLE, "--exercise", "P1").err
    assert "程序的一个部件装不进来：libgeos.so" in told
    assert "--self-test" in told
    assert "重新安装" in told


def gold_of(exercise_id: str) -> list[Any]:
    """The marks of the gold of an exercise of the shipped order on dialogues."""
    from desktop.curriculum.packs import open_pack

    return [mark.mark() for mark in open_pack(DIALOGUES).exercises[exercise_id].golds[0].marks]


def written(path: Path, marks: list[Any]) -> Path:
    from desktop.annotation.codec import FORMAT, encode_marks

    path.write_text(json.dumps({"format": FORMAT, "marks": encode_marks(marks)}), "utf-8")
    return path


def test_an_error_in_a_text_is_told_with_its_place_and_its_clause(run: Run, tmp_path: Path) -> None:
    gold = gold_of("e001")
    wrong = [replace(mark, label="spec") if mark.id == "g01" else mark for mark in gold]
    said = run("grade", written(tmp_path / "a.json", wrong), "--pack", DIALOGUES, "--exercise", "e001")
    line = next(line for line in said.out.splitlines() if line.strip().startswith("SLOT"))
    assert "第 1 轮" in line
    assert "规则 3.5" in line


def test_a_seeded_error_that_was_overlooked_is_told_with_the_experts_note(run: Run, tmp_path: Path) -> None:
    rest = gold_of("j001")[1:]
    said = run("grade", written(tmp_path / "a.json", rest), "--pack", DIALOGUES, "--exercise", "j001")
    assert "应为“亚麻凉席”" in said.out
