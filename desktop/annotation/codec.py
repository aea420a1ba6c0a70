"""Marks, steps and documents as JSON values and back. Everything read is taken as hostile until it fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.annotation.document import Add, Edit, Remove, Repaint, Replace, Step
from desktop.annotation.marks import SHAPES, TEXT_MARKS, Mark
from desktop.annotation.shapes import bitmap
from desktop.annotation.shapes.base import AttributeValue
from desktop.annotation.shapes.bitmap import TilePlace
from desktop.annotation.shapes.reading import integer, is_sane, text
from desktop.annotation.text_marks import TextMark

FORMAT = "doorstep-document/1"
MAX_MARKS = 100_000
_FLAGS = ("hidden", "locked", "pinned")


def encode_mark(mark: Mark) -> dict[str, Any]:
    """Return a mark as a JSON object; defaults are left out."""
    said = mark.content() if isinstance(mark, TextMark) else mark.geometry()
    value: dict[str, Any] = {"id": mark.id, "label": mark.label, "type": mark.kind, **said}
    if mark.attributes:
        value["attributes"] = dict(mark.attributes)
    for flag in _FLAGS:
        if getattr(mark, flag):
            value[flag] = True
    if mark.group:
        value["group"] = mark.group
    return value


def decode_mark(value: Any) -> Mark:
    """Return the mark of a JSON object. Raises ValueError that names the field at fault."""
    if not isinstance(value, Mapping):
        raise ValueError(f"a mark must be an object, got {type(value).__name__}")
    common: dict[str, Any] = {
        "id": text(value, "id"),
        "label": text(value, "label"),
        "attributes": _attributes(value.get("attributes", {})),
        "group": text(value, "group") if "group" in value else "",
        **{flag: _flag(value, flag) for flag in _FLAGS},
    }
    return decode_kind(value.get("type"), common, value)


def decode_kind(kind: Any, common: Mapping[str, Any], value: Mapping[str, Any]) -> Mark:
    """Return the mark of a kind with the fields of ``common``. Raises ValueError that names the field at fault."""
    if shape := next((own for name, own in SHAPES.items() if name == kind), None):
        return shape.from_geometry(common, value)
    if own := next((own for name, own in TEXT_MARKS.items() if name == kind), None):
        return own.from_content(common, value)
    raise ValueError(f"type must be one of {[*TEXT_MARKS, *SHAPES]}, got {kind!r:.60}")


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
    return Step(text(value, "name"), tuple(_decode_edit(edit) for edit in value["edits"]))


def _encode_edit(edit: Edit) -> dict[str, Any]:
    if isinstance(edit, Add):
        return {"do": "add", "mark": encode_mark(edit.mark), "index": edit.index}
    if isinstance(edit, Remove):
        return {"do": "remove", "mark": encode_mark(edit.mark), "index": edit.index}
    if isinstance(edit, Repaint):
        tiles = [[*place, *map(_encode_tile, change)] for place, change in edit.tiles.items()]
        return {"do": "repaint", "id": edit.mark_id, "tiles": tiles}
    return {"do": "replace", "before": encode_mark(edit.before), "after": encode_mark(edit.after)}


def _decode_edit(value: Any) -> Edit:
    if not isinstance(value, Mapping):
        raise ValueError("an edit must be an object")
    if value.get("do") == "add":
        return Add(decode_mark(value.get("mark")), integer(value, "index"))
    if value.get("do") == "remove":
        return Remove(decode_mark(value.get("mark")), integer(value, "index"))
    if value.get("do") == "replace":
        return Replace(decode_mark(value.get("before")), decode_mark(value.get("after")))
    if value.get("do") == "repaint" and isinstance(value.get("tiles"), list | tuple):
        return Repaint(text(value, "id"), dict(_decode_tile(entry) for entry in value["tiles"]))
    raise ValueError(f"unknown edit {value.get('do')!r:.60}")


def _encode_tile(tile: bytes | None) -> str:
    return "" if tile is None else bitmap.deflate(tile)


def _decode_tile(entry: Any) -> tuple[TilePlace, tuple[bytes | None, bytes | None]]:
    if (
        not isinstance(entry, list | tuple)
        or len(entry) != 4
        or not all(isinstance(b, str) for b in entry[2:])
    ):
        raise ValueError(f"a tile is [column, row, before, after], got {entry!r:.60}")
    column, row = (integer({"tile": number}, "tile") for number in entry[:2])
    before, after = (bitmap.inflate(bits, bitmap.TILE_BYTES) if bits else None for bits in entry[2:])
    if any(tile is not None and not any(tile) for tile in (before, after)):
        raise ValueError('a tile without a pixel is written as ""')
    return (column, row), (before, after)


def _flag(value: Mapping[str, Any], name: str) -> bool:
    flag = value.get(name, False)
    if not isinstance(flag, bool):
        raise ValueError(f"{name} must be true or false, got {flag!r:.60}")
    return flag


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
    return isinstance(entry, str) or (isinstance(entry, int | float) and is_sane(entry))
