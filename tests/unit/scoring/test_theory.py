"""A theory item is right or wrong, as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.curriculum.items import Choice, TheoryItem
from desktop.scoring.theory import grade_theory, total_theory


def item(
    item_id: str = "i1", kind: str = "single", answer: tuple[str, ...] = ("a",), **more: Any
) -> TheoryItem:
    choices = () if kind == "judgement" else tuple(Choice(id=name, text=name) for name in "abcd")
    fields = {"stem": "问", "explanation": "因为", "topic": "rules", "pool": "exam"} | more
    return TheoryItem(id=item_id, kind=kind, choices=choices, answer=answer, **fields)


@pytest.mark.parametrize(
    ("kind", "answer", "chosen", "right"),
    [
        ("single", ("a",), ["a"], True),
        ("single", ("a",), ["b"], False),
        ("single", ("a",), [], False),
        ("single", ("a",), ["a", "b"], False),
        ("judgement", ("true",), ["true"], True),
        ("judgement", ("true",), ["false"], False),
        ("multiple", ("a", "c"), ["c", "a"], True),
        ("multiple", ("a", "c"), ["a"], False),
        ("multiple", ("a", "c"), ["a", "b", "c"], False),
        ("multiple", ("a", "c"), ["a", "a"], False),
        ("multiple", ("a", "c"), ["a", "c", "c"], False),
        ("ordering", ("c", "a", "b", "d"), ["c", "a", "b", "d"], True),
        ("ordering", ("c", "a", "b", "d"), ["a", "c", "b", "d"], False),
        ("ordering", ("c", "a", "b", "d"), ["c", "a", "b"], False),
    ],
)
def test_only_the_whole_answer_is_right(
    kind: str, answer: tuple[str, ...], chosen: list[str], right: bool
) -> None:
    assert grade_theory(item(kind=kind, answer=answer), chosen) is right


def test_a_paper_is_totalled_by_topic_with_its_red_lines() -> None:
    score = total_theory(
        [
            (item("i1"), ["a"]),
            (item("i2"), ["b"]),
            (item("i3", topic="security", red_line=True), ["a"]),
            (item("i4", topic="security", red_line=True), []),
        ]
    )
    assert (score.right, score.n, score.unanswered) == (2, 4, 1)
    assert score.share == 0.5
    assert score.by_topic == {"rules": (1, 2), "security": (1, 2)}
    assert score.red_line == (1, 2)
    assert score.red_line_wrong == ("i4",)
    assert score.wrong == ("i2", "i4")


def test_no_items_have_no_share() -> None:
    assert total_theory([]).share is None
