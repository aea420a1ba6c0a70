"""Attributes of matched marks: what was asked, what counts as right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.annotation.shapes.base import AttributeValue
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import Attribute, LabelSchema
from desktop.scoring.matching import SLACK

if TYPE_CHECKING:
    from desktop.scoring.measures.ocr import Reading


def accepted(gold: GoldMark, attribute_id: str) -> tuple[AttributeValue, ...]:
    """Return every right value: the gold's own first, then those it also accepts. Empty: any value is right."""
    own = (gold.attributes[attribute_id],) if attribute_id in gold.attributes else ()
    more = gold.accept.get(attribute_id, ())
    return own + tuple(value for value in more if not any(same(value, other) for other in own))


def asked(gold: GoldMark, answer_label: str, schema: LabelSchema) -> Iterator[Attribute]:
    """Yield the attributes that can be judged: asked of the gold's and of the answer's label, and known to the gold.

    What only the right label asks cannot be answered under a wrong one; that mistake is CLS and costs once.
    """
    for attribute in schema.attributes_of(gold.label):
        if attribute.asked_of(answer_label) and accepted(gold, attribute.id):
            yield attribute


def right(got: AttributeValue, value: AttributeValue, attribute: Attribute, schema: LabelSchema) -> bool:
    """Tell whether an answered value passes for an accepted one.

    Numbers do within the attribute's tolerance, texts as the order's rules of comparison (of what is written about a
    text, or of transcriptions) read them, everything else when it is the same.
    """
    if attribute.kind == "number" and _is_number(got) and _is_number(value):
        return abs(float(got) - float(value)) <= attribute.tolerance + SLACK
    if attribute.kind == "text" and isinstance(got, str) and isinstance(value, str):
        # Texts load numpy, 85 ms: only where there is one to read.
        from desktop.scoring.measures.ocr import compare

        return compare(value, got, _reading(schema)).exact
    return same(got, value)


def _reading(schema: LabelSchema) -> Reading:
    """Return how texts are made alike: in texts as everything written there, in pictures as transcriptions."""
    from desktop.scoring.readings import reading_of, reading_of_text

    if schema.task in {"text", "answers"}:
        return reading_of_text(schema.text_rules.compared)
    return reading_of(schema.object_rules.quad.normalisation)


def _is_number(value: AttributeValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def same(a: AttributeValue, b: AttributeValue) -> bool:
    """Tell whether two values are equal; yes/no is no number, though Python holds True == 1."""
    return isinstance(a, bool) == isinstance(b, bool) and a == b
