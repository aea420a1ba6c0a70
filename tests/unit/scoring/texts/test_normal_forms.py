"""A normal form written at a span (时间归一) is compared as the order's rules for texts say, and only so."""

from __future__ import annotations

import pytest

from desktop.annotation.codec import encode_mark
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import Attribute
from desktop.scoring.result import Score
from tests.unit.scoring.texts.samples import codes, graded, schema, span

FORM = Attribute(id="iso", name="标准时间", kind="text")


def normal_form(written: str, right: str, **rules: bool) -> Score:
    own = schema(compared=rules).model_copy(update={"attributes": (FORM,)})
    mark = span("g", 0, 4)
    truth = GoldMark(id="g", label="per", shape=encode_mark(mark), attributes={"iso": right})
    return graded([span("a", 0, 4, attributes={"iso": written})], [truth], own)


@pytest.mark.parametrize(
    ("written", "rules"),
    [
        ("2026-11-25T15:00", {}),
        ("２０２６－１１－２５ｔ１５：００", {}),
        ("2026-11-25 T 15:00", {}),
        ("20261125T1500", {"ignore_punctuation": True}),
    ],
)
def test_what_the_rules_make_alike_is_right(written: str, rules: dict[str, bool]) -> None:
    assert normal_form(written, "2026-11-25T15:00", **rules).accuracy == 1


@pytest.mark.parametrize(
    ("written", "rules"),
    [
        ("2026-11-25T03:00", {}),
        ("20261125T1500", {}),
        ("2026-11-25t15:00", {"ignore_case": False}),
        ("2026-11-25 T15:00", {"ignore_space": False}),
        ("２026-11-25T15:00", {"nfkc": False}),
    ],
)
def test_what_they_keep_apart_is_told_as_a_wrong_attribute(written: str, rules: dict[str, bool]) -> None:
    assert codes(normal_form(written, "2026-11-25T15:00", **rules)) == ["ATTR"]
