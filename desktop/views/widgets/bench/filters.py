"""Which marks are looked for: a few words or comparisons, as somebody types them over the list.

Words between blanks must all hold: a class, ``属性=值``, ``面积>1000``, ``宽<20``, ``高>=8``, or one of 待填 隐藏 锁定.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.quad import Quad
from desktop.curriculum.schema import Attribute, LabelSchema

Test: TypeAlias = Callable[[Mark], bool]

_COMPARED = re.compile(r"(面积|宽|高|area|width|height)\s*(<=|>=|<|>|=)\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
_SIGNS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
}
_STATES: Mapping[str, Callable[[Mark], bool]] = {
    "隐藏": lambda mark: mark.hidden,
    "hidden": lambda mark: mark.hidden,
    "锁定": lambda mark: mark.locked,
    "locked": lambda mark: mark.locked,
    "钉住": lambda mark: mark.pinned,
    "pinned": lambda mark: mark.pinned,
}
_LACKING = frozenset({"待填", "todo"})


def query(typed: str, schema: LabelSchema) -> Test | None:
    """Return the test that typed words stand for; None for no words at all."""
    tests = [_test(word, schema) for word in typed.split()]
    if not tests:
        return None
    return lambda mark: all(test(mark) for test in tests)


def _test(word: str, schema: LabelSchema) -> Test:
    compared = _COMPARED.fullmatch(word)
    if compared is not None:
        return _measured(compared[1].lower(), _SIGNS[compared[2]], float(compared[3]))
    lower = word.lower()
    if lower in _STATES:
        return _STATES[lower]
    if lower in _LACKING:
        return lambda mark: any(own.id not in mark.attributes for own in schema.attributes_of(mark.label))
    name, equals, value = word.partition("=")
    if equals:
        return _answered(name.lower(), value.lower(), schema)
    return _named(lower, schema)


def _measured(what: str, sign: Callable[[float, float], bool], limit: float) -> Test:
    def test(mark: Mark) -> bool:
        if not isinstance(mark, Shape):
            return False
        x1, y1, x2, y2 = mark.bounds
        value = {"宽": x2 - x1, "width": x2 - x1, "高": y2 - y1, "height": y2 - y1}.get(what, mark.area)
        return sign(value, limit)

    return test


def _answered(name: str, value: str, schema: LabelSchema) -> Test:
    """Return the test for an answer; a name or a value may be given in part."""
    asked = [own for own in schema.attributes if name in own.name.lower() or name == own.id.lower()]

    def test(mark: Mark) -> bool:
        return any(value in _said(own, mark).lower() for own in asked if own.id in mark.attributes)

    return test


def _said(attribute: Attribute, mark: Mark) -> str:
    held = mark.attributes[attribute.id]
    if isinstance(held, bool):
        return "是 yes" if held else "否 no"
    option = next((own for own in attribute.options if own.id == held), None)
    return f"{held} {option.name}" if option is not None else str(held)


def _named(word: str, schema: LabelSchema) -> Test:
    """Return the test for a class by name, sign or id, for a text that was written out, or for a group."""
    labels = {
        label.id
        for label in schema.labels
        if word in label.name.lower()
        or word in label.name_en.lower()
        or word in {label.short, label.id.lower()}
    }

    def test(mark: Mark) -> bool:
        written = mark.text.lower() if isinstance(mark, Quad) else ""
        return mark.label in labels or word in written or (bool(mark.group) and word == mark.group.lower())

    return test
