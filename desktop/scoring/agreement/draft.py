"""A gold draft from two people's work: what they agree on is taken, everything else is laid beside it to be decided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop.annotation.codec import encode_mark
from desktop.annotation.marks import Mark
from desktop.annotation.shapes.box import Box
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.spans import Span
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.agreement.item import Agreement, Disagreement, is_agreed
from desktop.scoring.agreement.pairing import Twin


def agreed_marks(found: Agreement, schema: LabelSchema) -> tuple[Mark, ...]:
    """Return one mark for each thing agreed on, with the first person's id and shape; of boxes and points the middle."""
    return tuple(_middle(twin) for twin in found.twins if is_agreed(twin, schema))


def gold_draft(found: Agreement, schema: LabelSchema) -> dict[str, Any]:
    """Return the draft as JSON: ``marks`` as a pack's gold holds them, ``undecided`` with both persons' marks.

    Raises ValueError for a mark that no gold can hold, such as one with an id that is none.
    """
    return {
        "marks": [
            gold_mark(mark).model_dump(mode="json", exclude_defaults=True)
            for mark in agreed_marks(found, schema)
        ],
        "undecided": [_undecided(each) for each in found.disagreements],
    }


def gold_mark(mark: Mark) -> GoldMark:
    """Return the gold mark whose perfect answer a mark is. Raises ValueError where none can hold it."""
    common: dict[str, Any] = {
        "id": mark.id,
        "label": mark.label,
        "attributes": dict(mark.attributes),
        "group": mark.group,
    }
    if isinstance(mark, Box):
        return GoldMark(box=mark.corners, **common)
    if type(mark) is Span:
        return GoldMark(start=mark.start, end=mark.end, **common)
    value = encode_mark(mark)
    own = {"id", "label", "attributes", "group", "hidden", "locked", "pinned"}
    return GoldMark(shape={name: entry for name, entry in value.items() if name not in own}, **common)


def _undecided(each: Disagreement) -> dict[str, Any]:
    value: dict[str, Any] = {
        "what": each.what,
        "a": None if each.a is None else encode_mark(each.a),
        "b": None if each.b is None else encode_mark(each.b),
    }
    if each.similarity is not None:
        value["similarity"] = round(each.similarity, 4)
    if each.attribute:
        value |= {"attribute": each.attribute, "values": list(each.values)}
    return value


def _middle(twin: Twin) -> Mark:
    a, b = twin.a, twin.b
    if isinstance(a, Box) and isinstance(b, Box):
        x1, y1, x2, y2 = ((one + other) / 2 for one, other in zip(a.corners, b.corners, strict=True))
        return a.with_corners(x1, y1, x2, y2)
    if isinstance(a, Dot) and isinstance(b, Dot):
        return replace(a, x=(a.x + b.x) / 2, y=(a.y + b.y) / 2)
    return a
