"""Marks, steps and documents as JSON values and back. Everything read is taken as hostile until it fits."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.annotation.document import Add, Edit, Remove, Replace, Step
from desktop.annotation.marks import AttributeValue, Box, Mark, Span

FORMAT = "doorstep-document/1"
MAX_MARKS = 100_000
MAX_NUMBER = 2**53


def encode_mark(mark: Mark) -> dict[str, Any]:
    """Return a mark as a JSON object; defaults are left out."""
    value: dict[str, Any] = {"id": mark.id, "label": mark.label}
    if isinstance(mark, Box):
        value |= {"type": "box", "box": [mark.x1, mark.y1, mark.x2, mark.y2]}
    else:
        value |= {"type": "span", "start": mark.start, "end": mark.end}
    if mark.attributes:
        value["attributes"] = dict(mark.attributes)
    for flag in ("hidden", "locked"):
        if getattr(mark, flag):
            value[flag] = True
    return value


def decode_mark(value: Any) -> Mark:
    """Return the mark of a JSON object. Raises ValueError that names the field at fault."""
    if not isinstance(value, Mapping):
        raise ValueError(f"a mark must be an object, got {type(value).__name__}")
    common: dict[str, Any] = {
        "id": _text(value, "id"),
        "label": _text(value, "label"),
        "attributes": _attributes(value.get("attributes", {})),
        "hidden": _flag(value, "hidden"),
        "locked": _flag(value, "locked"),
    }
    if value.get("type") == "box":
        x1, y1, x2, y2 = _numbers(value.get("box"), "box", 4)
        return Box(x1=x1, y1=y1, x2=x2, y2=y2, **common)
    if value.get("type") == "span":
        return Span(start=_integer(value, "start"), end=_integer(value, "end"), **common)
    raise ValueError(f"type must be 'box' or 'span', got {value.get('type')!r}")


def encode_marks(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Return marks as a JSON list."""
    return [encode_mark(mark) for mark in marks]


def decode_marks(values: Any) -> tuple[Mark, ...]:
    """Return the marks of a JSON list. Raises ValueError naming place and field; at most 100,000 marks."""
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise ValueError(f"marks must be a list, got {type(values).__name__}")
    if len(values) > MAX_MARKS:
        raise ValueError(f"{len(values)} marks are more than the {MAX_MARKS} allowed")
    marks: list[Mark] = []
    seen: set[str] = set()
    for place, value in enumerate(values):
        try:
            mark = decode_mark(value)
        except ValueError as fault:
            raise ValueError(f"[{place}]: {fault}") from fault
        if mark.id in seen:
            raise ValueError(f"[{place}]: id {mark.id!r} is used twice")
        seen.add(mark.id)
        marks.append(mark)
    return tuple(marks)


def encode_step(step: Step) -> dict[str, Any]:
    """Return a step as a JSON object."""
    return {"name": step.name, "edits": [_encode_edit(edit) for edit in step.edits]}


def decode_step(value: Any) -> Step:
    """Return the step of a JSON object. Raises ValueError."""
    if not isinstance(value, Mapping) or not isinstance(value.get("edits"), list | tuple):
        raise ValueError("a step must be an object with a list of edits")
    return Step(_text(value, "name"), tuple(_decode_edit(edit) for edit in value["edits"]))


def _encode_edit(edit: Edit) -> dict[str, Any]:
    if isinstance(edit, Add):
        return {"do": "add", "mark": encode_mark(edit.mark), "index": edit.index}
    if isinstance(edit, Remove):
        return {"do": "remove", "mark": encode_mark(edit.mark), "index": edit.index}
    return {"do": "replace", "before": encode_mark(edit.before), "after": encode_mark(edit.after)}


def _decode_edit(value: Any) -> Edit:
    if not isinstance(value, Mapping):
        raise ValueError("an edit must be an object")
    if value.get("do") == "add":
        return Add(decode_mark(value.get("mark")), _integer(value, "index"))
    if value.get("do") == "remove":
        return Remove(decode_mark(value.get("mark")), _integer(value, "index"))
    if value.get("do") == "replace":
        return Replace(decode_mark(value.get("before")), decode_mark(value.get("after")))
    raise ValueError(f"unknown edit {value.get('do')!r}")


def _text(value: Mapping[str, Any], name: str) -> str:
    text = value.get(name)
    if not isinstance(text, str) or len(text) > 200:
        raise ValueError(f"{name} must be a text of at most 200 characters, got {text!r:.60}")
    return text


def _flag(value: Mapping[str, Any], name: str) -> bool:
    flag = value.get(name, False)
    if not isinstance(flag, bool):
        raise ValueError(f"{name} must be true or false, got {flag!r:.60}")
    return flag


def _integer(value: Mapping[str, Any], name: str) -> int:
    number = value.get(name)
    if not isinstance(number, int) or isinstance(number, bool):
        raise ValueError(f"{name} must be a whole number, got {number!r:.60}")
    return number


def _numbers(value: Any, name: str, count: int) -> list[float]:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != count:
        raise ValueError(f"{name} must be a list of {count} numbers, got {value!r:.60}")
    for number in value:
        if not isinstance(number, int | float) or isinstance(number, bool) or not _is_sane(number):
            raise ValueError(f"{name} must hold finite numbers, got {number!r:.60}")
    return [float(number) for number in value]


def _is_sane(number: Any) -> bool:
    """Tell whether a number is finite and within reach of a coordinate; huge integers never reach float()."""
    return math.isfinite(number) if isinstance(number, float) else bool(abs(number) <= MAX_NUMBER)


def _attributes(value: Any) -> Mapping[str, AttributeValue]:
    if not isinstance(value, Mapping) or len(value) > 50:
        raise ValueError(f"attributes must be an object of at most 50 entries, got {value!r:.60}")
    for name, entry in value.items():
        if not isinstance(name, str) or not _is_answer(entry):
            raise ValueError(
                f"attribute {name!r} must be a text, a finite number or yes/no, got {entry!r:.60}"
            )
    return dict(value)


def _is_answer(entry: object) -> bool:
    return isinstance(entry, str) or (isinstance(entry, int | float) and _is_sane(entry))
