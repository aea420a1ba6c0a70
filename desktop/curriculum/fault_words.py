"""What is wrong with a file of a pack, in a sentence of the language spoken: what, and what to write instead.

Checks of single fields are pydantic's and are told by its kinds of errors; checks of ours raise a short English reason
that names the fields as they stand in the file, and are told by :data:`REASONS`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop.base.plain_text import seen
from desktop.base.wording import N_, _
from desktop.curriculum.fault_reasons import REASONS

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

#: Characters of a value that a sentence repeats.
_LONGEST = 60
_KINDS: Mapping[str, str] = {
    "missing": N_("缺少这一项"),
    "extra_forbidden": N_("没有这一项，可能写错了名字"),
    "string_type": N_("要写成文字，这里是 {value}"),
    "string_unicode": N_("里面有半个字，文本在转换时断开了，请用 UTF-8 重新导出"),
    "string_too_short": N_("至少要写 {min_length} 个字"),
    "string_too_long": N_("最多写 {max_length} 个字"),
    "int_type": N_("要写成整数，这里是 {value}"),
    "int_parsing": N_("要写成整数，这里是 {value}"),
    "int_from_float": N_("要写成整数，这里是 {value}"),
    "int_parsing_size": N_("这个整数太大：{value}"),
    "float_type": N_("要写成数字，这里是 {value}"),
    "float_parsing": N_("要写成数字，这里是 {value}"),
    "finite_number": N_("要写成有限的数，这里是 {value}"),
    "bool_type": N_("要写成 true 或 false，这里是 {value}"),
    "bool_parsing": N_("要写成 true 或 false，这里是 {value}"),
    "greater_than": N_("要大于 {gt}，这里是 {value}"),
    "greater_than_equal": N_("不能小于 {ge}，这里是 {value}"),
    "less_than": N_("要小于 {lt}，这里是 {value}"),
    "less_than_equal": N_("不能大于 {le}，这里是 {value}"),
    "too_short": N_("至少要 {min_length} 项，这里有 {actual_length} 项"),
    "too_long": N_("最多 {max_length} 项，这里超过了"),
    "tuple_type": N_("要写成列表（方括号），这里是 {value}"),
    "list_type": N_("要写成列表（方括号），这里是 {value}"),
    "dict_type": N_("要写成一组“名字和值”，这里是 {value}"),
    "mapping_type": N_("要写成一组“名字和值”，这里是 {value}"),
    "model_type": N_("要写成一组“名字和值”，这里是 {value}"),
    "model_attributes_type": N_("要写成一组“名字和值”，这里是 {value}"),
    "literal_error": N_("只能写 {expected}，这里是 {value}"),
    "union_tag_invalid": N_("{discriminator} 只能写 {expected_tags}，这里是 {tag}"),
    "union_tag_not_found": N_("缺少 {discriminator}"),
    "none_required": N_("这里不能写值，这里是 {value}"),
}
#: What the reader of TOML says of a name that is there already.
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot redefine", "Cannot mutate", "Duplicate inline")
#: Patterns that texts must follow, by what they begin with, told as what they ask for.
_PATTERNS: Mapping[str, str] = {
    "^[A-Za-z0-9][": N_(
        "编号以字母或数字开头，只用英文字母、数字、点、横线和下划线，最多 64 个，这里是 {value}"
    ),
    "^[A-Za-z0-9_-][": N_("路径只用英文字母、数字、点、横线和下划线，用 / 分开，这里是 {value}"),
    "^[0-9]{1,9}": N_("版本号要写成 1.0.0 的样子，这里是 {value}"),
    "^sha256:": N_("要写成 sha256: 加 64 位十六进制数，这里是 {value}"),
}


def faults_told(invalid: ValidationError) -> list[tuple[str, str]]:
    """Return field and sentence of every error, but for lists that are only too short because an entry is wrong."""
    errors = invalid.errors()
    places = [error["loc"] for error in errors]
    return [
        (".".join(str(part) for part in error["loc"]), told(error))
        for error in errors
        if error["type"] != "too_short"
        or not any(place[: len(error["loc"])] == error["loc"] for place in places if place != error["loc"])
    ]


def told(error: ErrorDetails) -> str:
    """Return the sentence of one error of a model."""
    kind, given = error["type"], dict(error.get("ctx") or {})
    if kind == "value_error":
        return reason_told(str(given.get("error", "")))
    words = {name: _listed(value) for name, value in given.items()}
    words["value"] = _short(error["input"])
    if kind == "string_pattern_mismatch":
        pattern = str(given.get("pattern", ""))
        says = next((says for begins, says in _PATTERNS.items() if pattern.startswith(begins)), "")
        return _(says or N_("写法不对：{value}，应符合 {pattern}"), **words)
    if kind in _KINDS:
        return _(_KINDS[kind], **words)
    return _("这里不能写 {value}", **words)


def reason_told(reason: str) -> str:
    """Return the sentence for a reason that one of our checks gave; the reason itself where it is a sentence already."""
    for known, says in REASONS:
        if (found := known.fullmatch(reason)) is not None:
            parts = list(found.groups())
            if says.endswith("{rest}"):
                *parts, rest = parts
                return _(says, **_named(parts), rest=reason_told(rest))
            return _(says, **_named(parts))
    return reason


def syntax_told(fault: Exception, language: str) -> str:
    """Return the sentence for a file that cannot be parsed at all; ``language``: TOML or JSON."""
    if isinstance(fault, RecursionError):
        return _("不是合规的 {language}：括号套得太深", language=language)
    if isinstance(fault, json.JSONDecodeError):
        return _at(language, fault.lineno, fault.colno)
    if str(fault).startswith(_TWICE):
        return _("不是合规的 {language}：同一个名字写了两次", language=language)
    if place := re.search(r"at line (\d+), column (\d+)", str(fault)):
        return _at(language, int(place[1]), int(place[2]))
    if "at end of document" in str(fault):
        return _("不是合规的 {language}：文件没有写完就结束了", language=language)
    if "digits" in str(fault):
        return _("不是合规的 {language}：有一个数字太长", language=language)
    return str(fault)


def _at(language: str, line: int, column: int) -> str:
    return _(
        "不是合规的 {language}：第 {line} 行第 {column} 个字写法不对，请检查引号、逗号和括号",
        language=language,
        line=line,
        column=column,
    )


def _named(parts: list[str]) -> dict[str, str]:
    return {name: _short_text(part) for name, part in zip("abcd", parts, strict=False)}


def _listed(value: object) -> str:
    """Return a value of pydantic's context; its “'a', 'b' or 'c'” as a list without the English word."""
    if isinstance(value, float):
        return f"{value:g}"
    return re.sub(r"' or '|', '", _("、"), str(value)).replace("'", "")


def _short(value: Any) -> str:
    if isinstance(value, str):
        return _("“{text}”", text=_short_text(value))
    return _short_text(json.dumps(value, ensure_ascii=False, default=str))


def _short_text(text: str) -> str:
    text = " ".join(seen(text[: _LONGEST + 1]).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
