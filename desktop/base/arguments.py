"""The command line's own words in the language in use, and its refusals in one sentence.

argparse takes its words from ``argparse._`` (gettext's), at the moment that they are needed: here it takes them from
our catalogue. What it does not find there stays English, so a new Python's new words cost nothing but their Chinese.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn

from desktop.base.wording import N_, _, language

#: argparse's wording -> ours; the places are argparse's own, filled by it.
_WORDS = {
    "usage: ": N_("用法："),
    "positional arguments": N_("参数"),
    "options": N_("选项"),
    "show this help message and exit": N_("显示这份帮助"),
    "argument %(argument_name)s: %(message)s": N_("%(argument_name)s：%(message)s"),
    "the following arguments are required: %s": N_("缺少 %s"),
    "unrecognized arguments: %s": N_("不认识 %s"),
    "invalid choice: %(value)r (choose from %(choices)s)": N_("没有“%(value)s”这一项（可选：%(choices)s）"),
    "unknown parser %(parser_name)r (choices: %(choices)s)": N_("没有“%(parser_name)s”这一项（可选：%(choices)s）"),
    "invalid %(type)s value: %(value)r": N_("“%(value)s”的写法不对"),
    "expected one argument": N_("后面要有一个值"),
    "expected at least one argument": N_("后面至少要有一个值"),
    "expected at most one argument": N_("后面最多有一个值"),
    "expected %s argument": N_("后面要有 %s 个值"),
    "expected %s arguments": N_("后面要有 %s 个值"),
    "ambiguous option: %(option)s could match %(matches)s": N_("%(option)s 不够明确，可能是 %(matches)s"),
    "ignored explicit argument %r": N_("不需要值 %s"),
    "not allowed with argument %s": N_("不能和 %s 同时用"),
    "one of the arguments %s is required": N_("%s 要给一个"),
}  # fmt: skip


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language in use. A wrong command line is refused with exit code 2."""

    def __init__(self, *given: Any, **options: Any) -> None:
        # The words of the groups and of --help are fixed here, in the language of this moment.
        argparse._ = _said  # type: ignore[attr-defined]
        argparse.ngettext = _counted  # type: ignore[attr-defined]
        super().__init__(*given, **options)

    def error(self, message: str) -> NoReturn:
        """Say in one sentence what is wrong and where the right way stands."""
        hint = _("用 {program} --help 看用法。", program=self.prog)
        stop = "." if language() == "en" else "。"
        self.exit(2, f"{self.prog}: {message}{stop}{' ' if stop == '.' else ''}{hint}\n")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Leave; what was said of a refusal goes to the error stream."""
        if message:
            sys.stderr.write(message)
        raise SystemExit(status)


def _said(words: str) -> str:
    return _(_WORDS[words]) if words in _WORDS else words


def _counted(one: str, many: str, n: int) -> str:
    return _said(one if n == 1 else many)
