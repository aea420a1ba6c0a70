"""The parser speaks the language in use, and its refusals are one sentence."""

from __future__ import annotations

import argparse
import inspect
import re
from collections.abc import Iterator

import pytest

from desktop.base.arguments import _WORDS, Parser
from desktop.base.places import find_places
from desktop.base.wording import use_language


@pytest.fixture
def english() -> Iterator[None]:
    locale = find_places({}).assets / "locale"
    use_language("en", locale)
    yield
    use_language("zh", locale)


def made() -> Parser:
    parser = Parser(prog="doorstep")
    parser.add_argument("path", metavar="文件")
    parser.add_argument("--n", type=int)
    parser.add_argument("--kind", choices=("a", "b"))
    return parser


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as left:
        made().parse_args(arguments)
    assert left.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "doorstep: 缺少 文件。用 doorstep --help 看用法。\n"),
        (["x", "--n", "y"], "doorstep: --n：“y”的写法不对。用 doorstep --help 看用法。\n"),
        (["x", "--n"], "doorstep: --n：后面要有一个值。用 doorstep --help 看用法。\n"),
        (["x", "y"], "doorstep: 不认识 y。用 doorstep --help 看用法。\n"),
    ],
)
def test_a_refusal_is_one_chinese_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(arguments, capsys) == said


def test_a_choice_that_is_none_names_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(["x", "--kind", "c"], capsys)
    assert said.startswith("doorstep: --kind：没有“c”这一项（可选：")
    assert all(repr(name) in said or name in said for name in ("a", "b"))


@pytest.mark.usefixtures("english")
def test_in_english_argparse_says_what_it_always_says(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused([], capsys)
    assert said.startswith("doorstep: the following arguments are required: ")
    assert "invalid int value" in refused(["x", "--n", "y"], capsys).replace("'", "")
    assert made().format_usage().startswith("usage: doorstep")


def test_help_is_chinese() -> None:
    said = made().format_help()
    assert said.startswith("用法：doorstep")
    assert "参数:" in said
    assert "选项:" in said
    assert "显示这份帮助" in said


def test_every_word_that_is_translated_is_one_that_argparse_says() -> None:
    # A word that argparse has given up would stand here for nothing.
    source = re.sub(r"'\s*\n\s*'", "", inspect.getsource(argparse)).replace("\\'", "'")
    for words in _WORDS:
        assert words in source, words


def test_the_places_of_a_sentence_are_argparses_own() -> None:
    for words, ours in _WORDS.items():
        named = set(re.findall(r"%\((\w+)\)", words))
        assert set(re.findall(r"%\((\w+)\)", ours)) == named - {"type"}
        assert len(re.findall(r"%[sr]", ours)) == len(re.findall(r"%[sr]", words))
