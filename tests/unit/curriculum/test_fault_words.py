"""Every fault of a pack is a sentence of the reader's language: no words of pydantic, of a parser or of the source."""

from __future__ import annotations

import ast
import copy
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from desktop.curriculum.fault_reasons import REASONS
from desktop.curriculum.fault_words import reason_told, syntax_told, told
from desktop.curriculum.frozen import Id, MediaPath
from desktop.curriculum.items import Exercise
from tests.unit.curriculum.samples import Source, small, text_exercise
from tests.unit.curriculum.samples import told as faults_of

ROOT = Path(__file__).parents[3] / "desktop"
#: Reasons about steps of a draft: a pack holds none, and a damaged draft is told as a whole.
OF_STEPS = ("unknown edit", "a step must", "an edit must", "a tile")
SOURCES = (
    *sorted((ROOT / "curriculum").glob("*.py")),
    *(
        ROOT / "annotation" / f"{name}.py"
        for name in ("codec", "replies", "spans", "relations", "text_flags")
    ),
    *sorted((ROOT / "annotation" / "shapes").glob("*.py")),
)


def template(node: ast.expr) -> str:
    """Return a message with {} where values stand; "" for one that is made otherwise."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""


def reasons() -> list[tuple[str, str]]:
    """Return file and message of every ValueError that a model or a mark raises."""
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            call = node.exc if isinstance(node, ast.Raise) else None
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id == "ValueError"
            ):
                found.append((path.name, template(call.args[0])))
    return [(name, said) for name, said in found if said and not said.startswith(OF_STEPS)]


@pytest.mark.parametrize(("file", "reason"), reasons())
def test_every_reason_that_a_check_gives_has_its_sentence(file: str, reason: str) -> None:
    said = reason_told(reason.replace("{}", "7"))
    assert re.search("[一-龥]", said), f"{file}: {reason} is not in fault_reasons.py"
    assert "{" not in said


def test_no_sentence_is_left_without_a_reason() -> None:
    known = [reason.replace("{}", "7") for _file, reason in reasons()]
    idle = [pattern.pattern for pattern, _says in REASONS if not any(pattern.fullmatch(one) for one in known)]
    assert idle == []


def test_a_reason_inside_a_reason_is_told_with_its_place() -> None:
    assert reason_told("[3]: start must be a whole number, got 'x'") == (
        "第 3 个（从 0 数起）：start 要写成整数，这里是 'x'"
    )
    assert reason_told("[2]: id 'a' is used twice") == "第 2 个（从 0 数起）的编号 'a' 用了两次"
    assert reason_told("已经是一句话") == "已经是一句话"


class Left(BaseModel):
    kind: Literal["left"]


class Right(BaseModel):
    kind: Literal["right"]


class Everything(BaseModel):
    """A field for every kind of refusal that packs can meet."""

    model_config = {"extra": "forbid", "allow_inf_nan": False}
    id: Id
    path: MediaPath
    version: str = Field(pattern=r"^[0-9]{1,9}\.[0-9]{1,9}$")
    digest: str = Field(pattern=r"^sha256:x$")
    other: str = Field(pattern=r"^zz$")
    word: str = Field(min_length=2, max_length=3)
    whole: int = Field(ge=1, le=9)
    part: float = Field(gt=0.5, lt=1.5)
    yes: bool
    many: tuple[int, ...] = Field(min_length=2, max_length=2)
    table: dict[str, int]
    one: Literal["boxes", "spans", "objects"]
    inner: Annotated[Left | Right, Field(discriminator="kind")]


RIGHT: dict[str, Any] = {
    "id": "a", "path": "a/b", "version": "1.0", "digest": "sha256:x", "other": "zz", "word": "ab", "whole": 1,
    "part": 1.0, "yes": True, "many": [1, 2], "table": {}, "one": "boxes", "inner": {"kind": "left"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (
            "id",
            "有空 格",
            "编号以字母或数字开头，只用英文字母、数字、点、横线和下划线，最多 64 个，这里是 “有空 格”",
        ),
        ("path", "../a", "路径只用英文字母、数字、点、横线和下划线，用 / 分开，这里是 “../a”"),
        ("version", "1", "版本号要写成 1.0.0 的样子，这里是 “1”"),
        ("digest", "md5", "要写成 sha256: 加 64 位十六进制数，这里是 “md5”"),
        ("other", "a", "写法不对：“a”，应符合 ^zz$"),
        ("word", "a", "至少要写 2 个字"),
        ("word", "abcd", "最多写 3 个字"),
        ("word", 3, "要写成文字，这里是 3"),
        ("word", "\ud800a", "里面有半个字，文本在转换时断开了，请用 UTF-8 重新导出"),
        ("whole", "x", "要写成整数，这里是 “x”"),
        ("whole", 1.5, "要写成整数，这里是 1.5"),
        ("whole", [], "要写成整数，这里是 []"),
        ("whole", 0, "不能小于 1，这里是 0"),
        ("whole", 10, "不能大于 9，这里是 10"),
        ("part", "x", "要写成数字，这里是 “x”"),
        ("part", {}, "要写成数字，这里是 {}"),
        ("part", 0.5, "要大于 0.5，这里是 0.5"),
        ("part", 1.5, "要小于 1.5，这里是 1.5"),
        ("part", float("inf"), "要写成有限的数，这里是 Infinity"),
        ("yes", "maybe", "要写成 true 或 false，这里是 “maybe”"),
        ("yes", [], "要写成 true 或 false，这里是 []"),
        ("many", [1], "至少要 2 项，这里有 1 项"),
        ("many", [1, 2, 3], "最多 2 项，这里超过了"),
        ("many", 3, "要写成列表（方括号），这里是 3"),
        ("table", [], "要写成一组“名字和值”，这里是 []"),
        ("one", "box", "只能写 boxes、spans、objects，这里是 “box”"),
        ("inner", {"kind": "up"}, "kind 只能写 left、right，这里是 up"),
        ("inner", {}, "缺少 kind"),
        ("inner", 3, "要写成一组“名字和值”，这里是 3"),
        ("more", 1, "没有这一项，可能写错了名字"),
        ("word", "x" * 70, "最多写 3 个字"),
        (
            "id",
            "\u202e倒" * 40,
            "编号以字母或数字开头，只用英文字母、数字、点、横线和下划线，最多 64 个，这里是 “"
            + "¤倒" * 30
            + "…”",
        ),
    ],
)
def test_each_kind_of_refusal_is_a_sentence(field: str, value: Any, sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Everything.model_validate(RIGHT | {field: value})
    assert [told(error) for error in caught.value.errors()] == [sentence]


def test_what_is_missing_is_told() -> None:
    with pytest.raises(ValidationError) as caught:
        Left.model_validate({})
    assert [told(error) for error in caught.value.errors()] == ["缺少这一项"]


def test_a_kind_that_nobody_thought_of_is_told_all_the_same() -> None:
    class Odd(BaseModel):
        at: bytes

    with pytest.raises(ValidationError) as caught:
        Odd.model_validate({"at": 3})
    assert [told(error) for error in caught.value.errors()] == ["这里不能写 3"]


@pytest.mark.parametrize(
    ("source", "language", "said"),
    [
        ("a = [1,,2]", "TOML", "第 1 行第 8 个字写法不对"),
        ("a = '", "TOML", "文件没有写完就结束了"),
        ("a = 1\na = 2", "TOML", "同一个名字写了两次"),
        ("[a]\n[a]", "TOML", "同一个名字写了两次"),
        ("{", "JSON", "第 1 行第 2 个字写法不对"),
        ('{"a":\n 1 2}', "JSON", "第 2 行第 4 个字写法不对"),
        ("1" * 5000, "JSON", "有一个数字太长"),
        ("[" * 100_000, "JSON", "括号套得太深"),
    ],
)
def test_what_cannot_be_parsed_is_told_by_line_and_character(source: str, language: str, said: str) -> None:
    parse: Callable[[str], Any] = tomllib.loads if language == "TOML" else json.loads
    with pytest.raises((ValueError, RecursionError)) as caught:
        parse(source)
    sentence = syntax_told(caught.value, language)
    assert sentence.startswith(f"不是合规的 {language}：{said}")


BENT: list[tuple[str, Callable[[Source], Any]]] = [
    ("order.toml · headcount", lambda s: s["order.toml"].update(headcount="很多")),
    ("order.toml · nonsense", lambda s: s["order.toml"].update(nonsense=1)),
    ("theory/rules.toml · items.0", lambda s: s["theory/rules.toml"]["items"][0].update(answer=["z"])),
    (
        "exercises/practice/T9.json · golds.0.marks.0",
        lambda s: s["exercises/practice/T9.json"]["golds"][0]["marks"][0].update(end=0),
    ),
    ("exercises/practice/T9.json", lambda s: s["exercises/practice/T9.json"].pop("text")),
]


@pytest.mark.parametrize(("begins", "bend"), BENT, ids=[begins for begins, _bend in BENT])
def test_a_bent_pack_is_told_without_an_english_sentence(
    begins: str, bend: Callable[[Source], Any], tmp_path: Path
) -> None:
    source = copy.deepcopy(small())
    source["exercises/practice/T9.json"] = text_exercise("T9", "practice", "甲乙")
    bend(source)
    lines = faults_of(source, tmp_path)
    assert lines
    for line in lines:
        assert line.startswith(begins), line
        said = line.split(": ", 1)[1]
        assert re.search("[一-龥]", said), line
        assert not re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", said), line


def test_a_mark_inside_given_is_told_by_its_place() -> None:
    value = text_exercise("T9", "practice", "甲乙", work="correct", given=[{"id": "g"}])
    with pytest.raises(ValidationError) as caught:
        Exercise.model_validate(value)
    assert [told(error) for error in caught.value.errors()] == [
        "第 0 个（从 0 数起）：label 要写成文字，最多 200 个字，这里是 None"
    ]
