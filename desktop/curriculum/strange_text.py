"""Characters that no pack may hold: those that are none, and in its own words those that steer what is beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from desktop.base.plain_text import DIRECTION
from desktop.base.wording import N_, _

#: Fields of an exercise that hold material: what is to be worked on is kept as it is and shown by signs.
MATERIAL = frozenset({"text", "value"})
_NOTHING = re.compile("[\x00\ud800-\udfff]")
#: In the pack's own words (names, titles, rules, questions, lessons) also controls and direction marks.
_STEERING = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{DIRECTION}]")
_SAYS = (
    (re.compile("\x00"), N_("第 {n} 个字是空字符（U+0000），多半是转换编码时出的错，请用 UTF-8 重新导出")),
    (
        re.compile("[\ud800-\udfff]"),
        N_("第 {n} 个字只有半个（{code}），文本在转换时断开了，请用 UTF-8 重新导出"),
    ),
    (re.compile(f"[{DIRECTION}]"), N_("第 {n} 个字是改变文字方向的控制符（{code}），会颠倒旁边的字，请删掉")),
    (re.compile(""), N_("第 {n} 个字是看不见的控制符（{code}），请删掉")),
)


def strange(value: Any, material: Collection[str] = (), *, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield field and sentence for every string of a file's value, and every name of a field, that may not be there.

    ``material``: names of fields whose strings are to be worked on. One fault a string: the first.
    """
    if isinstance(value, str):
        worked_on = place.rpartition(".")[2] in material
        if (found := (_NOTHING if worked_on else _STEERING).search(value)) is not None:
            yield place, _sentence(found)
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from strange(name, place=place)
            yield from strange(each, material, place=_inside(place, name))
    elif isinstance(value, Sequence) and not isinstance(value, bytes):
        for number, each in enumerate(value):
            yield from strange(each, material, place=_inside(place, number))


def _sentence(found: re.Match[str]) -> str:
    says = next(says for pattern, says in _SAYS if pattern.match(found[0]))
    return _(says, n=found.start() + 1, code=f"U+{ord(found[0]):04X}")


def _inside(place: str, name: object) -> str:
    # A field's name may be as strange as what it holds.
    told = str(name) if str(name).isprintable() else ascii(name)
    return f"{place}.{told}" if place else told
