"""Texts that go wrong: what a pack may not hold is refused with place and sentence, all else is kept byte for byte."""

from __future__ import annotations

import copy
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from desktop.base.digest import digest
from desktop.curriculum.archive import archive_bytes
from desktop.curriculum.items import Exercise
from desktop.curriculum.packs import open_pack
from desktop.curriculum.strange_text import MATERIAL, strange
from desktop.curriculum.text_rules import ModelAnswer
from desktop.session.desk import exercise_digest
from tests.unit.curriculum.samples import Source, small, text_exercise, told, write

#: What naive programs move, drop, join or obey; a pack keeps each of them in what is to be worked on.
KEPT = (
    "\ufeff甲乙丙",
    "第一行\r\n第二行\r第三行\n",
    "甲\u2028乙\u2029丙\x85丁",
    "从左\u202e到右\u202c结束\u2066孤立\u2069",
    "甲😀乙𠮷野家👨‍👩‍👧丙é\u0301丁",
    "  两头的空白  \t",
    "<script>alert(1)</script><img src='file:///etc/passwd'>",
    "![图](http://127.0.0.1:9/x.png) [点我](javascript:alert(1))",
    "控制\x1b[31m字符\x07",
    "一行到底" * 2_000,
)


def exercise(text: str, **more: Any) -> dict[str, Any]:
    mark = {"id": "s1", "label": "name", "start": 0, "end": 1}
    return text_exercise("T9", "practice", text, golds=[{"marks": [mark]}], **more)


def pack_with(text: str, **more: Any) -> Source:
    source = copy.deepcopy(small())
    source["exercises/practice/T9.json"] = exercise(text, **more)
    return source


@pytest.mark.parametrize("text", KEPT)
def test_the_original_string_is_kept_and_its_bytes_are_hashed(text: str, tmp_path: Path) -> None:
    answers = [{"id": "a1", "text": text}]
    folder = write(pack_with(text, answers=answers), tmp_path / "folder")
    raw = (folder / "exercises/practice/T9.json").read_bytes()
    delivered = tmp_path / "out.dspack"
    delivered.write_bytes(archive_bytes(folder))
    for place in (folder, delivered):
        pack = open_pack(place)
        found = pack.exercises["T9"]
        assert (found.text, found.answers[0].text) == (text, text)
        assert pack.files.read("exercises/practice/T9.json") == raw
        assert pack.files.digest("exercises/practice/T9.json") == f"sha256:{hashlib.sha256(raw).hexdigest()}"
        assert exercise_digest(found, pack) == exercise_digest(Exercise.model_validate(json.loads(raw)), pack)
        pack.files.close()


def test_one_character_more_is_another_digest_of_exercise_and_pack(tmp_path: Path) -> None:
    packs = [
        open_pack(write(pack_with(text), tmp_path / name))
        for name, text in (("a", "甲乙"), ("b", "甲\u200b乙"), ("c", "甲乙\r\n"), ("d", "甲乙\n"))
    ]
    assert len({pack.digest for pack in packs}) == 4
    assert len({exercise_digest(pack.exercises["T9"], pack) for pack in packs}) == 4


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=60))
def test_any_text_comes_back_from_json_as_it_was(text: str) -> None:
    raw = json.dumps(exercise(text), ensure_ascii=False).encode()
    value = json.loads(raw)
    assert list(strange(value, MATERIAL)) == []
    found = Exercise.model_validate(value)
    assert found.text == text
    assert digest(json.dumps(found.text).encode()) == digest(json.dumps(text).encode())


NOWHERE = [
    ("\x00", "空字符（U+0000）"),
    ("\ud800", "只有半个（U+D800）"),
    ("\udfff", "只有半个（U+DFFF）"),
]


@pytest.mark.parametrize(("wrong", "says"), NOWHERE, ids=["nul", "high", "low"])
@pytest.mark.parametrize(
    "where", ["text", "answers.0.text", "sources.0.text", "title", "golds.0.marks.0.note"]
)
def test_what_is_no_character_is_refused_wherever_it_stands(
    wrong: str, says: str, where: str, tmp_path: Path
) -> None:
    source = pack_with(
        "好文本", answers=[{"id": "a1", "text": "答"}], sources=[{"title": "资料", "text": "出处"}]
    )
    value = source["exercises/practice/T9.json"]
    *outer, last = where.split(".")
    for name in outer:
        value = value[int(name)] if name.isdigit() else value[name]
    value[last] = f"好{wrong}文本"
    source["exercises/practice/T9.json"] = json.dumps(source["exercises/practice/T9.json"]).encode()
    (fault,) = told(source, tmp_path)
    assert fault.startswith(f"exercises/practice/T9.json · {where}: 第 2 个字")
    assert says in fault
    assert "请用 UTF-8 重新导出" in fault


def test_a_field_name_that_is_no_text_is_refused_and_told_harmlessly() -> None:
    (fault,) = strange({"a\x00": 1, "好": [1, True, None, 2.5]})
    assert fault == ("", "第 2 个字是空字符（U+0000），多半是转换编码时出的错，请用 UTF-8 重新导出")
    told_names = [place for place, _words in strange({"\u202e": {"x": "\x00"}})]
    assert told_names == ["", "'\\u202e'.x"]


@pytest.mark.parametrize("mark", "\u061c\u200e\u200f\u202a\u202e\u2066\u2069")
def test_a_title_that_would_turn_round_its_neighbours_is_refused(mark: str, tmp_path: Path) -> None:
    source = pack_with("好文本")
    source["exercises/practice/T9.json"]["title"] = f"退货{mark}题"
    source["pack.toml"]["title"] = f"课程{mark}"
    code = f"U+{ord(mark):04X}"
    assert told(source, tmp_path) == [
        f"pack.toml · title: 第 3 个字是改变文字方向的控制符（{code}），会颠倒旁边的字，请删掉",
        f"exercises/practice/T9.json · title: 第 3 个字是改变文字方向的控制符（{code}），会颠倒旁边的字，请删掉",
    ]


def test_other_controls_in_a_pack_s_own_words_are_refused(tmp_path: Path) -> None:
    source = pack_with("好文本")
    source["rules.toml"]["clauses"][0]["text"] = "条款\x1b正文"
    (fault,) = told(source, tmp_path)
    assert fault == "rules.toml · clauses.0.text: 第 3 个字是看不见的控制符（U+001B），请删掉"


def test_a_lesson_with_a_direction_mark_is_refused(tmp_path: Path) -> None:
    lesson = "+++\nid = 'edges'\ntitle = '题'\n+++\n正文\u202e倒过来\n".encode()
    (fault,) = told(small(**{"lessons/edges.md": lesson}), tmp_path)
    assert fault.startswith("lessons/edges.md · body: 第 3 个字是改变文字方向的控制符（U+202E）")


def test_an_answer_made_by_the_program_holds_no_nul_either() -> None:
    with pytest.raises(ValidationError, match="NUL"):
        ModelAnswer(id="a1", text="甲\x00乙")
    with pytest.raises(ValidationError, match="NUL"):
        Exercise.model_validate(exercise("甲\x00乙"))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (exercise("字" * 1_000_001), "text: 最多写 1000000 个字"),
        (
            exercise("字", answers=[{"id": "a1", "text": "a" * 10 * 2**20}]),
            "answers.0.text: 最多写 100000 个字",
        ),
    ],
)
def test_a_line_of_ten_megabytes_is_refused_with_what_is_allowed(
    value: dict[str, Any], said: str, tmp_path: Path
) -> None:
    source = small() | {"exercises/practice/T9.json": value}
    assert told(source, tmp_path) == [f"exercises/practice/T9.json · {said}"]


def test_a_text_as_long_as_allowed_is_kept_whole(tmp_path: Path) -> None:
    text = "长😀" * 500_000
    pack = open_pack(write(pack_with(text), tmp_path))
    assert pack.exercises["T9"].text == text


# ------------------------------------------------------------------ encodings


TEXT = '{"甲": "乙"}'
LESSON = "+++\nid = 'edges'\ntitle = '边'\n+++\n正文一行。\n"
RULES = "exercises/practice/T9.json"


@pytest.mark.parametrize(
    ("encoding", "guess"),
    [("utf-16", "像是 UTF-16"), ("utf-16-le", "像是 UTF-16"), ("gb18030", "像是 GB18030（GBK）")],
)
@pytest.mark.parametrize(
    "path", ["exercises/practice/T9.json", "order.toml", "lessons/edges.md", "pack.toml"]
)
def test_a_file_in_another_encoding_is_refused_with_what_to_do(
    path: str, encoding: str, guess: str, tmp_path: Path
) -> None:
    text = {"j": TEXT, "d": LESSON, "l": 'name = "订单一二三"\n'}[path[-1] if path[-1] != "n" else "j"]
    (fault,) = [
        line for line in told(small(**{path: text.encode(encoding)}), tmp_path) if line.startswith(path)
    ]
    assert "不是 UTF-8 编码的文本" in fault
    assert guess in fault
    assert fault.endswith("请用记事本打开，另存为 UTF-8 再放回去。")


def test_bytes_in_no_encoding_are_told_so(tmp_path: Path) -> None:
    (fault,) = told(small(**{"order.toml": b"name = '\xff\xff\xff'"}), tmp_path)
    assert "编码认不出来，或者不是文本，第 1 行起读不出来" in fault


def test_a_byte_order_mark_before_a_file_is_no_part_of_it(tmp_path: Path) -> None:
    plain = open_pack(write(pack_with("\ufeff甲乙"), tmp_path / "a"))
    marked = write(pack_with("\ufeff甲乙"), tmp_path / "b")
    for path in ("order.toml", "pack.toml", "lessons/edges.md", "exercises/practice/T9.json"):
        place = marked / path
        place.write_bytes(b"\xef\xbb\xbf" + place.read_bytes())
    again = open_pack(marked)
    assert again.exercises["T9"].text == plain.exercises["T9"].text == "\ufeff甲乙"
    assert again.order == plain.order
    assert again.lessons == plain.lessons
    assert again.digest != plain.digest, "the files' bytes are what is hashed"


@pytest.mark.parametrize("path", ["order.toml", "exercises/practice/T9.json", "lessons/edges.md"])
@pytest.mark.parametrize("broken", ["cut", "comma", "raw_nul"])
def test_a_broken_file_is_told_in_chinese(path: str, broken: str, tmp_path: Path) -> None:
    kinds = {
        "order.toml": {"cut": 'name = "甲', "comma": "a = [1,,2]", "raw_nul": 'a = "\x00"'},
        "exercises/practice/T9.json": {"cut": '{"a": "甲', "comma": '{"a": 1,,}', "raw_nul": '{"a": "\x00"}'},
        "lessons/edges.md": {
            "cut": "+++\na = '\n",
            "comma": "+++\na = [1,,2]\n+++\nx",
            "raw_nul": "+++\n\x00\n+++\nx",
        },
    }
    (fault,) = told(small(**{path: kinds[path][broken].encode()}), tmp_path)
    assert not re.search(r"[a-z]{3,} [a-z]{2,}", fault.removeprefix(path)), fault
    assert re.search("[一-龥]", fault)
