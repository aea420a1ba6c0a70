"""An inspector's flags in texts: found, overlooked, false, and for the wrong reason."""

from __future__ import annotations

import pytest

from desktop.annotation.text_flags import TextFlag
from desktop.curriculum.schema import Label, LabelSchema
from desktop.scoring.result import Score
from desktop.scoring.summary import total
from desktop.scoring.texts.flags import likeness
from desktop.session.explain import INSPECTION_TITLES, sentence
from desktop.session.remedies import remedy
from tests.unit.scoring.texts.samples import codes, gold, graded

CODES = {"MISS": "漏标", "CLS": "错标", "DUP": "重复", "REL": "关系错误"}
RULES = LabelSchema(
    task="text_inspection",
    inspects="main",
    labels=tuple(
        Label(id=code, name=name, short=name[:4], key=str(place), colour=place)
        for place, (code, name) in enumerate(CODES.items())
    ),
)


def flag(
    mark_id: str, start: int, end: int, code: str = "CLS", target: str | None = "m1", text: str = ""
) -> TextFlag:
    """A flag on a mark, or with no target on a place."""
    return TextFlag(mark_id, code, start, end, target, text_id=text)


TRUTH = [flag("g1", 0, 4), flag("g2", 8, 12, "MISS", None), flag("g3", 0, 0, "REL", "r1")]


def inspected(*flags: TextFlag) -> Score:
    return graded(flags, TRUTH, RULES)


def test_the_right_flags_are_perfect_even_on_marks_without_a_place() -> None:
    found = inspected(*TRUTH)
    assert found.accuracy == 1
    assert (found.measures["flag.found"], found.measures["flag.right_reason"]) == (1, 1)


def test_a_flag_on_the_same_mark_is_the_same_wherever_it_stands() -> None:
    assert inspected(flag("a", 2, 9), *TRUTH[1:]).accuracy == 1


def test_what_is_missing_is_found_by_its_place() -> None:
    near, far = flag("a", 7, 10, "MISS", None), flag("a", 20, 22, "MISS", None)
    assert inspected(TRUTH[0], near, TRUTH[2]).accuracy == 1
    assert codes(inspected(TRUTH[0], far, TRUTH[2])) == ["MISS", "EXTRA"]


def test_a_wrong_reason_is_found_but_wrong() -> None:
    found = inspected(flag("a", 0, 4, "REL"), *TRUTH[1:])
    assert codes(found) == ["CLS"]
    assert (found.measures["flag.found"], found.measures["flag.right_reason"]) == (1, pytest.approx(2 / 3))


def test_findings_of_an_inspection_have_words_of_their_own() -> None:
    found = inspected(flag("a", 0, 4, "REL"), TRUTH[1], flag("b", 30, 33, "CLS", "m9"))
    said = {each.code: sentence(each, RULES) for each in found.findings}
    assert said == {
        "MISS": "没有查出：这里有一处“关系错误”。",
        "EXTRA": "误报“错标”：这里没有这种错误。",
        "CLS": "查出来了，但原因判错：应为“错标”，判成了“关系错误”。",
    }
    assert set(said) <= set(INSPECTION_TITLES)
    assert len({remedy(each, RULES) for each in found.findings}) == 3


def test_the_same_error_flagged_twice_says_so() -> None:
    found = inspected(*TRUTH, flag("b", 0, 4))
    (error,) = found.findings
    assert (error.code, found.counts.extra) == ("DUP", 1)
    assert sentence(error, RULES) == "同一处错误报了两次：这次报的是“错标”。"
    twice = inspected(*TRUTH, flag("b", 8, 12, "MISS", None))
    assert [sentence(each, RULES) for each in twice.findings] == ["同一处错误报了两次：这次报的是“漏标”。"]


def test_another_text_is_another_place() -> None:
    assert likeness(flag("g", 0, 4, "MISS", None, "a1"), flag("a", 0, 4, "MISS", None, "a2")) == 0


def test_a_double_may_be_flagged_on_either_mark() -> None:
    one, other = flag("g", 0, 4, "DUP", "m1"), flag("a", 0, 4, "DUP", "m2")
    assert likeness(one, other) == 1
    assert likeness(flag("g", 0, 4, "CLS", "m1"), other) == 0
    assert likeness(one, flag("a", 3, 9, "DUP", "m2")) == 0


def test_a_flag_on_what_is_to_be_ignored_is_no_false_alarm() -> None:
    truth = [gold(TRUTH[0], ignore=True)]
    assert graded([flag("a", 1, 4)], truth, RULES).swallowed == ("a",)
    assert codes(graded([flag("a", 40, 44, target="m7")], truth, RULES)) == ["EXTRA"]


def test_totals_count_flags_over_all_texts() -> None:
    both = total([inspected(*TRUTH), inspected(*TRUTH[:1])])
    assert both.measures["flag.found"] == pytest.approx(4 / 6)
    assert (both.flags.gold, both.flags.missed) == (6, 2)
